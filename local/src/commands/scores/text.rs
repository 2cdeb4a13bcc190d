//! Scores as text for a terminal.

use jiff::civil::Date;
use shared::domain::cohort::ResponseRate;
use shared::domain::small_groups::SMALLEST_GROUP;
use shared::domain::survey::Survey;
use shared::domain::{Metric, Shown};
use shared::report::{Asked, PairedChange, ScoreRow, Verdict};

use crate::commands::range::settled_words;
use crate::commands::table::lined_up;

/// The whole answer of the command.
pub(super) fn report(survey: &Survey, asked: Asked<'_>, settled: Option<Date>, rows: &[ScoreRow]) -> String {
    let unit = match survey.measure.metric() {
        Metric::Nps => "points",
        Metric::Csat | Metric::Ces | Metric::Ces1 => "% satisfied",
    };
    let mut lines = vec![
        format!(
            "{} ({}), {unit}, with 95 % intervals",
            survey.definition.title, survey.measure
        ),
        days(asked, settled),
        table(asked, rows),
    ];
    if rows
        .iter()
        .any(|row| row.change.is_some_and(|change| change.p_adjusted.is_some()))
    {
        lines
            .push("p of a group is adjusted for the number of groups compared; 0.1 or less makes an arrow.".to_owned());
    }
    if let Some(whole) = rows.first() {
        lines.extend(notes(survey, whole));
    }
    lines.join("\n")
}

fn days(asked: Asked<'_>, settled: Option<Date>) -> String {
    let range = |from: Date, to: Date| format!("{from} to {to}");
    let against = asked
        .against
        .map(|earlier| format!(" against {}", range(earlier.from, earlier.to)))
        .unwrap_or_default();
    let settled = settled_words(settled, asked.range.to);
    format!("{}{against}; {settled}", range(asked.range.from, asked.range.to))
}

fn table(asked: Asked<'_>, rows: &[ScoreRow]) -> String {
    let mut headings = vec!["by", "n"];
    if asked.by.is_some() {
        headings.push("ranked by");
    }
    headings.extend(["score", "low", "high", "mean"]);
    let rates = asked.by.is_some() && rows.iter().any(is_invited);
    if rates {
        headings.extend(["invited", "answered", "rate %"]);
    }
    if asked.against.is_some() {
        headings.extend(["n then", "score then", "change", "low", "high", "p"]);
    }
    headings.push("");
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(asked, row, rates)).collect();
    lined_up(&headings, &cells)
}

fn is_invited(row: &ScoreRow) -> bool {
    row.response_rate.is_some_and(|rate| rate.invited > 0)
}

fn cells(asked: Asked<'_>, row: &ScoreRow, rates: bool) -> Vec<String> {
    let mut cells = vec![row.value.clone().unwrap_or_else(|| row.by.clone()), row.n.to_string()];
    if asked.by.is_some() {
        cells.push(rounded(row.shrunk));
    }
    cells.extend([row.score, row.low, row.high, row.mean].map(rounded));
    if rates {
        cells.extend(rate_cells(row.response_rate));
    }
    if asked.against.is_none() {
        cells.push(few(row).to_owned());
        return cells;
    }
    let Some(change) = &row.change else {
        cells.extend(["–"; 6].map(str::to_owned));
        cells.push(marked("too few to compare", row));
        return cells;
    };
    let p = change.p_adjusted.or(change.p);
    cells.extend([change.against.n.to_string(), rounded(change.against.score)]);
    cells.extend([change.delta, change.low, change.high].map(signed));
    cells.push(p.map_or_else(
        || "–".to_owned(),
        |p| {
            if p < 0.0001 {
                "<0.0001".to_owned()
            } else {
                format!("{p:.4}")
            }
        },
    ));
    cells.push(match change.verdict() {
        Verdict::Up => marked("▲ better", row),
        Verdict::Down => marked("▼ worse", row),
        Verdict::NoRealChange => marked("no real change", row),
        // The mark is in it, whichever of the two ranges has them.
        Verdict::FewAnswers => "few answers: no verdict".to_owned(),
        Verdict::TooFew => marked("too few to compare", row),
    });
    cells
}

fn rate_cells(rate: Option<ResponseRate>) -> [String; 3] {
    let missing = || "–".to_owned();
    [
        rate.map_or_else(missing, |rate| rate.invited.to_string()),
        rate.and_then(|rate| rate.answered)
            .map_or_else(missing, |answered| answered.to_string()),
        rate.and_then(|rate| rate.response_rate)
            .map_or_else(missing, |percent| format!("{percent:.1}")),
    ]
}

/// A verdict with the mark of the score beside it, which stands whatever it is compared with.
fn marked(verdict: &str, row: &ScoreRow) -> String {
    match few(row) {
        "" => verdict.to_owned(),
        few => format!("{verdict}; {few}"),
    }
}

