//! Reasons in words, with their evidence: which answer, which day.

use crate::domain::day::Calendar;
use crate::domain::measure::Metric;
use crate::domain::risk::gate::WhyNot;
use crate::domain::risk::{Fact, Feature, Reason};
use crate::domain::signal::Outcome;

use super::TeamWords;

impl TeamWords {
    /// A reason: `Low score: 2 of 10 for recommendation, on 20 November 2026`. Days are those of `calendar`.
    #[must_use]
    pub fn reason(self, reason: &Reason, calendar: &Calendar) -> String {
        let key = format!("reason-{}", key(reason.feature));
        let day = |at| self.day(calendar.day_of(at));
        let since = day(reason.evidence.since);
        match reason.evidence.fact {
            Fact::Answer {
                metric, rating, out_of, ..
            } => {
                let (rating, max) = (rating.to_string(), out_of.to_string());
                let metric = self.get(metric_key(metric));
                let values = [
                    ("rating", &*rating),
                    ("max", &max),
                    ("metric", &metric),
                    ("day", &since),
                ];
                self.with(&key, &values)
            }
            Fact::Fall {
                metric,
                from,
                to,
                out_of,
                ..
            } => {
                let [from, to, max] = [from, to, out_of].map(|rating| rating.to_string());
                let metric = self.get(metric_key(metric));
                let values = [
                    ("from", &*from),
                    ("to", &to),
                    ("max", &max),
                    ("metric", &metric),
                    ("day", &since),
                ];
                self.with(&key, &values)
            }
            Fact::Answers { count, .. } | Fact::Contacts { count } => {
                self.with(&key, &[("count", &count.to_string()), ("day", &since)])
            }
            Fact::Unanswered { count, first } => {
                self.with(&key, &[("count", &count.to_string()), ("day", &day(first))])
            }
            Fact::Silence { last, usual_days } => {
                self.with(&key, &[("day", &day(last)), ("days", &usual_days.to_string())])
            }
            Fact::Contact { started, outcome } => self.contact(reason.feature, &key, &day(started), outcome),
            Fact::Started { at } => self.with(&key, &[("day", &day(at))]),
            Fact::Renewal { until } => self.with(&key, &[("day", &self.day(until))]),
        }
    }

    fn contact(self, feature: Feature, key: &str, day: &str, outcome: Outcome) -> String {
        let time = match outcome {
            Outcome::Waiting => String::new(),
            Outcome::Answered(after) | Outcome::Abandoned(after) | Outcome::Unanswered(after) => self.time(after),
        };
        let key = match (feature, outcome) {
            (Feature::OpenComplaint, Outcome::Answered(_)) => key.to_owned(),
            (Feature::OpenComplaint, _) => format!("{key}-no-reply"),
            (Feature::SlowReply, Outcome::Waiting) => format!("{key}-waiting"),
            (Feature::SlowReply, Outcome::Unanswered(_)) => format!("{key}-none"),
            _ => key.to_owned(),
        };
        self.with(&key, &[("day", day), ("time", &time)])
    }

    /// What would take the reason away, where it raises the risk; none where it lowers it.
    #[must_use]
    pub fn lowers(self, reason: &Reason) -> Option<String> {
        let raises = reason.contribution > 0.0;
        raises.then(|| self.get(&format!("lowers-{}", key(reason.feature))).into_owned())
    }

    /// Why there is no probability, as a clause.
    #[must_use]
    pub fn why_not(self, why: &WhyNot) -> String {
        let key = match why {
            WhyNot::FewLeavers { leavers, needed } => {
                let (leavers, needed) = (leavers.to_string(), needed.to_string());
                return self.with("why-few-leavers", &[("leavers", &leavers), ("needed", &needed)]);
            }
            WhyNot::ShortTime { days, needed } => {
                let (days, needed) = (days.to_string(), needed.to_string());
                return self.with("why-short-time", &[("days", &days), ("needed", &needed)]);
            }
            WhyNot::Unchecked => "why-unchecked",
            WhyNot::SlopeUnknown { .. } => "why-slope-unknown",
            WhyNot::Slope { slope } if slope.value < 1.0 => "why-exaggerated",
            WhyNot::Slope { .. } => "why-cautious",
            WhyNot::Level { level } if level.value > 0.0 => "why-too-many",
            WhyNot::Level { .. } => "why-too-few",
        };
        self.get(key).into_owned()
    }
}

fn metric_key(metric: Metric) -> &'static str {
    match metric {
        Metric::Nps => "metric-nps",
        Metric::Csat => "metric-csat",
        Metric::Ces => "metric-ces",
        Metric::Ces1 => "metric-ces1",
    }
}

/// How the words of a feature are called. What is not known is no reason and has none.
pub(super) const fn key(feature: Feature) -> &'static str {
    match feature {
        Feature::LowScore => "low-score",
        Feature::HighScore => "high-score",
        Feature::HighEffort => "high-effort",
        Feature::LowEffort => "low-effort",
        Feature::Fall => "fall",
        Feature::RepeatedLow => "repeated-low",
        Feature::LowOnAverage => "low-on-average",
        Feature::Decline => "decline",
        Feature::NoScore => "no-score",
        Feature::NoEffort => "no-effort",
        Feature::Ignored => "ignored",
        Feature::Silence => "silence",
        Feature::OpenComplaint => "open-complaint",
        Feature::RepeatContact => "repeat-contact",
        Feature::SlowReply => "slow-reply",
        Feature::AbandonedContact => "abandoned-contact",
        Feature::NewCustomer => "new-customer",
        Feature::LongStanding => "long-standing",
        Feature::StartUnknown => "start-unknown",
        Feature::RenewalNear => "renewal-near",
    }
}
