use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::domain::measure::Metric;
use crate::domain::response::Respondent;
use crate::domain::risk::gate::{Checks, Evidence as Outcomes};
use crate::domain::risk::{Evidence, Fact, Flag, Model, RiskSettings};
use crate::domain::signal::Outcome;
use crate::link::{InvitationId, Pseudonym};
use crate::store::customers::{Customer, InQueue, ReadFlagged};
use crate::store::risk_models::{Attempt, InUse};
use crate::store::risk_settings::ReadRiskSettings;

/// A store of flagged customers and of learned models.
#[derive(Default)]
struct Kept {
    customers: Vec<Customer>,
    models: Vec<Learned>,
    in_use: u32,
}

impl ReadFlagged for Kept {
    async fn read_flagged_after(&self, after: Option<&InQueue>, limit: usize) -> Result<Vec<Customer>, StoreError> {
        let begun = self
            .customers
            .iter()
            .position(|customer| Some(customer.key) == after.map(|after| after.key));
        let left = self.customers.iter().skip(begun.map_or(0, |place| place + 1));
        Ok(left.take(limit).cloned().collect())
    }
}

impl ReadRiskModel for Kept {
    async fn read_model_in_use(&self) -> Result<Option<InUse>, StoreError> {
        let chosen = false;
        Ok((self.in_use > 0).then(|| InUse {
            version: self.in_use,
            since: at(0),
            chosen,
        }))
    }

    async fn read_risk_model(&self, version: u32) -> Result<Option<Learned>, StoreError> {
        let found = self.models.iter().find(|learned| learned.model.version == version);
        Ok(found.cloned())
    }

    async fn read_attempt(&self) -> Result<Option<Attempt>, StoreError> {
        Ok(None)
    }
}

impl ReadRiskSettings for Kept {
    async fn read_risk_settings(&self) -> Result<RiskSettings, StoreError> {
        Ok(RiskSettings::default().with_horizon(60).unwrap())
    }
}

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
}

fn reason(feature: Feature, contribution: f64, fact: Fact) -> Reason {
    let evidence = Evidence { since: at(0), fact };
    Reason {
        feature,
        contribution,
        evidence,
    }
}

fn reasons() -> Vec<Reason> {
    let waiting = Fact::Contact {
        started: at(0),
        outcome: Outcome::Waiting,
    };
    let high = Fact::Answer {
        invitation: InvitationId::from_bytes([7; 16]),
        metric: Metric::Nps,
        rating: 9,
        out_of: 10,
    };
    vec![
        reason(Feature::OpenComplaint, 0.8, waiting),
        reason(Feature::HighScore, -0.5, high),
    ]
}

fn risk(model: u32, probability: Option<f64>) -> StoredRisk {
    StoredRisk {
        log_odds: -1.7,
        reasons: reasons(),
        rest: 0.1,
        model,
        probability,
    }
}

fn flagged(model: u32, probability: Option<f64>) -> Customer {
    let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes([1; 16])));
    customer.id = Some("C-1".into());
    customer.attributes = [("plan".to_owned(), "pro".to_owned())].into();
    customer.risk = Some(risk(model, probability));
    customer.flag = Some(Flag {
        opened_at: at(1),
        evidence: at(0),
        enrolled: None,
        held_out: false,
        reasons: reasons(),
        closed: None,
    });
    customer
}

fn learned(version: u32, why_not: Option<WhyNot>) -> Learned {
    let mut model = Model::scorecard(0.1, 60);
    (model.version, model.shows_probability) = (version, why_not.is_none());
    Learned {
        model,
        what: Calibrated::Learned,
        at: at(0),
        from: at(-300),
        to: at(0),
        customers: 900,
        evidence: Outcomes {
            outcomes: 1_200,
            leavers: 130,
            days: 300,
            learned: Checks::default(),
            recalibrated: Checks::default(),
        },
        why_not,
    }
}

async fn list(kept: &Kept, language: &str) -> FlagList {
    let calendar = Calendar::new("UTC").unwrap();
    flag_list(kept, 10, TeamWords::of(language), &calendar).await.unwrap()
}

