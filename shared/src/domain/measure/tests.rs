use proptest::prelude::*;

use super::*;
use crate::domain::testing::measures;

fn csat_of_5() -> Measure {
    Measure::usual_csat(5).unwrap()
}

fn bands(measure: Measure) -> String {
    measure
        .points()
        .map(|rating| match measure.band(rating) {
            Band::Low => 'L',
            Band::Middle => 'M',
            Band::High => 'H',
        })
        .collect()
}

fn satisfied(measure: Measure) -> Vec<u8> {
    measure
        .points()
        .filter(|rating| measure.is_satisfied(*rating))
        .map(Rating::get)
        .collect()
}

#[test]
fn a_measure_is_written_in_one_short_form() {
    let written = [
        (Measure::nps(), "nps"),
        (csat_of_5(), "csat/1-5/4"),
        (Measure::csat(0, 10, 8).unwrap(), "csat/0-10/8"),
        (Measure::ces(7).unwrap(), "ces/1-7/5"),
        (Measure::ces(5).unwrap(), "ces/1-5/4"),
        (Measure::ces1(), "ces1"),
    ];
    for (measure, text) in written {
        assert_eq!(measure.to_string(), text);
        assert_eq!(text.parse(), Ok(measure));
        assert_eq!(serde_json::to_string(&measure).unwrap(), format!("\"{text}\""));
        assert_eq!(
            serde_json::from_str::<Measure>(&format!("\"{text}\"")).unwrap(),
            measure
        );
    }
}

#[test]
fn other_spellings_of_a_measure_are_refused() {
    for text in [
        "",
        "NPS",
        " nps",
        "nps/",
        "csat/1-5/4/",
        "csat/01-5/4",
        "csat/+1-5/4",
        "csat/1-5",
        "csat/1–5/4",
        "csat//",
        "csat/1-5/04",
        "csat/1-300/4",
        "csat/-1-5/4",
        "ces1/",
        "csat/1-5/4 ",
    ] {
        assert!(text.parse::<Measure>().is_err(), "{text:?}");
    }
}

#[test]
fn a_refused_measure_says_what_to_do() {
    let says = |text: &str| text.parse::<Measure>().unwrap_err().to_string();
    assert_eq!(
        says("cast/1-5/4"),
        "\"cast\" is not a metric: use csat, nps, ces or ces1"
    );
    assert_eq!(
        says("nps/1-10/9"),
        "nps is always asked from 0 to 10: write nps alone, or name another scale csat/MIN-MAX/SATISFIED-FROM"
    );
    assert_eq!(
        says("csat"),
        "csat is asked on several scales: say which, such as csat/1-5/4"
    );
    assert_eq!(
        says("ces"),
        "ces is asked on several scales: say which, such as ces/1-7/5"
    );
    assert_eq!(says("ces/1-7/6"), "ces has a fixed start and line: write ces/1-7/5");
    assert_eq!(
        says("ces/1-10/9"),
        "ces runs from 1 to 7 (ces/1-7/5) or from 1 to 5 (ces/1-5/4), not to 10"
    );
    assert_eq!(
        says("csat/1-5/1"),
        "satisfied from 1 is not possible on this scale: choose from 2 to 5"
    );
    assert_eq!(
        says("csat/1-11/9"),
        "a satisfaction scale cannot run from 1 to 11: start at 0 or 1, and end above the start and at 10 or below"
    );
}

#[test]
fn a_likelihood_to_recommend_on_1_to_10_or_1_to_5_is_never_an_nps() {
    assert!("nps/1-10/9".parse::<Measure>().is_err());
    assert!("nps/1-5/5".parse::<Measure>().is_err());
    assert!("nps/0-10/9".parse::<Measure>().is_err());
}

#[test]
fn a_satisfaction_scale_starts_at_0_or_1_ends_by_10_and_divides_its_points() {
    assert!(Measure::csat(2, 5, 4).is_err());
    assert!(Measure::csat(1, 1, 1).is_err());
    assert!(Measure::csat(1, 11, 9).is_err());
    assert!(Measure::csat(1, 5, 1).is_err());
    assert!(Measure::csat(1, 5, 6).is_err());
    assert!(Measure::csat(0, 1, 1).is_ok());
}

