//! How the page looks.

use serde::{Deserialize, Serialize};

use super::Problem;

/// A team's look. Whatever is left out stays as the page has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Who asks: shown over the question, and in place of the logo where that is not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The logo as a `data:` address of an SVG, PNG or WebP picture: the page loads nothing from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// A font stack of what the respondent's device has, as in CSS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
    /// The colours on a light ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<Palette>,
    /// The colours where the respondent's device is set to dark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<Palette>,
}

/// The colours of a page, each `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Buttons, the chosen point, links and outlines.
    pub accent: String,
    /// Behind everything.
    pub background: String,
    /// What is read.
    pub text: String,
}

impl Brand {
    pub(super) fn problems(&self) -> Vec<Problem> {
        let named = self
            .name
            .as_ref()
            .is_none_or(|name| (1..=60).contains(&name.trim().chars().count()));
        let name = (!named).then(|| Problem::at(&["brand", "name"], "1 to 60 characters are needed"));
        name.into_iter().collect()
    }
}
