//! The steps of a trend: a range of days in parts.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};

use super::day::{after, shifted};
use super::window::DayRange;

/// How long a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
pub enum Step {
    /// One day.
    Day,
    /// From Monday to Sunday; the first and the last week of a range may be shorter.
    Week,
}

/// Longer ranges go by week where nobody has chosen.
const MOST_BY_DAY: i32 = 35;

impl Step {
    /// The step of a range where nobody has chosen one: by day, unless it is long, or most days with answers have too few of
    /// them for a score. `days_told` counts the days with answers, and those of them with a score.
    pub fn usual(range: DayRange, days_told: impl FnOnce() -> (usize, usize)) -> Self {
        if range.days() > MOST_BY_DAY {
            return Self::Week;
        }
        let (answered, scored) = days_told();
        if 2 * scored < answered { Self::Week } else { Self::Day }
    }

    /// The parts of a range, oldest first: every day is in exactly one.
    pub fn parts(self, range: DayRange) -> impl Iterator<Item = DayRange> {
        let part = move |from: Date| DayRange {
            from,
            to: self.last_day(from).min(range.to),
        };
        let next = move |part_before: &DayRange| (part_before.to < range.to).then(|| part(after(part_before.to)));
        std::iter::successors((range.from <= range.to).then(|| part(range.from)), next)
    }

    fn last_day(self, from: Date) -> Date {
        match self {
            Self::Day => from,
            Self::Week => shifted(from, i32::from(from.weekday().until(Weekday::Sunday))),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Week => "week",
        })
    }
}

/// The text names no step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a trend goes by day or week, not by '{0}'")]
pub struct UnknownStep(pub String);

impl FromStr for Step {
    type Err = UnknownStep;

    fn from_str(text: &str) -> Result<Self, UnknownStep> {
        [Self::Day, Self::Week]
            .into_iter()
            .find(|step| step.to_string() == text)
            .ok_or_else(|| UnknownStep(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_are_cut_at_the_ends_of_the_range() {
        let range = DayRange {
            from: date(2026, 11, 5),
            to: date(2026, 11, 17),
        };
        let weeks: Vec<_> = Step::Week
            .parts(range)
            .map(|week| (week.from.day(), week.to.day()))
            .collect();
        assert_eq!(weeks, [(5, 8), (9, 15), (16, 17)]);
        assert_eq!(Step::Day.parts(range).count(), 13);
    }

    #[test]
    fn where_nobody_has_chosen_days_are_told_unless_they_are_many_or_most_have_no_score() {
        let range = |days| DayRange {
            from: date(2026, 11, 1),
            to: shifted(date(2026, 11, 1), days - 1),
        };
        let usual = |days, answered, scored| Step::usual(range(days), || (answered, scored));
        assert_eq!(usual(35, 20, 10), Step::Day);
        assert_eq!(usual(35, 20, 9), Step::Week);
        assert_eq!(usual(36, 36, 36), Step::Week);
        assert_eq!(
            usual(28, 0, 0),
            Step::Day,
            "without answers there is nothing that weeks would tell"
        );
    }

    #[test]
    fn a_step_is_named_in_one_way() {
        assert_eq!(("day".parse(), "week".parse()), (Ok(Step::Day), Ok(Step::Week)));
        assert!("month".parse::<Step>().unwrap_err().to_string().contains("day or week"));
    }

    proptest! {
        #[test]
        fn every_day_is_in_exactly_one_part(start in 0_i32..20_000, days in 0_i32..800, weekly: bool) {
            let from = shifted(date(1990, 1, 1), start);
            let range = DayRange { from, to: shifted(from, days) };
            let step = if weekly { Step::Week } else { Step::Day };
            let parts: Vec<_> = step.parts(range).collect();
            prop_assert_eq!((parts[0].from, parts[parts.len() - 1].to), (range.from, range.to));
            for pair in parts.windows(2) {
                prop_assert_eq!(after(pair[0].to), pair[1].from);
            }
            prop_assert!(parts.iter().all(|part| (1..=7).contains(&part.days())));
        }
    }
}
