//! Every colour of the page, from the three that a team chooses.

use super::Palette;
use crate::domain::contrast::{Colour, FOR_OUTLINES, FOR_TEXT};

/// The colours of a page on one ground. Each names the custom property of the page's style sheet that it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// Behind everything, and behind the form.
    pub sheet: Colour,
    /// What is read.
    pub ink: Colour,
    /// What is read second: hints, the ends of the scale, the foot of the page. At least 4.5:1 on the sheet.
    pub soft: Colour,
    /// Outlines of what can be pressed or filled in. At least 3:1 on the sheet.
    pub line: Colour,
    /// Lines that only divide.
    pub hair: Colour,
    /// Buttons, the chosen point, links. At least 4.5:1 on the sheet.
    pub accent: Colour,
    /// A button under the pointer.
    pub deep: Colour,
    /// Behind a point under the pointer and behind what was chosen; ink and accent have at least 4.5:1 on it.
    pub wash: Colour,
    /// Letters on the accent and on a button under the pointer. At least 4.5:1.
    pub on: Colour,
    /// What is wrong. At least 4.5:1 on the sheet and on the alarm.
    pub wrong: Colour,
    /// Behind the summary of what is wrong; ink has at least 4.5:1 on it.
    pub alarm: Colour,
}

/// The colours on a light and on a dark ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// Where the respondent's device is set to light, or says nothing.
    pub light: Colours,
    /// Where it is set to dark.
    pub dark: Colours,
}

/// A ground, what is read on it, the accent and the colour of errors.
#[derive(Debug, Clone, Copy)]
struct Base {
    accent: Colour,
    background: Colour,
    text: Colour,
    wrong: Colour,
}

/// The page's own colours, which stand in where a brand says nothing.
const OWN_LIGHT: Base = Base {
    accent: Colour::of([0x0a, 0x5c, 0x52]),
    background: Colour::WHITE,
    text: Colour::of([0x17, 0x21, 0x1e]),
    wrong: Colour::of([0xa3, 0x20, 0x1a]),
};
const OWN_DARK: Base = Base {
    accent: Colour::of([0x83, 0xd8, 0xc7]),
    background: Colour::of([0x17, 0x1e, 0x1c]),
    text: Colour::of([0xee, 0xf3, 0xf1]),
    wrong: Colour::of([0xff, 0xa7, 0x9d]),
};

/// How far a button under the pointer is from one that is not, in HSL lightness.
const DEEPER: f64 = 0.08;

impl Scheme {
    /// The page's own colours, of a survey without a brand.
    #[must_use]
    pub fn own() -> Self {
        Self {
            light: OWN_LIGHT.colours(),
            dark: OWN_DARK.colours(),
        }
    }

    /// From the palettes of a brand; one that is left out has the page's own ground and text and the other's accent, in
    /// the nearest shade that can be read there. `None` where there is neither, or one has a text that is no colour.
    pub(super) fn of(light: Option<&Palette>, dark: Option<&Palette>) -> Option<Self> {
        let read = |palette: &Palette, own: Base| {
            Some(Base {
                accent: palette.accent.parse().ok()?,
                background: palette.background.parse().ok()?,
                text: palette.text.parse().ok()?,
                wrong: own.wrong,
            })
        };
        let derived = |own: Base, other: Base| {
            let accent = other.accent.nearest_shade(&[own.background], FOR_TEXT);
            Base {
                accent: accent.unwrap_or(own.accent),
                ..own
            }
        };
        let (light, dark) = match (light, dark) {
            (None, None) => return None,
            (Some(light), None) => {
                let light = read(light, OWN_LIGHT)?;
                (light, derived(OWN_DARK, light))
            }
            (None, Some(dark)) => {
                let dark = read(dark, OWN_DARK)?;
                (derived(OWN_LIGHT, dark), dark)
            }
            (Some(light), Some(dark)) => (read(light, OWN_LIGHT)?, read(dark, OWN_DARK)?),
        };
        Some(Self {
            light: light.colours(),
            dark: dark.colours(),
        })
    }

    /// The custom properties as CSS, those for dark in a media query.
    pub(super) fn style(&self) -> String {
        let (light, dark) = (self.light.properties(), self.dark.properties());
        format!(":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}")
    }
}

impl Base {
    fn colours(self) -> Colours {
        let Self {
            accent,
            background: sheet,
            text: ink,
            wrong,
        } = self;
        let on = accent.letters();
        let deeper = accent.lighter_by(if on == Colour::WHITE { -DEEPER } else { DEEPER });
        let wrong = wrong.nearest_shade(&[sheet], FOR_TEXT).unwrap_or(ink);
        Colours {
            sheet,
            ink,
            soft: faintest(ink, sheet, 0.72, FOR_TEXT),
            line: faintest(ink, sheet, 0.5, FOR_OUTLINES),
            hair: ink.over(sheet, 0.14),
            accent,
            deep: if deeper.contrast(sheet) >= FOR_OUTLINES {
                deeper
            } else {
                accent
            },
            wash: strongest_tint(accent, sheet, ink),
            on,
            wrong,
            alarm: strongest_tint(wrong, sheet, ink),
        }
    }
}

/// The faintest mixture of `ink` with its ground, from the share `from` on, that still has the contrast needed: at worst the ink.
fn faintest(ink: Colour, ground: Colour, from: f64, needed: f64) -> Colour {
    (0_u8..=50)
        .map(|step| from + (1.0 - from) * f64::from(step) / 50.0)
        .map(|share| ink.over(ground, share))
        .find(|mixed| mixed.contrast(ground) >= needed)
        .unwrap_or(ink)
}

/// The ground with a tint of `colour`, on which that and `ink` can still be read: at worst the ground itself.
fn strongest_tint(colour: Colour, ground: Colour, ink: Colour) -> Colour {
    (1_u8..=10)
        .rev()
        .map(|percent| colour.over(ground, f64::from(percent) / 100.0))
        .find(|tint| tint.contrast(ink) >= FOR_TEXT && tint.contrast(colour) >= FOR_TEXT)
        .unwrap_or(ground)
}

impl Colours {
    fn properties(&self) -> String {
        let named = [
            ("ground", self.sheet),
            ("sheet", self.sheet),
            ("ink", self.ink),
            ("soft", self.soft),
            ("line", self.line),
            ("hair", self.hair),
            ("accent", self.accent),
            ("deep", self.deep),
            ("wash", self.wash),
            ("on", self.on),
            ("wrong", self.wrong),
            ("alarm", self.alarm),
        ];
        named.map(|(name, colour)| format!("--{name}:{colour}")).join(";")
    }
}
