//! A month's bill, line by line.

use crate::prices::{
    API_FIRST, API_REQUEST, API_REQUEST_LATER, GB_SECOND, INVOCATION, ITEM_OVERHEAD, LOGGED_GB, READ_UNIT,
    RECOVERABLE_GB, SECRET_REQUEST, SENT_GB, STORED_GB, TRACE, WRITE_UNIT,
};
use crate::usage::{
    ANSWER_BYTES, ANSWER_LINE_BYTES, ANSWERS_A_CUSTOMER, CUSTOMER_BYTES, EMPTY_NIGHT_SECONDS, FORMS, INDEX_BYTES,
    INDEX_PAGES_A_MILLION, INDEX_READS, LOGGED_BYTES, LOOK_SECONDS, LOOK_UNITS_A_MILLION, MERGE_SECONDS, MERGE_UNITS,
    MONTHS_KEPT, NIGHT_GB, NIGHTS, PAGE_BYTES, PAGES, READ_UNITS_A_PAGE, READ_UNITS_A_PAGE_OF_INDEX, REQUESTS,
    REQUESTS_A_START, SECONDS, STACK_NAME_BYTES, SUBMIT_GB, SUBMIT_SECONDS, THANKS, TRACED_SHARE,
    WRITE_UNITS_AN_ANSWER,
};

/// What the line of traces is called: there is a way to have none.
pub const TRACES: &str = "X-Ray";

/// One line: what is paid for, how it comes about, and what it costs in dollars for so many answers a month.
pub struct Line {
    /// What is paid for.
    pub what: &'static str,
    /// The arithmetic for `n` answers a month, in words.
    pub arithmetic: String,
    /// Dollars for so many answers a month.
    pub dollars: fn(f64) -> f64,
}

/// Requests to the public function.
fn requests(answers: f64) -> f64 {
    answers * REQUESTS
}

/// Customers of whom something is known once the retention is full.
fn customers(answers: f64) -> f64 {
    answers * MONTHS_KEPT / ANSWERS_A_CUSTOMER
}

/// GB of answers and customers once the retention is full: in the tables, and with indexes and overhead.
fn stored(answers: f64) -> (f64, f64) {
    let kept = answers * MONTHS_KEPT;
    let tables = kept * ANSWER_BYTES + customers(answers) * CUSTOMER_BYTES;
    let beside = kept * (INDEX_BYTES + 2.0 * ITEM_OVERHEAD) + customers(answers) * ITEM_OVERHEAD;
    (tables / 1e9, (tables + beside) / 1e9)
}

/// Traces that X-Ray records at most: with requests spread evenly, the first of each second, and a share of the others.
fn traces(answers: f64) -> f64 {
    let first = requests(answers).min(SECONDS);
    first + TRACED_SHARE * (requests(answers) - first)
}

