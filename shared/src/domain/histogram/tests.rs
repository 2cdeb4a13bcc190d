use proptest::prelude::*;

use super::*;
use crate::domain::testing::{histograms, histograms_of, measures};

fn csat_of_5() -> Measure {
    Measure::usual_csat(5).unwrap()
}

#[test]
fn answers_are_counted_at_their_point() {
    let mut histogram = Histogram::new(csat_of_5());
    for value in [5, 5, 1] {
        histogram.add(csat_of_5().accept(value).unwrap()).unwrap();
    }
    assert_eq!(histogram.counts(), [1, 0, 0, 0, 2]);
    assert_eq!(histogram.count(csat_of_5().accept(5).unwrap()), 2);
    assert_eq!(histogram.n(), 3);
}

#[test]
fn a_rating_of_a_longer_or_lower_scale_is_refused_and_changes_nothing() {
    let mut histogram = Histogram::new(csat_of_5());
    for value in [0, 6, 10] {
        let foreign = Measure::nps().accept(value).unwrap();
        assert_eq!(histogram.add(foreign), Err(OffScale::new(csat_of_5(), value).into()));
        assert_eq!(histogram.count(foreign), 0);
    }
    assert!(histogram.is_empty());
}

#[test]
fn satisfaction_and_ease_are_never_added_up_though_both_have_five_points() {
    let mut ease = Histogram::from_counts(Measure::ces(5).unwrap(), vec![1, 0, 0, 0, 3]).unwrap();
    let effort = Histogram::from_counts(Measure::ces1(), vec![3, 0, 0, 0, 1]).unwrap();
    let before = ease.clone();
    assert_eq!(
        ease.merge(&effort).unwrap_err().to_string(),
        "answers measured in ces1 cannot be added to answers measured in ces/1-5/4: keep them apart"
    );
    assert_eq!(ease, before);
}

#[test]
fn the_same_scale_with_another_line_is_another_measure() {
    let mut top_two = Histogram::new(Measure::csat(1, 10, 9).unwrap());
    let top_three = Histogram::new(Measure::csat(1, 10, 8).unwrap());
    assert!(top_two.merge(&top_three).is_err());
}

#[test]
fn counts_of_another_length_are_refused() {
    assert_eq!(
        Histogram::from_counts(Measure::nps(), vec![0; 10])
            .unwrap_err()
            .to_string(),
        "nps has 11 points, and 10 counts were given: give one for each point, lowest first"
    );
}

#[test]
fn damaged_counts_are_refused_rather_than_overflowing() {
    assert_eq!(
        Histogram::from_counts(csat_of_5(), vec![u64::MAX, 1, 0, 0, 0]),
        Err(HistogramError::TooMany)
    );

    let most = vec![Histogram::MOST_ANSWERS, 0, 0, 0, 0];
    let mut full = Histogram::from_counts(csat_of_5(), most).unwrap();
    let before = full.clone();
    assert_eq!(full.add(csat_of_5().accept(5).unwrap()), Err(HistogramError::TooMany));
    assert_eq!(full.merge(&before), Err(HistogramError::TooMany));
    assert_eq!(full, before);
}

#[test]
fn zero_to_six_are_detractors_and_six_is_not_nowhere() {
    let one_each = Histogram::from_counts(Measure::nps(), vec![1; 11]).unwrap();
    assert_eq!(
        one_each.nps_counts(),
        Some(NpsCounts {
            detractors: 7,
            passives: 2,
            promoters: 2
        })
    );
}

#[test]
fn only_an_nps_question_has_promoters() {
    let recommend = Histogram::from_counts(Measure::csat(0, 10, 9).unwrap(), vec![1; 11]).unwrap();
    assert_eq!(recommend.nps_counts(), None);
}

fn two_of_one_measure() -> impl Strategy<Value = (Histogram, Histogram)> {
    measures().prop_flat_map(|measure| (histograms_of(measure), histograms_of(measure)))
}

proptest! {
    #[test]
    fn merging_does_not_depend_on_the_order((one, other) in two_of_one_measure()) {
        let (mut one_first, mut other_first) = (one.clone(), other.clone());
        one_first.merge(&other).unwrap();
        other_first.merge(&one).unwrap();
        prop_assert_eq!(&one_first, &other_first);
        prop_assert_eq!(one_first.n(), one.n() + other.n());
    }

    #[test]
    fn answers_counted_apart_and_merged_are_answers_counted_together(
        (measure, picks) in measures().prop_flat_map(|measure| {
            let point = 0..measure.scale().point_count();
            (Just(measure), prop::collection::vec((point, any::<bool>()), 0..60))
        })
    ) {
        let (mut together, mut ours, mut theirs) = (Histogram::new(measure), Histogram::new(measure), Histogram::new(measure));
        for (point, is_ours) in picks {
            let rating = measure.points().nth(point).unwrap();
            together.add(rating).unwrap();
            if is_ours { ours.add(rating).unwrap() } else { theirs.add(rating).unwrap() }
        }
        ours.merge(&theirs).unwrap();
        prop_assert_eq!(ours, together);
    }

    #[test]
    fn what_is_stored_is_read_back(histogram in histograms()) {
        let stored = histogram.counts().to_vec();
        prop_assert_eq!(Histogram::from_counts(histogram.measure(), stored), Ok(histogram));
    }
}
