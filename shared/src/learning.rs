//! Learning the risk of leaving from a team's own outcomes: read, learn, keep the model, use it.
//!
//! The command line and the nightly run learn by the same functions. Nothing is changed before everything was read, so
//! that it may stop anywhere and run again.

use std::collections::BTreeSet;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::clock::Clock;
use crate::domain::response::Respondent;
use crate::domain::risk::learn::{Learned, NotLearned, learn};
use crate::domain::risk::rows::{Collector, Leak, Outcomes, Window};
use crate::domain::risk::{History, Model, RiskSettings, Usual};
use crate::link::Pseudonym;
use crate::store::StoreError;
use crate::store::customers::ScanCustomers;
use crate::store::events::ReadEvents;
use crate::store::responses::ReadRespondent;
use crate::store::risk_models::{Attempt, InUse, PutRiskModel, ReadRiskModel};
use crate::store::service::ReadService;

/// Customers that are learned from at most: those whose pseudonyms come first. They are keyed hashes, so that is as good as
/// drawing lots.
const MOST_CUSTOMERS: usize = 50_000;

/// Parts the table is scanned in at once.
const SEGMENTS: i32 = 4;

/// Customers read at once.
pub const AT_ONCE: usize = 16;

/// What collecting outcomes reads.
pub trait OutcomeStore: ReadEvents + ReadRespondent + ReadService + ScanCustomers {}

impl<S> OutcomeStore for S where S: ReadEvents + ReadRespondent + ReadService + ScanCustomers {}

/// What learning does to storage.
pub trait LearningStore: OutcomeStore + PutRiskModel + ReadRiskModel {}

impl<S> LearningStore for S where S: OutcomeStore + PutRiskModel + ReadRiskModel {}

/// The circumstances of learning.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// What the team has set.
    pub settings: &'a RiskSettings,
    /// How long an answer may be remembered.
    pub retention: SignedDuration,
    /// The moment that is learned at: windows that have closed by it count.
    pub now: Timestamp,
    /// The real clock.
    pub clock: &'a dyn Clock,
    /// When reading has to stop, if it has to.
    pub deadline: Option<Timestamp>,
}

impl Circumstances<'_> {
    pub(crate) fn scorecard(&self) -> Model {
        Model::scorecard(self.settings.churn(), self.settings.horizon_days)
    }

    pub(crate) fn check(&self) -> Result<(), LearningError> {
        match self.deadline {
            Some(deadline) if self.clock.now() >= deadline => Err(LearningError::OutOfTime),
            _ => Ok(()),
        }
    }
}

