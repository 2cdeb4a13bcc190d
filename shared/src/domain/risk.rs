//! Risk of leaving, before a team has outcomes of its own: an expert scorecard.
//!
//! Each feature adds its weight, in log-odds, to the base rate's. The weights are proposals from published effect
//! sizes (Kriss, HBR 2014: lowest against highest scores, 1.33 log-odds end to end; `docs/metrics.md` has the rest).
//! They give an order and reasons. They are no probabilities: nothing here has been held against outcomes.

mod cholesky;
pub mod evaluate;
pub mod logistic;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::measure::{Band, Metric};
use super::signal::Signal;

/// The share of customers taken to leave within the horizon where the team has stated none.
pub const BASE_RATE: f64 = 0.10;

/// How far above the base rate's log-odds a customer is flagged: one clearly bad answer is enough.
pub const LINE_ABOVE_BASE: f64 = 0.6;

/// Name of this model, stored with every risk.
pub const MODEL: &str = "scorecard-1";

/// A customer silent for more than this many times the usual gap between answers is inactive.
const SILENCE_FACTOR: i32 = 2;

/// What adds to or takes from a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// The latest NPS or CSAT answer is in the lowest band.
    LowScore,
    /// The latest NPS or CSAT answer is in the highest band.
    HighScore,
    /// The latest effort answer is in the lowest band.
    HighEffort,
    /// The latest effort answer is in the highest band.
    LowEffort,
    /// A lower band than the customer's own answer before.
    Fall,
    /// Silent for more than twice the usual gap between answers.
    Silence,
}

/// Weight in log-odds and words for each feature.
const SCORECARD: [(Feature, f64); 6] = [
    (Feature::LowScore, 0.7),
    (Feature::HighScore, -0.5),
    (Feature::HighEffort, 0.6),
    (Feature::LowEffort, -0.3),
    (Feature::Fall, 0.5),
    (Feature::Silence, 0.7),
];

impl Feature {
    /// What it adds, in log-odds.
    #[must_use]
    pub fn weight(self) -> f64 {
        SCORECARD
            .iter()
            .find(|(feature, _)| *feature == self)
            .map_or(0.0, |(_, weight)| *weight)
    }
}

/// A feature that a customer shows, with the answer that shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Which feature.
    pub feature: Feature,
    /// What it adds, in log-odds.
    pub weight: f64,
    /// In words.
    pub text: String,
    /// The invitation whose answer is the evidence.
    pub invitation: String,
    /// When that answer was given.
    pub at: Timestamp,
}

/// How likely a customer is to leave, relative to others.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// Log-odds: the base rate's plus every reason's weight.
    pub log_odds: f64,
    /// What it is made of, heaviest first.
    pub reasons: Vec<Reason>,
}

impl Risk {
    /// Whether the team should look at this customer.
    #[must_use]
    pub fn crosses_line(&self) -> bool {
        self.log_odds >= line()
    }

    /// The newest answer among the reasons that raise the risk: what a flag would be opened for.
    #[must_use]
    pub fn evidence(&self) -> Option<&str> {
        self.reasons
            .iter()
            .filter(|reason| reason.weight > 0.0)
            .max_by_key(|reason| reason.at)
            .map(|reason| reason.invitation.as_str())
    }
}

/// The log-odds from which on a customer is flagged.
#[must_use]
pub fn line() -> f64 {
    base() + LINE_ABOVE_BASE
}

fn base() -> f64 {
    (BASE_RATE / (1.0 - BASE_RATE)).ln()
}

/// The risk at `now` of a customer with these signals, oldest first. Signals dated after `now` are not used.
/// A customer without any has the base rate and no reasons.
#[must_use]
pub fn assess(signals: &[Signal], now: Timestamp) -> Risk {
    let known: Vec<&Signal> = signals.iter().filter(|signal| signal.at <= now).collect();
    let mut reasons = Vec::new();
    let opinions: Vec<&Signal> = known
        .iter()
        .copied()
        .filter(|signal| matches!(signal.metric, Metric::Nps | Metric::Csat))
        .collect();
    let efforts: Vec<&Signal> = known
        .iter()
        .copied()
        .filter(|signal| matches!(signal.metric, Metric::Ces | Metric::Ces1))
        .collect();
    reasons.extend(latest(&opinions, Feature::LowScore, Feature::HighScore));
    reasons.extend(latest(&efforts, Feature::HighEffort, Feature::LowEffort));
    reasons.extend(fall(&opinions).or_else(|| fall(&efforts)));
    reasons.extend(silence(&known, now));
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let log_odds = base() + reasons.iter().map(|reason| reason.weight).sum::<f64>();
    Risk { log_odds, reasons }
}

fn latest(signals: &[&Signal], low: Feature, high: Feature) -> Option<Reason> {
    let signal = signals.last()?;
    let feature = match signal.band {
        Band::Low => low,
        Band::High => high,
        Band::Middle => return None,
    };
    let kind = if matches!(feature, Feature::LowScore | Feature::HighEffort) {
        "a low answer"
    } else {
        "a high answer"
    };
    let text = match signal.metric {
        Metric::Ces | Metric::Ces1 if feature == Feature::HighEffort => format!("found it hard: {}", said(signal)),
        Metric::Ces | Metric::Ces1 => format!("found it easy: {}", said(signal)),
        Metric::Nps | Metric::Csat => format!("gave {kind}: {}", said(signal)),
    };
    Some(reason(feature, signal, text))
}

