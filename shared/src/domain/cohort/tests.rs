use super::*;
use crate::domain::fold::DayScores;
use proptest::prelude::*;

fn row(touchpoint: &str, plan: &str, answered: bool) -> InvitedRow {
    InvitedRow {
        survey: "r".into(),
        measure: Measure::nps(),
        answered,
        touchpoint: touchpoint.into(),
        language: Some("fr".into()),
        channel: Some("email".into()),
        attributes: BTreeMap::from([("plan".into(), plan.into())]),
        expires: Timestamp::from_second(1_800_000_000).unwrap(),
    }
}

#[test]
fn where_nobody_was_invited_there_is_no_rate_and_where_nobody_answered_it_is_zero() {
    let none = Cohort::default().rate();
    assert_eq!(
        (none.response_rate, none.response_rate_low, none.response_rate_high),
        (None, None, None)
    );
    let json = serde_json::to_value(none).unwrap();
    assert!(json["response_rate"].is_null() && json["invited"] == 0, "{json}");
    let silent = Cohort {
        invited: 20,
        answered: 0,
    };
    let rate = silent.rate();
    assert_eq!((rate.response_rate, rate.response_rate_low), (Some(0.0), Some(0.0)));
    assert!((16.0..16.2).contains(&rate.response_rate_high.unwrap()), "{rate:?}");
}

#[test]
fn of_few_invitations_a_rate_says_as_little_as_a_score_of_few_answers() {
    let cases = [
        (0, true, false),
        (1, false, false),
        (4, false, false),
        (5, true, false),
        (9, true, false),
        (10, true, true),
    ];
    for (invited, counts, percent) in cases {
        let answered = invited / 2;
        let rate = Cohort { invited, answered }.rate();
        assert_eq!(rate.invited, invited);
        assert_eq!(rate.answered, counts.then_some(answered), "{invited} invitations");
        for number in [rate.response_rate, rate.response_rate_low, rate.response_rate_high] {
            assert_eq!(number.is_some(), percent, "{invited} invitations");
        }
    }
}

#[test]
fn a_day_with_invitations_alone_has_its_survey_its_digest_and_its_expiry() {
    let mut day = DayScores::default();
    let before = day.digest();
    day.add_invited(&row("support", "pro", false));
    assert_eq!(day.responses, 0);
    assert_eq!(day.first_expiry, Timestamp::from_second(1_800_000_000).ok());
    assert!(day.surveys["r"].total.is_empty());
    let unanswered = day.digest();
    assert_ne!(unanswered, before);
    let mut answered = DayScores::default();
    answered.add_invited(&row("support", "pro", true));
    assert_ne!(
        answered.digest(),
        unanswered,
        "an answer to an invitation of a settled day is noticed"
    );
}

#[test]
fn beyond_the_limit_the_values_of_the_fewest_invitations_are_counted_as_other() {
    let mut day = DayScores::default();
    for value in 0..VALUES_KEPT + 10 {
        day.add_invited(&row(&format!("t{value:04}"), &format!("p{value:04}"), value % 2 == 0));
    }
    let day = day.finished();
    let cohorts = &day.surveys["r"].cohorts;
    for (cut, kept) in [
        (Cut::Touchpoint, TOUCHPOINTS_KEPT),
        (Cut::Attribute("plan".into()), VALUES_KEPT),
    ] {
        let cells = &cohorts.cuts[&cut];
        assert_eq!(cells.len(), kept);
        assert_eq!(cells[OTHER].invited as usize, VALUES_KEPT + 10 - (kept - 1));
    }
}

proptest! {
    #[test]
    fn every_division_has_the_whole_above_and_below_the_line_in_whatever_parts_it_is_counted(
        rows in proptest::collection::vec((0usize..4, 0usize..3, any::<bool>()), 0..80),
        parts in 1usize..5,
    ) {
        let rows: Vec<InvitedRow> = rows
            .iter()
            .map(|(place, plan, answered)| row(["a", "b", "c", "d"][*place], ["x", "y", "z"][*plan], *answered))
            .collect();
        let mut whole = DayScores::default();
        rows.iter().for_each(|row| whole.add_invited(row));
        let mut joined = DayScores::default();
        for part in 0..parts {
            let mut day = DayScores::default();
            rows.iter().skip(part).step_by(parts).for_each(|row| day.add_invited(row));
            joined.merge(day);
        }
        let (whole, joined) = (whole.finished(), joined.finished());
        prop_assert_eq!(&whole, &joined);
        prop_assert_eq!(whole.digest(), joined.digest());
        for day in whole.surveys.values() {
            prop_assert_eq!(day.cohorts.total.invited as usize, rows.len());
            for cells in day.cohorts.cuts.values() {
                let mut sum = Cohort::default();
                cells.values().for_each(|cohort| sum.add(*cohort));
                prop_assert_eq!(sum, day.cohorts.total);
                for cohort in cells.values() {
                    prop_assert!(cohort.answered <= cohort.invited);
                    let rate = cohort.rate().response_rate;
                    prop_assert_eq!(rate.is_some(), cohort.invited >= 10);
                    prop_assert!(rate.is_none_or(|rate| (0.0..=100.0).contains(&rate)));
                }
            }
        }
    }
}
