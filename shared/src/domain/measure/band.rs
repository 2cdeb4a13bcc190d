//! The three bands of a scale, by which risk reads a rating.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Direction, Measure, Metric, Rating};

/// Where a rating stands, from the team's side: low is bad on every measure, whatever its direction.
///
/// | measure | low | middle | high |
/// |---|---|---|---|
/// | `nps` | 0–6 detractor | 7–8 passive | 9–10 promoter |
/// | `csat` | the lowest two fifths of the points | between | `satisfied_from` and above |
/// | … `csat/1-5/4` | 1–2 | 3 | 4–5 |
/// | … `csat/1-7/6` | 1–2 | 3–5 | 6–7 |
/// | … `csat/1-10/9` | 1–4 | 5–8 | 9–10 |
/// | `ces/1-7/5` | 1–3 | 4–5 | 6–7 |
/// | `ces/1-5/4` | 1–2 | 3–4 | 5 |
/// | `ces1` (effort) | 4–5 | 2–3 | 1 |
///
/// Two fifths of the points are rounded down, but the lowest point is always low; where `satisfied_from` lies among
/// them, high wins. On the effort scales high starts one point above satisfied, because the weights of the risk model
/// (`docs/metrics.md`) are given for 6 and 7 of 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// A detractor, a dissatisfied customer, a hard time.
    Low,
    /// Neither.
    Middle,
    /// A promoter, a satisfied customer, no trouble at all.
    High,
}

impl Band {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        })
    }
}

impl Measure {
    /// The band of a rating.
    pub fn band(self, rating: Rating) -> Band {
        let scale = self.scale;
        let goodness = match scale.direction {
            Direction::HighIsGood => rating.get(),
            Direction::HighIsBad => (scale.min + scale.max).saturating_sub(rating.get()),
        };
        let (low_to, high_from) = match self.metric {
            Metric::Nps => (6, 9),
            Metric::Csat => (
                scale.min + lowest_two_fifths(scale.max - scale.min + 1) - 1,
                scale.satisfied_from,
            ),
            Metric::Ces if scale.max == 7 => (3, 6),
            Metric::Ces | Metric::Ces1 => (2, 5),
        };
        if goodness >= high_from {
            Band::High
        } else if goodness <= low_to {
            Band::Low
        } else {
            Band::Middle
        }
    }
}

/// How many of so many points are the low ones.
fn lowest_two_fifths(points: u8) -> u8 {
    (points * 2 / 5).max(1)
}
