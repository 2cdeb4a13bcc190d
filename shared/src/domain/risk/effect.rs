//! Whether it helps to work with flagged customers: those the team is told of against those that were held out, by lot.
//!
//! Everybody is compared who was flagged while one in ten was held out, from their first flag then, and on the side that
//! the lot put them on, whatever was done about them. So nothing that the team chooses can make one side look better.

use jiff::{SignedDuration, Timestamp};

use super::flag::Flag;
use super::line::is_held_out;
use crate::domain::compare::{Change, share_change};
use crate::domain::interval::{Confidence, Interval, wilson};
use crate::domain::score::Shown;
use crate::domain::signal::Stay;
use crate::link::Pseudonym;

/// One side of the comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Side {
    /// Customers flagged at least a horizon ago.
    pub flagged: u64,
    /// Those who left within the horizon.
    pub left: u64,
}

impl Side {
    /// The share that left, with its 95 % interval (Wilson); none where too few were flagged to show a score.
    #[must_use]
    pub fn share(&self) -> Option<(f64, Interval)> {
        let interval = wilson(self.left, self.flagged, Confidence::NINETY_FIVE)?;
        Shown::of(self.flagged)
            .shows_score()
            .then(|| (self.left as f64 / self.flagged as f64, interval))
    }
}

/// What became of flagged customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Effect {
    /// Those the team was told of.
    pub told: Side,
    /// Those it was not.
    pub held_out: Side,
    /// Those who were flagged less than a horizon ago: it is not known yet.
    pub too_recent: u64,
}

impl Effect {
    /// Takes in a customer with a flag, as known at `now`.
    pub fn add(&mut self, customer: &Pseudonym, flag: &Flag, stay: &Stay, now: Timestamp, horizon_days: u16) {
        let Some(enrolled) = flag.enrolled else { return };
        let horizon = SignedDuration::from_hours(24 * i64::from(horizon_days));
        let ends = enrolled.saturating_add(horizon).unwrap_or(Timestamp::MAX);
        if ends > now {
            self.too_recent += 1;
            return;
        }
        let side = if is_held_out(customer) {
            &mut self.held_out
        } else {
            &mut self.told
        };
        side.flagged += 1;
        side.left += u64::from(stay.ended.is_some_and(|ended| (enrolled..ends).contains(&ended)));
    }

    /// Adds what is known of other customers.
    pub fn merge(&mut self, other: &Self) {
        for (side, more) in [(&mut self.told, other.told), (&mut self.held_out, other.held_out)] {
            side.flagged += more.flagged;
            side.left += more.left;
        }
        self.too_recent += other.too_recent;
    }

    /// The share that left of those the team was told of, less that of the held out: below zero where working with them
    /// helps. From −1 to 1; none where a side is too small to show a score.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        let counts = |side: Side| (side.left, side.flagged);
        let shown = [self.told, self.held_out]
            .iter()
            .all(|side| Shown::of(side.flagged).shows_score());
        share_change(counts(self.held_out), counts(self.told), Confidence::NINETY_FIVE).filter(|_| shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::risk::{Cause, Closed};

    fn on(day: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
    }

    fn flag(enrolled: Option<i64>) -> Flag {
        Flag {
            opened_at: on(50),
            evidence: on(49),
            enrolled: enrolled.map(on),
            reasons: Vec::new(),
            held_out: false,
            closed: Some(Closed {
                at: on(60),
                cause: Cause::Person,
                note: None,
            }),
        }
    }

    fn somebody(held_out: bool) -> Pseudonym {
        let mut id = [0; 16];
        id[15] = u8::from(!held_out);
        Pseudonym::from_bytes(id)
    }

    fn effect(of: &[(bool, Option<i64>, Option<i64>)]) -> Effect {
        let mut effect = Effect::default();
        for (held_out, enrolled, left) in of {
            let stay = Stay {
                ended: left.map(on),
                ..Stay::default()
            };
            effect.add(&somebody(*held_out), &flag(*enrolled), &stay, on(200), 90);
        }
        effect
    }

    #[test]
    fn whoever_left_within_the_horizon_counts_on_the_side_the_lot_put_them() {
        let found = effect(&[
            (false, Some(10), Some(10)),
            (false, Some(10), Some(100)),
            (false, Some(10), None),
            (true, Some(10), Some(99)),
        ]);
        assert_eq!(found.told, Side { flagged: 3, left: 1 });
        assert_eq!(found.held_out, Side { flagged: 1, left: 1 });
    }

    #[test]
    fn flags_without_a_hold_out_say_nothing_and_recent_ones_nothing_yet() {
        let found = effect(&[
            (false, None, Some(20)),
            (true, None, None),
            (false, Some(111), Some(120)),
        ]);
        let nothing = Effect {
            too_recent: 1,
            ..Effect::default()
        };
        assert_eq!(found, nothing);
        assert_eq!(
            effect(&[(false, Some(110), None)]).told.flagged,
            1,
            "exactly a horizon ago"
        );
    }

    #[test]
    fn working_with_customers_helps_where_fewer_of_them_leave_by_more_than_chance() {
        let of = |told: (u64, u64), held: (u64, u64)| Effect {
            told: Side {
                left: told.0,
                flagged: told.1,
            },
            held_out: Side {
                left: held.0,
                flagged: held.1,
            },
            too_recent: 0,
        };
        let change = of((90, 900), (30, 100)).change().unwrap();
        assert!(
            (change.delta + 0.2).abs() < 1e-12 && change.high < 0.0 && change.p < 0.001,
            "{change:?}"
        );
        assert_eq!(of((90, 900), (3, 9)).change(), None, "too few to show a share");
        let same = of((90, 900), (10, 100)).change().unwrap();
        assert!(same.low < 0.0 && same.high > 0.0 && same.p > 0.9, "{same:?}");
    }
}
