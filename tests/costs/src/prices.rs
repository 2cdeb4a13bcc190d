//! List prices in dollars, us-east-1, on demand, arm64, without any free tier.

/// One request to an HTTP API, of the first 300 million of a month; metered by 512 KB.
pub const API_REQUEST: f64 = 1.00e-6;
/// One request to an HTTP API beyond the first 300 million of a month.
pub const API_REQUEST_LATER: f64 = 0.90e-6;
/// How many requests have the first price.
pub const API_FIRST: f64 = 300e6;
/// One invocation of a function.
pub const INVOCATION: f64 = 0.20e-6;
/// A GB of memory for a second, arm64.
pub const GB_SECOND: f64 = 0.000_013_333_4;
/// A read unit of DynamoDB: 4 KB consistently, 8 KB eventually consistently.
pub const READ_UNIT: f64 = 0.125e-6;
/// A write unit of DynamoDB: 1 KB.
pub const WRITE_UNIT: f64 = 0.625e-6;
/// A GB in DynamoDB for a month.
pub const STORED_GB: f64 = 0.25;
/// What DynamoDB adds to each item, and to each copy in an index, in bytes.
pub const ITEM_OVERHEAD: f64 = 100.0;
/// A GB under point-in-time recovery for a month; indexes are free of it.
pub const RECOVERABLE_GB: f64 = 0.20;
/// A GB taken in by CloudWatch Logs.
pub const LOGGED_GB: f64 = 0.50;
/// A trace recorded by X-Ray.
pub const TRACE: f64 = 5.00e-6;
/// A GB sent to the internet, of the first 10 TB of a month.
pub const SENT_GB: f64 = 0.09;
/// A request to KMS.
pub const KEY_REQUEST: f64 = 0.03 / 10_000.0;
/// A request to Secrets Manager.
pub const SECRET_REQUEST: f64 = 0.05 / 10_000.0;
/// A secret for a month.
pub const SECRET: f64 = 0.40;
/// A metric that an alarm watches, for a month.
pub const ALARM: f64 = 0.10;
/// A metric of one's own for a month in whose hours it is sent.
pub const METRIC: f64 = 0.30;
/// A dashboard of CloudWatch for a month.
pub const DASHBOARD: f64 = 3.00;
