//! How many gave each rating.

use plotters::prelude::{ChartBuilder, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, TextStyle};
use shared::domain::Band;

use super::{Area, Ink, LABEL, NotDrawn, Plot};

/// One rating.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// As it is written under the axis.
    pub rating: String,
    pub count: u64,
    /// The count as it is written above the column.
    pub written: String,
    pub band: Band,
}

/// The columns, each with its count above. `name` is what they are for those who do not see them.
pub(crate) fn plot(name: &str, columns: &[Column]) -> Result<Plot, NotDrawn> {
    Plot::draw(name, [170, 150], |area| draw(area, columns))
}

fn draw(area: &Area<'_>, columns: &[Column]) -> Result<(), NotDrawn> {
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0).max(1);
    let chart = ChartBuilder::on(area)
        .margin_top(20)
        .x_label_area_size(22)
        .build_cartesian_2d(0.0..columns.len().max(1) as f64, 0.0..most as f64)
        .map_err(NotDrawn::because)?;
    let ink = Ink::Label.colour();
    let label = TextStyle::from(("sans-serif", LABEL)).color(&ink);
    let above = label.pos(Pos::new(HPos::Center, VPos::Bottom));
    let below = label.pos(Pos::new(HPos::Center, VPos::Top));
    for (index, column) in columns.iter().enumerate() {
        let left = index as f64;
        let (x, top) = chart.backend_coord(&(left + 0.5, column.count as f64));
        let (_, foot) = chart.backend_coord(&(left, 0.0));
        let (from, _) = chart.backend_coord(&(left + 0.12, 0.0));
        let (to, _) = chart.backend_coord(&(left + 0.88, 0.0));
        let ink = match column.band {
            Band::Low => Ink::Low,
            Band::Middle => Ink::Middle,
            Band::High => Ink::High,
        };
        if column.count > 0 {
            // One answer among thousands is still to be seen.
            let shape = Rectangle::new([(from, top.min(foot - 1)), (to, foot)], ink.colour().filled());
            area.draw(&shape).map_err(NotDrawn::because)?;
        }
        for text in [
            Text::new(column.written.as_str(), (x, top - 4), above.clone()),
            Text::new(column.rating.as_str(), (x, foot + 6), below.clone()),
        ] {
            area.draw(&text).map_err(NotDrawn::because)?;
        }
    }
    Ok(())
}
