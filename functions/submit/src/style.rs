//! The style sheets of the pages, and the policy that allows them and nothing else.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};

/// The colours, where a brand has none of its own.
pub(crate) const PALETTE: &str = include_str!("../templates/palette.css");
/// In every page.
pub(crate) const BASE: &str = include_str!("../templates/base.css");
/// The question and the scale.
pub(crate) const SCALE: &str = include_str!("../templates/scale.css");
/// What is wrong with a form.
pub(crate) const WRONG: &str = include_str!("../templates/wrong.css");
/// A few languages beside each other.
pub(crate) const LINKS: &str = include_str!("../templates/links.css");
/// A list of many languages.
pub(crate) const LIST: &str = include_str!("../templates/list.css");
/// What comes after an answer.
pub(crate) const AFTER: &str = include_str!("../templates/after.css");
/// Inside another site's page, which brings ground, edge and margin.
pub(crate) const FRAMED: &str = include_str!("../templates/framed.css");

/// The page's own sheets, by their digests.
static OWN: LazyLock<String> = LazyLock::new(|| {
    let all = [PALETTE, BASE, SCALE, WRONG, LINKS, LIST, AFTER, FRAMED];
    all.map(source).join(" ")
});

/// Where a policy cannot be written: nothing is loaded and nobody frames the page, and its form still works.
pub(crate) const CLOSED: HeaderValue =
    HeaderValue::from_static("default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

/// The policy of a page of no survey.
pub(crate) static PLAIN: LazyLock<HeaderValue> = LazyLock::new(|| policy(None, false, &[]).unwrap_or(CLOSED));

/// Nothing runs and nothing is loaded. The style sheets are known by their digests, the brand's too; a picture is shown
/// only out of the page itself, and only where there is a logo; and only `frames`, which are origins, may frame the page.
/// `None` where one of them has a character that no header may have.
pub(crate) fn policy(brand: Option<&str>, logo: bool, frames: &[String]) -> Option<HeaderValue> {
    let brand = brand.map(|style| format!(" {}", source(style))).unwrap_or_default();
    let pictures = if logo { "; img-src data:" } else { "" };
    let frames = if frames.is_empty() {
        "'none'".to_owned()
    } else {
        frames.join(" ")
    };
    let policy = format!(
        "default-src 'none'; style-src {}{brand}{pictures}; form-action 'self'; base-uri 'none'; frame-ancestors {frames}",
        *OWN
    );
    HeaderValue::from_str(&policy).ok()
}

fn source(sheet: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(sheet)))
}
