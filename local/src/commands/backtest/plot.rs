//! The reliability curve as a picture: what was said of each tenth of customers, and how many of it left.

use askama::Template;
use shared::domain::risk::backtest::{Bar, Report, Whole};
use shared::domain::risk::evaluate::Bin;

use super::words::{counted, percent};

const LEFT: f64 = 76.0;
const RIGHT: f64 = 610.0;
const TOP: f64 = 102.0;
const BOTTOM: f64 = 452.0;
const BARS_TOP: f64 = 540.0;
const BARS_BOTTOM: f64 = 620.0;
const HEIGHT: f64 = 720.0;
/// Of how much a step of the axes is, so that there are few and round ones.
const STEPS: [f64; 5] = [0.01, 0.02, 0.05, 0.1, 0.2];
const MOST_STEPS: f64 = 6.0;

/// The picture. It follows the viewer's light or dark scheme, and says in words what it shows.
#[derive(Template)]
#[template(path = "reliability.svg")]
struct Picture {
    height: f64,
    title: String,
    description: String,
    heading: String,
    summary: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    bars_top: f64,
    bars_bottom: f64,
    ticks: Vec<Tick>,
    points: Vec<Point>,
    bars: Vec<Shown>,
    most: u64,
    legend: Vec<Line>,
}

struct Tick {
    x: f64,
    y: f64,
    label: String,
}

struct Point {
    x: f64,
    y: f64,
    low: f64,
    high: f64,
    says: String,
}

struct Shown {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    says: String,
}

struct Line {
    y: f64,
    text: &'static str,
}

/// The picture of the months that are apart, as SVG.
///
/// # Errors
/// It cannot be written, which is a fault of this program.
pub(super) fn svg(report: &Report, whole: &Whole) -> askama::Result<String> {
    let axis = Axis::of(whole);
    let days = report.horizon_days;
    let rate = whole.leavers as f64 / whole.customers.max(1) as f64;
    let most = whole.distribution.iter().map(|bar| bar.n).max().unwrap_or(0);
    let described: Vec<String> = whole.reliability.iter().map(says).collect();
    let picture = Picture {
        height: HEIGHT,
        title: format!("What was said and who left within {days} days"),
        description: format!(
            "{} groups of customers of about equal size, from the lowest probability to the highest. {}",
            whole.reliability.len(),
            described.join(" ")
        ),
        heading: format!("Said and left within {days} days"),
        summary: format!(
            "{} customers on the first days of {}, counted on each; {} left ({})",
            whole.customers,
            counted(whole.months.len() as u64, "month"),
            whole.leavers,
            percent(rate)
        ),
        left: LEFT,
        right: RIGHT,
        top: TOP,
        bottom: BOTTOM,
        bars_top: BARS_TOP,
        bars_bottom: BARS_BOTTOM,
        ticks: axis.ticks(),
        points: whole.reliability.iter().map(|bin| axis.point(bin)).collect(),
        bars: whole.distribution.iter().map(|bar| axis.bar(bar, most)).collect(),
        most,
        legend: vec![
            Line {
                y: 658.0,
                text: "On the dashed line, as many left as was said; below it, fewer did. A bar through a",
            },
            Line {
                y: 680.0,
                text: "point is the 95 % interval of the share that left. Each point is a group of customers",
            },
            Line {
                y: 702.0,
                text: "of about equal size.",
            },
        ],
    };
    picture.render()
}

fn says(bin: &Bin) -> String {
    format!(
        "Of {} customers {} was said and {} left ({} to {}).",
        bin.n,
        percent(bin.said),
        percent(bin.left),
        percent(bin.interval.low),
        percent(bin.interval.high)
    )
}

/// Both axes: from 0 to a share that holds everything drawn.
struct Axis {
    end: f64,
    steps: u8,
}

impl Axis {
    fn of(whole: &Whole) -> Self {
        let limits = whole.reliability.iter().map(|bin| bin.interval.high.max(bin.said));
        let bars = whole.distribution.last().map_or(0.0, |bar| bar.to);
        let highest = limits.fold(bars, f64::max);
        let step = STEPS.into_iter().find(|step| highest <= step * MOST_STEPS);
        let step = step.unwrap_or(STEPS[STEPS.len() - 1]);
        let steps = (highest / step - 1e-9).ceil().max(1.0);
        Self {
            end: step * steps,
            steps: steps as u8,
        }
    }

    fn x(&self, share: f64) -> f64 {
        round(LEFT + share / self.end * (RIGHT - LEFT))
    }

    fn y(&self, share: f64) -> f64 {
        round(BOTTOM - share / self.end * (BOTTOM - TOP))
    }

    fn ticks(&self) -> Vec<Tick> {
        let share = |tick: u8| self.end * f64::from(tick) / f64::from(self.steps);
        let tick = |tick| Tick {
            x: self.x(share(tick)),
            y: self.y(share(tick)),
            label: format!("{:.0} %", share(tick) * 100.0),
        };
        (0..=self.steps).map(tick).collect()
    }

    fn point(&self, bin: &Bin) -> Point {
        Point {
            x: self.x(bin.said),
            y: self.y(bin.left),
            low: self.y(bin.interval.low),
            high: self.y(bin.interval.high),
            says: says(bin),
        }
    }

    fn bar(&self, bar: &Bar, most: u64) -> Shown {
        let height = round((BARS_BOTTOM - BARS_TOP) * bar.n as f64 / most.max(1) as f64);
        let (from, to) = (self.x(bar.from), self.x(bar.to));
        Shown {
            x: from + 1.0,
            y: round(BARS_BOTTOM - height),
            width: round(to - from - 2.0),
            height,
            says: format!("{} customers: {} to {}", bar.n, percent(bar.from), percent(bar.to)),
        }
    }
}

/// A tenth of a pixel is fine enough.
fn round(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}
