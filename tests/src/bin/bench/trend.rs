//! A year's trend of one survey: what it reads.

use std::time::Instant;

use anyhow::{Result, ensure};
use jiff::civil::date;
use shared::domain::cohort::{Cohort, CohortCells};
use shared::domain::day::range;
use shared::domain::fold::{Cells, Excluded, TOUCHPOINTS_KEPT};
use shared::domain::{Histogram, Measure};
use shared::store::keys::ScoreKey;
use shared::store::scores::{ReadScores, ScoreItem};
use shared::store::{Connection, Patience, Store};
use system_tests::stack::Stack;
use system_tests::steps::store_scores;

/// Reads a leap year of days, each with as many touchpoints as a day keeps, a million answers a day.
pub(crate) async fn trend(stack: &Stack) -> Result<()> {
    let survey = "trend";
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let item = busy_day()?;
    let store = stack.engine.store()?;
    for day in range(from, to) {
        store_scores(&store, survey, &ScoreKey::Day(day), &item).await?;
    }
    let tapped = Connection::to_local_engine(format!("http://{}", stack.engine.tapped))?;
    let tapped = Store::new(tapped.dynamodb(Patience::Nightly), stack.engine.tables.clone());
    let operations = &stack.engine.operations;
    operations.take();
    operations.take_answered_bytes();
    let started = Instant::now();
    let days = tapped.read_totals(survey, from, to).await?;
    let wall = started.elapsed();
    ensure!(days.len() == 366, "a day of the year is missing");
    let stored = 366 * stored_bytes(&item);
    println!(
        "\na year's trend of one survey, {TOUCHPOINTS_KEPT} touchpoints a day: {} items in {} calls; {:.1} MB stored \
         ({} read units, eventually consistent), {:.1} MB sent, {:.0} ms with the embedded engine's own time",
        days.len(),
        operations.take().len(),
        stored as f64 / 1e6,
        stored.div_ceil(8_192),
        operations.take_answered_bytes() as f64 / 1e6,
        wall.as_secs_f64() * 1_000.0
    );
    Ok(())
}

fn busy_day() -> Result<ScoreItem> {
    let measure = Measure::nps();
    let cell = Histogram::from_counts(measure, (0..11).map(|point| 600 + point).collect())?;
    let invited = Cohort {
        invited: 30_000,
        answered: cell.n(),
    };
    let (mut cells, mut cohorts) = (Cells::new(), CohortCells::new());
    let mut total = Histogram::new(measure);
    for touchpoint in 0..TOUCHPOINTS_KEPT {
        total.merge(&cell)?;
        let name = format!("touchpoint-{touchpoint:03}");
        cells.insert(name.clone(), cell.clone());
        cohorts.insert(name, invited);
    }
    Ok(ScoreItem {
        number: 4,
        measure,
        total: Some(total),
        cells,
        excluded: Excluded::default(),
        cohort: invited,
        cohorts,
    })
}

/// As DynamoDB counts them: names, texts and digits (two to a byte, and one more); a list or map 3, and 1 for each entry.
fn stored_bytes(item: &ScoreItem) -> usize {
    let number = |count: &u64| count.to_string().len().div_ceil(2) + 1;
    let histogram = |cell: &Histogram| 3 + cell.counts().iter().map(|count| 1 + number(count)).sum::<usize>();
    let cells: usize = item
        .cells
        .iter()
        .map(|(name, cell)| 1 + name.len() + histogram(cell))
        .sum();
    let pair = |cohort: &Cohort| {
        3 + [cohort.invited, cohort.answered]
            .iter()
            .map(|count| 1 + number(count))
            .sum::<usize>()
    };
    let cohorts: usize = item
        .cohorts
        .iter()
        .map(|(name, cohort)| 1 + name.len() + pair(cohort))
        .sum();
    let keys = "pk".len() + "trend".len() + "sk".len() + "d#2024-01-01".len();
    keys + 3
        + 4
        + 2
        + 3
        + cells
        + 1
        + item.total.as_ref().map_or(0, histogram)
        + 4
        + 2
        + pair(&item.cohort)
        + 2
        + 3
        + cohorts
}