#[tokio::test]
async fn a_flag_is_told_with_points_reasons_evidence_and_what_would_lower_it() {
    let kept = Kept {
        customers: vec![flagged(0, None)],
        ..Kept::default()
    };
    let told = serde_json::to_value(list(&kept, "fr").await).unwrap();
    assert_eq!(
        (&told["language"], &told["flags"][0]["rank"]),
        (&json!("fr"), &json!(1))
    );
    assert!(told["note"].as_str().unwrap().contains("pas de probabilité"), "{told}");
    let risk = &told["flags"][0]["risk"];
    assert_eq!(
        (&risk["probability"], &risk["horizon_days"]),
        (&json!(null), &json!(null))
    );
    assert_eq!((&risk["points"], &risk["rest"]["points"]), (&json!(11.5), &json!(2.9)));
    assert_eq!(
        risk["reasons"],
        json!([
            {
                "feature": "open_complaint", "contribution": 0.8, "points": 23.1,
                "text": "La réclamation du 21 septembre 2026 est toujours ouverte, et personne n’y a répondu",
                "what_lowers": "Réglez la réclamation et mettez fin à la conversation.",
                "evidence": {
                    "kind": "conversation", "since": "2026-09-21T14:13:20Z", "started": "2026-09-21T14:13:20Z",
                    "outcome": "waiting", "seconds": null,
                },
            },
            {
                "feature": "high_score", "contribution": -0.5, "points": -14.4,
                "text": "Note élevée\u{a0}: 9 sur 10 (recommandation), le 21 septembre 2026",
                "what_lowers": null,
                "evidence": {
                    "kind": "answer", "since": "2026-09-21T14:13:20Z", "invitation": "BwcHBwcHBwcHBwcHBwcHBw",
                    "metric": "nps", "rating": 9, "out_of": 10,
                },
            },
        ])
    );
    assert_eq!(told["flags"][0]["opened_reasons"], risk["reasons"]);
    assert_eq!(told["flags"][0]["attributes"], json!({"plan": "pro"}));
}

#[tokio::test]
async fn a_probability_is_told_with_the_horizon_of_the_model_that_computed_it() {
    let kept = Kept {
        customers: vec![flagged(3, Some(0.234)), flagged(4, None), flagged(9, Some(0.5))],
        models: vec![learned(3, None), learned(4, Some(WhyNot::Unchecked))],
        ..Kept::default()
    };
    let told = list(&kept, "en").await;
    let chances: Vec<_> = told.flags.iter().map(|flag| flag.risk.as_ref().unwrap()).collect();
    let chances: Vec<_> = chances
        .iter()
        .map(|risk| (risk.probability, risk.horizon_days))
        .collect();
    assert_eq!(
        chances,
        [(Some(0.234), Some(60)), (None, None), (None, None)],
        "of 9 nobody knows the horizon"
    );
}

#[tokio::test]
async fn the_queues_note_is_of_the_model_in_use_and_a_customers_of_the_one_that_computed_the_risk() {
    let mut kept = Kept {
        models: vec![learned(3, None), learned(4, Some(WhyNot::Unchecked))],
        in_use: 4,
        ..Kept::default()
    };
    let nobody_flagged = list(&kept, "en").await.note;
    assert_eq!(
        nobody_flagged,
        "An order and reasons, learned from 1,200 outcomes, 130 of them customers who left. There is no probability: there \
         are too few predictions yet whose outcome came later."
    );
    kept.customers = vec![flagged(0, None), flagged(3, Some(0.2))];
    assert_eq!(list(&kept, "en").await.note, nobody_flagged);
    kept.in_use = 0;
    let scorecard = TeamWords::of("en").get("note-scorecard");
    assert_eq!(list(&kept, "en").await.note, scorecard, "a person went back to it");

    let (calendar, risks) = (Calendar::new("UTC").unwrap(), [risk(0, None), risk(3, Some(0.2))]);
    let telling = Telling::of(&kept, risks.iter(), TeamWords::of("en"), &calendar)
        .await
        .unwrap();
    assert_eq!(telling.note(&risks[0]), scorecard);
    assert!(
        telling.note(&risks[1]).contains("within 60 days"),
        "{}",
        telling.note(&risks[1])
    );
}

#[tokio::test]
async fn whoever_was_erased_or_closed_meanwhile_is_not_in_the_queue_and_no_place_is_given_twice() {
    let mut erased = Customer::new(Respondent::Customer(Pseudonym::from_bytes([2; 16])));
    erased.erased = true;
    let kept = Kept {
        customers: vec![flagged(0, None), erased, flagged(0, None)],
        ..Kept::default()
    };
    let ranks: Vec<usize> = list(&kept, "en").await.flags.iter().map(|flag| flag.rank).collect();
    assert_eq!(ranks, [1, 2]);
}
