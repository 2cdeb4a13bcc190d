//! A score over time, as small as a line of text: its interval, its line with gaps, and its last point. The numbers stand in
//! its name.

use plotters::prelude::{Circle, PathElement, Polygon};
use plotters::style::Color as _;

use super::trend::Reading;
use super::{Axis, Ink, NotDrawn, svg};

/// Units wide, and high.
const SIZE: (u32, u32) = (300, 48);
/// Left free at every side, for the points.
const EDGE: f64 = 5.0;

/// The picture of the readings, oldest first; none stands for a gap. `name` is what it is for those who do not see it.
pub(crate) fn picture(name: &str, readings: &[Option<Reading>], axis: Axis) -> Result<String, NotDrawn> {
    let steps = readings.len().saturating_sub(1).max(1) as f64;
    let x = |index: usize| place(index as f64 / steps, SIZE.0);
    let y = |value: f64| place((axis.high - value) / (axis.high - axis.low), SIZE.1);
    svg("plot spark", Some(name), SIZE, |area| {
        for run in runs(readings) {
            let points =
                |value: fn(&Reading) -> f64| run.iter().map(move |(index, reading)| (x(*index), y(value(reading))));
            let band: Vec<_> = points(|reading| reading.high)
                .chain(points(|reading| reading.low).rev())
                .collect();
            let line: Vec<_> = points(|reading| reading.score).collect();
            area.draw(&Polygon::new(band, Ink::Band.colour()))
                .map_err(NotDrawn::because)?;
            if let [alone] = line.as_slice() {
                area.draw(&Circle::new(*alone, 2, Ink::Point.colour().filled()))
                    .map_err(NotDrawn::because)?;
            }
            area.draw(&PathElement::new(line, Ink::Line.colour().stroke_width(2)))
                .map_err(NotDrawn::because)?;
        }
        let last = readings
            .iter()
            .enumerate()
            .rev()
            .find_map(|(index, reading)| Some((index, (*reading)?)));
        if let Some((index, reading)) = last {
            let dot = Circle::new((x(index), y(reading.score)), 4, Ink::Point.colour().filled());
            area.draw(&dot).map_err(NotDrawn::because)?;
        }
        Ok(())
    })
}

/// Where a share of the way lies, to a unit.
fn place(share: f64, length: u32) -> i32 {
    (EDGE + share.clamp(0.0, 1.0) * (f64::from(length) - 2.0 * EDGE)).round() as i32
}

/// The readings between gaps, each with its place.
fn runs(readings: &[Option<Reading>]) -> Vec<Vec<(usize, Reading)>> {
    let placed: Vec<(usize, Option<Reading>)> = readings.iter().copied().enumerate().collect();
    let runs = placed.split(|(_, reading)| reading.is_none());
    runs.map(|run| {
        run.iter()
            .filter_map(|(index, reading)| Some((*index, (*reading)?)))
            .collect()
    })
    .filter(|run: &Vec<_>| !run.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AXIS: Axis = Axis { low: 0.0, high: 100.0 };

    fn readings(scores: &[Option<f64>]) -> Vec<Option<Reading>> {
        let around = |score: f64| Reading {
            score,
            low: score - 5.0,
            high: score + 5.0,
        };
        scores.iter().map(|score| score.map(around)).collect()
    }

    #[test]
    fn a_line_has_a_gap_where_too_few_answered_and_ends_in_a_point() {
        let scores = [Some(50.0), Some(60.0), None, Some(70.0), Some(80.0), None];
        let drawn = picture("A name", &readings(&scores), AXIS).unwrap();
        assert_eq!(drawn.matches("<polyline").count(), 2, "{drawn}");
        assert_eq!(drawn.matches("<polygon").count(), 2, "{drawn}");
        assert_eq!(drawn.matches("<circle").count(), 1, "{drawn}");
        assert!(drawn.contains("aria-label=\"A name\""));
    }

    #[test]
    fn one_alone_and_none_at_all_can_be_drawn() {
        for scores in [&[Some(50.0)][..], &[], &[None, None], &[None, Some(0.0), None]] {
            let drawn = picture("A name", &readings(scores), AXIS).unwrap();
            assert!(!drawn.contains("NaN") && drawn.ends_with("</svg>\n"), "{drawn}");
            assert_eq!(drawn.contains("<circle"), scores.iter().any(Option::is_some), "{drawn}");
        }
    }
}
