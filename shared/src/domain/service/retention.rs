//! Which share of the customers there were stays: retention and churn of a period, from counts.

use crate::domain::interval::{Confidence, Interval, wilson};
use crate::domain::score::Shown;

/// Customers who came and went on a day or in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// New customers.
    pub acquired: u64,
    /// Customers who had left and came back.
    pub returned: u64,
    /// Customers who left and were there when the month began.
    pub lost: u64,
    /// Customers who left in the month of becoming one.
    pub left_as_new: u64,
    /// Customers who left in the month of coming back.
    pub left_again: u64,
}

impl Flow {
    /// Adds another day's.
    pub fn add(&mut self, other: Self) {
        self.acquired += other.acquired;
        self.returned += other.returned;
        self.lost += other.lost;
        self.left_as_new += other.left_as_new;
        self.left_again += other.left_again;
    }

    /// How many more customers there are after it.
    #[must_use]
    pub fn net(self) -> i64 {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        signed(self.acquired + self.returned) - signed(self.lost + self.left_as_new + self.left_again)
    }
}

/// What cannot be right about the counts of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataError {
    /// More stayed than were there: customers who came back count among those who stayed.
    OverAHundredPercent,
    /// More left than were there: starts are missing.
    MoreLeftThanWere,
}

/// Retention and churn of one month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retention {
    /// Customers when the month began: S.
    pub at_start: u64,
    /// Customers when it ended, or now: E.
    pub at_end: u64,
    /// Of those, the ones who became customers in the month: N.
    pub new_at_end: u64,
    /// Retention in percent; none where too few were there, or nobody.
    pub retention: Option<f64>,
    /// Its 95 % interval (Wilson); none where retention is over 100.
    pub retention_interval: Option<Interval>,
    /// Churn in percent of those who were there when the month began.
    pub churn: Option<f64>,
    /// Its 95 % interval (Wilson).
    pub churn_interval: Option<Interval>,
    /// What cannot be right.
    pub error: Option<DataError>,
    /// How much may be shown; rates that may not are not here.
    pub shown: Shown,
}

impl Retention {
    /// Of a month that began with `at_start` customers.
    #[must_use]
    pub fn of(at_start: i64, flow: Flow) -> Self {
        let at_end = at_start.saturating_add(flow.net());
        let new_at_end = flow.acquired.saturating_sub(flow.left_as_new);
        let missing_starts = at_start < 0 || at_end < 0 || u64::try_from(at_start).is_ok_and(|start| flow.lost > start);
        let count = |signed: i64| u64::try_from(signed).unwrap_or(0);
        let (at_start, at_end) = (count(at_start), count(at_end));
        let retention = retention_percent(at_start, at_end, new_at_end);
        let error = if missing_starts {
            Some(DataError::MoreLeftThanWere)
        } else {
            retention
                .filter(|percent| *percent > 100.0)
                .map(|_| DataError::OverAHundredPercent)
        };
        let shown = Shown::of(at_start);
        let rates = shown.shows_score() && !missing_starts;
        let percent = |interval: Interval| interval.times(100.0);
        let kept = at_end.saturating_sub(new_at_end);
        Self {
            at_start,
            at_end,
            new_at_end,
            retention: retention.filter(|_| rates),
            retention_interval: wilson(kept, at_start, Confidence::NINETY_FIVE)
                .filter(|_| rates)
                .map(percent),
            churn: churn_percent(flow.lost, at_start).filter(|_| rates),
            churn_interval: wilson(flow.lost, at_start, Confidence::NINETY_FIVE)
                .filter(|_| rates)
                .map(percent),
            error,
            shown,
        }
    }
}

/// Customer retention rate in percent: 100 · (E − N) / S. Nothing where S is 0. Over 100 where customers came back; that is
/// not clipped.
#[must_use]
pub fn retention_percent(at_start: u64, at_end: u64, new_at_end: u64) -> Option<f64> {
    (at_start > 0).then(|| 100.0 * (at_end as f64 - new_at_end as f64) / at_start as f64)
}

/// Churn rate in percent: the lost among those there at the start. It is 100 less the retention only where nobody came back.
#[must_use]
pub fn churn_percent(lost: u64, at_start: u64) -> Option<f64> {
    (at_start > 0).then(|| 100.0 * lost as f64 / at_start as f64)
}

/// What a monthly churn, in percent, comes to in a year: 1 − (1 − m)¹², and not twelve times as much.
#[must_use]
pub fn annual_churn_percent(monthly: f64) -> f64 {
    100.0 * (1.0 - (1.0 - monthly / 100.0).powi(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_adds_up() {
        let flow = Flow {
            acquired: 33,
            returned: 0,
            lost: 20,
            left_as_new: 3,
            left_again: 0,
        };
        let month = Retention::of(200, flow);
        assert_eq!((month.at_end, month.new_at_end), (210, 30));
        assert_eq!(
            (month.retention, month.churn, month.error),
            (Some(90.0), Some(10.0), None)
        );
        assert!(month.churn_interval.unwrap().contains(10.0) && month.retention_interval.unwrap().contains(90.0));
    }

    #[test]
    fn customers_who_came_back_are_flagged_and_not_clipped() {
        let flow = Flow {
            acquired: 10,
            returned: 10,
            ..Flow::default()
        };
        let month = Retention::of(100, flow);
        assert_eq!((month.retention, month.churn), (Some(110.0), Some(0.0)));
        assert_eq!(
            (month.error, month.retention_interval),
            (Some(DataError::OverAHundredPercent), None)
        );
    }

    #[test]
    fn nobody_at_the_start_has_no_rate_and_few_have_none_shown() {
        let flow = Flow {
            acquired: 5,
            lost: 1,
            ..Flow::default()
        };
        assert_eq!(Retention::of(9, flow).retention, None);
        assert_eq!(Retention::of(10, flow).churn, Some(10.0));
        let nobody = Retention::of(0, Flow { lost: 0, ..flow });
        assert_eq!((nobody.at_end, nobody.retention, nobody.error), (5, None, None));
    }

    #[test]
    fn more_who_left_than_were_there_is_an_error_of_the_data() {
        let flow = Flow {
            lost: 30,
            ..Flow::default()
        };
        let month = Retention::of(20, flow);
        assert_eq!(
            (month.error, month.churn, month.at_end),
            (Some(DataError::MoreLeftThanWere), None, 0)
        );
    }
}
