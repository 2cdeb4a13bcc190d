//! A model in words and as JSON.

use serde_json::{Value, json};
use shared::domain::day::Calendar;
use shared::domain::risk::evaluate::Estimate;
use shared::domain::risk::gate::{Calibrated, WhyNot};
use shared::domain::risk::learn::Learned;
use shared::domain::risk::logistic::{logistic, variance_of_weight};
use shared::domain::risk::points::in_points;
use shared::domain::risk::{Feature, Model};
use shared::text::TeamWords;

use super::checks;
use crate::commands::table::lined_up;

/// What was learned.
pub(super) fn what(what: Calibrated) -> &'static str {
    match what {
        Calibrated::Learned => "learned weights",
        Calibrated::Recalibrated => "scorecard, level learned",
    }
}

/// A learned model: its data, its checks, and its weights beside the scorecard's.
pub(in crate::commands) fn in_words(learned: &Learned, scorecard: &Model, calendar: &Calendar) -> String {
    let (model, evidence) = (&learned.model, &learned.evidence);
    let mut parts = vec![
        format!(
            "{}: {}, {}.\n{} outcomes of {} customers from {} to {}: {} left within {} days ({:.1} %).",
            if model.version == 0 {
                "A model that was not kept".to_owned()
            } else {
                format!("Model {}, of {}", model.version, calendar.day_of(learned.at))
            },
            what(learned.what),
            if learned.model.shows_probability {
                "with a probability"
            } else {
                "without a probability"
            },
            evidence.outcomes,
            learned.customers,
            calendar.day_of(learned.from),
            calendar.day_of(learned.to),
            evidence.leavers,
            model.horizon_days,
            100.0 * evidence.leavers as f64 / evidence.outcomes as f64
        ),
        probability(learned),
    ];
    parts.extend(checks::table(learned));
    parts.push(weights(model, Some(scorecard)));
    parts.push(usual(model));
    parts.join("\n\n")
}

pub(super) fn scorecard_in_words(scorecard: &Model) -> String {
    [
        "It gives an order with reasons, not a probability: nothing of it has been held against outcomes.".to_owned(),
        weights(scorecard, None),
        usual(scorecard),
    ]
    .join("\n\n")
}

fn probability(learned: &Learned) -> String {
    let why = learned.why_not.as_ref().map(why_not).unwrap_or_default();
    match (learned.model.shows_probability, learned.what) {
        (true, Calibrated::Learned) => {
            "A probability is shown: predictions made before their outcomes came true.".to_owned()
        }
        (true, Calibrated::Recalibrated) => format!(
            "A probability is shown, of the scorecard with its level learned: its predictions came true. That of learned \
             weights is not, because {why}."
        ),
        (false, _) => format!("No probability is shown, only the order and the reasons, because {why}."),
    }
}

/// Why a probability is kept back: the clause that the team reads too, and the numbers.
pub(super) fn why_not(why: &WhyNot) -> String {
    let clause = TeamWords::of("en").why_not(why);
    match why {
        WhyNot::FewLeavers { .. } | WhyNot::ShortTime { .. } | WhyNot::Unchecked => clause,
        WhyNot::SlopeUnknown { slope } => {
            format!("{clause}: {}, where 1 is right and 0 is chance", slope_in_words(slope))
        }
        WhyNot::Slope { slope } => format!("{clause}: {}, where 1 is right", slope_in_words(slope)),
        WhyNot::Level { level } => format!(
            "{clause}, by {:.1} percentage points; chance explains less than that",
            100.0 * level.value.abs()
        ),
    }
}

fn slope_in_words(slope: &Estimate) -> String {
    let Estimate { value, low, high } = slope;
    format!("their calibration slope is {value:.2} (between {low:.2} and {high:.2} at 95 %)")
}

fn usual(model: &Model) -> String {
    format!(
        "Points count from the usual risk, as in `aisance flags`: 20 more double the odds of leaving. Whoever has nothing of the above has {}.",
        whole_points(model.intercept - model.base)
    )
}

/// Points with their sign, rounded; nothing is not below nothing.
fn whole_points(log_odds: f64) -> String {
    format!("{:+.0}", in_points(log_odds).round() + 0.0)
}

/// The weights, with how sure they are, beside the scorecard's where they are not those.
fn weights(model: &Model, scorecard: Option<&Model>) -> String {
    // Where the level alone was learned the weights are given, and have none.
    let sd = |at: usize| match variance_of_weight(&model.covariance, at) {
        0.0 => "–".to_owned(),
        variance => format!("{:.2}", variance.sqrt()),
    };
    let weight = |weight: f64| format!("{weight:+.2}");
    let row = |name: String, of: &dyn Fn(&Model) -> f64, at: usize, points: String| {
        let prior = scorecard.map(|scorecard| weight(of(scorecard)));
        let own = [weight(of(model)), sd(at), points];
        std::iter::once(name).chain(prior).chain(own).collect::<Vec<_>>()
    };
    let mut rows = vec![row(
        "nothing of the below".to_owned(),
        &|of| of.intercept,
        0,
        whole_points(model.intercept - model.base),
    )];
    rows.extend(Feature::ALL.into_iter().map(|feature| {
        let at = feature.index();
        let points = whole_points(model.weights[at]);
        row(name(feature).replace('_', " "), &|of| of.weights[at], at + 1, points)
    }));
    let (headings, what) = match scorecard {
        Some(_) => (vec!["feature", "scorecard", "learned", "sd", "points"], "learned"),
        None => (vec!["feature", "weight", "sd", "points"], "given by experts"),
    };
    format!(
        "Weights {what}, in log-odds of leaving:\n{}",
        lined_up(&headings, &rows)
    )
}

fn name(feature: Feature) -> String {
    let name = serde_json::to_value(feature).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

/// A learned model as JSON.
pub(in crate::commands) fn json(learned: &Learned, scorecard: &Model) -> Value {
    let mut value = of_model(&learned.model, scorecard);
    value["what"] = json!(learned.what);
    value["learned_at"] = json!(learned.at);
    value["from"] = json!(learned.from);
    value["to"] = json!(learned.to);
    value["customers"] = json!(learned.customers);
    value["outcomes"] = json!(learned.evidence.outcomes);
    value["left"] = json!(learned.evidence.leavers);
    value["why_not"] = json!(learned.why_not.as_ref().map(why_not));
    value["checks"] = json!({
        "learned": learned.evidence.learned,
        "recalibrated": learned.evidence.recalibrated,
    });
    value
}

pub(super) fn scorecard_json(scorecard: &Model) -> Value {
    let mut value = of_model(scorecard, scorecard);
    value["what"] = json!("scorecard");
    value
}

fn of_model(model: &Model, scorecard: &Model) -> Value {
    let sd = |at: usize| variance_of_weight(&model.covariance, at).sqrt();
    let features = Feature::ALL.map(|feature| {
        let at = feature.index();
        json!({
            "feature": feature,
            "prior": scorecard.weights[at],
            "weight": model.weights[at],
            "sd": sd(at + 1),
        })
    });
    json!({
        "model": model.version,
        "horizon_days": model.horizon_days,
        "shows_probability": model.shows_probability,
        "usual_risk": logistic(model.base),
        "intercept": { "prior": scorecard.intercept, "weight": model.intercept, "sd": sd(0) },
        "features": features,
    })
}
