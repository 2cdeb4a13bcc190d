//! The points of a survey's scale.

use serde::{Deserialize, Serialize};

use super::{Problem, SurveyDefinition};
use crate::domain::measure::{Measure, Metric};

/// The points of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScaleDefinition {
    /// Lowest point.
    #[cfg_attr(feature = "openapi", schema(maximum = 1))]
    pub min: u8,
    /// Highest point.
    #[cfg_attr(feature = "openapi", schema(maximum = 10))]
    pub max: u8,
    /// From which point on an answer is satisfied; the usual one where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 10))]
    pub satisfied_from: Option<u8>,
}

impl SurveyDefinition {
    /// What the answers are measured in.
    ///
    /// # Errors
    /// The scale does not fit the metric.
    pub fn measure(&self) -> Result<Measure, Problem> {
        let at_scale = |message: String| Problem {
            path: vec!["scale".into()],
            message,
        };
        match (self.metric, self.scale) {
            (
                Metric::Nps,
                None
                | Some(ScaleDefinition {
                    min: 0,
                    max: 10,
                    satisfied_from: None | Some(9),
                }),
            ) => Ok(Measure::nps()),
            (Metric::Nps, Some(_)) => Err(at_scale(
                "NPS is asked from 0 to 10 and nothing else; leave [scale] out, or use metric = \"csat\"".into(),
            )),
            (Metric::Csat, scale) => {
                let scale = scale.unwrap_or(ScaleDefinition {
                    min: 1,
                    max: 5,
                    satisfied_from: None,
                });
                let measure = match scale {
                    ScaleDefinition {
                        min: 1,
                        max,
                        satisfied_from: None,
                    } => Measure::usual_csat(max),
                    ScaleDefinition {
                        min,
                        max,
                        satisfied_from: Some(line),
                    } => Measure::csat(min, max, line),
                    ScaleDefinition { .. } => {
                        return Err(at_scale("a scale that begins at 0 needs satisfied_from: from which point on is an answer satisfied?".into()));
                    }
                };
                measure.map_err(|error| at_scale(error.to_string()))
            }
            (Metric::Ces, scale) => {
                let scale = scale.unwrap_or(ScaleDefinition {
                    min: 1,
                    max: 7,
                    satisfied_from: None,
                });
                if scale.min != 1 {
                    return Err(at_scale("customer effort is asked from 1 to 7 or from 1 to 5".into()));
                }
                let measure = Measure::ces(scale.max).map_err(|error| at_scale(error.to_string()))?;
                fixed_threshold(measure, scale).map_err(at_scale)
            }
            (Metric::Ces1, scale) => {
                if scale.is_some_and(|scale| (scale.min, scale.max) != (1, 5)) {
                    return Err(at_scale("CES 1.0 is asked from 1 to 5; leave [scale] out".into()));
                }
                scale.map_or(Ok(Measure::ces1()), |scale| {
                    fixed_threshold(Measure::ces1(), scale).map_err(at_scale)
                })
            }
        }
    }
}

fn fixed_threshold(measure: Measure, scale: ScaleDefinition) -> Result<Measure, String> {
    let fixed = measure.scale().satisfied_from();
    match scale.satisfied_from {
        Some(other) if other != fixed => Err(format!(
            "this scale counts satisfied from {fixed}; leave satisfied_from out, or use metric = \"csat\""
        )),
        _ => Ok(measure),
    }
}
