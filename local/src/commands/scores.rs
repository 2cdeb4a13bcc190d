//! `aisance scores SURVEY`.

mod paired;
mod text;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use shared::domain::cut::Cut;
use shared::domain::step::Step;
use shared::report::{Asked, ScoreRow, score_rows, trend_rows};
use shared::store::days::ReadDays as _;

use super::print_line;
use super::range::Period;
use crate::workspace::Workspace;

/// Arguments of `scores`.
#[derive(Debug, Args)]
pub struct ScoresArgs {
    /// Survey id
    survey: String,
    #[command(flatten)]
    period: Period,
    /// Divide by touchpoint, language, channel or attribute:NAME, the best first; groups under 5 answers are not shown
    #[arg(long, value_name = "CUT")]
    by: Option<Cut>,
    /// One row more for each day or week
    #[arg(long, value_name = "STEP", conflicts_with_all = ["by", "against", "population"])]
    trend: Option<Step>,
    /// Take the answers as those of a closed list of so many customers, each asked once: the interval narrows
    #[arg(long, value_name = "N", conflicts_with_all = ["by", "against"])]
    population: Option<u64>,
    /// Also compare the customers who answered in both ranges with themselves; reads every response
    #[arg(long, requires = "against")]
    paired: bool,
    /// Print a list of JSON objects
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// There is no such survey, the days cannot be compared, more answered than `--population` says, or storage fails.
pub async fn run(workspace: &Workspace, args: &ScoresArgs) -> Result<()> {
    let (book, calendar) = (
        workspace.store.read_days(Date::MIN, Date::MAX).await?,
        workspace.calendar().await?,
    );
    let (range, against) = args.period.days(&book, &calendar)?;
    let survey = workspace.survey(&args.survey).await?;
    let asked = Asked {
        range,
        against,
        by: args.by.as_ref(),
    };
    let mut rows = match args.trend {
        Some(step) => trend_rows(&workspace.store, &survey, range, step).await?,
        None => score_rows(&workspace.store, &survey, asked).await?,
    };
    if let (true, Some(earlier), Some(change)) = (
        args.paired,
        against,
        rows.first_mut().and_then(|whole| whole.change.as_mut()),
    ) {
        change.paired = Some(paired::change(workspace, &survey, earlier, range).await?);
    }
    if let Some(population) = args.population {
        let of_list = |row: ScoreRow| row.of_closed_list(survey.measure, population);
        rows = rows.into_iter().map(of_list).collect::<Result<_, _>>()?;
    }
    if args.json {
        print_line(serde_json::to_string_pretty(&rows)?);
    } else {
        let settled = book.settled_through(range.from, range.to, &calendar);
        print_line(text::report(&survey, asked, settled, &rows));
    }
    Ok(())
}
