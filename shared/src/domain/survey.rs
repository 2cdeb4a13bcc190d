//! Surveys: a versioned definition of one question, on one scale, in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::measure::{Measure, Metric};

/// What a team writes to define a survey. Its TOML and JSON form have the same names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyDefinition {
    /// `[a-z0-9][a-z0-9_-]{0,31}`; part of every link, so it never changes.
    pub id: String,
    /// What the answers measure.
    pub metric: Metric,
    /// The points of the scale; the metric's usual ones where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleDefinition>,
    /// What the team calls it.
    pub title: String,
    /// The language shown where none of the respondent's is there.
    pub default_language: String,
    /// How a respondent reaches the team: shown on every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The words, by language tag (`en`, `fr`, `zh-Hant`).
    pub text: BTreeMap<String, SurveyText>,
}

/// The points of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleDefinition {
    /// Lowest point.
    pub min: u8,
    /// Highest point.
    pub max: u8,
    /// From which point on an answer is satisfied; the usual one where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfied_from: Option<u8>,
}

/// The words of a survey in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyText {
    /// The question.
    pub question: String,
    /// What the lowest point means.
    pub low: String,
    /// What the highest point means.
    pub high: String,
    /// The label of the comment box; the page's own where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A survey as stored: a definition that has been checked, with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// From 1; grows with every change.
    pub version: u32,
    /// What its answers are measured in.
    pub measure: Measure,
    /// The definition.
    pub definition: SurveyDefinition,
}

/// Something wrong in a definition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Keys from the top, as in `["text", "fr", "question"]`.
    pub path: Vec<String>,
    /// What is wrong and what to do about it.
    pub message: String,
}

/// The longest question, in characters.
pub const LONGEST_QUESTION: usize = 300;
/// The longest label of a scale's end or of the comment box, in characters.
pub const LONGEST_LABEL: usize = 80;

/// An id that no survey may have: scores lie under their survey's id, beside the state of the days.
pub const RESERVED_ID: &str = "days";

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

    /// Checks everything and gives the measure, or every problem found.
    ///
    /// # Errors
    /// All problems, each with its place.
    pub fn validate(&self) -> Result<Measure, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut problem = |path: &[&str], message: String| {
            problems.push(Problem {
                path: path.iter().map(|&key| key.to_owned()).collect(),
                message,
            });
        };
        if crate::link::SurveyId::new(&self.id).is_err() {
            problem(
                &["id"],
                format!(
                    "'{}' is no survey id: use 1 to 32 of a-z, 0-9, '-' and '_', beginning with a letter or digit",
                    self.id
                ),
            );
        }
        if self.id == RESERVED_ID {
            problem(
                &["id"],
                format!("'{RESERVED_ID}' is the name of a part of the storage: choose another id"),
            );
        }
        if self.title.trim().is_empty() || self.title.chars().count() > LONGEST_LABEL {
            problem(
                &["title"],
                format!("a title of 1 to {LONGEST_LABEL} characters is needed"),
            );
        }
        if !self.text.contains_key(&self.default_language) {
            problem(
                &["default_language"],
                format!(
                    "there is no [text.{}]; add it, or name a language that is there",
                    self.default_language
                ),
            );
        }
        if self
            .contact
            .as_ref()
            .is_some_and(|contact| contact.trim().is_empty() || contact.chars().count() > 200)
        {
            problem(
                &["contact"],
                "say in 1 to 200 characters how to reach the team, or leave it out".into(),
            );
        }
        for (language, text) in &self.text {
            if !is_language_tag(language) {
                problem(
                    &["text", language],
                    format!("'{language}' is no language tag; write it as en, fr or zh-Hant"),
                );
            }
            let fields = [
                ("question", Some(&text.question), LONGEST_QUESTION),
                ("low", Some(&text.low), LONGEST_LABEL),
                ("high", Some(&text.high), LONGEST_LABEL),
                ("comment", text.comment.as_ref(), LONGEST_LABEL),
            ];
            for (name, value, longest) in fields {
                if value.is_some_and(|value| value.trim().is_empty() || value.chars().count() > longest) {
                    problem(
                        &["text", language, name],
                        format!("1 to {longest} characters are needed"),
                    );
                }
            }
        }
        let measure = self.measure();
        match measure {
            Ok(measure) if problems.is_empty() => Ok(measure),
            Ok(_) => Err(problems),
            Err(at_scale) => {
                problems.push(at_scale);
                Err(problems)
            }
        }
    }
}

