//! How the page looks.

mod font;
mod gate;
mod logo;
mod scheme;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::Problem;

pub use self::logo::LONGEST_LOGO;
pub use self::scheme::{Colours, Scheme};

/// A team's look. Whatever is left out stays as the page has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Who asks: shown over the question, and in place of the logo where that is not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: Option<String>,
    /// The logo as a `data:` address of an SVG, PNG or WebP picture: the page loads nothing from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 3_000))]
    pub logo: Option<String>,
    /// A font stack of what the respondent's device has, as in CSS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub font: Option<String>,
    /// The colours on a light ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<Palette>,
    /// The colours where the respondent's device is set to dark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<Palette>,
}

/// The colours of a page, each `#rrggbb` (or `#rgb`). Every other colour of the page is computed from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Buttons, the chosen point, links and outlines.
    #[cfg_attr(feature = "openapi", schema(pattern = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"))]
    pub accent: String,
    /// Behind everything.
    #[cfg_attr(feature = "openapi", schema(pattern = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"))]
    pub background: String,
    /// What is read.
    #[cfg_attr(feature = "openapi", schema(pattern = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"))]
    pub text: String,
}

impl Brand {
    /// What the page's style sheet is followed by: its custom properties for light and dark, and the font. `None` where
    /// the brand changes neither. Colours come out as `#rrggbb` and families in quotes, so nothing in it ends a style
    /// element. The same brand always gives the same text; it takes some microseconds, so keep it with the survey.
    #[must_use]
    pub fn style(&self) -> Option<String> {
        let colours = self.scheme().map(|scheme| scheme.style()).unwrap_or_default();
        let font = self.font.as_deref().and_then(|stack| font::families(stack).ok());
        let font = font.map(|families| format!("html{{font-family:{families}}}"));
        Some(colours + &font.unwrap_or_default()).filter(|style| !style.is_empty())
    }

    /// The colours for light and dark; `None` where the brand has none of its own. A palette that is left out is derived
    /// from the other one.
    #[must_use]
    pub fn scheme(&self) -> Option<Scheme> {
        Scheme::of(self.light.as_ref(), self.dark.as_ref())
    }

    /// The font stack as CSS, with the page's own fonts behind it.
    #[must_use]
    pub fn font_family(&self) -> Option<String> {
        font::families(self.font.as_deref()?).ok()
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        let named = self
            .name
            .as_ref()
            .is_none_or(|name| (1..=60).contains(&name.trim().chars().count()));
        let name = (!named).then(|| Problem::at(&["brand", "name"], "1 to 60 characters are needed"));
        let logo = self.logo.as_deref().and_then(|logo| logo::check(logo).err());
        let font = self.font.as_deref().and_then(|stack| font::families(stack).err());
        let palettes = [("light", &self.light), ("dark", &self.dark)];
        let colours = palettes
            .into_iter()
            .filter_map(|(name, palette)| Some((name, palette.as_ref()?)))
            .flat_map(|(name, palette)| gate::problems(name, palette));
        name.into_iter()
            .chain(logo.map(|why| Problem::at(&["brand", "logo"], why)))
            .chain(font.map(|why| Problem::at(&["brand", "font"], why)))
            .chain(colours)
            .collect()
    }
}
