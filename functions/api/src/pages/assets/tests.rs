use std::collections::{BTreeMap, BTreeSet};

use shared::domain::contrast::{Colour, FOR_OUTLINES, FOR_TEXT};

use super::STYLE;

/// What is written on what.
const TEXTS: [(&str, &[&str]); 12] = [
    ("ink", &["page", "card", "sunk"]),
    ("soft", &["page", "card", "sunk"]),
    ("accent", &["page", "card"]),
    ("accent-strong", &["page", "card"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("on-wash", &["wash"]),
    ("good", &["page", "card"]),
    ("bad", &["page", "card"]),
    ("warn", &["page", "card"]),
    ("on-good", &["good-wash"]),
    ("on-bad", &["bad-wash"]),
    ("on-warn", &["warn-wash"]),
];

/// Outlines of controls, focus, and what is drawn to be told apart.
const SHAPES: [(&str, &[&str]); 6] = [
    ("edge", &["page", "card"]),
    ("accent", &["page", "card", "sunk"]),
    ("plot", &["card", "plot-band"]),
    ("plot-low", &["card"]),
    ("plot-middle", &["card"]),
    ("plot-high", &["card"]),
];

/// The colours by name: of the light page, and of the dark one.
fn palettes() -> [BTreeMap<&'static str, Colour>; 2] {
    let (light, dark) = STYLE.split_once("@media (prefers-color-scheme: dark)").unwrap();
    [light, dark].map(|sheet| {
        let (block, _) = sheet.split_once('}').unwrap();
        let declared = block.split(';').filter_map(|line| line.trim().split_once(": "));
        declared
            .filter_map(|(name, value)| Some((name.rsplit("--").next()?, value.parse().ok()?)))
            .collect()
    })
}

#[test]
fn every_text_and_every_shape_stands_out_from_what_it_lies_on_by_day_and_by_night() {
    for palette in palettes() {
        assert!(palette.len() > 25, "{palette:?}");
        for (pairs, needed) in [(&TEXTS[..], FOR_TEXT), (&SHAPES[..], FOR_OUTLINES)] {
            for (name, grounds) in pairs {
                for ground in *grounds {
                    let contrast = palette[name].contrast(palette[ground]);
                    assert!(contrast >= needed, "{name} on {ground}: {contrast:.2}");
                }
            }
        }
    }
}

#[test]
fn the_dark_page_has_every_colour_and_every_name_is_declared_and_used() {
    let [light, dark] = palettes();
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
    let ends = |rest: &str| rest.find([')', ':', ' ', ';', ',']).unwrap_or(rest.len());
    let used: BTreeSet<&str> = STYLE.split("var(--").skip(1).map(|rest| &rest[..ends(rest)]).collect();
    let (declarations, _) = STYLE.split_once('}').unwrap();
    let declared: BTreeSet<&str> = declarations
        .split("--")
        .skip(1)
        .map(|rest| &rest[..ends(rest)])
        .collect();
    assert_eq!(used, declared);
}

#[test]
fn every_sheet_is_part_of_the_style_and_whole() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/style");
    let mut length = 0;
    for sheet in std::fs::read_dir(folder).unwrap() {
        let sheet = std::fs::read_to_string(sheet.unwrap().path()).unwrap();
        assert!(STYLE.contains(&sheet), "{sheet}");
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count(), "{sheet}");
        length += sheet.len();
    }
    assert_eq!(length, STYLE.len());
}