/// Everything that grows with the answers.
#[must_use]
pub fn lines() -> Vec<Line> {
    vec![
        Line {
            what: "HTTP API",
            arithmetic: format!(
                "n × {REQUESTS} requests ({PAGES} views, {FORMS} form, {THANKS} thanks) × ${:.2} a million, ${:.2} beyond {:.0} million",
                API_REQUEST * 1e6,
                API_REQUEST_LATER * 1e6,
                API_FIRST / 1e6
            ),
            dollars: |n| {
                let later = (requests(n) - API_FIRST).max(0.0);
                (requests(n) - later) * API_REQUEST + later * API_REQUEST_LATER
            },
        },
        Line {
            what: "Lambda, requests",
            arithmetic: format!("n × {REQUESTS} × ${:.2} a million", INVOCATION * 1e6),
            dollars: |n| requests(n) * INVOCATION,
        },
        Line {
            what: "Lambda, `submit`",
            arithmetic: format!(
                "n × {REQUESTS} × {:.0} ms × {SUBMIT_GB} GB × ${GB_SECOND} a GB-second",
                SUBMIT_SECONDS * 1e3
            ),
            dollars: |n| requests(n) * SUBMIT_SECONDS * SUBMIT_GB * GB_SECOND,
        },
        Line {
            what: "Lambda, nights",
            arithmetic: format!(
                "({NIGHTS} × {EMPTY_NIGHT_SECONDS} s + n × {:.3} ms merged + customers × {NIGHTS} × {:.1} µs looked at) × {NIGHT_GB:.2} GB",
                MERGE_SECONDS * 1e3,
                LOOK_SECONDS * 1e6
            ),
            dollars: |n| {
                let looked_at = customers(n) * NIGHTS * LOOK_SECONDS;
                (NIGHTS * EMPTY_NIGHT_SECONDS + n * MERGE_SECONDS + looked_at) * NIGHT_GB * GB_SECOND
            },
        },
        Line {
            what: "DynamoDB, pages shown",
            arithmetic: format!("n × {PAGES} × {READ_UNITS_A_PAGE} R (${} a million R)", READ_UNIT * 1e6),
            dollars: |n| n * PAGES * READ_UNITS_A_PAGE * READ_UNIT,
        },
        Line {
            what: "DynamoDB, answers stored",
            arithmetic: format!(
                "n × {WRITE_UNITS_AN_ANSWER} W (${} a million W): the item and its copy in `by_day`",
                WRITE_UNIT * 1e6
            ),
            dollars: |n| n * WRITE_UNITS_AN_ANSWER * WRITE_UNIT,
        },
        Line {
            what: "DynamoDB, days folded",
            arithmetic: format!(
                "n × {INDEX_PAGES_A_MILLION} pages a million × {READ_UNITS_A_PAGE_OF_INDEX} R × {INDEX_READS} (3 nights for the scores, 1 for the customers)"
            ),
            dollars: |n| n / 1e6 * INDEX_PAGES_A_MILLION * READ_UNITS_A_PAGE_OF_INDEX * INDEX_READS * READ_UNIT,
        },
        Line {
            what: "DynamoDB, answers merged",
            arithmetic: format!(
                "n × ({} R + {} W), a customer an answer at worst",
                MERGE_UNITS.0, MERGE_UNITS.1
            ),
            dollars: |n| n * (MERGE_UNITS.0 * READ_UNIT + MERGE_UNITS.1 * WRITE_UNIT),
        },
        Line {
            what: "DynamoDB, customers looked at",
            arithmetic: format!("customers × {NIGHTS} nights × {LOOK_UNITS_A_MILLION} R a million"),
            dollars: |n| customers(n) / 1e6 * LOOK_UNITS_A_MILLION * NIGHTS * READ_UNIT,
        },
        Line {
            what: "DynamoDB, storage",
            arithmetic: format!(
                "{MONTHS_KEPT} n × ({ANSWER_BYTES} + {INDEX_BYTES:.0} in `by_day` + 2 × {ITEM_OVERHEAD}) B + customers × ({CUSTOMER_BYTES} + {ITEM_OVERHEAD}) B, × ${STORED_GB} a GB"
            ),
            dollars: |n| stored(n).1 * STORED_GB,
        },
        Line {
            what: "DynamoDB, point-in-time recovery",
            arithmetic: format!(
                "({MONTHS_KEPT} n × {ANSWER_BYTES} B + customers × {CUSTOMER_BYTES} B) × ${RECOVERABLE_GB} a GB"
            ),
            dollars: |n| stored(n).0 * RECOVERABLE_GB,
        },
        Line {
            what: "CloudWatch Logs",
            arithmetic: format!(
                "n × ({REQUESTS} × {LOGGED_BYTES} + {} of an answer) B × ${LOGGED_GB} a GB",
                ANSWER_LINE_BYTES + STACK_NAME_BYTES
            ),
            dollars: |n| {
                let bytes = requests(n) * LOGGED_BYTES + n * (ANSWER_LINE_BYTES + STACK_NAME_BYTES);
                bytes / 1e9 * LOGGED_GB
            },
        },
        Line {
            what: "Secrets Manager, requests",
            arithmetic: format!(
                "n × {REQUESTS} × one start in {REQUESTS_A_START} requests × ${:.2} for 10,000",
                SECRET_REQUEST * 1e4
            ),
            dollars: |n| requests(n) / REQUESTS_A_START * SECRET_REQUEST,
        },
        Line {
            what: "Data sent to the internet",
            arithmetic: format!(
                "n × {} pages × {:.0} KB at most × ${SENT_GB} a GB",
                PAGES + THANKS,
                PAGE_BYTES / 1e3
            ),
            dollars: |n| n * (PAGES + THANKS) * PAGE_BYTES / 1e9 * SENT_GB,
        },
        Line {
            what: TRACES,
            arithmetic: format!(
                "the first request of each second and {:.0} % of the others, × ${:.0} a million traces",
                TRACED_SHARE * 100.0,
                TRACE * 1e6
            ),
            dollars: |n| traces(n) * TRACE,
        },
    ]
}