impl Survey {
    /// The version that comes after this one, or none where nothing changed.
    ///
    /// # Errors
    /// The measure would change: answers on two scales must never meet in one score.
    pub fn next_version(&self, definition: SurveyDefinition, measure: Measure) -> Result<Option<Self>, Problem> {
        if measure != self.measure {
            return Err(Problem {
                path: vec![
                    if definition.metric == self.definition.metric {
                        "scale"
                    } else {
                        "metric"
                    }
                    .into(),
                ],
                message: format!(
                    "'{}' measures {} and its answers stay comparable only if that stays; give the new question a new id",
                    self.definition.id, self.measure
                ),
            });
        }
        Ok((definition != self.definition).then(|| Self {
            version: self.version + 1,
            measure,
            definition,
        }))
    }

    /// The words in the first of `wanted` that the survey has, else in its default language: tag and words.
    /// `fr-CA` finds `fr`, and `zh-TW`, `zh-HK` and `zh-MO` find `zh-Hant`.
    #[must_use]
    pub fn text<'a>(&'a self, wanted: impl IntoIterator<Item = &'a str>) -> (&'a str, &'a SurveyText) {
        let find = |tag: &str| {
            candidates(tag).find_map(|tag| {
                self.definition
                    .text
                    .iter()
                    .find(|(known, _)| known.eq_ignore_ascii_case(&tag))
            })
        };
        let fallback = || self.definition.text.get_key_value(&self.definition.default_language);
        let found = wanted
            .into_iter()
            .find_map(find)
            .or_else(fallback)
            .or_else(|| self.definition.text.iter().next());
        found.map_or(("en", &NO_TEXT), |(tag, text)| (tag.as_str(), text))
    }
}

/// A checked survey always has words; this stands in for one read from a damaged item.
static NO_TEXT: SurveyText = SurveyText {
    question: String::new(),
    low: String::new(),
    high: String::new(),
    comment: None,
};

fn fixed_threshold(measure: Measure, scale: ScaleDefinition) -> Result<Measure, String> {
    let fixed = measure.scale().satisfied_from();
    match scale.satisfied_from {
        Some(other) if other != fixed => Err(format!(
            "this scale counts satisfied from {fixed}; leave satisfied_from out, or use metric = \"csat\""
        )),
        _ => Ok(measure),
    }
}

/// The tag itself, then ever shorter ones; Chinese of Taiwan, Hong Kong and Macau is written in traditional characters.
pub fn candidates(tag: &str) -> impl Iterator<Item = String> + use<> {
    let tag = tag.replace('_', "-");
    let lower = tag.to_ascii_lowercase();
    let traditional = ["zh-tw", "zh-hk", "zh-mo", "zh-hant"]
        .iter()
        .any(|known| lower == *known || lower.starts_with(&format!("{known}-")));
    let simplified = !traditional && (lower == "zh" || lower.starts_with("zh-"));
    let script = if traditional {
        Some("zh-Hant".to_owned())
    } else if simplified {
        Some("zh-Hans".to_owned())
    } else {
        None
    };
    let shorter: Vec<String> =
        std::iter::successors(Some(tag), |tag| tag.rfind('-').map(|cut| tag[..cut].to_owned())).collect();
    let (exact, rest) = shorter
        .split_first()
        .map(|(exact, rest)| (exact.clone(), rest.to_vec()))
        .unwrap_or_default();
    std::iter::once(exact).chain(script).chain(rest)
}

fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
