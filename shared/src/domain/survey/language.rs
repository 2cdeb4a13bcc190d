//! Language tags, and which of two is nearer.

/// Tags that name one language, or languages whose readers read the other: what a browser calls `no`, `iw` or `in`, a
/// survey calls `nb`, `he` or `id`, and the other way round.
const ALSO: [(&str, &[&str]); 7] = [
    ("nb", &["no"]),
    ("nn", &["nb", "no"]),
    ("no", &["nb"]),
    ("he", &["iw"]),
    ("iw", &["he"]),
    ("id", &["in"]),
    ("in", &["id"]),
];

/// The tag itself, then ever shorter ones, then others for the same language. Chinese of Taiwan, Hong Kong and Macau is
/// written in traditional characters, other Chinese in simplified ones.
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
    let language = lower.split('-').next().unwrap_or_default();
    let also = ALSO.iter().find(|(known, _)| *known == language);
    let also = also
        .into_iter()
        .flat_map(|(_, also)| also.iter().map(|tag| (*tag).to_owned()));
    let shorter: Vec<String> =
        std::iter::successors(Some(tag), |tag| tag.rfind('-').map(|cut| tag[..cut].to_owned())).collect();
    let (exact, rest) = shorter
        .split_first()
        .map(|(exact, rest)| (exact.clone(), rest.to_vec()))
        .unwrap_or_default();
    std::iter::once(exact).chain(script).chain(rest).chain(also)
}

/// Whether it is written as a language tag is: `en`, `pt-BR`, `zh-Hant`.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_tags_come_first_and_other_names_of_the_language_last() {
        let all = |tag| candidates(tag).collect::<Vec<_>>();
        assert_eq!(all("fr_CA"), ["fr-CA", "fr"]);
        assert_eq!(all("zh-TW"), ["zh-TW", "zh-Hant", "zh"]);
        assert_eq!(all("zh-Hans-HK"), ["zh-Hans-HK", "zh-Hans", "zh-Hans", "zh"]);
        assert_eq!(all("no-NO"), ["no-NO", "no", "nb"]);
        assert_eq!(all("nn"), ["nn", "nb", "no"]);
        assert_eq!(all("IW"), ["IW", "he"]);
        assert_eq!(all("in-ID"), ["in-ID", "in", "id"]);
    }
}
