//! What a browser says of languages.

/// The tags of an `Accept-Language` header, most wanted first; none that is refused with `q=0`.
#[must_use]
pub fn accepted_languages(header: &str) -> Vec<&str> {
    let mut tags: Vec<(&str, u16)> = header
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let quality = match parameters.trim().strip_prefix("q=") {
                Some(quality) => quality
                    .parse::<f32>()
                    .ok()
                    .filter(|quality| (0.0..=1.0).contains(quality))?,
                None => 1.0,
            };
            let tag = tag.trim();
            let named = !tag.is_empty() && tag != "*" && tag.len() <= 35;
            // Three decimals are all there are.
            (named && quality > 0.0).then_some((tag, (quality * 1000.0) as u16))
        })
        .collect();
    tags.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_languages_come_in_the_order_of_their_quality() {
        assert_eq!(
            accepted_languages("en;q=0.3, fr-CH , fr;q=0.9, *;q=0.5"),
            ["fr-CH", "fr", "en"]
        );
        assert_eq!(accepted_languages("de;q=0, en;q=x, fr;q=7"), Vec::<&str>::new());
        assert_eq!(accepted_languages(""), Vec::<&str>::new());
    }
}
