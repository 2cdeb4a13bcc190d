//! A score as a dot on its interval, for the row of a table. The numbers stand beside it.

use plotters::prelude::{Circle, PathElement};
use plotters::style::Color as _;

use super::trend::Reading;
use super::{Axis, Ink, NotDrawn, svg};

/// Units wide, and high.
const SIZE: (u32, u32) = (200, 16);
/// Left free at both ends, for the dot.
const EDGE: f64 = 6.0;

/// The picture of a reading on an axis that all rows of the table share.
pub(crate) fn picture(reading: Reading, axis: Axis) -> Result<String, NotDrawn> {
    svg("plot interval", None, SIZE, |area| {
        let middle = i32::try_from(SIZE.1 / 2).unwrap_or_default();
        let place = |value: f64| (at(value, axis), middle);
        let ends = |low: f64, high: f64| vec![place(low), place(high)];
        let whole = PathElement::new(ends(axis.low, axis.high), Ink::Grid.colour());
        area.draw(&whole).map_err(NotDrawn::because)?;
        if axis.low < 0.0 && axis.high > 0.0 {
            let (x, _) = place(0.0);
            let nought = PathElement::new(vec![(x, middle - 5), (x, middle + 5)], Ink::Base.colour());
            area.draw(&nought).map_err(NotDrawn::because)?;
        }
        let reach = PathElement::new(ends(reading.low, reading.high), Ink::Reach.colour().stroke_width(4));
        area.draw(&reach).map_err(NotDrawn::because)?;
        let dot = Circle::new(place(reading.score), 5, Ink::Point.colour().filled());
        area.draw(&dot).map_err(NotDrawn::because)
    })
}

/// Where a value lies, to a unit.
fn at(value: f64, axis: Axis) -> i32 {
    let share = ((value - axis.low) / (axis.high - axis.low)).clamp(0.0, 1.0);
    (EDGE + share * (f64::from(SIZE.0) - 2.0 * EDGE)).round() as i32
}
