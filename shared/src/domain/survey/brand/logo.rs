//! Logos: small pictures in the page itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The longest logo, in bytes of its `data:` address: the page is one small answer.
pub const LONGEST_LOGO: usize = 3_000;

/// What an SVG may not have. An `<img>` runs no script and loads nothing, but a logo that tries to is not the one meant, and
/// who opens it alone would run it.
const FORBIDDEN: [(&str, &str); 5] = [
    ("<script", "a script"),
    ("<foreignobject", "a <foreignObject>"),
    ("<!entity", "an entity of its own"),
    ("javascript:", "a script in an address"),
    ("@import", "a style sheet from elsewhere"),
];

/// Whether it is a picture that the page can hold.
///
/// # Errors
/// What is wrong with it, and what to do.
pub(super) fn check(logo: &str) -> Result<(), String> {
    const SHAPE: &str = "write the logo as data:image/svg+xml;base64,… (or image/png, image/webp)";
    if logo.len() > LONGEST_LOGO {
        return Err(format!(
            "it has {} bytes and {LONGEST_LOGO} are the most, as the page is sent whole to every respondent: use a simpler SVG, or a smaller PNG or WebP",
            logo.len()
        ));
    }
    let (kind, encoded) = logo
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"))
        .ok_or(SHAPE)?;
    let bytes = STANDARD
        .decode(encoded)
        .map_err(|_| "what follows base64, is no base64 with its padding")?;
    let is_as_said = match kind {
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        "svg+xml" => return check_svg(&bytes),
        _ => return Err(SHAPE.to_owned()),
    };
    if is_as_said {
        Ok(())
    } else {
        Err(format!(
            "this is no {kind} picture: give its own kind after data:image/"
        ))
    }
}

fn check_svg(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the SVG is not UTF-8: save it as UTF-8")?;
    let text = text.to_ascii_lowercase();
    if !text.contains("<svg") {
        return Err("this is no SVG: there is no <svg> in it".to_owned());
    }
    let found = FORBIDDEN
        .iter()
        .find(|(mark, _)| text.contains(mark))
        .map(|(_, what)| *what);
    let found = found
        .or_else(|| has_handler(&text).then_some("a handler of events (on…=)"))
        .or_else(|| leads_elsewhere(&text).then_some("an address elsewhere (href or url)"));
    found.map_or(Ok(()), |what| {
        Err(format!("the SVG has {what}: export it as plain SVG, with shapes alone"))
    })
}

/// Whether an attribute begins with `on`, as in `<svg onload="…">`.
fn has_handler(text: &str) -> bool {
    let starts = text.match_indices("on").filter(|(at, _)| {
        text[..*at].ends_with(|before: char| before.is_ascii_whitespace() || matches!(before, '/' | '"' | '\''))
    });
    starts.map(|(at, _)| &text[at..]).any(|rest| {
        let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        name.trim_start().starts_with('=')
    })
}

/// Whether an `href`, a `src` or a `url()` leads anywhere but to a part of the same picture.
fn leads_elsewhere(text: &str) -> bool {
    let after = |mark: &'static str| {
        text.match_indices(mark)
            .map(move |(at, _)| text[at + mark.len()..].trim_start())
    };
    let bare = |text: &str| text.trim_start_matches(['"', '\'', ' ']).starts_with('#');
    let attribute = |rest: &str| rest.strip_prefix('=').is_some_and(|value| !bare(value.trim_start()));
    after("href").chain(after("src")).any(attribute) || after("url(").any(|rest| !bare(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> Result<(), String> {
        let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>");
        check(&format!("data:image/svg+xml;base64,{}", STANDARD.encode(text)))
    }

    #[test]
    fn a_plain_picture_is_taken() {
        svg("<defs><linearGradient id=\"a\"/></defs><path fill=\"url(#a)\" d=\"M0 0h9\"/><use href=\"#a\"/><text>on = off</text>")
            .unwrap();
        let png = STANDARD.encode(b"\x89PNG\r\n\x1a\nrest");
        check(&format!("data:image/png;base64,{png}")).unwrap();
        let webp = STANDARD.encode(b"RIFF\0\0\0\0WEBPVP8 ");
        check(&format!("data:image/webp;base64,{webp}")).unwrap();
    }

    #[test]
    fn an_svg_that_does_more_than_show_shapes_is_refused_with_the_reason() {
        for (inside, reason) in [
            ("<script>alert(1)</script>", "a script"),
            ("<SCRIPT/>", "a script"),
            ("<foreignObject/>", "foreignObject"),
            ("<g onclick=\"x()\"/>", "on…="),
            ("<g/ONLOAD = 'x()'/>", "on…="),
            ("<g id=\"a\"onload=\"x()\"/>", "on…="),
            ("<image href=\"https://example.com/x.png\"/>", "elsewhere"),
            ("<use xlink:href = 'other.svg#a'/>", "elsewhere"),
            ("<a href=\"javascript:x()\"/>", "a script in an address"),
            ("<path fill=\"url(https://example.com/x)\"/>", "elsewhere"),
            ("<style>@import 'x';</style>", "style sheet"),
        ] {
            let told = svg(inside).unwrap_err();
            assert!(told.contains(reason), "{inside}: {told}");
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_a_one_is_refused() {
        for (logo, reason) in [
            ("https://example.com/logo.svg".to_owned(), "write the logo as data:"),
            (
                "data:image/gif;base64,R0lGODlhAQ==".to_owned(),
                "write the logo as data:",
            ),
            ("data:image/svg+xml,<svg/>".to_owned(), "write the logo as data:"),
            ("data:image/svg+xml;base64,***".to_owned(), "no base64"),
            (
                format!("data:image/svg+xml;base64,{}", STANDARD.encode("<html>")),
                "no <svg>",
            ),
            (
                format!("data:image/png;base64,{}", STANDARD.encode("<svg>")),
                "no png picture",
            ),
            (
                format!("data:image/png;base64,{}", "A".repeat(3_000)),
                "3000 are the most",
            ),
        ] {
            let told = check(&logo).unwrap_err();
            assert!(told.contains(reason), "{logo}: {told}");
        }
    }
}
