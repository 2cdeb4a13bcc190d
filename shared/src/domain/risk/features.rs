//! Features of a customer at a moment.

use jiff::{SignedDuration, Timestamp};

use super::feature::Feature;
use super::reason::{Evidence, Fact};
use crate::domain::measure::{Band, Metric};
use crate::domain::signal::{Signal, Signals};

/// A customer silent for more than this many times the usual gap between answers is inactive.
const SILENCE_FACTOR: i32 = 2;

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

    fn set(&mut self, feature: Feature, value: f64, evidence: Evidence) {
        self.values[feature.index()] = value;
        self.evidence[feature.index()] = Some(evidence);
    }

    /// In the order of [`Feature::ALL`].
    #[must_use]
    pub fn values(&self) -> &[f64; Feature::COUNT] {
        &self.values
    }

    /// What shows a feature; none where it is not there.
    #[must_use]
    pub fn evidence(&self, feature: Feature) -> Option<Evidence> {
        self.evidence[feature.index()]
    }

    /// The date of the newest fact that any feature rests on.
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
pub fn features(signals: &Signals, moment: Timestamp, _usual: &Usual) -> Features {
    let mut features = Features::none();
    let known = signals.answers().iter().filter(|signal| signal.at < moment);
    let (opinions, efforts): (Vec<&Signal>, Vec<&Signal>) =
        known.partition(|signal| matches!(signal.metric, Metric::Nps | Metric::Csat));
    latest(&mut features, &opinions, Feature::LowScore, Feature::HighScore);
    latest(&mut features, &efforts, Feature::HighEffort, Feature::LowEffort);
    if let Some(evidence) = fall(&opinions).or_else(|| fall(&efforts)) {
        features.set(Feature::Fall, 1.0, evidence);
    }
    let known: Vec<&Signal> = signals.answers().iter().filter(|signal| signal.at < moment).collect();
    if let Some(evidence) = silence(&known, moment) {
        features.set(Feature::Silence, 1.0, evidence);
    }
    features
}

fn latest(features: &mut Features, signals: &[&Signal], low: Feature, high: Feature) {
    let Some(signal) = signals.last() else { return };
    let feature = match signal.band {
        Band::Low => low,
        Band::High => high,
        Band::Middle => return,
    };
    let fact = Fact::Answer {
        invitation: signal.invitation,
        metric: signal.metric,
        rating: signal.rating,
        out_of: signal.out_of,
    };
    features.set(feature, 1.0, Evidence { since: signal.at, fact });
}

fn fall(signals: &[&Signal]) -> Option<Evidence> {
    let last = signals.last()?;
    let previous = signals
        .iter()
        .rev()
        .skip(1)
        .find(|signal| signal.metric == last.metric && signal.out_of == last.out_of)?;
    let fact = Fact::Fall {
        invitation: last.invitation,
        metric: last.metric,
        from: previous.rating,
        to: last.rating,
        out_of: last.out_of,
    };
    (last.band < previous.band).then_some(Evidence { since: last.at, fact })
}

fn silence(signals: &[&Signal], moment: Timestamp) -> Option<Evidence> {
    let last = signals.last()?;
    let mut gaps: Vec<SignedDuration> = signals
        .windows(2)
        .map(|pair| pair[1].at.duration_since(pair[0].at))
        .filter(|gap| *gap >= SignedDuration::from_hours(24))
        .collect();
    if gaps.len() < 2 {
        return None;
    }
    gaps.sort();
    let usual = gaps[gaps.len() / 2];
    let since = last.at.saturating_add(usual.saturating_mul(SILENCE_FACTOR)).ok()?;
    let fact = Fact::Silence {
        last: last.at,
        usual_days: u16::try_from(usual.as_hours() / 24).unwrap_or(u16::MAX),
    };
    (since < moment).then_some(Evidence { since, fact })
}
