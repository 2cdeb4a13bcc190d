//! What a customer has said.

use jiff::Timestamp;

use super::trend::{recency_weighted_mean, theil_sen};
use super::{DAY, Features, Known};
use crate::domain::measure::{Band, Metric};
use crate::domain::risk::feature::Feature;
use crate::domain::risk::reason::Fact;
use crate::domain::signal::{SIGNALS_KEPT, Signal};

/// An answer so much worse than the one before is a fall though both are in one band.
const FALLEN_POINTS: i16 = 2;

/// Days in which an answer loses half of its weight in the mean.
const HALF_LIFE_DAYS: f64 = 30.0;

/// The slope of a decline, in scales a day: a tenth of the scale in 30 days.
const DECLINE: f64 = -0.1 / 30.0;

/// What a customer has said of one thing.
#[derive(Clone, Copy, PartialEq)]
enum Subject {
    /// NPS and CSAT.
    Opinion,
    /// CES.
    Effort,
}

pub(super) fn of(known: &Known<'_>, features: &mut Features) {
    let mut fallen = None;
    let mut declining = None;
    for subject in [Subject::Opinion, Subject::Effort] {
        let latest = known.answers.iter().rposition(|signal| Subject::of(signal) == subject);
        let Some(place) = latest else {
            features.set_unknown(match subject {
                Subject::Opinion => Feature::NoScore,
                Subject::Effort => Feature::NoEffort,
            });
            continue;
        };
        let (before, latest) = (&known.answers[..place], &known.answers[place]);
        band(known, subject, latest, features);
        let same_scale = |signal: &&Signal| signal.metric == latest.metric && signal.out_of == latest.out_of;
        let previous = before.iter().rev().find(same_scale);
        fallen = later_of(fallen, previous.and_then(|previous| fall(previous, latest)));
        declining = later_of(declining, decline(before.iter().filter(same_scale), latest));
    }
    if let Some((since, fact)) = fallen {
        features.set(Feature::Fall, known.faded(since), since, fact);
    }
    if let Some((since, fact)) = declining {
        features.set(Feature::Decline, known.faded(since), since, fact);
    }
    repeated_low(known, features);
    low_on_average(known, features);
}

impl Subject {
    fn of(signal: &Signal) -> Self {
        match signal.metric {
            Metric::Nps | Metric::Csat => Self::Opinion,
            Metric::Ces | Metric::Ces1 => Self::Effort,
        }
    }
}

type Dated = (Timestamp, Fact);

fn later_of(one: Option<Dated>, other: Option<Dated>) -> Option<Dated> {
    match (one, other) {
        (Some((at, _)), Some((then, _))) if then > at => other,
        (None, _) => other,
        _ => one,
    }
}

fn band(known: &Known<'_>, subject: Subject, latest: &Signal, features: &mut Features) {
    let feature = match (subject, latest.band) {
        (_, Band::Middle) => return,
        (Subject::Opinion, Band::Low) => Feature::LowScore,
        (Subject::Opinion, Band::High) => Feature::HighScore,
        (Subject::Effort, Band::Low) => Feature::HighEffort,
        (Subject::Effort, Band::High) => Feature::LowEffort,
    };
    let fact = Fact::Answer {
        invitation: latest.invitation,
        metric: latest.metric,
        rating: latest.rating,
        out_of: latest.out_of,
    };
    features.set(feature, known.faded(latest.at), latest.at, fact);
}

fn fall(previous: &Signal, latest: &Signal) -> Option<Dated> {
    let up = i16::from(latest.rating) - i16::from(previous.rating);
    let better = if latest.metric == Metric::Ces1 { -up } else { up };
    let fact = Fact::Fall {
        invitation: latest.invitation,
        metric: latest.metric,
        from: previous.rating,
        to: latest.rating,
        out_of: latest.out_of,
    };
    (latest.band < previous.band || better <= -FALLEN_POINTS).then_some((latest.at, fact))
}

fn decline<'a>(before: impl Iterator<Item = &'a Signal>, latest: &'a Signal) -> Option<Dated> {
    let mut points = [(0.0, 0.0); SIGNALS_KEPT];
    let mut count = 0;
    for signal in before.chain([latest]).take(SIGNALS_KEPT) {
        points[count] = (-days_between(signal, latest), position(signal));
        count += 1;
    }
    if count < 3 || theil_sen(&points[..count])? > DECLINE {
        return None;
    }
    Some((latest.at, answers(count, latest)))
}

fn repeated_low(known: &Known<'_>, features: &mut Features) {
    let low = |signal: &&Signal| signal.band == Band::Low && known.is_fresh(signal.at);
    let count = known.answers.iter().filter(low).count();
    if let Some(latest) = known.answers.iter().rfind(low).filter(|_| count >= 2) {
        features.set(Feature::RepeatedLow, 1.0, latest.at, answers(count, latest));
    }
}

fn low_on_average(known: &Known<'_>, features: &mut Features) {
    let [_, .., latest] = known.answers else { return };
    let places = known.answers.iter();
    let places = places.map(|signal| (days_between(signal, latest), position(signal)));
    if recency_weighted_mean(places, HALF_LIFE_DAYS).is_some_and(|mean| mean < 0.5) {
        let fact = answers(known.answers.len(), latest);
        features.set(Feature::LowOnAverage, known.faded(latest.at), latest.at, fact);
    }
}

fn answers(count: usize, latest: &Signal) -> Fact {
    Fact::Answers {
        count: u8::try_from(count).unwrap_or(u8::MAX),
        invitation: latest.invitation,
    }
}

fn days_between(signal: &Signal, later: &Signal) -> f64 {
    (later.at.as_second() - signal.at.as_second()) as f64 / DAY.as_secs() as f64
}

/// Where on its scale an answer lies, from 0, the bad end, to 1. Of satisfaction the record does not tell whether the scale
/// begins at 0 or 1: of two points, thumbs down and up, it begins at 0, and any longer one is read as beginning at 1, so of one
/// from 0 to 10 both 0 and 1 lie at the bad end.
fn position(signal: &Signal) -> f64 {
    let begins_at_zero = signal.metric == Metric::Nps || signal.out_of == 1;
    let lowest = u8::from(!begins_at_zero);
    let steps = f64::from(signal.out_of.saturating_sub(lowest).max(1));
    let up = f64::from(signal.rating.saturating_sub(lowest)) / steps;
    if signal.metric == Metric::Ces1 { 1.0 - up } else { up }
}
