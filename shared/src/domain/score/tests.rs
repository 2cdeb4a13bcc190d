use proptest::prelude::*;

use super::*;
use crate::domain::{
    Measure,
    testing::{assert_close, histograms, histograms_of, measures},
};

fn histogram(measure: &str, counts: &[u64]) -> Histogram {
    Histogram::from_counts(measure.parse().unwrap(), counts.to_vec()).unwrap()
}

fn promoters(n: u64) -> Histogram {
    histogram("nps", &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n])
}

fn has_numbers(score: &Score) -> bool {
    [
        score.value,
        score.low,
        score.high,
        score.mean,
        score.mean_low,
        score.mean_high,
    ]
    .iter()
    .any(Option::is_some)
}

#[test]
fn under_5_answers_nothing_is_shown_but_how_many() {
    let score = Score::of(&promoters(4));
    assert_eq!((score.n, score.shown), (4, Shown::Hidden));
    assert!(!has_numbers(&score));
    assert_eq!(displayed_histogram(&promoters(4)), None);
}

#[test]
fn from_5_to_9_answers_only_counts_are_shown() {
    for n in [5, 9] {
        let score = Score::of(&promoters(n));
        assert_eq!((score.n, score.shown), (n, Shown::CountsOnly));
        assert!(!has_numbers(&score));
        assert_eq!(displayed_histogram(&promoters(n)), Some(promoters(n).counts()));
    }
}

#[test]
fn from_10_to_29_answers_the_score_is_marked_few_answers_and_from_30_not() {
    for (n, shown) in [
        (10, Shown::FewAnswers),
        (29, Shown::FewAnswers),
        (30, Shown::Full),
        (Histogram::MOST_ANSWERS, Shown::Full),
    ] {
        let score = Score::of(&promoters(n));
        assert_eq!(score.shown, shown);
        assert_eq!(score.value, Some(100.0));
        assert!(score.low.is_some() && score.high.is_some());
    }
}

#[test]
fn no_answers_are_no_score_rather_than_zero_or_not_a_number() {
    for measure in ["nps", "csat/1-5/4", "ces/1-7/5", "ces1"] {
        let nobody = Histogram::new(measure.parse().unwrap());
        for score in [Score::of(&nobody), Score::raw(&nobody)] {
            assert_eq!((score.n, score.shown), (0, Shown::Hidden));
            assert!(!has_numbers(&score));
        }
        let points = [
            nps,
            satisfied_percent,
            low_percent,
            net_percent,
            mean,
            goodness_percent,
            sd_sample,
        ];
        assert!(points.iter().all(|point| point(&nobody).is_none()));
    }
}

#[test]
fn an_nps_is_promoters_less_detractors_with_passives_in_the_denominator() {
    let answers = histogram("nps", &[1, 0, 0, 0, 0, 1, 1, 2, 2, 9, 9]);
    assert_eq!(nps(&answers), Some(60.0));
    let score = Score::of(&answers);
    assert_eq!(score.value, Some(60.0));
    assert_close(score.low.unwrap(), 26.949558739574734);
    assert_close(score.high.unwrap(), 80.19329840328241);
}

#[test]
fn an_nps_is_not_made_of_rounded_shares() {
    let answers = histogram("nps", &[1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0]);
    assert_eq!(nps(&answers).unwrap().round(), 33.0);
    let rounded_first = satisfied_percent(&answers).unwrap().round() - low_percent(&answers).unwrap().round();
    assert_eq!(rounded_first, 34.0);
}

#[test]
fn all_passives_are_an_nps_of_zero() {
    assert_eq!(nps(&histogram("nps", &[0, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0])), Some(0.0));
}

#[test]
fn the_likelihood_to_recommend_on_another_scale_has_no_nps() {
    assert_eq!(nps(&histogram("csat/1-10/9", &[1; 10])), None);
}

#[test]
fn satisfaction_is_the_share_of_the_top_boxes_with_wilson_limits() {
    let score = Score::of(&histogram("csat/1-5/4", &[4, 1, 3, 1, 2]));
    assert_close(score.value.unwrap(), 100.0 * 3.0 / 11.0);
    assert_close(score.low.unwrap(), 9.74605929002489);
    assert_close(score.high.unwrap(), 56.56453011761292);
}

#[test]
fn the_line_of_satisfaction_decides_the_score() {
    let counts = [0, 0, 0, 0, 0, 0, 0, 5, 3, 2];
    assert_eq!(satisfied_percent(&histogram("csat/1-10/9", &counts)), Some(50.0));
    assert_eq!(satisfied_percent(&histogram("csat/1-10/8", &counts)), Some(100.0));
}

#[test]
fn little_effort_is_a_good_score_though_the_number_is_low() {
    let little_effort = histogram("ces1", &[20, 5, 5, 4, 6]);
    assert_eq!(satisfied_percent(&little_effort), Some(62.5));
    assert_eq!(low_percent(&little_effort), Some(25.0));
    assert_eq!(net_percent(&little_effort), Some(37.5));
    assert_close(mean(&little_effort).unwrap(), 2.275);
    assert_close(goodness_percent(&little_effort).unwrap(), 68.125);
}

