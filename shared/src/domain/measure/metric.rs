//! The four metrics.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a survey asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Metric {
    /// Satisfaction.
    Csat,
    /// Likelihood to recommend, 0 to 10.
    Nps,
    /// Effort as agreement that it was easy (CES 2.0): high is good.
    Ces,
    /// Effort as such (CES 1.0): high is bad. Never averaged with [`Metric::Ces`].
    Ces1,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Csat, Self::Nps, Self::Ces, Self::Ces1];

    /// The name in data, addresses and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csat => "csat",
            Self::Nps => "nps",
            Self::Ces => "ces",
            Self::Ces1 => "ces1",
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|metric| metric.name() == name)
            .ok_or_else(|| UnknownMetric { name: name.to_owned() })
    }
}

/// A name that is none of the four metrics.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{name:?} is not a metric: use csat, nps, ces or ces1")]
pub struct UnknownMetric {
    name: String,
}
