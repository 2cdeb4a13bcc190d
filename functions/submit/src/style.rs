//! The style sheets of the pages, and the policy that allows them and nothing else.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};

/// In every page.
const BASE: &str = include_str!("../templates/base.css");
/// The scale.
const SCALE: &str = include_str!("../templates/scale.css");
/// What comes after an answer.
const AFTER: &str = include_str!("../templates/after.css");

/// The sheets of the page with the scale.
pub(crate) const OF_FORM: &[&str] = &[BASE, SCALE];
/// The sheets of the page after an answer.
pub(crate) const OF_THANKS: &[&str] = &[BASE, AFTER];
/// The sheets of a page that is only read.
pub(crate) const OF_MESSAGE: &[&str] = &[BASE];

/// The page's own sheets, by their digests.
static OWN: LazyLock<String> = LazyLock::new(|| [BASE, SCALE, AFTER].map(source).join(" "));

/// The policy of a page of no survey.
pub(crate) static PLAIN: LazyLock<HeaderValue> = LazyLock::new(|| policy(None, false, &[]));

/// Nothing runs and nothing is loaded. The style sheets are known by their digests, the brand's too; a picture is shown
/// only out of the page itself, and only where there is a logo; and only `frames`, which are origins, may frame the page.
pub(crate) fn policy(brand: Option<&str>, logo: bool, frames: &[String]) -> HeaderValue {
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
    // Base64 has no character that a header may not have, and an origin was checked when the survey was stored.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn source(sheet: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(sheet)))
}
