use shared::domain::Band;

use super::columns::Column;
use super::trend::{Mark, Reading, Step, Trend};
use super::*;

fn step(day: usize, score: Option<f64>) -> Step {
    let reading = |score: f64| Reading {
        score,
        low: (score - 10.0).max(-100.0),
        high: (score + 10.0).min(100.0),
    };
    Step {
        label: format!("{day} Nov"),
        reading: score.map(reading),
    }
}

fn trend(scores: &[Option<f64>], marks: &[Mark]) -> String {
    let steps: Vec<Step> = (1..).zip(scores).map(|(day, score)| step(day, *score)).collect();
    let readings = steps.iter().filter_map(|step| step.reading);
    let axis = Axis::around(readings.flat_map(|reading| [reading.low, reading.high]), -100.0, 100.0);
    let trend = Trend {
        name: "Scores <by> \"day\" & week",
        steps: &steps,
        marks,
        axis,
        written: &|value| format!("{value:+.0}"),
    };
    trend.plot().unwrap().wide
}

/// The values of an attribute of every shape of a class, in order.
fn values(svg: &str, class: &str, attribute: &str) -> Vec<f64> {
    let shapes = svg
        .split('<')
        .filter(|shape| shape.contains(&format!("class=\"{class}\"")));
    let value = |shape: &str| -> Option<f64> {
        let (_, rest) = shape.split_once(&format!(" {attribute}=\""))?;
        rest.split_once('"')?.0.parse().ok()
    };
    shapes.filter_map(value).collect()
}

#[test]
fn every_score_is_a_dot_at_its_height_and_what_is_not_shown_is_a_gap() {
    let scores = [Some(-100.0), Some(0.0), None, Some(50.0), None, Some(100.0), Some(25.0)];
    let svg = trend(&scores, &[]);
    let (across, down) = (values(&svg, "point", "cx"), values(&svg, "point", "cy"));
    assert_eq!((across.len(), down.len()), (5, 5));
    let [bottom, top] = [down[0], down[3]];
    for (y, score) in down.iter().zip(scores.iter().flatten()) {
        let expected = bottom + (top - bottom) * (score + 100.0) / 200.0;
        assert!((y - expected).abs() <= 1.0, "{score} lies at {y}, not {expected}");
    }
    let one_step = across[1] - across[0];
    assert!(
        (across[2] - across[1] - 2.0 * one_step).abs() <= 2.0,
        "a gap takes the room of its day"
    );
    assert_eq!(svg.matches("class=\"line\"").count(), 2, "no line leads over a gap");
    assert_eq!(svg.matches("class=\"band\"").count(), 2);
    assert_eq!(
        svg.matches("class=\"reach\"").count(),
        1,
        "one alone has its interval too"
    );
}

#[test]
fn a_picture_is_drawn_of_nothing_of_one_day_of_equal_days_and_of_a_year() {
    for scores in [
        vec![],
        vec![None],
        vec![None; 90],
        vec![Some(7.0)],
        vec![Some(7.0); 2],
        vec![Some(7.0); 366],
        vec![Some(-100.0)],
        vec![Some(100.0)],
    ] {
        let svg = trend(&scores, &[]);
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(values(&svg, "point", "cx").len(), scores.iter().flatten().count());
        for (attribute, most) in [("cx", 760.0), ("cy", 260.0), ("x", 760.0), ("y", 260.0)] {
            for class in ["point", "label"] {
                let all = values(&svg, class, attribute);
                assert!(
                    all.iter().all(|value| (0.0..=most).contains(value)),
                    "{attribute} of {all:?}"
                );
            }
        }
    }
}

#[test]
fn a_shift_stands_at_its_day_with_an_arrow_of_its_direction() {
    let marks = [Mark { step: 1, rose: false }, Mark { step: 3, rose: true }];
    let svg = trend(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)], &marks);
    let dots = values(&svg, "point", "cx");
    assert_eq!(
        values(&svg, "shift", "x1").len() + svg.matches("class=\"shift\"").count(),
        2
    );
    for (class, at) in [("fell", dots[1]), ("rose", dots[3])] {
        assert!(
            svg.contains(&format!("class=\"{class}\" points=\"{at},")),
            "{class} at {at}: {svg}"
        );
    }
}

