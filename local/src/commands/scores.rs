//! `aisance scores SURVEY`.

use anyhow::Result;
use clap::Args;
use shared::domain::Shown;
use shared::domain::cut::Cut;
use shared::report::{ScoreRow, score_rows};

use super::print_line;
use super::range::DayRange;
use super::table::lined_up;
use crate::workspace::Workspace;

/// Arguments of `scores`.
#[derive(Debug, Args)]
pub struct ScoresArgs {
    /// Survey id
    survey: String,
    #[command(flatten)]
    range: DayRange,
    /// Divide by touchpoint, language, channel or attribute:NAME
    #[arg(long, value_name = "CUT")]
    by: Option<Cut>,
    /// Print a list of JSON objects
    #[arg(long)]
    json: bool,
}

const HEADING: [&str; 10] = [
    "by", "n", "score", "low", "high", "mean", "invited", "answered", "rate %", "",
];

/// Runs the command.
///
/// # Errors
/// There is no such survey, or storage fails.
pub async fn run(workspace: &Workspace, args: &ScoresArgs) -> Result<()> {
    let (from, to) = args.range.ends()?;
    let survey = workspace.survey(&args.survey).await?;
    let rows = score_rows(&workspace.store, &survey, from, to, args.by.as_ref()).await?;
    if args.json {
        print_line(serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    let unit = if survey.measure.metric() == shared::domain::Metric::Nps {
        "points"
    } else {
        "% satisfied"
    };
    print_line(format!(
        "{} ({}), {unit}, with 95 % intervals",
        survey.definition.title, survey.measure
    ));
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    print_line(lined_up(&HEADING, &cells));
    if let Some(whole) = rows.first() {
        let left_out: Vec<String> = whole
            .excluded
            .by_reason()
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(why, count)| format!("{count} {}", in_words(why)))
            .collect();
        if !left_out.is_empty() {
            print_line(format!("Not counted: {}.", left_out.join(", ")));
        }
        if whole.n == 0 {
            print_line("No answers are counted here. Scores are computed at night: `aisance nightly` does it now.");
        }
    }
    Ok(())
}

fn cells(row: &ScoreRow) -> Vec<String> {
    let rounded = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    let note = match row.shown {
        Shown::Full => "",
        Shown::FewAnswers => "few answers",
        Shown::CountsOnly => "too few for a score",
        Shown::Hidden if row.n == 0 => "",
        Shown::Hidden => "too few to show",
    };
    let name = row.value.clone().unwrap_or_else(|| row.by.clone());
    vec![
        name,
        row.n.to_string(),
        rounded(row.score),
        rounded(row.low),
        rounded(row.high),
        rounded(row.mean),
        row.response_rate.invited.to_string(),
        row.response_rate.answered.to_string(),
        row.response_rate
            .response_rate
            .zip(row.response_rate.response_rate_low)
            .zip(row.response_rate.response_rate_high)
            .map_or_else(
                || "–".to_owned(),
                |((rate, low), high)| format!("{rate:.1} ({low:.1} to {high:.1})"),
            ),
        note.to_owned(),
    ]
}

/// Why answers are not in the score, after their number.
fn in_words(why: &str) -> &str {
    match why {
        "held" => "held beside an answer",
        "out_of_range" => "not on the scale",
        "test" => "through test links",
        other => other,
    }
}
