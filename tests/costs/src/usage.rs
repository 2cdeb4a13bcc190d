//! What an answer uses. Of each figure: whether it is counted by a test, measured, or assumed.

/// Views of the page for one answer: its own, and one of a person who does not answer or of a mail scanner. Assumed.
pub const PAGES: f64 = 2.0;
/// Forms sent for one answer. Assumed.
pub const FORMS: f64 = 1.0;
/// Read units of a view of the page: whether the invitation is answered, eventually consistent, under 4 KB. Counted.
pub const READ_UNITS_A_PAGE: f64 = 0.5;
/// Write units of an answer: its item, under 1 KB without a long comment, and its copy in `by_day`. Counted.
pub const WRITE_UNITS_AN_ANSWER: f64 = 2.0;
/// Memory of `submit`, in GB: 256 MB. As in the template.
pub const SUBMIT_GB: f64 = 0.25;
/// Seconds that a request to `submit` is billed for, with its share of starts. Assumed: others have published 7.8 ms for a function
/// in Rust with 256 MB that writes once.
pub const SUBMIT_SECONDS: f64 = 0.010;
/// Pages of 1 MB, 128 read units each, in which a million answers lie in `by_day`. Measured.
pub const INDEX_PAGES_A_MILLION: f64 = 176.0;
/// Read units of such a page, eventually consistent.
pub const READ_UNITS_A_PAGE_OF_INDEX: f64 = 128.0;
/// How often the index of a day is read: on three nights for the scores, once for the customers. By the protocol.
pub const INDEX_READS: f64 = 4.0;
/// Read and write units of merging an answer into its customer's record, at worst: a customer an answer. By the code.
pub const MERGE_UNITS: (f64, f64) = (1.0, 1.0);
/// Months for which an answer is kept: the default of `RetentionDays`.
pub const MONTHS_KEPT: f64 = 13.0;
/// Answers that a customer gives in the time for which they are kept. Assumed.
pub const ANSWERS_A_CUSTOMER: f64 = 4.0;
/// Bytes of an answer without a long comment. Counted to lie under 1,024; this is a usual one. Assumed.
pub const ANSWER_BYTES: f64 = 450.0;
/// Bytes of an answer's copy in `by_day`: 1 MB a page. Measured.
pub const INDEX_BYTES: f64 = INDEX_PAGES_A_MILLION * 1_048_576.0 / 1e6;
/// Bytes of a customer's record. Measured.
pub const CUSTOMER_BYTES: f64 = 362.0;
/// Read units of looking at a million customers. Measured.
pub const LOOK_UNITS_A_MILLION: f64 = 44_288.0;
/// Bytes logged for a request: Lambda's own lines 330, ours up to 400, the access log 270. The first two are published and aimed
/// at, the third is counted.
pub const LOGGED_BYTES: f64 = 1_000.0;
/// Nights in a month.
pub const NIGHTS: f64 = 30.0;
/// Seconds in a month of 730 hours.
pub const SECONDS: f64 = 730.0 * 3600.0;
/// Traces that Lambda records of a function: the first request of each second, and of the others this share. Published.
pub const TRACED_SHARE: f64 = 0.05;
/// Memory of `aggregate` and `flag`, in GB: 1,769 MB. As in the template.
pub const NIGHT_GB: f64 = 1769.0 / 1024.0;
/// Seconds of a night without anything to do, `aggregate` and `flag` together. Assumed; it is some 900 requests.
pub const EMPTY_NIGHT_SECONDS: f64 = 30.0;
/// Seconds for an answer's merge: two requests of 5 ms, 16 at once. The time of a request is assumed.
pub const MERGE_SECONDS: f64 = 2.0 * 0.005 / 16.0;
/// Seconds for looking at a customer, where one partition gives 3,000 read units a second. Measured units.
pub const LOOK_SECONDS: f64 = LOOK_UNITS_A_MILLION / 1e6 / 3_000.0;
/// Requests a second that each route takes: the default of `PublicThrottleRate`.
pub const THROTTLE: f64 = 200.0;
/// Metrics of our own that a busy stack sends.
pub const METRICS: f64 = 17.0;
