//! Language tags, and which of two is nearer.

/// The tag itself, then ever shorter ones; Chinese of Taiwan, Hong Kong and Macau is written in traditional characters.
pub fn candidates(tag: &str) -> impl Iterator<Item = String> + use<> {
    let tag = tag.replace('_', "-");
    let lower = tag.to_ascii_lowercase();
    let traditional = ["zh-tw", "zh-hk", "zh-mo", "zh-hant"]
        .iter()
        .any(|known| lower == *known || lower.starts_with(&format!("{known}-")));
    let simplified = !traditional && (lower == "zh" || lower.starts_with("zh-"));
    let script = if traditional {
        Some("zh-Hant".to_owned())
    } else if simplified {
        Some("zh-Hans".to_owned())
    } else {
        None
    };
    let shorter: Vec<String> =
        std::iter::successors(Some(tag), |tag| tag.rfind('-').map(|cut| tag[..cut].to_owned())).collect();
    let (exact, rest) = shorter
        .split_first()
        .map(|(exact, rest)| (exact.clone(), rest.to_vec()))
        .unwrap_or_default();
    std::iter::once(exact).chain(script).chain(rest)
}

/// Whether it is written as a language tag is: `en`, `pt-BR`, `zh-Hant`.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
