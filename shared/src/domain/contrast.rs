//! Colours, and whether one can be read on another.
//!
//! Relative luminance and contrast ratio are those of WCAG 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>), with
//! the threshold of sRGB itself, 0.04045: no colour of 8 bits lies between it and the 0.03928 of older texts.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// What text needs on its ground (WCAG 2.2, 1.4.3).
pub const FOR_TEXT: f64 = 4.5;
/// What outlines and signs need beside what they lie on (WCAG 2.2, 1.4.11).
pub const FOR_OUTLINES: f64 = 3.0;

/// An opaque colour in sRGB, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    channels: [u8; 3],
}

/// A text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no colour: write it as #rrggbb, such as #0a5c52")]
pub struct NoColour;

/// The light that each value of a channel gives, 0 to 1.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|value| {
        let value = value as f64 / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
});

/// How finely lightness is moved, in parts of the way from black to white.
const STEPS: u32 = 1000;

impl Colour {
    /// Black.
    pub const BLACK: Self = Self { channels: [0; 3] };
    /// White.
    pub const WHITE: Self = Self { channels: [255; 3] };

    /// From red, green and blue.
    #[must_use]
    pub const fn of(channels: [u8; 3]) -> Self {
        Self { channels }
    }

    /// Relative luminance, 0 (black) to 1 (white).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.channels.map(|channel| LINEAR[usize::from(channel)]);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio with another colour, 1 to 21, the same either way.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether the contrast with every one of `grounds` is at least `needed`.
    #[must_use]
    pub fn stands_out(self, grounds: &[Self], needed: f64) -> bool {
        grounds.iter().all(|ground| self.contrast(*ground) >= needed)
    }

    /// Black or white, whichever is easier to read on this colour: never under 4.58:1, the square root of 21.
    #[must_use]
    pub fn letters(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }

    /// `share` (0 to 1) of this colour on the rest of `ground`.
    #[must_use]
    pub fn over(self, ground: Self, share: f64) -> Self {
        let mix = |at: usize| {
            let (from, to) = (f64::from(ground.channels[at]), f64::from(self.channels[at]));
            (from + (to - from) * share).round() as u8
        };
        Self::of([mix(0), mix(1), mix(2)])
    }

    /// The shade nearest to this colour that has at least `needed` contrast with every one of `grounds`: the same hue and
    /// saturation, its HSL lightness moved by the smallest step of 0.1 % that passes, darker or lighter. `None` where no
    /// lightness does.
    #[must_use]
    pub fn nearest_shade(self, grounds: &[Self], needed: f64) -> Option<Self> {
        if self.stands_out(grounds, needed) {
            return Some(self);
        }
        let hsl = Hsl::of(self);
        (1..=STEPS)
            .flat_map(|step| [-f64::from(step), f64::from(step)])
            .map(|steps| hsl.at((hsl.lightness + steps / f64::from(STEPS)).clamp(0.0, 1.0)))
            .find(|shade| shade.stands_out(grounds, needed))
    }

    /// The same hue and saturation with the HSL lightness moved by `by`, -1 (to black) to 1 (to white).
    #[must_use]
    pub fn lighter_by(self, by: f64) -> Self {
        let hsl = Hsl::of(self);
        hsl.at((hsl.lightness + by).clamp(0.0, 1.0))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = NoColour;

    /// Reads `#rrggbb` and `#rgb`, in which each digit stands for two.
    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').ok_or(NoColour)?;
        let digits: Option<Vec<u8>> = digits
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        match digits.ok_or(NoColour)?.as_slice() {
            [r, g, b] => Ok(Self::of([r * 17, g * 17, b * 17])),
            [r, r2, g, g2, b, b2] => Ok(Self::of([r * 16 + r2, g * 16 + g2, b * 16 + b2])),
            _ => Err(NoColour),
        }
    }
}

/// Hue, saturation and lightness of CSS Color 4. At a fixed hue and saturation every channel, and so the luminance, grows
/// with the lightness, and every lightness is a colour: the first step that passes is the nearest, and none is out of gamut.
#[derive(Debug, Clone, Copy)]
struct Hsl {
    /// 0 to 6: sixths of the circle.
    hue: f64,
    /// 0 to 1.
    saturation: f64,
    /// 0 to 1.
    lightness: f64,
}

