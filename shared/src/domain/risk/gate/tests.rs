use super::*;
use crate::text::TeamWords;

fn estimate(value: f64, half_width: f64) -> Option<Estimate> {
    Some(Estimate {
        value,
        low: value - half_width,
        high: value + half_width,
    })
}

fn good() -> Checks {
    Checks {
        slope: estimate(0.9, 0.3),
        level: estimate(0.01, 0.02),
        ..Checks::default()
    }
}

fn evidence(leavers: u64, days: i64, learned: Checks, recalibrated: Checks) -> Evidence {
    Evidence {
        outcomes: 1_000,
        leavers,
        days,
        learned,
        recalibrated,
    }
}

#[test]
fn the_order_is_measured_by_the_log_odds_that_flags_go_by_and_the_probability_by_the_chance() {
    // Uncertain weights draw the two highest chances towards one half, the first of them further.
    let said = [
        (2.0, 0.60, true),
        (1.5, 0.70, false),
        (0.2, 0.54, true),
        (-1.0, 0.30, false),
    ];
    let forecasts = said.map(|(log_odds, chance, left)| Forecast { log_odds, chance, left });
    let checks = Checks::of(&forecasts);
    assert_eq!(checks.auc, Some(0.75), "by chances it would be one half");
    assert_eq!(checks.average_precision, Some((1.0 + 2.0 / 3.0) / 2.0));
    assert_eq!(checks.lift_at_tenth, Some(2.0));
    assert_eq!(auc(&as_chances(&forecasts)), Some(0.5));
    assert_eq!(checks.brier_skill, brier_skill(&as_chances(&forecasts)));
    assert!((checks.level.unwrap().value - (0.535 - 0.5)).abs() < 1e-12);
}

#[test]
fn under_twenty_five_leavers_no_probability_is_shown_however_good_it_looks() {
    let gate = evidence(24, 400, good(), good()).gate();
    assert_eq!((gate.used, gate.shows_probability), (Calibrated::Learned, false));
    assert_eq!(
        gate.why_not,
        Some(WhyNot::FewLeavers {
            leavers: 24,
            needed: 25
        })
    );
}

#[test]
fn under_fifty_leavers_or_twelve_weeks_only_the_recalibrated_scorecard_may_speak() {
    let few = evidence(49, 400, good(), good()).gate();
    assert_eq!((few.used, few.shows_probability), (Calibrated::Recalibrated, true));
    assert_eq!(
        few.why_not,
        Some(WhyNot::FewLeavers {
            leavers: 49,
            needed: 50
        })
    );
    let short = evidence(50, 83, good(), good()).gate();
    assert_eq!((short.used, short.shows_probability), (Calibrated::Recalibrated, true));
    assert_eq!(short.why_not, Some(WhyNot::ShortTime { days: 83, needed: 84 }));
}

#[test]
fn predictions_that_came_true_may_speak() {
    let gate = evidence(50, 84, good(), Checks::default()).gate();
    assert_eq!(
        (gate.used, gate.shows_probability, gate.why_not),
        (Calibrated::Learned, true, None)
    );
}

#[test]
fn predictions_that_did_not_come_true_give_way_to_the_recalibrated_scorecard_or_to_none() {
    let exaggerated = Checks {
        slope: estimate(0.6, 0.2),
        ..good()
    };
    let cautious = Checks {
        slope: estimate(1.6, 0.2),
        ..good()
    };
    let chance = Checks {
        slope: estimate(0.5, 0.6),
        ..good()
    };
    let too_high = Checks {
        level: estimate(0.05, 0.02),
        ..good()
    };
    for (bad, says) in [
        (exaggerated, "exaggerated"),
        (cautious, "too cautious"),
        (chance, "chance"),
        (too_high, "expected more customers to leave than did"),
        (Checks::default(), "too few predictions"),
    ] {
        let gate = evidence(500, 400, bad, good()).gate();
        assert_eq!(
            (gate.used, gate.shows_probability),
            (Calibrated::Recalibrated, true),
            "{bad:?}"
        );
        let words = TeamWords::of("en").why_not(&gate.why_not.unwrap());
        assert!(words.contains(says), "{words}");
        assert!(!evidence(500, 400, bad, bad).gate().shows_probability);
    }
}

#[test]
fn no_order_is_given_up_for_a_number() {
    let ranked = |auc| Checks {
        auc: Some(auc),
        ..good()
    };
    let better = evidence(30, 400, ranked(0.70), ranked(0.65)).gate();
    assert_eq!((better.used, better.shows_probability), (Calibrated::Learned, false));
    let no_better = evidence(30, 400, ranked(0.65), ranked(0.65)).gate();
    assert_eq!(
        (no_better.used, no_better.shows_probability),
        (Calibrated::Recalibrated, true)
    );
}
