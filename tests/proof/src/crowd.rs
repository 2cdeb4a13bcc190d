//! Many made-up people as outcomes: what was known of them at a moment, and whether they left within the horizon.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use made_up_company::{Company, Person};
use shared::domain::risk::evaluate::Prediction;
use shared::domain::risk::rows::{COLUMNS, Collector, Leak, Outcomes, Window};
use shared::domain::risk::{History, Usual};
use shared::domain::service::fold::Conversations;

use crate::history;

/// Leaving counts within 90 days, and answers are kept as long as by default.
pub const WINDOW: Window = Window {
    horizon_days: 90,
    retention: SignedDuration::from_hours(24 * 396),
};

/// Four windows fit in, and the first of them begins after two months of which something is known.
const DAYS: u32 = 450;

/// How many people tell what is usual in the company.
const TELLING: usize = 300;

/// The company of a seed, with more people than anybody asks for.
#[must_use]
pub fn company(seed: u64) -> Company {
    Company {
        seed,
        customers: 1_000_000,
        from: Timestamp::from_second(1_735_689_600).unwrap_or_default(),
        days: DAYS,
        parcels_late_from: None,
        candour: 0.0,
    }
}

/// The first outcomes of a company's people, as the product collects them: all outcomes of as many people as it takes.
///
/// # Errors
/// A feature rests on a fact that was not known at its moment.
pub fn outcomes(company: &Company, size: u64) -> Result<Outcomes, Leak> {
    outcomes_of(company, size, history)
}

/// The same of people of whom something else is recorded.
///
/// # Errors
/// A feature rests on a fact that was not known at its moment.
pub fn outcomes_of(company: &Company, size: u64, mut record: impl FnMut(&Person) -> History) -> Result<Outcomes, Leak> {
    let conversations = conversations(company);
    let mut collector = Collector::new(WINDOW, company.until(), |moment| Usual::at(moment, &conversations));
    let mut people = company.people();
    loop {
        let missing = size.saturating_sub(collector.clone().into_outcomes().n());
        if missing == 0 {
            return Ok(collector.into_outcomes());
        }
        // Nobody has more outcomes than there are windows.
        for person in people.by_ref().take((missing / 4).max(1) as usize) {
            collector.add(&record(&person))?;
        }
    }
}

/// Every outcome with what `score` says of its row.
pub fn predictions(outcomes: &Outcomes, score: impl Fn(&[f64]) -> f64) -> Vec<Prediction> {
    let rows = outcomes
        .periods
        .iter()
        .flat_map(|period| period.design.chunks_exact(COLUMNS).zip(&period.left));
    rows.map(|(row, left)| Prediction {
        score: score(row),
        left: *left,
    })
    .collect()
}

/// The conversations of each day, as the nightly run would have counted them.
fn conversations(company: &Company) -> Vec<(Date, Conversations)> {
    let mut days: BTreeMap<Date, Conversations> = BTreeMap::new();
    for person in company.people().take(TELLING) {
        for conversation in &person.conversations {
            let started = conversation.started_at;
            let day = days.entry(started.to_zoned(TimeZone::UTC).date()).or_default();
            let after = |at: Timestamp| u32::try_from(at.duration_since(started).as_secs()).unwrap_or(u32::MAX);
            match (
                conversation.first_reply,
                conversation.abandoned_at,
                conversation.ended_at,
            ) {
                (Some(at), _, _) => day.answered.add(after(at)),
                (None, Some(at), _) => day.abandoned.add(after(at)),
                (None, None, Some(at)) => day.unanswered.add(after(at)),
                (None, None, None) => {}
            }
        }
    }
    days.into_iter().collect()
}
