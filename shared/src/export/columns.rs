//! Rows as text: NDJSON as they are, and CSV by named columns. A column's name is the path to its value in the NDJSON,
//! so that the two can say nothing different.

use std::borrow::Cow;
use std::io;

use serde::Serialize;
use serde_json::Value;

use super::customer::ExportedCustomer;
use super::response::ResponseRow;
use crate::domain::export::{Format, What};
use crate::report::ScoreRow;
use crate::risk_report::FlagRow;
use crate::safe_csv::{Cell, SafeCsv};

/// Between the texts of a list that has a column of its own.
const BETWEEN: &str = "; ";

const RESPONSE: &[&str] = &[
    "id",
    "survey",
    "survey_version",
    "question",
    "metric",
    "score",
    "comment",
    "follow_ups",
    "customer",
    "touchpoint",
    "channel",
    "language",
    "attributes",
    "day",
    "created_at",
    "updated_at",
    "revision",
    "excluded",
    "suspicions",
    "review",
    "held",
    "set_aside",
];

const SCORE: &[&str] = &[
    "survey",
    "metric",
    "from",
    "to",
    "by",
    "value",
    "n",
    "score",
    "low",
    "high",
    "mean",
    "histogram",
    "invited",
    "answered",
    "response_rate",
    "response_rate_low",
    "response_rate_high",
    "shrunk",
    "shrunk_sd",
    "promoter_count",
    "promoter_percent",
    "passive_count",
    "passive_percent",
    "detractor_count",
    "detractor_percent",
    "shown",
    "excluded.suspect",
    "excluded.held",
    "excluded.dropped",
    "excluded.test",
    "excluded.skipped",
    "excluded.out_of_range",
    "excluded.erased",
];

const CUSTOMER: &[&str] = &[
    "customer",
    "attributes",
    "risk.log_odds",
    "risk.points",
    "risk.probability",
    "risk.horizon_days",
    "risk.model",
    "risk.reasons.text",
    "risk.rest.points",
    "flag.opened_at",
    "flag.reasons.text",
    "flag.closed.at",
    "flag.closed.cause",
    "flag.closed.note",
    "last_asked_at",
];

const FLAG: &[&str] = &[
    "rank",
    "customer",
    "attributes",
    "risk.log_odds",
    "risk.points",
    "risk.probability",
    "risk.horizon_days",
    "risk.model",
    "risk.reasons.text",
    "risk.reasons.what_lowers",
    "risk.rest.points",
    "opened_at",
    "opened_reasons.text",
];

/// A row of an export.
pub trait ExportRow: Serialize {
    /// What it is a row of.
    const WHAT: What;
}

impl ExportRow for ResponseRow {
    const WHAT: What = What::Responses;
}

impl ExportRow for ScoreRow {
    const WHAT: What = What::Scores;
}

impl ExportRow for ExportedCustomer {
    const WHAT: What = What::Customers;
}

impl ExportRow for FlagRow {
    const WHAT: What = What::Flags;
}

/// The columns of a file: paths into the objects of the NDJSON. A path through a list gives each one's value, with a
/// semicolon between two.
#[must_use]
pub const fn columns(what: What) -> &'static [&'static str] {
    match what {
        What::Responses => RESPONSE,
        What::Scores => SCORE,
        What::Customers => CUSTOMER,
        What::Flags => FLAG,
    }
}

/// Writes what stands above the first row: nothing in NDJSON.
///
/// # Errors
/// `out` cannot be written, which a vector always can.
pub fn header(what: What, format: Format, out: &mut Vec<u8>) -> io::Result<()> {
    if format == Format::Ndjson {
        return Ok(());
    }
    let mut csv = SafeCsv::begin(out)?;
    csv.cells(columns(what).iter().map(|name| Cell::Text(Cow::Borrowed(*name))))?;
    csv.finish()
}

/// Writes rows.
///
/// # Errors
/// A row is no JSON, which its types rule out.
pub fn append<R: ExportRow>(rows: &[R], format: Format, out: &mut Vec<u8>) -> io::Result<()> {
    match format {
        Format::Ndjson => {
            for row in rows {
                serde_json::to_writer(&mut *out, row)?;
                out.push(b'\n');
            }
            Ok(())
        }
        Format::Csv => {
            let mut csv = SafeCsv::go_on(out);
            for row in rows {
                let row = serde_json::to_value(row)?;
                csv.cells(columns(R::WHAT).iter().map(|path| cell(&row, path)))?;
            }
            csv.finish()
        }
    }
}

/// The cell at a path. What is not there is empty, as what is null.
fn cell<'a>(row: &'a Value, path: &str) -> Cell<'a> {
    let (name, rest) = match path.split_once('.') {
        None => (path, None),
        Some((name, rest)) => (name, Some(rest)),
    };
    let Some(value) = row.get(name) else {
        return Cell::Empty;
    };
    match (value, rest) {
        (Value::Array(items), Some(rest)) => {
            let texts: Vec<Cow<'_, str>> = items.iter().filter_map(|item| text_of(cell(item, rest))).collect();
            Cell::Text(texts.join(BETWEEN).into())
        }
        (_, Some(rest)) => cell(value, rest),
        (Value::Null, None) => Cell::Empty,
        (Value::String(text), None) => Cell::Text(Cow::Borrowed(text)),
        (Value::Number(number), None) => Cell::Number(number.to_string()),
        // Lists and maps, with words that may come from anybody in them; and yes and no.
        (_, None) => Cell::Text(value.to_string().into()),
    }
}

fn text_of(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Empty => None,
        Cell::Number(number) => Some(number.into()),
        Cell::Text(text) => Some(text),
    }
}