#[test]
fn nothing_in_a_picture_styles_itself_or_breaks_out_of_its_attribute() {
    let svg = trend(&[Some(1.0), Some(2.0)], &[Mark { step: 0, rose: true }]);
    for forbidden in [
        "style=",
        "<style",
        "#0000",
        "xmlns",
        "id=",
        "url(",
        "font-family",
        "<by>",
    ] {
        assert!(!svg.contains(forbidden), "{forbidden}: {svg}");
    }
    assert!(
        svg.contains("role=\"img\" aria-label=\"Scores &#60;by&#62; &#34;day&#34; &#38; week\""),
        "{svg}"
    );
    let column = Column {
        rating: "</text><script>".to_owned(),
        count: 1,
        written: "1".to_owned(),
        band: Band::Low,
    };
    let columns = columns::plot("Ratings", &[column]).unwrap();
    assert!(!columns.wide.contains("<script>") && columns.wide.contains("&lt;script&gt;"));
}

#[test]
fn a_column_is_as_high_as_its_share_of_the_highest_and_one_answer_is_to_be_seen() {
    let column = |(rating, count): (usize, u64)| Column {
        rating: rating.to_string(),
        count,
        written: count.to_string(),
        band: [Band::Low, Band::Middle, Band::High][rating % 3],
    };
    let all: Vec<Column> = [1_000, 500, 1, 0].into_iter().enumerate().map(column).collect();
    let svg = columns::plot("Ratings", &all).unwrap().wide;
    let height = |class| values(&svg, class, "height")[0];
    assert!((height("low") - 2.0 * height("middle")).abs() <= 1.0);
    assert_eq!(height("high"), 1.0);
    assert_eq!(svg.matches("<rect").count(), 3, "nothing is drawn of no answers");
    for count in ["1000", "500", "1", "0"] {
        assert!(
            svg.contains(&format!(">\n{count}\n<")),
            "{count} stands above its column"
        );
    }
    let none: Vec<Column> = (0..11).map(|rating| column((rating, 0))).collect();
    assert!(!columns::plot("Ratings", &none).unwrap().wide.contains("NaN"));
}

#[test]
fn an_interval_lies_on_the_axis_of_its_table() {
    let axis = Axis {
        low: -100.0,
        high: 100.0,
    };
    let reading = Reading {
        score: 0.0,
        low: -100.0,
        high: 50.0,
    };
    let svg = interval::picture(reading, axis).unwrap();
    assert_eq!(values(&svg, "point", "cx"), [100.0]);
    assert!(svg.contains("points=\"6,8 147,8 \""), "{svg}");
    assert!(svg.contains("aria-hidden=\"true\"") && !svg.contains("role="));
}

#[test]
fn an_axis_holds_every_value_and_makes_little_of_small_changes() {
    let around = |values: &[f64]| {
        let axis = Axis::around(values.iter().copied(), -100.0, 100.0);
        (axis.low, axis.high)
    };
    assert_eq!(around(&[]), (-100.0, 100.0));
    assert_eq!(around(&[50.0, 51.0]), (40.0, 70.0));
    assert_eq!(around(&[50.0, 50.0]), (40.0, 60.0));
    assert_eq!(around(&[100.0]), (90.0, 100.0));
    assert_eq!(around(&[-100.0, 100.0]), (-100.0, 100.0));
    assert_eq!(around(&[-33.0, 48.0]), (-40.0, 50.0));
}

#[test]
fn the_same_numbers_are_the_same_picture_as_ever() {
    let scores = [Some(20.0), Some(32.0), None, Some(41.0)];
    let marks = [Mark { step: 1, rose: true }];
    let drawn = trend(&scores, &marks);
    let known = include_str!("tests/trend.svg");
    assert_eq!(
        drawn.trim(),
        known.trim(),
        "if this is meant, put the picture into tests/trend.svg"
    );
}
