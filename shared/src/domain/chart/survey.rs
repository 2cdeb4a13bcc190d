//! All charts of one survey, which advance together, a settled day at a time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::night::{Night, Tally};
use super::subject::Subject;
use super::watch::{Chart, OpenSignal};
use crate::domain::day::shifted;
use crate::domain::fold::{Cells, OTHER, TOUCHPOINTS_KEPT};
use crate::domain::histogram::Histogram;
use crate::domain::measure::Measure;
use crate::domain::multiplicity::holm;

/// Charts that one survey has at most, the whole and its touchpoints: all lie in one item. Where they are that many, a
/// new touchpoint takes the place of one that is [`IDLE_DAYS`] without answers, and else has none.
pub const MOST_CHARTS: usize = 100;

/// Days without answers after which a touchpoint's chart may give up its place. With fewer, touchpoints that are not
/// asked at every day would push each other out before any has a baseline.
pub const IDLE_DAYS: i32 = 30;

/// A signal sends a message where its p-value, adjusted for all charts of the survey, is at most this.
pub const ALERT_LEVEL: f64 = 0.05;

/// The charts of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyCharts {
    /// What its answers are measured in.
    pub measure: Measure,
    /// The last day absorbed.
    pub through: Option<Date>,
    /// Whether any chart has begun to watch. Until then nothing was judged, and history that is imported late may
    /// still be absorbed by beginning anew.
    pub begun: bool,
    /// By what they are about.
    pub charts: BTreeMap<Subject, Chart>,
}

/// A shift of a score, as it is stored and shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreSignal {
    /// Survey id.
    pub survey: String,
    /// The whole or a touchpoint.
    pub subject: Subject,
    /// What the score is measured in.
    pub measure: Measure,
    /// What was noticed.
    pub noticed: OpenSignal,
    /// Whether a person has dealt with it.
    pub acknowledged: Option<Acknowledged>,
}

/// Who cleared a signal, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// When.
    pub at: Timestamp,
    /// Who, as they are known here: an API key's id, or a name given on the command line.
    pub by: String,
}

impl ScoreSignal {
    /// `SURVEY.DAY.HASH`: the survey, the day it was noticed, and eight characters that stand for what it is about.
    /// A chart notices one thing a day at most, so this names one signal.
    #[must_use]
    pub fn id(&self) -> String {
        let about = Sha256::digest(self.subject.to_string().as_bytes());
        let about: String = about[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}.{}.{about}", self.survey, self.noticed.noticed)
    }
}

impl SurveyCharts {
    /// Charts that have seen nothing.
    #[must_use]
    pub fn new(measure: Measure) -> Self {
        Self {
            measure,
            through: None,
            begun: false,
            charts: BTreeMap::new(),
        }
    }

    /// Takes in a settled day: its answers in all and by touchpoint. A day that is not after the last one is ignored,
    /// so that nothing counts twice; a day without answers moves no average.
    pub fn absorb(&mut self, day: Date, whole: &Histogram, touchpoints: &Cells) {
        if self.through.is_some_and(|through| day <= through) {
            return;
        }
        self.through = Some(day);
        let overflows = touchpoints.len() >= TOUCHPOINTS_KEPT;
        let touchpoints = touchpoints
            .iter()
            // There it is no touchpoint but what was left of them, others every day.
            .filter(|(name, _)| !(overflows && *name == OTHER))
            .map(|(name, cell)| (Subject::Touchpoint(name.clone()), cell));
        let answered = std::iter::once((Subject::Whole, whole))
            .chain(touchpoints)
            .filter(|(_, histogram)| histogram.measure() == self.measure && !histogram.is_empty());
        // Those that have a chart come first: one that has answers again is not idle.
        let (known, new): (Vec<_>, Vec<_>) = answered.partition(|(subject, _)| self.charts.contains_key(subject));
        for (subject, histogram) in known.into_iter().chain(new) {
            if !self.charts.contains_key(&subject) && !self.has_room(day) {
                continue;
            }
            let night = Night {
                day,
                tally: Tally::of(histogram),
            };
            let of_a_touchpoint = subject.touchpoint().is_some();
            let chart = self.charts.entry(subject).or_default();
            chart.absorb(night, self.measure.metric(), of_a_touchpoint);
            self.begun |= chart.watches(of_a_touchpoint);
        }
        self.raise_alerts();
    }

    /// Whether there is room for one more chart. Where all places are taken, the touchpoint that is without answers for
    /// longest gives up its own, if it is idle and has no open signal.
    fn has_room(&mut self, day: Date) -> bool {
        if self.charts.len() < MOST_CHARTS {
            return true;
        }
        let idle = self.charts.iter().filter(|(subject, chart)| {
            subject.touchpoint().is_some()
                && chart.signal.is_none()
                && chart.last_night().is_none_or(|last| last < shifted(day, -IDLE_DAYS))
        });
        let longest = idle.min_by_key(|(_, chart)| chart.last_night());
        let Some(subject) = longest.map(|(subject, _)| subject.clone()) else {
            return false;
        };
        self.charts.remove(&subject).is_some()
    }

    /// Days up to `day` had no answers, or were absorbed.
    pub fn seen_through(&mut self, day: Date) {
        self.through = self.through.max(Some(day));
    }

    /// A signal sends a message where it stands out among all charts that watch (Holm at 5 %). That may come nights
    /// after it was noticed, with more answers; once raised it stays.
    fn raise_alerts(&mut self) {
        let metric = self.measure.metric();
        if self
            .charts
            .values()
            .all(|chart| chart.signal.is_none_or(|signal| signal.alert))
        {
            return;
        }
        let watching = self
            .charts
            .iter_mut()
            .filter(|(subject, chart)| chart.signal.is_some() || chart.watches(subject.touchpoint().is_some()));
        let watching: Vec<&mut Chart> = watching.map(|(_, chart)| chart).collect();
        let p: Vec<f64> = watching.iter().map(|chart| chart.p_value(metric)).collect();
        for (chart, adjusted) in watching.into_iter().zip(holm(&p)) {
            if let Some(signal) = &mut chart.signal {
                signal.alert |= adjusted <= ALERT_LEVEL;
            }
        }
    }

    /// The open signals.
    #[must_use]
    pub fn open(&self, survey: &str) -> Vec<ScoreSignal> {
        let open = self.charts.iter().filter_map(|(subject, chart)| {
            Some(ScoreSignal {
                survey: survey.to_owned(),
                subject: subject.clone(),
                measure: self.measure,
                noticed: chart.signal?,
                acknowledged: None,
            })
        });
        open.collect()
    }

    /// A person has dealt with the signal: its chart begins again with the days since it began. Nothing happens where
    /// none is open.
    pub fn acknowledge(&mut self, subject: &Subject) {
        if let Some(chart) = self.charts.get_mut(subject).filter(|chart| chart.signal.is_some()) {
            chart.start_again();
        }
    }
}
