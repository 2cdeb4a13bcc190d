//! Signals as a team reads them: one definition for the command line, the API and the overview.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::Metric;
use crate::domain::chart::{ScoreSignal, Tally};

/// A score before or since a shift.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SignalReading))]
pub struct Reading {
    /// Points from −100 to 100 for NPS, percent satisfied else.
    pub score: Option<f64>,
    /// Lower end of the 95 % interval, in the unit of the score.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Answers.
    pub n: u64,
}

/// A signal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Signal))]
pub struct SignalRow {
    /// What it is acknowledged by.
    pub id: String,
    /// Survey id.
    pub survey: String,
    /// `csat`, `nps`, `ces` or `ces1`.
    #[cfg_attr(feature = "openapi", schema(value_type = Metric))]
    pub metric: String,
    /// The touchpoint whose score shifted; none for the whole survey.
    pub touchpoint: Option<String>,
    /// `fell` or `rose`.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::chart::Direction))]
    pub direction: &'static str,
    /// By how many points, below 0 for a fall.
    pub change: f64,
    /// The first day of it.
    pub began: Date,
    /// The day whose answers made it plain.
    pub noticed: Date,
    /// The score before, over the days the chart compares with.
    pub before: Reading,
    /// The score from the day it began to the day it was noticed.
    pub since: Reading,
    /// Sure enough, among all charts of the survey, to send a message.
    pub alert: bool,
    /// When somebody dealt with it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who.
    pub acknowledged_by: Option<String>,
}

impl SignalRow {
    /// What is shown of a signal.
    #[must_use]
    pub fn of(signal: &ScoreSignal) -> Self {
        let metric = signal.measure.metric();
        let noticed = &signal.noticed;
        let score = |tally: Tally| tally.score().unwrap_or_default();
        Self {
            id: signal.id(),
            survey: signal.survey.clone(),
            metric: metric.to_string(),
            touchpoint: signal.subject.touchpoint().map(str::to_owned),
            direction: noticed.direction.word(),
            change: score(noticed.since) - score(noticed.before),
            began: noticed.began,
            noticed: noticed.noticed,
            before: Reading::of(metric, noticed.before),
            since: Reading::of(metric, noticed.since),
            alert: noticed.alert,
            acknowledged_at: signal.acknowledged.as_ref().map(|by| by.at),
            acknowledged_by: signal.acknowledged.as_ref().map(|by| by.by.clone()),
        }
    }

    /// `fell by 12 points since 3 November 2026`.
    #[must_use]
    pub fn words(&self) -> String {
        let points = self.change.abs().round();
        let unit = if points == 1.0 { "point" } else { "points" };
        let began = self.began.strftime("%-d %B %Y");
        format!("{} by {points:.0} {unit} since {began}", self.direction)
    }
}

impl Reading {
    fn of(metric: Metric, tally: Tally) -> Self {
        let interval = tally.interval(metric);
        Self {
            score: tally.score(),
            low: interval.map(|limits| limits.low),
            high: interval.map(|limits| limits.high),
            n: tally.n,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chart::{Direction, OpenSignal, Subject};
    use jiff::civil::date;

    #[test]
    fn a_signal_says_by_how_much_and_since_when_with_both_scores_and_their_intervals() {
        let signal = ScoreSignal {
            survey: "recommend".into(),
            subject: Subject::Touchpoint("support".into()),
            measure: crate::domain::Measure::nps(),
            noticed: OpenSignal {
                direction: Direction::Fell,
                began: date(2026, 11, 3),
                noticed: date(2026, 11, 8),
                before: Tally {
                    n: 100,
                    up: 50,
                    down: 18,
                },
                since: Tally { n: 40, up: 14, down: 6 },
                alert: false,
            },
            acknowledged: None,
        };
        let row = SignalRow::of(&signal);
        assert_eq!(row.words(), "fell by 12 points since 3 November 2026");
        assert_eq!(
            (row.before.score, row.since.score, row.since.n),
            (Some(32.0), Some(20.0), 40)
        );
        assert!(row.since.low.unwrap() < 20.0 && row.since.high.unwrap() > 20.0);
        assert!(row.id.starts_with("recommend.2026-11-08."), "{}", row.id);
        assert_ne!(
            SignalRow::of(&ScoreSignal {
                subject: Subject::Whole,
                ..signal
            })
            .id,
            row.id
        );
    }
}
