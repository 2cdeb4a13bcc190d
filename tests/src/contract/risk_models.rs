//! Promises about models of risk.

use shared::domain::risk::gate::{Calibrated, Checks, Evidence, WhyNot};
use shared::domain::risk::learn::{Learned, NotLearnedReason};
use shared::domain::risk::{Model, evaluate::Estimate};
use shared::store::risk_models::{Attempt, InUse, PutRiskModel, ReadRiskModel, ReadRiskModels};

use super::*;

pub(super) fn learned(version: u32) -> Learned {
    let slope = Estimate {
        value: 0.5,
        low: 0.25,
        high: 0.75,
    };
    let mut model = Model::scorecard(0.1, 60);
    model.version = version;
    model.weights[3] = std::f64::consts::PI;
    model.covariance[7] = -1.0 / 3.0;
    model.shows_probability = true;
    Learned {
        model,
        what: Calibrated::Recalibrated,
        at: at(100),
        from: at(0),
        to: at(50),
        customers: 4_321,
        evidence: Evidence {
            outcomes: 2_000,
            leavers: 150,
            days: 360,
            learned: Checks {
                n: 1_500,
                leavers: 110,
                slope: Some(slope),
                ..Checks::default()
            },
            recalibrated: Checks::default(),
        },
        why_not: Some(WhyNot::Slope { slope }),
    }
}

/// A version comes back as it was, is never written over, and which one is in use can be changed back and forth.
pub async fn a_model_is_kept_once_and_one_is_in_use(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.read_model_in_use().await?, None);
    assert_eq!(store.read_attempt().await?, None);
    assert_eq!(store.read_risk_model(1).await?, None);
    assert!(store.put_risk_model(&learned(1)).await?);
    let late = Learned {
        customers: 1,
        ..learned(1)
    };
    assert!(!store.put_risk_model(&late).await?, "a version that is there");
    assert_eq!(store.read_risk_model(1).await?, Some(learned(1)));
    for version in [2, 10] {
        assert!(store.put_risk_model(&learned(version)).await?);
    }
    let versions = store.read_risk_models().await?;
    let versions: Vec<u32> = versions.iter().map(|learned| learned.model.version).collect();
    assert_eq!(versions, [1, 2, 10]);
    for (version, chosen) in [(10, false), (0, true)] {
        let in_use = InUse {
            version,
            since: at(7),
            chosen,
        };
        store.use_model(in_use).await?;
        assert_eq!(store.read_model_in_use().await?, Some(in_use));
    }
    let reasons = NotLearnedReason::ALL.map(Some).into_iter().chain([None]);
    for reason in reasons {
        let attempt = Attempt {
            at: at(9),
            nothing: reason.map(|_| "too few outcomes".to_owned()),
            reason,
        };
        store.put_attempt(&attempt).await?;
        assert_eq!(store.read_attempt().await?, Some(attempt));
    }
    assert_eq!(store.read_risk_models().await?.len(), 3, "what is in use is no version");
    Ok(())
}
