//! Many made-up people as outcomes: what was known of them at a moment, and whether they left within the horizon.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use made_up_company::{Company, Conversation, Person};
use shared::domain::day::Calendar;
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

/// Where the company counts its days: they end hours after those of UTC.
const TIME_ZONE: &str = "America/Los_Angeles";

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
    outcomes_of(
        company,
        size,
        &conversations(company, company.until(), |_| SignedDuration::ZERO),
        history,
    )
}

/// The same where other conversations tell what is usual, of people of whom something else is recorded.
///
/// # Errors
/// A feature rests on a fact that was not known at its moment.
pub fn outcomes_of(
    company: &Company,
    size: u64,
    conversations: &[(Date, Conversations)],
    mut record: impl FnMut(&Person) -> History,
) -> Result<Outcomes, Leak> {
    let mut collector = Collector::new(WINDOW, company.until(), |moment| Usual::at(moment, conversations));
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

/// The conversations of each day of the workspace, as the nightly run would have counted them with what had come up to a
/// moment, and everything that came of a conversation came so much later than it did.
///
/// # Panics
/// The time zone of the company is not known on this machine.
#[must_use]
pub fn conversations(
    company: &Company,
    known_until: Timestamp,
    later: impl Fn(&Conversation) -> SignedDuration,
) -> Vec<(Date, Conversations)> {
    let calendar = Calendar::new(TIME_ZONE).expect("a time zone that every database has");
    let mut days: BTreeMap<Date, Conversations> = BTreeMap::new();
    for person in company.people().take(TELLING) {
        let begun = person.conversations.iter();
        for conversation in begun.filter(|conversation| conversation.started_at < known_until) {
            let started = conversation.started_at;
            let day = days.entry(calendar.day_of(started)).or_default();
            let after = |at: Option<Timestamp>| {
                let at = at.map(|at| at + later(conversation)).filter(|at| *at < known_until)?;
                u32::try_from(at.duration_since(started).as_secs()).ok()
            };
            match (
                after(conversation.first_reply),
                after(conversation.abandoned_at),
                after(conversation.ended_at),
            ) {
                (Some(seconds), _, _) => day.answered.add(seconds),
                (None, Some(seconds), _) => day.abandoned.add(seconds),
                (None, None, Some(seconds)) => day.unanswered.add(seconds),
                (None, None, None) => {
                    let minute = started.as_second().div_euclid(60) + 1;
                    *day.waiting.entry(minute).or_default() += 1;
                }
            }
        }
    }
    days.into_iter().collect()
}
