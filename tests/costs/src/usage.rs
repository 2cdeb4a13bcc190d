//! What an answer uses. Of each figure: whether it is counted by a test, measured, or assumed.

/// Views of the page for one answer: its own, and one of a person who does not answer or of a mail scanner. Assumed.
pub const PAGES: f64 = 2.0;
/// Forms sent for one answer. Assumed.
pub const FORMS: f64 = 1.0;
/// Views of the thanks, which a form leads to. They read nothing.
pub const THANKS: f64 = 1.0;
/// Requests for one answer.
pub const REQUESTS: f64 = PAGES + FORMS + THANKS;
/// Bytes of a survey page, with everything that a survey can have: a test says so. Most are much smaller.
pub const PAGE_BYTES: f64 = 15_000.0;
/// Bytes of the dashboard's style sheet at most, which anybody may have.
pub const STYLE_BYTES: f64 = 30_000.0;
/// Bytes of any other answer to somebody without a key, its headers included. Assumed.
pub const REFUSAL_BYTES: f64 = 2_000.0;
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
pub const CUSTOMER_BYTES: f64 = 368.0;
/// Read units of looking at a million customers. Measured.
pub const LOOK_UNITS_A_MILLION: f64 = 44_928.0;
/// Bytes logged for a request: Lambda's own lines 330, which is published, and the access log 270, which is counted.
pub const LOGGED_BYTES: f64 = 600.0;
/// Bytes logged beside that for an answer without the stack's name. Measured; docs/logging.md says the same.
pub const ANSWER_LINE_BYTES: f64 = 365.0;
/// Letters of a stack's name. Assumed.
pub const STACK_NAME_BYTES: f64 = 15.0;
/// Bytes logged for an answer that is refused, at most. Measured; docs/logging.md says how many more these are.
pub const REFUSED_LINE_BYTES: f64 = ANSWER_LINE_BYTES + STACK_NAME_BYTES + 41.0;
/// Requests of which one finds no process and starts one, which reads the secret. AWS says under one of a hundred.
pub const REQUESTS_A_START: f64 = 100.0;
/// Nights in a month.
pub const NIGHTS: f64 = 30.0;
/// Hours in a month.
pub const HOURS: f64 = 730.0;
/// Seconds in a month.
pub const SECONDS: f64 = HOURS * 3600.0;
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
/// Metrics that every night sends: that it is over, its lag, and the customers it looked at. By the code.
pub const METRICS_OF_A_NIGHT: f64 = 3.0;
/// Seconds for which DynamoDB keeps the key of a table for whoever asks. As AWS's guide says; whether each of its servers
/// asks for itself is not known.
pub const KEY_KEPT_SECONDS: f64 = 300.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answers_line_is_as_long_here_as_where_logs_are_described() {
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/logging.md")).unwrap();
        for told in [
            format!("one line of {ANSWER_LINE_BYTES} bytes and the stack's name"),
            format!("are about {} bytes more", LOGGED_BYTES - 270.0),
            format!(
                "up to {} bytes longer",
                REFUSED_LINE_BYTES - ANSWER_LINE_BYTES - STACK_NAME_BYTES
            ),
        ] {
            assert!(page.contains(&told), "docs/logging.md does not say: {told}");
        }
    }

    #[test]
    fn the_style_sheet_is_not_larger_than_a_flood_of_it_is_taken_to_be() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../functions/api/templates/style");
        let files = std::fs::read_dir(folder).unwrap();
        let bytes: u64 = files.map(|file| file.unwrap().metadata().unwrap().len()).sum();
        assert!(
            bytes > 0 && u32::try_from(bytes).is_ok_and(|bytes| f64::from(bytes) <= STYLE_BYTES),
            "{bytes}"
        );
    }
}
