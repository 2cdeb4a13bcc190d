use super::*;
use proptest::prelude::*;

fn row(survey: &str, rating: i64, touchpoint: &str) -> Row {
    Row {
        survey: survey.into(),
        measure: Measure::nps(),
        rating: Some(Measure::nps().accept(rating).unwrap()),
        standing: Standing::Counted,
        touchpoint: touchpoint.into(),
        language: Some("en".into()),
        channel: None,
        attributes: BTreeMap::from([("plan".into(), "pro".into())]),
        expires: Timestamp::from_second(1_800_000_000 + rating).unwrap(),
    }
}

#[test]
fn suspect_and_erased_answers_are_counted_beside_the_score_and_not_in_it() {
    let mut day = DayScores::default();
    day.add(&row("r", 9, "a"));
    day.add(&Row {
        standing: Standing::Suspect,
        ..row("r", 0, "a")
    });
    day.add(&Row {
        standing: Standing::Erased,
        rating: None,
        ..row("r", 0, "a")
    });
    day.add(&Row {
        standing: Standing::CountedBesideHeld,
        ..row("r", 8, "b")
    });
    let survey = &day.surveys["r"];
    assert_eq!(survey.total.n(), 2);
    assert_eq!(
        survey.excluded,
        Excluded {
            suspect: 1,
            held: 1,
            erased: 1,
            ..Excluded::default()
        }
    );
    assert_eq!(day.responses, 4);
    assert_eq!(day.first_expiry, Timestamp::from_second(1_800_000_000).ok());
}

#[test]
fn an_answer_on_another_scale_never_joins_the_score() {
    let mut day = DayScores::default();
    day.add(&row("r", 9, "a"));
    let csat = Measure::usual_csat(5).unwrap();
    day.add(&Row {
        measure: csat,
        rating: csat.accept(5).ok(),
        ..row("r", 5, "a")
    });
    assert_eq!(
        (day.surveys["r"].total.n(), day.surveys["r"].excluded.out_of_range),
        (1, 1)
    );
}

#[test]
fn beyond_the_limit_the_rarest_values_are_counted_as_other() {
    let mut day = DayScores::default();
    for value in 0..TOUCHPOINTS_KEPT + 100 {
        day.add(&row("r", 9, &format!("t{value:04}")));
    }
    let frequent = format!("t{:04}", TOUCHPOINTS_KEPT + 99);
    day.add(&row("r", 9, &frequent));
    let day = day.finished();
    let cells = &day.surveys["r"].cuts[&Cut::Touchpoint];
    assert_eq!(cells.len(), TOUCHPOINTS_KEPT);
    assert_eq!(cells[&frequent].n(), 2);
    assert_eq!(cells[OTHER].n(), 101);
    assert_eq!(
        cells.values().map(Histogram::n).sum::<u64>(),
        day.surveys["r"].total.n()
    );
}

proptest! {
    #[test]
    fn the_order_of_answers_changes_nothing(rows in proptest::collection::vec((0i64..=10, 0usize..4), 0..60)) {
        let rows: Vec<Row> = rows.iter().map(|(rating, place)| row("r", *rating, ["a", "b", "c", "d"][*place])).collect();
        let fold = |rows: &mut dyn Iterator<Item = &Row>| { let mut day = DayScores::default(); rows.for_each(|row| day.add(row)); day.finished() };
        let (forward, backward) = (fold(&mut rows.iter()), fold(&mut rows.iter().rev()));
        prop_assert_eq!(&forward, &backward);
        prop_assert_eq!(forward.digest(), backward.digest());
        for survey in forward.surveys.values() {
            for cut in [Cut::Touchpoint, Cut::Language] {
                prop_assert_eq!(survey.cuts[&cut].values().map(Histogram::n).sum::<u64>(), survey.total.n());
            }
        }
    }
}
