//! A measure as text: the one form in which it is stored and configured.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Measure, MeasureError, Metric};

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.metric {
            Metric::Nps | Metric::Ces1 => f.write_str(self.metric.name()),
            Metric::Csat | Metric::Ces => {
                let scale = self.scale;
                write!(
                    f,
                    "{}/{}-{}/{}",
                    self.metric, scale.min, scale.max, scale.satisfied_from
                )
            }
        }
    }
}

impl FromStr for Measure {
    type Err = MeasureError;

    /// Reads the canonical form alone, so that equal measures are equal texts: `csat/01-5/4` is refused.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = || MeasureError::Unreadable { text: text.to_owned() };
        let Some((metric, scale)) = text.split_once('/') else {
            return without_scale(text.parse()?);
        };
        let (min, max, satisfied_from) = scale_numbers(scale).ok_or_else(unreadable)?;
        let measure = with_scale(metric.parse()?, min, max, satisfied_from)?;
        if measure.to_string() == text {
            Ok(measure)
        } else {
            Err(unreadable())
        }
    }
}

fn without_scale(metric: Metric) -> Result<Measure, MeasureError> {
    match metric {
        Metric::Nps => Ok(Measure::nps()),
        Metric::Ces1 => Ok(Measure::ces1()),
        Metric::Csat => Err(MeasureError::ScaleMissing {
            metric,
            example: Measure::usual_csat(5)?,
        }),
        Metric::Ces => Err(MeasureError::ScaleMissing {
            metric,
            example: Measure::ces(7)?,
        }),
    }
}

fn with_scale(metric: Metric, min: u8, max: u8, satisfied_from: u8) -> Result<Measure, MeasureError> {
    match metric {
        Metric::Csat => Measure::csat(min, max, satisfied_from),
        Metric::Ces => {
            let measure = Measure::ces(max)?;
            if (min, satisfied_from) == (measure.scale.min, measure.scale.satisfied_from) {
                Ok(measure)
            } else {
                Err(MeasureError::FixedLine {
                    metric,
                    example: measure,
                })
            }
        }
        Metric::Nps | Metric::Ces1 => {
            let scale = without_scale(metric)?.scale;
            Err(MeasureError::FixedScale {
                metric,
                min: scale.min,
                max: scale.max,
            })
        }
    }
}

/// The three numbers of `1-5/4`.
fn scale_numbers(text: &str) -> Option<(u8, u8, u8)> {
    let (ends, satisfied_from) = text.split_once('/')?;
    let (min, max) = ends.split_once('-')?;
    Some((min.parse().ok()?, max.parse().ok()?, satisfied_from.parse().ok()?))
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
