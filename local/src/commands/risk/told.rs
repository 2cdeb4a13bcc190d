//! A model in words and as JSON.

use jiff::Timestamp;
use serde_json::{Value, json};
use shared::domain::risk::gate::Calibrated;
use shared::domain::risk::learn::Learned;
use shared::domain::risk::logistic::{logistic, variance_of_weight};
use shared::domain::risk::points::{in_points, points};
use shared::domain::risk::{Feature, Model};

use super::checks;
use crate::commands::table::lined_up;

pub(super) fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// What was learned.
pub(super) fn what(what: Calibrated) -> &'static str {
    match what {
        Calibrated::Learned => "learned weights",
        Calibrated::Recalibrated => "scorecard, level learned",
    }
}

/// A learned model: its data, its checks, and its weights beside the scorecard's.
pub(in crate::commands) fn in_words(learned: &Learned, scorecard: &Model) -> String {
    let (model, evidence) = (&learned.model, &learned.evidence);
    let mut parts = vec![
        format!(
            "{}: {}, {}.\n{} outcomes of {} customers from {} to {}: {} left within {} days ({:.1} %).",
            if model.version == 0 {
                "A model that was not kept".to_owned()
            } else {
                format!("Model {}, of {}", model.version, day(learned.at))
            },
            what(learned.what),
            if learned.model.shows_probability {
                "with a probability"
            } else {
                "without a probability"
            },
            evidence.outcomes,
            learned.customers,
            day(learned.from),
            day(learned.to),
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
    let why = learned.why_not.map(|why| why.to_string()).unwrap_or_default();
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

fn usual(model: &Model) -> String {
    format!(
        "A customer with the usual risk has {:.0} points; 20 points fewer double the odds of leaving.",
        points(model.base)
    )
}

/// The weights, with how sure they are, beside the scorecard's where they are not those.
fn weights(model: &Model, scorecard: Option<&Model>) -> String {
    let sd = |at: usize| format!("{:.2}", variance_of_weight(&model.covariance, at).sqrt());
    let weight = |weight: f64| format!("{weight:+.2}");
    let row = |name: String, of: &dyn Fn(&Model) -> f64, at: usize, in_points: String| {
        let prior = scorecard.map(|scorecard| weight(of(scorecard)));
        let own = [weight(of(model)), sd(at), in_points];
        std::iter::once(name).chain(prior).chain(own).collect::<Vec<_>>()
    };
    let mut rows = vec![row(
        "nothing of the below".to_owned(),
        &|of| of.intercept,
        0,
        String::new(),
    )];
    rows.extend(Feature::ALL.into_iter().map(|feature| {
        let at = feature.index();
        let lost = format!("{:+.0}", 0.0 - in_points(model.weights[at]));
        row(name(feature).replace('_', " "), &|of| of.weights[at], at + 1, lost)
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
    value["why_not"] = json!(learned.why_not.map(|why| why.to_string()));
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
