//! Plots as SVG. A library draws them; colours and fonts are the style sheet's, by the classes that [`Ink`] names.
//!
//! Nothing here knows what it draws: texts and positions come from the rows that the table behind a plot is made of.

pub(crate) mod columns;
pub(crate) mod interval;
pub(crate) mod spark;
pub(crate) mod trend;

#[cfg(test)]
mod tests;

use askama::Template;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea as _, RGBColor, SVGBackend};

/// The size of texts as the library counts it: 12.5 in the picture.
const LABEL: f64 = 15.5;

/// Where plots are drawn.
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A picture could not be drawn. The library fails nowhere but where its output does, and that is memory here.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NotDrawn(String);

impl NotDrawn {
    fn because(reason: impl std::fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

/// A plot, drawn for wide screens and for narrow ones. The style sheet shows one of the two.
#[derive(Debug)]
pub(crate) struct Plot {
    /// 760 units wide.
    pub wide: String,
    /// 340 units wide.
    pub narrow: String,
}

impl Plot {
    /// Draws it for both. `name` is what it is for those who do not see it.
    fn draw(
        name: &str,
        [wide, narrow]: [u32; 2],
        draw: impl Fn(&Area<'_>) -> Result<(), NotDrawn>,
    ) -> Result<Self, NotDrawn> {
        Ok(Self {
            wide: svg("plot wide", Some(name), (760, wide), &draw)?,
            narrow: svg("plot narrow", Some(name), (340, narrow), &draw)?,
        })
    }
}

/// What something is drawn with: a class of the style sheet. Some fill shapes, some follow lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// Lines behind everything.
    Grid,
    /// The line of no score, or of nought points.
    Base,
    /// Texts.
    Label,
    /// The area of an interval.
    Band,
    /// The line of an interval.
    Reach,
    /// The line from score to score.
    Line,
    /// A score.
    Point,
    /// The line of a day on which something was noticed.
    Notice,
    /// What was noticed fell.
    Fell,
    /// What was noticed rose.
    Rose,
    /// A column of unhappy answers.
    Low,
    /// A column of neither.
    Middle,
    /// A column of happy answers.
    High,
}

impl Ink {
    const ALL: [Self; 13] = [
        Self::Grid,
        Self::Base,
        Self::Label,
        Self::Band,
        Self::Reach,
        Self::Line,
        Self::Point,
        Self::Notice,
        Self::Fell,
        Self::Rose,
        Self::Low,
        Self::Middle,
        Self::High,
    ];

    /// The colour that stands for it until the library is done, which knows no classes.
    const fn colour(self) -> RGBColor {
        RGBColor(0, 0, self as u8 + 1)
    }

    /// As the library writes that colour.
    fn written(self) -> String {
        format!("\"#0000{:02X}\"", self as u8 + 1)
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Base => "axis",
            Self::Label => "label",
            Self::Band => "band",
            Self::Reach => "reach",
            Self::Line => "line",
            Self::Point => "point",
            Self::Notice => "shift",
            Self::Fell => "fell",
            Self::Rose => "rose",
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }
}

/// Draws a picture of so many units, and puts classes where the library put colours and fonts. Without a name it is hidden from
/// those who do not see it: what it shows stands beside it.
fn svg(
    class: &str,
    name: Option<&str>,
    (width, height): (u32, u32),
    draw: impl Fn(&Area<'_>) -> Result<(), NotDrawn>,
) -> Result<String, NotDrawn> {
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, (width, height)).into_drawing_area();
        draw(&area)?;
        area.present().map_err(NotDrawn::because)?;
    }
    for ink in Ink::ALL {
        let (colour, class) = (ink.written(), format!("class=\"{}\"", ink.class()));
        for attribute in ["fill=", "stroke="] {
            drawn = drawn.replace(&format!("{attribute}{colour}"), &class);
        }
    }
    for default in [
        " opacity=\"1\"",
        " stroke=\"none\"",
        " stroke-width=\"1\"",
        " font-family=\"sans-serif\"",
    ] {
        drawn = drawn.replace(default, "");
    }
    let (_, shapes) = drawn
        .split_once('>')
        .ok_or_else(|| NotDrawn::because("the picture has no beginning"))?;
    let picture = Picture {
        class,
        width,
        height,
        name,
        shapes: shapes.trim_start(),
    };
    picture.render().map_err(NotDrawn::because)
}

/// What is around the shapes.
#[derive(Template)]
#[template(path = "plot.html")]
struct Picture<'a> {
    class: &'a str,
    width: u32,
    height: u32,
    name: Option<&'a str>,
    shapes: &'a str,
}

/// The ends of an axis on which values are read, between the least and the most there can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Axis {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Axis {
    /// An axis has this length at least: small changes shall look small.
    const SHORTEST: f64 = 20.0;
    /// Its ends are multiples of this.
    const UNIT: f64 = 10.0;

    /// The shortest axis between `least` and `most` with every one of the values on it; the whole without any.
    pub(crate) fn around(values: impl IntoIterator<Item = f64>, least: f64, most: f64) -> Self {
        let reach = |ends: Option<(f64, f64)>, value: f64| {
            let (low, high) = ends.unwrap_or((value, value));
            Some((low.min(value), high.max(value)))
        };
        let Some((low, high)) = values.into_iter().fold(None, reach) else {
            return Self { low: least, high: most };
        };
        let lacking = (Self::SHORTEST - (high - low)).max(0.0) / 2.0;
        let low = ((low - lacking) / Self::UNIT).floor() * Self::UNIT;
        let high = ((high + lacking) / Self::UNIT).ceil() * Self::UNIT;
        Self {
            low: low.max(least),
            high: high.min(most),
        }
    }
}
