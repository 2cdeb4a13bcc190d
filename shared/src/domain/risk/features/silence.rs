//! What a customer has not said.

use jiff::{SignedDuration, Timestamp};

use super::{DAY, Features, Known, later};
use crate::domain::risk::feature::Feature;
use crate::domain::risk::reason::Fact;
use crate::domain::signal::SIGNALS_KEPT;

/// How long an invitation may wait before it counts as ignored.
const PATIENCE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A customer is silent after more than this many times the usual gap.
const SILENCE_FACTOR: i32 = 2;

/// No shorter wait is a silence: three talks about one matter on three days would make the fifth day one.
const SHORTEST_SILENCE: SignedDuration = SignedDuration::from_hours(30 * 24);

pub(super) fn of(known: &Known<'_>, features: &mut Features) {
    ignored(known, features);
    silence(known, features);
}

fn ignored(known: &Known<'_>, features: &mut Features) {
    let answered = known.answers.last().map_or(Timestamp::MIN, |signal| signal.at);
    let passed_over = |at: Timestamp| at > answered && later(at, PATIENCE) < known.moment;
    let mut waiting = known
        .unanswered
        .iter()
        .map(|kept| kept.at)
        .filter(|at| passed_over(*at));
    let (Some(first), Some(second)) = (waiting.next(), waiting.next()) else {
        return;
    };
    let (more, latest) = waiting.fold((0, second), |(more, _), at| (more + 1, at));
    let fact = Fact::Unanswered { count: 2 + more, first };
    features.set(Feature::Ignored, known.faded(latest), later(second, PATIENCE), fact);
}

fn silence(known: &Known<'_>, features: &mut Features) {
    let mut gaps = [SignedDuration::ZERO; SIGNALS_KEPT];
    let mut count = 0;
    for pair in known.answers.windows(2).take(SIGNALS_KEPT) {
        let gap = pair[1].at.duration_since(pair[0].at);
        // Within a day it is one and the same occasion.
        if gap >= DAY {
            gaps[count] = gap;
            count += 1;
        }
    }
    let (Some(last), 2..) = (known.answers.last().map(|signal| signal.at), count) else {
        return;
    };
    let gaps = &mut gaps[..count];
    gaps.sort_unstable();
    let usual = gaps[count / 2];
    let since = later(last, usual.saturating_mul(SILENCE_FACTOR).max(SHORTEST_SILENCE));
    if since < known.moment {
        let usual_days = u16::try_from(usual.as_hours() / 24).unwrap_or(u16::MAX);
        features.set(Feature::Silence, 1.0, since, Fact::Silence { last, usual_days });
    }
}
