use proptest::prelude::*;

use super::*;
use crate::domain::contrast::{Colour, FOR_OUTLINES, FOR_TEXT};

fn palette(accent: &str, background: &str, text: &str) -> Palette {
    Palette {
        accent: accent.to_owned(),
        background: background.to_owned(),
        text: text.to_owned(),
    }
}

fn light(accent: &str, background: &str, text: &str) -> Brand {
    Brand {
        light: Some(palette(accent, background, text)),
        ..Brand::default()
    }
}

fn told(brand: &Brand) -> Vec<String> {
    let shown = |problem: &Problem| format!("{}: {}", problem.path.join("."), problem.message);
    brand.problems().iter().map(shown).collect()
}

#[test]
fn a_pair_that_cannot_be_read_is_refused_with_its_ratio_and_the_nearest_shade_that_can() {
    assert_eq!(
        told(&light("#f5a623", "#fff", "#999999")),
        [
            "brand.light.accent: #f5a623 on #ffffff is 2.02:1, and 4.5:1 is needed for links and buttons; the nearest shade that passes is #a56a08",
            "brand.light.text: #999999 on #ffffff is 2.84:1, and 4.5:1 is needed for text; the nearest shade that passes is #767676",
        ]
    );
    assert_eq!(told(&light("#0a5c52", "#ffffff", "#767676")), Vec::<String>::new());
    assert!(told(&light("#0a5c52", "#ffffff", "#777777"))[0].contains("is 4.47:1"));
}

#[test]
fn a_text_that_is_no_colour_is_named_and_the_others_are_still_checked() {
    let told = told(&light("teal", "#ffffff", "#eeeeee"));
    assert!(
        told[0].starts_with("brand.light.accent: 'teal': it is no colour"),
        "{told:?}"
    );
    assert!(told[1].starts_with("brand.light.text: #eeeeee on #ffffff"), "{told:?}");
}

#[test]
fn logo_font_and_name_are_checked_with_the_rest() {
    let brand = Brand {
        name: Some(" ".to_owned()),
        logo: Some("logo.svg".to_owned()),
        font: Some("url(x)".to_owned()),
        ..light("#777777", "#ffffff", "#000000")
    };
    let places: Vec<String> = brand.problems().iter().map(|problem| problem.path.join(".")).collect();
    assert_eq!(places, ["brand.name", "brand.logo", "brand.font", "brand.light.accent"]);
}

#[test]
fn the_style_has_every_property_for_light_and_dark_and_the_font() {
    let mut brand = light("#0b3d91", "#ffffff", "#111111");
    brand.font = Some("Inter".to_owned());
    let style = brand.style().unwrap();
    let (bright, dark) = style.split_once("@media(prefers-color-scheme:dark){:root{").unwrap();
    for name in [
        "ground", "sheet", "ink", "soft", "line", "hair", "accent", "deep", "wash", "on", "wrong", "alarm",
    ] {
        assert!(
            bright.contains(&format!("--{name}:#")) && dark.contains(&format!("--{name}:#")),
            "{name}: {style}"
        );
    }
    assert!(
        style.ends_with("}}html{font-family:\"Inter\",system-ui,sans-serif}"),
        "{style}"
    );
    assert!(style.len() < 700, "{} bytes", style.len());
}

#[test]
fn a_brand_without_colours_and_font_changes_no_style() {
    let brand = Brand {
        name: Some("Example Shop".to_owned()),
        ..Brand::default()
    };
    assert_eq!(brand.style(), None);
}

#[test]
fn a_palette_left_out_has_the_pages_own_ground_and_the_accent_in_a_shade_that_can_be_read_there() {
    let scheme = light("#0b3d91", "#fffdf5", "#111111").scheme().unwrap();
    assert_eq!(scheme.dark.sheet, Scheme::own().dark.sheet);
    assert_eq!(scheme.dark.accent.to_string(), "#3e81f0");
    let mut reverse = light("#83d8c7", "#101010", "#ffffff");
    reverse.dark = reverse.light.take();
    let scheme = reverse.scheme().unwrap();
    assert_eq!(
        (scheme.light.sheet, scheme.light.ink),
        (Scheme::own().light.sheet, Scheme::own().light.ink)
    );
    assert!(scheme.light.accent.contrast(scheme.light.sheet) >= FOR_TEXT);
}

#[test]
fn the_pages_own_colours_are_those_of_its_style_sheet() {
    let sheet = include_str!("../../../../../functions/submit/templates/palette.css");
    let (light, dark) = sheet.split_once("prefers-color-scheme:dark").unwrap();
    let own = Scheme::own();
    for (part, colours) in [(light, own.light), (dark, own.dark)] {
        for (name, colour) in [("accent", colours.accent), ("ink", colours.ink)] {
            assert!(part.contains(&format!("--{name}:{colour}")), "{name} {colour}");
        }
    }
    assert!(light.contains("--sheet:#fff;") && dark.contains(&format!("--sheet:{}", own.dark.sheet)));
    assert!(light.contains("--wrong:#a3201a") && dark.contains("--wrong:#ffa79d"));
}

fn any_colour() -> impl Strategy<Value = Colour> {
    any::<[u8; 3]>().prop_map(Colour::of)
}

/// A palette that passes the gate: any ground, with the nearest shades of any text and any accent.
fn any_palette() -> impl Strategy<Value = Palette> {
    (any_colour(), any_colour(), any_colour()).prop_map(|(accent, background, text)| {
        let readable = |colour: Colour| colour.nearest_shade(&[background], FOR_TEXT).unwrap().to_string();
        palette(&readable(accent), &background.to_string(), &readable(text))
    })
}

fn is_readable(colours: &Colours) -> Result<(), TestCaseError> {
    let Colours {
        sheet,
        ink,
        soft,
        line,
        accent,
        deep,
        wash,
        on,
        wrong,
        alarm,
        ..
    } = *colours;
    for (what, one, two, needed) in [
        ("text", ink, sheet, FOR_TEXT),
        ("hints", soft, sheet, FOR_TEXT),
        ("links", accent, sheet, FOR_TEXT),
        ("errors", wrong, sheet, FOR_TEXT),
        ("what was chosen", ink, wash, FOR_TEXT),
        ("a link under the pointer", accent, wash, FOR_TEXT),
        ("the summary of errors", ink, alarm, FOR_TEXT),
        ("links in the summary of errors", wrong, alarm, FOR_TEXT),
        ("a button", on, accent, FOR_TEXT),
        ("a button under the pointer", on, deep, FOR_TEXT),
        ("the outline of a point", line, sheet, FOR_OUTLINES),
        ("the shape of a button under the pointer", deep, sheet, FOR_OUTLINES),
    ] {
        let ratio = one.contrast(two);
        prop_assert!(ratio >= needed, "{}: {} on {} is {}", what, one, two, ratio);
    }
    Ok(())
}

#[test]
fn the_pages_own_colours_can_be_read() {
    is_readable(&Scheme::own().light).unwrap();
    is_readable(&Scheme::own().dark).unwrap();
}

proptest! {
    #[test]
    fn whatever_passes_the_gate_gives_colours_that_can_be_read(one in any_palette(), two in proptest::option::of(any_palette()), swapped in any::<bool>()) {
        let (light, dark) = if swapped { (two, Some(one)) } else { (Some(one), two) };
        let brand = Brand { light, dark, ..Brand::default() };
        prop_assert_eq!(brand.problems(), vec![]);
        let scheme = brand.scheme().unwrap();
        is_readable(&scheme.light)?;
        is_readable(&scheme.dark)?;
    }
}
