//! Features of a customer at a moment: what of all that is known adds to a risk, or takes from it.
//!
//! Every value lies between 0 and 1, and is 0 where nothing of the kind is known. That something is not known is a feature of its
//! own, with a weight that is learned like the others. Values change in steps, never from one minute to the next, so that an
//! unchanged customer is written on few nights.
//!
//! | feature | there | and then |
//! |---|---|---|
//! | `LowScore`, `HighScore` | the latest NPS or CSAT answer is in that band ([`Band`](crate::domain::measure::Band)) | fades |
//! | `HighEffort`, `LowEffort` | the latest answer about effort is in the low, the high band | fades |
//! | `Fall` | the latest answer, of opinions or of effort, is in a lower band than the one before it on the same scale, or at least 2 points worse | fades |
//! | `RepeatedLow` | 2 or more answers of any kind in the lowest band, in the last 90 days | 1 |
//! | `LowOnAverage` | of 2 or more answers, the mean place on the scale, with a half-life of 30 days, is below the middle | fades |
//! | `Decline` | 3 or more answers on the latest one's scale: Theil and Sen's slope is down by at least a tenth of the scale in 30 days | fades |
//! | `NoScore`, `NoEffort` | no NPS or CSAT answer is known; none about effort | 1 |
//! | `Ignored` | 2 or more invitations since the latest answer have none, each at least 7 days old | fades |
//! | `Silence` | of 3 or more answers on different days: none for twice the usual (median) gap, and 30 days at least | 1 |
//! | `OpenComplaint` | a conversation that is a complaint has not ended | fades |
//! | `RepeatContact` | 2 conversations began within 7 days, the later in the last 90 | 1 |
//! | `SlowReply` | a conversation of the last 90 days waited for its reply, or waits, longer than nine of ten in the workspace do | 1 |
//! | `AbandonedContact` | a customer left a conversation of the last 90 days before any reply | 1 |
//! | `NewCustomer`, `LongStanding` | a customer for less than 90 days; for 730 days and more | 1 |
//! | `StartUnknown` | nobody has said since when | 1 |
//! | `RenewalNear` | the contract runs out today or in at most 60 days (in UTC) | 1 |
//!
//! *Fades*: 1 while what it rests on is at most 90 days old, 0.5 up to 180 days, 0.25 later.

mod answers;
mod contacts;
#[cfg(test)]
mod properties;
mod silence;
mod stay;
#[cfg(test)]
mod tests;
mod trend;

use jiff::{SignedDuration, Timestamp};

use super::feature::Feature;
use super::reason::{Evidence, Fact};
use crate::domain::signal::{Contact, Renewal, Signal, Signals, Unanswered};

pub use trend::{recency_weighted_mean, theil_sen};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What is older is half as telling.
const FRESH: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What is older is a quarter as telling.
const FADING: SignedDuration = SignedDuration::from_hours(180 * 24);

/// What is usual in the workspace, against which a customer's own is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usual {
    /// Seconds by which nine of ten conversations had a person's reply; none where too few are known.
    pub slow_reply: Option<u32>,
}

/// The value of every feature, from 0 (not there) to 1 (fully there), and what shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    values: [f64; Feature::COUNT],
    evidence: [Option<Evidence>; Feature::COUNT],
}

impl Features {
    fn none() -> Self {
        Self {
            values: [0.0; Feature::COUNT],
            evidence: [None; Feature::COUNT],
        }
    }

    fn set(&mut self, feature: Feature, value: f64, since: Timestamp, fact: Fact) {
        self.values[feature.index()] = value;
        self.evidence[feature.index()] = Some(Evidence { since, fact });
    }

    /// Says that something is not known, which no fact shows.
    fn set_unknown(&mut self, feature: Feature) {
        self.values[feature.index()] = 1.0;
    }

    /// In the order of [`Feature::ALL`].
    #[must_use]
    pub fn values(&self) -> &[f64; Feature::COUNT] {
        &self.values
    }

    /// What shows a feature; none where it is not there, or says that something is not known.
    #[must_use]
    pub fn evidence(&self, feature: Feature) -> Option<Evidence> {
        self.evidence[feature.index()]
    }

    /// The date of the newest fact that any feature rests on. Always before the moment that they are for.
    #[must_use]
    pub fn newest(&self) -> Option<(Feature, Timestamp)> {
        let dated = Feature::ALL
            .into_iter()
            .filter_map(|feature| Some((feature, self.evidence(feature)?.since)));
        dated.max_by_key(|(_, since)| *since)
    }
}

/// The features at `moment` of a customer of whom `signals` is known. Nothing dated at or after it is used.
#[must_use]
pub fn features(signals: &Signals, moment: Timestamp, usual: &Usual) -> Features {
    let known = Known::before(signals, moment);
    let mut features = Features::none();
    answers::of(&known, &mut features);
    silence::of(&known, &mut features);
    contacts::of(&known, usual, &mut features);
    stay::of(&known, &mut features);
    features
}

/// What was known just before a moment.
struct Known<'a> {
    moment: Timestamp,
    answers: &'a [Signal],
    unanswered: &'a [Unanswered],
    contacts: &'a [Contact],
    started: Option<Timestamp>,
    renewal: Option<Renewal>,
}

impl<'a> Known<'a> {
    fn before(signals: &'a Signals, moment: Timestamp) -> Self {
        let stay = signals.stay();
        Self {
            moment,
            answers: head(signals.answers(), |signal| signal.at < moment),
            unanswered: head(signals.unanswered(), |unanswered| unanswered.at < moment),
            contacts: head(signals.contacts(), |contact| contact.at < moment),
            started: stay.started.filter(|started| *started < moment),
            renewal: stay.renewal.filter(|renewal| renewal.at < moment),
        }
    }

    fn age(&self, at: Timestamp) -> SignedDuration {
        self.moment.duration_since(at)
    }

    /// Whether something so dated is of the last 90 days.
    fn is_fresh(&self, at: Timestamp) -> bool {
        self.age(at) <= FRESH
    }

    /// How much something so dated still tells.
    fn faded(&self, at: Timestamp) -> f64 {
        match self.age(at) {
            age if age <= FRESH => 1.0,
            age if age <= FADING => 0.5,
            _ => 0.25,
        }
    }
}

/// The first of a list that is sorted by date.
fn head<T>(sorted: &[T], is_known: impl Fn(&T) -> bool) -> &[T] {
    &sorted[..sorted.partition_point(is_known)]
}

/// So long after a moment.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    // As durations: adding to a moment would first ask whether it is a span of the calendar, once for everything known.
    let later = at.as_duration().checked_add(by);
    later
        .and_then(|later| Timestamp::from_duration(later).ok())
        .unwrap_or(Timestamp::MAX)
}