#[test]
fn the_usual_lines_of_satisfaction_are_4_of_5_6_of_7_and_9_of_10() {
    let line = |max| Measure::usual_csat(max).map(|measure| measure.scale().satisfied_from());
    assert_eq!(line(5), Ok(4));
    assert_eq!(line(7), Ok(6));
    assert_eq!(line(10), Ok(9));
    assert_eq!(line(4), Err(MeasureError::NoUsualLine { max: 4 }));
}

#[test]
fn eleven_for_left_blank_is_not_a_promoter() {
    let refusal = Measure::nps().accept(11).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "11 is off the scale of nps: give a whole number from 0 to 10"
    );
}

#[test]
fn a_number_off_the_scale_is_refused_at_both_ends_and_never_wraps_around() {
    for value in [0, 6, -1, 256 + 5, i64::MAX, i64::MIN] {
        assert_eq!(csat_of_5().accept(value).unwrap_err().value(), value);
    }
    assert_eq!(csat_of_5().accept(5).unwrap().get(), 5);
    assert_eq!(csat_of_5().accept(1).unwrap().get(), 1);
    assert!(Measure::nps().accept(0).is_ok());
}

#[test]
fn who_is_satisfied_depends_on_the_metric_and_its_direction() {
    assert_eq!(satisfied(Measure::nps()), [9, 10]);
    assert_eq!(satisfied(csat_of_5()), [4, 5]);
    assert_eq!(satisfied(Measure::ces(7).unwrap()), [5, 6, 7]);
    assert_eq!(satisfied(Measure::ces(5).unwrap()), [4, 5]);
    assert_eq!(satisfied(Measure::ces1()), [1, 2]);
}

#[test]
fn the_bands_are_those_of_the_table() {
    assert_eq!(bands(Measure::nps()), "LLLLLLLMMHH");
    assert_eq!(bands(csat_of_5()), "LLMHH");
    assert_eq!(bands(Measure::usual_csat(7).unwrap()), "LLMMMHH");
    assert_eq!(bands(Measure::usual_csat(10).unwrap()), "LLLLMMMMHH");
    assert_eq!(bands(Measure::ces(7).unwrap()), "LLLMMHH");
    assert_eq!(bands(Measure::ces(5).unwrap()), "LLMMH");
    assert_eq!(bands(Measure::ces1()), "HMMLL");
}

#[test]
fn the_lowest_point_is_low_even_of_two_and_satisfied_wins_over_low() {
    assert_eq!(bands(Measure::csat(0, 1, 1).unwrap()), "LH");
    assert_eq!(bands(Measure::csat(1, 5, 2).unwrap()), "LHHHH");
}

#[test]
fn metrics_have_the_same_name_in_text_and_json() {
    for metric in Metric::ALL {
        assert_eq!(metric.name().parse(), Ok(metric));
        assert_eq!(serde_json::to_value(metric).unwrap(), metric.to_string());
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(measure in measures()) {
        prop_assert_eq!(measure.to_string().parse(), Ok(measure));
    }

    #[test]
    fn any_text_is_either_canonical_or_refused(text in "(nps|csat|ces1?)?/?[0-9]{0,2}-?[0-9]{0,2}/?[0-9]{0,2}") {
        if let Ok(measure) = text.parse::<Measure>() {
            prop_assert_eq!(measure.to_string(), text);
        }
    }

    #[test]
    fn a_number_is_accepted_exactly_when_it_is_a_point_of_the_scale(measure in measures(), value in prop_oneof![-3_i64..14, any::<i64>()]) {
        let on_scale = measure.points().any(|rating| i64::from(rating.get()) == value);
        prop_assert_eq!(measure.accept(value).is_ok(), on_scale);
    }

    #[test]
    fn better_ratings_are_never_in_a_worse_band(measure in measures()) {
        let mut bands: Vec<Band> = measure.points().map(|rating| measure.band(rating)).collect();
        if measure.scale().direction() == Direction::HighIsBad {
            bands.reverse();
        }
        prop_assert!(bands.is_sorted());
        prop_assert_eq!(bands.first(), Some(&Band::Low));
        prop_assert_eq!(bands.last(), Some(&Band::High));
    }
}