fn few(row: &ScoreRow) -> &'static str {
    match row.shown {
        Shown::Full => "",
        Shown::FewAnswers => "few answers",
        Shown::CountsOnly => "too few for a score",
        Shown::Hidden if row.n == 0 => "",
        Shown::Hidden if row.n >= SMALLEST_GROUP => "would tell a smaller one",
        Shown::Hidden => "too few to show",
    }
}

fn rounded(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

fn signed(value: Option<f64>) -> String {
    // Adding zero turns a minus zero into a zero.
    value.map_or_else(
        || "–".to_owned(),
        |value| format!("{:+.2}", (value * 100.0).round() / 100.0 + 0.0),
    )
}

fn notes(survey: &Survey, whole: &ScoreRow) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(change) = &whole.change {
        let unit = match survey.measure.metric() {
            Metric::Nps => "points",
            Metric::Csat | Metric::Ces | Metric::Ces1 => "percentage points",
        };
        if let Some(smallest) = change.smallest_detectable {
            notes.push(format!(
                "The smallest change of the total that so many answers would show four times in five: ±{smallest:.1} {unit}."
            ));
        }
        if let Some(mean) = &change.mean {
            let test = mean.p.map(|p| format!(", p = {p:.4}")).unwrap_or_default();
            notes.push(format!(
                "The mean of the total changed by {:+.2} ({:+.2} to {:+.2}{test}).",
                mean.delta, mean.low, mean.high
            ));
        }
    }
    if let Some(paired) = whole.change.and_then(|change| change.paired) {
        notes.push(same_customers(&paired));
    }
    if let Some(hidden) = whole.hidden {
        let (groups, verb, whose) = match hidden.groups {
            1 => ("group", "is", "its"),
            _ => ("groups", "are", "their"),
        };
        let answers = hidden
            .answers
            .map(|answers| format!(", with {answers} answers together,"))
            .unwrap_or_default();
        notes.push(format!(
            "{} {groups}{answers} {verb} not shown: {whose} numbers would tell who answered.",
            hidden.groups
        ));
    }
    if let Some(population) = whole.population {
        notes.push(format!(
            "The interval is for a closed list of {population} customers, each asked once."
        ));
    }
    notes.extend(whole.response_rate.as_ref().and_then(response_rate));
    let left_out: Vec<String> = whole
        .excluded
        .by_reason()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(why, count)| format!("{count} {}", in_words(why)))
        .collect();
    if !left_out.is_empty() {
        notes.push(format!("Not counted: {}.", left_out.join(", ")));
    }
    match whole.excluded.waiting() {
        0 => {}
        1 => notes.push("One of these waits for a decision: `aisance held` shows it.".to_owned()),
        waiting => notes.push(format!(
            "{waiting} of these wait for a decision: `aisance held` lists them."
        )),
    }
    if whole.n == 0 {
        notes.push(
            "No answers are counted here. Scores are computed at night: `aisance nightly` does it now.".to_owned(),
        );
    }
    notes
}

/// How many of those invited have answered; none where nobody was.
fn response_rate(rate: &ResponseRate) -> Option<String> {
    let invited = rate.invited;
    if invited == 0 {
        return None;
    }
    let Some(answered) = rate.answered else {
        return Some(format!(
            "Response rate: none shown, too few registered invitations ({invited})."
        ));
    };
    let counts = format!("{answered} of {invited} registered invitations answered");
    if rate.response_rate.is_none() {
        return Some(format!("Response rate: {counts}, too few for a percentage."));
    }
    Some(format!(
        "Response rate: {:.1} % ({:.1} to {:.1}), {counts}.",
        rate.response_rate?, rate.response_rate_low?, rate.response_rate_high?
    ))
}

/// Why answers are not in the score, after their number.
fn in_words(why: &str) -> &str {
    match why {
        "held" => "held beside an answer",
        "dropped" => "suspect and dropped",
        "out_of_range" => "not on the scale",
        "test" => "through test links",
        other => other,
    }
}

fn same_customers(paired: &PairedChange) -> String {
    let who = format!("{} customers answered in both ranges", paired.customers);
    let Some(((delta, low), high)) = paired.delta.zip(paired.low).zip(paired.high) else {
        return format!("{who}: too few, or too much alike, to compare with themselves.");
    };
    let verdict = match (paired.significant, delta > 0.0) {
        (None, _) => "few customers: no verdict",
        (Some(false), _) => "no real change",
        (Some(true), true) => "▲ better",
        (Some(true), false) => "▼ worse",
    };
    let test = paired.p.map(|p| format!(", p = {p:.4}")).unwrap_or_default();
    format!("{who}; theirs changed by {delta:+.2} ({low:+.2} to {high:+.2}{test}): {verdict}.")
}

#[cfg(test)]
mod tests;
