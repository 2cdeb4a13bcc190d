//! Colours that cannot be read are refused, and the nearest that can is proposed.

use super::super::Problem;
use super::Palette;
use crate::domain::contrast::{Colour, FOR_TEXT};

/// What is wrong with the palette called `name`, `light` or `dark`.
///
/// The accent is held to what text needs, as links are written in it; that covers the outlines drawn in it, which need less.
/// Letters on it are black or white, of which one can be read on every colour.
pub(super) fn problems(name: &str, palette: &Palette) -> Vec<Problem> {
    let fields = [
        ("accent", &palette.accent),
        ("background", &palette.background),
        ("text", &palette.text),
    ];
    let mut problems = Vec::new();
    let [accent, background, text] = fields.map(|(field, written)| {
        let colour = written.parse::<Colour>();
        if let Err(error) = &colour {
            let message = format!("'{written}': {error}");
            problems.push(Problem::at(&["brand", name, field], message));
        }
        colour.ok()
    });
    let Some(background) = background else {
        return problems;
    };
    for (field, colour, needed_for) in [("accent", accent, "links and buttons"), ("text", text, "text")] {
        problems.extend(colour.and_then(|colour| too_close(name, field, colour, background, needed_for)));
    }
    problems
}

fn too_close(name: &str, field: &str, colour: Colour, ground: Colour, needed_for: &str) -> Option<Problem> {
    let ratio = colour.contrast(ground);
    if ratio >= FOR_TEXT {
        return None;
    }
    // Cut off, not rounded: 4.499 must not be told as 4.5.
    let ratio = (ratio * 100.0).floor() / 100.0;
    let nearest = colour
        .nearest_shade(&[ground], FOR_TEXT)
        .map(|shade| format!("; the nearest shade that passes is {shade}"))
        .unwrap_or_default();
    let message = format!("{colour} on {ground} is {ratio}:1, and {FOR_TEXT}:1 is needed for {needed_for}{nearest}");
    Some(Problem::at(&["brand", name, field], message))
}