fn fall(signals: &[&Signal]) -> Option<Reason> {
    let last = signals.last()?;
    let previous = signals
        .iter()
        .rev()
        .skip(1)
        .find(|signal| signal.metric == last.metric && signal.out_of == last.out_of)?;
    (rank(last.band) < rank(previous.band)).then(|| {
        reason(
            Feature::Fall,
            last,
            format!(
                "fell from {} to {} of {} on {}",
                previous.rating,
                last.rating,
                last.out_of,
                name(last.metric)
            ),
        )
    })
}

fn silence(signals: &[&Signal], now: Timestamp) -> Option<Reason> {
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
    let silent = now.duration_since(last.at);
    let days = |duration: SignedDuration| duration.as_hours() / 24;
    (silent > usual.saturating_mul(SILENCE_FACTOR)).then(|| {
        reason(
            Feature::Silence,
            last,
            format!(
                "silent for over {} days, where an answer came about every {}",
                days(usual) * i64::from(SILENCE_FACTOR),
                days(usual)
            ),
        )
    })
}

fn reason(feature: Feature, signal: &Signal, text: String) -> Reason {
    Reason {
        feature,
        weight: feature.weight(),
        text,
        invitation: signal.invitation.to_string(),
        at: signal.at,
    }
}

fn said(signal: &Signal) -> String {
    format!("{} of {} on {}", signal.rating, signal.out_of, name(signal.metric))
}

fn name(metric: Metric) -> &'static str {
    match metric {
        Metric::Csat => "satisfaction",
        Metric::Nps => "recommendation",
        Metric::Ces => "ease",
        Metric::Ces1 => "effort",
    }
}

fn rank(band: Band) -> u8 {
    match band {
        Band::Low => 0,
        Band::Middle => 1,
        Band::High => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::measure::Measure;
    use crate::link::InvitationId;

    const DAY: i64 = 86_400;

    fn signal(id: u8, day: i64, measure: Measure, rating: i64) -> Signal {
        Signal::new(
            InvitationId::from_bytes([id; 16]),
            Timestamp::from_second(1_790_000_000 + day * DAY).unwrap(),
            measure,
            measure.accept(rating).unwrap(),
        )
    }

    fn on(day: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + day * DAY).unwrap()
    }

    fn features(risk: &Risk) -> Vec<Feature> {
        risk.reasons.iter().map(|reason| reason.feature).collect()
    }

    #[test]
    fn a_customer_who_said_nothing_has_the_base_rate_and_no_reasons() {
        let risk = assess(&[], on(0));
        assert!((risk.log_odds - (0.1f64 / 0.9).ln()).abs() < 1e-12);
        assert!(risk.reasons.is_empty() && !risk.crosses_line());
    }

    #[test]
    fn the_log_odds_are_the_base_plus_every_reason() {
        let risk = assess(
            &[
                signal(1, 0, Measure::nps(), 9),
                signal(2, 10, Measure::nps(), 3),
                signal(3, 11, Measure::ces(7).unwrap(), 2),
            ],
            on(12),
        );
        assert_eq!(features(&risk), [Feature::LowScore, Feature::HighEffort, Feature::Fall]);
        assert!((risk.log_odds - ((0.1f64 / 0.9).ln() + 0.7 + 0.6 + 0.5)).abs() < 1e-12);
        assert!(risk.crosses_line());
    }

    #[test]
    fn a_promoter_lies_below_the_base_and_one_detractor_answer_crosses_the_line() {
        assert!(assess(&[signal(1, 0, Measure::nps(), 10)], on(1)).log_odds < base());
        assert!(assess(&[signal(1, 0, Measure::nps(), 6)], on(1)).crosses_line());
        assert!(!assess(&[signal(1, 0, Measure::nps(), 7)], on(1)).crosses_line());
    }

    #[test]
    fn silence_counts_once_it_is_twice_the_customers_own_usual_gap() {
        let regular = [
            signal(1, 0, Measure::nps(), 8),
            signal(2, 30, Measure::nps(), 8),
            signal(3, 60, Measure::nps(), 8),
        ];
        assert!(features(&assess(&regular, on(120))).is_empty());
        assert_eq!(features(&assess(&regular, on(121))), [Feature::Silence]);
    }

    #[test]
    fn the_words_of_a_silence_stay_the_same_while_it_lasts() {
        let regular = [
            signal(1, 0, Measure::nps(), 8),
            signal(2, 30, Measure::nps(), 8),
            signal(3, 60, Measure::nps(), 8),
        ];
        assert_eq!(assess(&regular, on(121)), assess(&regular, on(400)));
    }

    #[test]
    fn nothing_dated_after_the_moment_is_used() {
        let later = signal(2, 20, Measure::nps(), 0);
        assert_eq!(
            assess(&[signal(1, 0, Measure::nps(), 9), later], on(10)),
            assess(&[signal(1, 0, Measure::nps(), 9)], on(10))
        );
    }

    #[test]
    fn the_evidence_is_the_newest_answer_that_raises_the_risk() {
        let risk = assess(
            &[
                signal(1, 0, Measure::ces(7).unwrap(), 1),
                signal(2, 5, Measure::nps(), 10),
            ],
            on(6),
        );
        assert_eq!(
            risk.evidence(),
            Some(InvitationId::from_bytes([1; 16]).to_string().as_str())
        );
    }

    #[test]
    fn effort_on_the_old_inverted_scale_is_read_the_right_way_round() {
        assert_eq!(
            features(&assess(&[signal(1, 0, Measure::ces1(), 5)], on(1))),
            [Feature::HighEffort]
        );
        assert_eq!(
            features(&assess(&[signal(1, 0, Measure::ces1(), 1)], on(1))),
            [Feature::LowEffort]
        );
    }
}
