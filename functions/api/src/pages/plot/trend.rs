//! A score over time: its line, its 95 % band, gaps where too few answered, and the days on which a shift was noticed.

use std::ops::Range;

use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{Cartesian2d, ChartBuilder, ChartContext, Circle, PathElement, Polygon, SVGBackend, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, ShapeStyle, TextStyle};

use super::{Area, Axis, Ink, LABEL, NotDrawn, Plot};

/// A score that may be shown, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub score: f64,
    pub low: f64,
    pub high: f64,
}

/// A day or a week.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// As it is written under the axis.
    pub label: String,
    /// None where too few answered.
    pub reading: Option<Reading>,
}

/// A shift that was noticed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// In which step.
    pub step: usize,
    pub rose: bool,
}

/// What is drawn.
pub(crate) struct Trend<'a> {
    /// What it is for those who do not see it.
    pub name: &'a str,
    /// Oldest first.
    pub steps: &'a [Step],
    pub marks: &'a [Mark],
    pub axis: Axis,
    /// How a value is written beside the axis.
    pub written: &'a dyn Fn(f64) -> String,
}

type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordi32, RangedCoordf64>>;

impl Trend<'_> {
    /// The picture.
    pub(crate) fn plot(&self) -> Result<Plot, NotDrawn> {
        Plot::draw(self.name, [260, 230], |area| self.draw(area))
    }

    fn draw(&self, area: &Area<'_>) -> Result<(), NotDrawn> {
        let steps = i32::try_from(self.steps.len()).unwrap_or(i32::MAX);
        let mut chart = ChartBuilder::on(area)
            .margin_top(18)
            .margin_right(14)
            .x_label_area_size(24)
            .y_label_area_size(50)
            // Room for half a step at both ends, and a middle for one alone.
            .build_cartesian_2d(-1..steps, self.axis.low..self.axis.high)
            .map_err(NotDrawn::because)?;
        let wide = area.dim_in_pixel().0 > 500;
        let ink = Ink::Label.colour();
        let label = TextStyle::from(("sans-serif", LABEL)).color(&ink);
        chart
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .axis_style(Ink::Grid.colour().mix(0.0))
            .light_line_style(Ink::Grid.colour().mix(0.0))
            .bold_line_style(Ink::Grid.colour())
            // They are not drawn; labels keep this distance.
            .set_all_tick_mark_size(4)
            .y_labels(5)
            .y_label_style(label.clone())
            .y_label_formatter(&|value| (self.written)(*value))
            .draw()
            .map_err(NotDrawn::because)?;
        self.under_the_axis(area, &chart, if wide { 8 } else { 3 }, &label)?;
        if self.axis.low < 0.0 && self.axis.high > 0.0 {
            draw(
                &chart,
                &PathElement::new(vec![(-1, 0.0), (steps, 0.0)], Ink::Base.colour()),
            )?;
        }
        for run in self.runs() {
            self.draw_run(&chart, run)?;
        }
        self.marks
            .iter()
            .try_for_each(|mark| self.draw_mark(area, &chart, *mark))
    }

    /// Labels of at most so many steps, at even distances, the last step among them.
    fn under_the_axis(
        &self,
        area: &Area<'_>,
        chart: &Chart<'_, '_>,
        most: usize,
        style: &TextStyle<'_>,
    ) -> Result<(), NotDrawn> {
        let every = self.steps.len().div_ceil(most).max(1);
        let style = style.pos(Pos::new(HPos::Center, VPos::Top));
        for (index, step) in self.steps.iter().enumerate().rev().step_by(every) {
            let (x, y) = chart.backend_coord(&(position(index), self.axis.low));
            let text = Text::new(step.label.clone(), (x, y + 8), style.clone());
            area.draw(&text).map_err(NotDrawn::because)?;
        }
        Ok(())
    }

    /// Steps next to each other that have a score.
    fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (index, _) in self.steps.iter().enumerate().filter(|(_, step)| step.reading.is_some()) {
            match runs.last_mut() {
                Some(run) if run.end == index => run.end += 1,
                _ => runs.push(index..index + 1),
            }
        }
        runs
    }

    fn draw_run(&self, chart: &Chart<'_, '_>, run: Range<usize>) -> Result<(), NotDrawn> {
        let readings: Vec<(i32, Reading)> = run
            .filter_map(|index| Some((position(index), self.steps.get(index)?.reading?)))
            .collect();
        let scores: Vec<(i32, f64)> = readings.iter().map(|(x, reading)| (*x, reading.score)).collect();
        if let [(x, alone)] = readings.as_slice() {
            let reach = vec![(*x, alone.low), (*x, alone.high)];
            draw(chart, &PathElement::new(reach, Ink::Reach.colour().stroke_width(3)))?;
        } else {
            let above = readings.iter().map(|(x, reading)| (*x, reading.high));
            let below = readings.iter().rev().map(|(x, reading)| (*x, reading.low));
            let band: Vec<(i32, f64)> = above.chain(below).collect();
            draw(chart, &Polygon::new(band, Ink::Band.colour()))?;
            draw(
                chart,
                &PathElement::new(scores.clone(), Ink::Line.colour().stroke_width(2)),
            )?;
        }
        let radius = if self.steps.len() > 60 { 2 } else { 3 };
        for score in scores {
            draw(chart, &Circle::new(score, radius, Ink::Point.colour().filled()))?;
        }
        Ok(())
    }

    /// A line through the step, and an arrow above it.
    fn draw_mark(&self, area: &Area<'_>, chart: &Chart<'_, '_>, mark: Mark) -> Result<(), NotDrawn> {
        let x = position(mark.step);
        let line = vec![(x, self.axis.low), (x, self.axis.high)];
        draw(chart, &PathElement::new(line, Ink::Notice.colour()))?;
        let (x, top) = chart.backend_coord(&(x, self.axis.high));
        let (tip, foot, ink) = if mark.rose {
            (top - 12, top - 3, Ink::Rose)
        } else {
            (top - 3, top - 12, Ink::Fell)
        };
        let arrow = Polygon::new(
            vec![(x, tip), (x - 6, foot), (x + 6, foot)],
            ShapeStyle::from(ink.colour()).filled(),
        );
        area.draw(&arrow).map_err(NotDrawn::because)
    }
}

/// Where a step lies on the axis.
fn position(step: usize) -> i32 {
    i32::try_from(step).unwrap_or(i32::MAX)
}

/// Draws a shape whose places are steps and values.
fn draw<'b, E>(chart: &Chart<'_, 'b>, shape: &E) -> Result<(), NotDrawn>
where
    for<'e> &'e E: PointCollection<'e, (i32, f64)>,
    E: Drawable<SVGBackend<'b>>,
{
    chart.plotting_area().draw(shape).map_err(NotDrawn::because)
}