/// Why learning stopped. Nothing has changed.
#[derive(Debug, Error)]
pub enum LearningError {
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A feature used what it could not know.
    #[error(transparent)]
    Leak(#[from] Leak),
    /// The deadline came.
    #[error("time was up before every customer of the sample was read; nothing has changed")]
    OutOfTime,
}

/// What came of learning.
#[derive(Debug, Clone, PartialEq)]
pub enum Lesson {
    /// A model was learned.
    Learned {
        /// The model, as it was kept.
        learned: Box<Learned>,
        /// Whether it is in use now; not where a person has chosen another.
        in_use: bool,
    },
    /// There is too little to learn from.
    Nothing(NotLearned),
}

/// The model in use: the scorecard where nothing was learned or a person went back to it, and where what was learned is for
/// another horizon than is set.
///
/// # Errors
/// Storage fails.
pub async fn model_in_use<S: ReadRiskModel>(store: &S, settings: &RiskSettings) -> Result<Model, StoreError> {
    let learned = learned_in_use(store, settings).await?;
    Ok(learned.map_or_else(
        || Model::scorecard(settings.churn(), settings.horizon_days),
        |learned| learned.model,
    ))
}

/// What the model in use was learned from; none where it is the scorecard.
///
/// # Errors
/// Storage fails.
pub async fn learned_in_use<S: ReadRiskModel>(
    store: &S,
    settings: &RiskSettings,
) -> Result<Option<Learned>, StoreError> {
    let version = store.read_model_in_use().await?.map_or(0, |in_use| in_use.version);
    let learned = match version {
        0 => None,
        version => store.read_risk_model(version).await?,
    };
    Ok(learned.filter(|learned| learned.model.horizon_days == settings.horizon_days))
}

/// The outcomes of a sample of customers.
///
/// # Errors
/// Storage fails, a feature uses what it cannot know, or time is up.
pub async fn outcomes<S: OutcomeStore>(store: &S, of: Circumstances<'_>) -> Result<Outcomes, LearningError> {
    let sample = sample(store, of).await?;
    let window = Window {
        horizon_days: of.settings.horizon_days,
        retention: of.retention,
    };
    let days = window.moments(of.now).into_iter().map(Usual::days_before);
    let days: Vec<(Date, Date)> = days.collect();
    let conversations = match (days.first(), days.last()) {
        (Some((first, _)), Some((_, last))) => store.read_conversations(*first, *last).await?,
        _ => Vec::new(),
    };
    let mut collector = Collector::new(window, of.now, |moment| Usual::at(moment, &conversations));
    // In the order of the sample, so that the same data give the same model to the last digit.
    let mut histories = stream::iter(sample)
        .map(|customer| history(store, customer))
        .buffered(AT_ONCE);
    while let Some(history) = histories.try_next().await? {
        of.check()?;
        collector.add(&history)?;
    }
    Ok(collector.into_outcomes())
}

async fn history<S: OutcomeStore>(store: &S, customer: Pseudonym) -> Result<History, StoreError> {
    let key = Respondent::Customer(customer);
    let records = store.read_respondent(key).await?;
    let events = store.read_events(key).await?;
    let events = events.into_iter().filter_map(|stored| stored.event).collect();
    Ok(History::of(&records, events))
}

/// The customers that are learned from, in order.
///
/// # Errors
/// Storage fails, or time is up.
pub async fn sample<S: ScanCustomers>(store: &S, of: Circumstances<'_>) -> Result<BTreeSet<Pseudonym>, LearningError> {
    let segments = stream::iter(0..SEGMENTS).map(|segment| sample_segment(store, of, segment));
    let parts: Vec<BTreeSet<Pseudonym>> = segments.buffer_unordered(4).try_collect().await?;
    let mut sample = BTreeSet::new();
    for customer in parts.into_iter().flatten() {
        keep_first(&mut sample, customer);
    }
    Ok(sample)
}

async fn sample_segment<S: ScanCustomers>(
    store: &S,
    of: Circumstances<'_>,
    segment: i32,
) -> Result<BTreeSet<Pseudonym>, LearningError> {
    let mut sample = BTreeSet::new();
    let mut from = None;
    loop {
        of.check()?;
        let (page, next) = store.scan_customers(segment, SEGMENTS, from).await?;
        for customer in page.into_iter().filter(|customer| !customer.erased) {
            if let Respondent::Customer(pseudonym) = customer.key {
                keep_first(&mut sample, pseudonym);
            }
        }
        match next {
            Some(next) => from = Some(next),
            None => return Ok(sample),
        }
    }
}

fn keep_first(sample: &mut BTreeSet<Pseudonym>, customer: Pseudonym) {
    sample.insert(customer);
    if sample.len() > MOST_CUSTOMERS {
        sample.pop_last();
    }
}

/// Learns without keeping anything: the model is numbered 0.
///
/// # Errors
/// As [`outcomes`].
pub async fn try_out<S: OutcomeStore>(
    store: &S,
    of: Circumstances<'_>,
) -> Result<Result<Learned, NotLearned>, LearningError> {
    let outcomes = outcomes(store, of).await?;
    Ok(learn(&outcomes, &of.scorecard(), 0, of.now))
}

/// Learns because a person asks for it: the model is kept and used, whatever was in use.
///
/// # Errors
/// As [`outcomes`].
pub async fn learn_now<S: LearningStore>(store: &S, of: Circumstances<'_>) -> Result<Lesson, LearningError> {
    learn_and_keep(store, of, true).await
}

/// Learns once in each calendar month (UTC), for the nightly run: nothing where that was tried this month already. The
/// model is kept, and used unless a person has chosen another by its number.
///
/// # Errors
/// As [`outcomes`]. The next night tries again.
pub async fn learn_monthly<S: LearningStore>(
    store: &S,
    of: Circumstances<'_>,
) -> Result<Option<Lesson>, LearningError> {
    let month = |at: Timestamp| at.to_zoned(TimeZone::UTC).date().first_of_month();
    match store.read_attempt().await? {
        Some(attempt) if month(attempt.at) >= month(of.now) => Ok(None),
        _ => learn_and_keep(store, of, false).await.map(Some),
    }
}

async fn learn_and_keep<S: LearningStore>(
    store: &S,
    of: Circumstances<'_>,
    asked: bool,
) -> Result<Lesson, LearningError> {
    let learned = try_out(store, of).await?;
    let lesson = match learned {
        Err(nothing) => Lesson::Nothing(nothing),
        Ok(mut learned) => {
            let before = store.read_model_in_use().await?;
            learned.model.version = before.map_or(0, |before| before.version) + 1;
            // A person who went back has left newer versions behind, which are never written over.
            while !store.put_risk_model(&learned).await? {
                learned.model.version += 1;
            }
            let in_use = asked || !before.is_some_and(|before| before.chosen);
            if in_use {
                let version = learned.model.version;
                let since = of.clock.now();
                store
                    .use_model(InUse {
                        version,
                        since,
                        chosen: false,
                    })
                    .await?;
            }
            let learned = Box::new(learned);
            Lesson::Learned { learned, in_use }
        }
    };
    let nothing = match &lesson {
        Lesson::Nothing(nothing) => Some(nothing),
        Lesson::Learned { .. } => None,
    };
    let attempt = Attempt {
        at: of.now,
        reason: nothing.map(NotLearned::reason),
        nothing: nothing.map(NotLearned::to_string),
    };
    store.put_attempt(&attempt).await?;
    Ok(lesson)
}