#[test]
fn net_ease_on_1_to_7_is_5_to_7_less_1_to_3() {
    assert_eq!(net_percent(&histogram("ces/1-7/5", &[1, 1, 1, 1, 3, 2, 1])), Some(30.0));
}

#[test]
fn the_worst_of_five_is_0_of_100_and_not_20() {
    assert_eq!(goodness_percent(&histogram("csat/1-5/4", &[9, 0, 0, 0, 0])), Some(0.0));
    assert_eq!(goodness_percent(&histogram("ces1", &[0, 0, 0, 0, 9])), Some(0.0));
    assert_eq!(
        goodness_percent(&histogram("csat/1-5/4", &[0, 0, 0, 0, 9])),
        Some(100.0)
    );
}

#[test]
fn mean_and_spread_are_those_of_the_answers() {
    let answers = histogram("nps", &[0, 0, 1, 3, 6, 2, 1, 0, 0, 4, 8]);
    let score = Score::of(&answers);
    assert_close(score.mean.unwrap(), 6.68);
    assert_close(sd_sample(&answers).unwrap(), 3.037542866638538);
    assert_close(score.mean_low.unwrap(), 5.42616392933225);
    assert_close(score.mean_high.unwrap(), 7.93383607066775);
}

#[test]
fn equal_answers_have_no_spread_at_all_and_no_interval_of_the_mean() {
    let equal = histogram("csat/1-10/9", &[0, 0, 0, 0, 0, 0, 1_000_003, 0, 0, 0]);
    assert_eq!(sd_sample(&equal), Some(0.0));
    let score = Score::of(&equal);
    assert_eq!((score.mean, score.mean_low, score.mean_high), (Some(7.0), None, None));
    assert!(score.low.is_some());
}

#[test]
fn one_answer_has_a_mean_and_no_spread() {
    assert_eq!(mean(&promoters(1)), Some(10.0));
    assert_eq!(sd_sample(&promoters(1)), None);
}

/// Every answer written out, as a spreadsheet would have it.
fn values(histogram: &Histogram) -> Vec<f64> {
    histogram
        .iter()
        .flat_map(|(rating, count)| std::iter::repeat_n(f64::from(rating.get()), usize::try_from(count).unwrap()))
        .collect()
}

fn small_histograms() -> impl Strategy<Value = Histogram> {
    measures().prop_flat_map(|measure| {
        prop::collection::vec(0_u64..9, measure.scale().point_count())
            .prop_map(move |counts| Histogram::from_counts(measure, counts).unwrap())
    })
}

fn two_of_one_measure() -> impl Strategy<Value = (Histogram, Histogram)> {
    measures().prop_flat_map(|measure: Measure| (histograms_of(measure), histograms_of(measure)))
}

proptest! {
    #[test]
    fn mean_and_spread_equal_those_of_the_answers_written_out(histogram in small_histograms()) {
        let values = values(&histogram);
        let n = values.len() as f64;
        if values.len() > 1 {
            let expected_mean = values.iter().sum::<f64>() / n;
            let squares: f64 = values.iter().map(|value| (value - expected_mean).powi(2)).sum();
            prop_assert!((mean(&histogram).unwrap() - expected_mean).abs() < 1e-12);
            prop_assert!((sd_sample(&histogram).unwrap() - (squares / (n - 1.0)).sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn a_score_is_shown_with_both_its_limits_around_it_or_not_at_all(histogram in histograms()) {
        let score = Score::of(&histogram);
        prop_assert_eq!(score.shown.shows_score(), score.value.is_some());
        prop_assert_eq!(score.value.is_some(), score.low.is_some() && score.high.is_some());
        if let (Some(value), Some(low), Some(high)) = (score.value, score.low, score.high) {
            let worst = if histogram.measure() == Measure::nps() { -100.0 } else { 0.0 };
            prop_assert!(worst <= low && low <= value && value <= high && high <= 100.0 && low < high, "{score:?}");
        }
    }

    #[test]
    fn nothing_computed_is_ever_not_a_number(histogram in histograms()) {
        let score = Score::raw(&histogram);
        let numbers = [score.value, score.low, score.high, score.mean, score.mean_low, score.mean_high];
        prop_assert!(numbers.iter().flatten().all(|number| number.is_finite()));
        let points = [nps, satisfied_percent, low_percent, net_percent, mean, goodness_percent, sd_sample];
        prop_assert!(points.iter().filter_map(|point| point(&histogram)).all(f64::is_finite));
    }

    #[test]
    fn the_score_of_merged_days_is_the_exact_score_of_all_their_answers((mut one, other) in two_of_one_measure()) {
        let (satisfied, n) = (one.satisfied() + other.satisfied(), one.n() + other.n());
        one.merge(&other).unwrap();
        let exact = (n > 0).then(|| 100.0 * satisfied as f64 / n as f64);
        prop_assert_eq!(satisfied_percent(&one), exact);
        let summed: Vec<u64> = one.counts().to_vec();
        prop_assert_eq!(Score::of(&Histogram::from_counts(one.measure(), summed).unwrap()), Score::of(&one));
    }

    #[test]
    fn the_net_share_of_an_nps_question_is_its_nps(histogram in histograms_of(Measure::nps())) {
        prop_assert_eq!(net_percent(&histogram), nps(&histogram));
    }
}