impl Hsl {
    fn of(colour: Colour) -> Self {
        let [red, green, blue] = colour.channels.map(|channel| f64::from(channel) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let (spread, lightness) = (most - least, f64::midpoint(most, least));
        let reach = 1.0 - (2.0 * lightness - 1.0).abs();
        let hue = match spread {
            0.0 => 0.0,
            _ if most == red => ((green - blue) / spread).rem_euclid(6.0),
            _ if most == green => (blue - red) / spread + 2.0,
            _ => (red - green) / spread + 4.0,
        };
        Self {
            hue,
            saturation: if reach > 0.0 { spread / reach } else { 0.0 },
            lightness,
        }
    }

    fn at(self, lightness: f64) -> Colour {
        let half = self.saturation * lightness.min(1.0 - lightness);
        let channel = |turn: f64| {
            let sixth = (turn + 2.0 * self.hue) % 12.0;
            let part = (sixth - 3.0).min(9.0 - sixth).clamp(-1.0, 1.0);
            ((lightness - half * part) * 255.0).round() as u8
        };
        Colour::of([channel(0.0), channel(8.0), channel(4.0)])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    fn any_colour() -> impl Strategy<Value = Colour> {
        any::<[u8; 3]>().prop_map(Colour::of)
    }

    #[test]
    fn known_pairs_have_the_ratios_that_others_publish() {
        // #767676 and #777777 on white are the pair around 4.5:1 in W3C's Understanding 1.4.3; the rest is arithmetic.
        for (one, two, ratio) in [
            ("#000", "#fff", 21.0),
            ("#fff", "#ffffff", 1.0),
            ("#767676", "#fff", 4.542),
            ("#777777", "#fff", 4.478),
            ("#949494", "#fff", 3.033),
            ("#ff0000", "#ffffff", 3.998),
            ("#0000ff", "#ffffff", 8.592),
            ("#00ff00", "#ffffff", 1.372),
        ] {
            let found = colour(one).contrast(colour(two));
            assert!((found - ratio).abs() < 0.001, "{one} on {two}: {found}");
        }
    }

    #[test]
    fn a_colour_is_read_with_three_or_six_digits_and_nothing_else() {
        assert_eq!(colour("#0aF"), colour("#00AAff"));
        assert_eq!(colour("#0A5c52").to_string(), "#0a5c52");
        for text in [
            "",
            "#",
            "0a5c52",
            "#0a5c5",
            "#0a5c525",
            "#0a5c5g",
            "red",
            "#ａａａ",
            "#+1+1+1",
            " #fff",
        ] {
            assert_eq!(text.parse::<Colour>(), Err(NoColour), "{text}");
        }
    }

    #[test]
    fn a_shade_keeps_the_hue_and_moves_as_little_as_needed() {
        let white = [Colour::WHITE];
        let amber = colour("#f5a623").nearest_shade(&white, FOR_TEXT).unwrap();
        assert_eq!(amber.to_string(), "#a56a08");
        assert_eq!(
            colour("#777777").nearest_shade(&white, FOR_TEXT),
            Some(colour("#767676"))
        );
        let passing = colour("#0a5c52");
        assert_eq!(passing.nearest_shade(&white, FOR_TEXT), Some(passing));
        // On a middling ground the nearer end is taken, whichever it is.
        let grey = [colour("#777777")];
        assert!(
            colour("#999999")
                .nearest_shade(&grey, FOR_OUTLINES)
                .unwrap()
                .luminance()
                > 0.5
        );
        assert!(
            colour("#555555")
                .nearest_shade(&grey, FOR_OUTLINES)
                .unwrap()
                .luminance()
                < 0.1
        );
    }

    #[test]
    fn no_shade_stands_out_from_black_and_white_at_once() {
        assert_eq!(
            colour("#0a5c52").nearest_shade(&[Colour::BLACK, Colour::WHITE], 5.0),
            None
        );
    }

    proptest! {
        #[test]
        fn contrast_is_the_same_either_way_and_from_1_to_21(one in any_colour(), two in any_colour()) {
            let ratio = one.contrast(two);
            prop_assert!((1.0..=21.0 + 1e-9).contains(&ratio));
            prop_assert!((ratio - two.contrast(one)).abs() < 1e-12);
        }

        #[test]
        fn black_or_white_can_be_read_on_every_colour(ground in any_colour()) {
            prop_assert!(ground.letters().contrast(ground) >= FOR_TEXT);
        }

        #[test]
        fn a_colour_is_itself_at_its_own_lightness(colour in any_colour()) {
            let hsl = Hsl::of(colour);
            prop_assert_eq!(hsl.at(hsl.lightness), colour);
            prop_assert_eq!(colour.to_string().parse::<Colour>(), Ok(colour));
        }

        #[test]
        fn there_is_a_readable_shade_on_every_ground_and_nothing_nearer_passes(from in any_colour(), ground in any_colour()) {
            let shade = from.nearest_shade(&[ground], FOR_TEXT).unwrap();
            prop_assert!(shade.contrast(ground) >= FOR_TEXT);
            let (start, end) = (Hsl::of(from).lightness, Hsl::of(shade).lightness);
            let moved = (end - start).abs();
            for tenth in 1..10 {
                for way in [-1.0, 1.0] {
                    // Rounding to 8 bits is worth half a step either way.
                    let nearer = from.lighter_by(way * (moved * f64::from(tenth) / 10.0 - 0.004).max(0.0));
                    prop_assert!(shade == from || nearer == shade || nearer.contrast(ground) < FOR_TEXT);
                }
            }
        }

        #[test]
        fn what_is_lighter_has_no_less_light_in_any_channel(colour in any_colour(), by in 0.0..1.0_f64) {
            let lighter = colour.lighter_by(by);
            for (channel, more) in colour.channels.iter().zip(lighter.channels) {
                prop_assert!(more >= *channel);
            }
        }
    }
}
