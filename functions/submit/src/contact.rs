//! How to reach the team, as a link where it is an address.

/// The team's own words, and where they lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) text: String,
    /// Only ever `mailto:` or `https:`.
    pub(crate) href: Option<String>,
}

impl Contact {
    pub(crate) fn new(text: &str) -> Self {
        let text = text.trim();
        let plain = |extra: &'static str| move |c: char| c.is_ascii_alphanumeric() || extra.contains(c);
        let mail = text.split_once('@').is_some_and(|(name, host)| {
            let named = !name.is_empty() && !host.is_empty();
            named && name.chars().all(plain(".-_+")) && host.chars().all(plain(".-"))
        });
        let web = text
            .strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain(".-_~/?=&%#")));
        let href = if mail {
            Some(format!("mailto:{text}"))
        } else {
            web.then(|| text.to_owned())
        };
        Self {
            text: text.to_owned(),
            href,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_link_and_anything_else_stays_text() {
        let href = |text| Contact::new(text).href;
        assert_eq!(href("help@example.com").as_deref(), Some("mailto:help@example.com"));
        assert_eq!(
            href("https://example.com/help?a=1").as_deref(),
            Some("https://example.com/help?a=1")
        );
        for text in [
            "Call 0800 123",
            "javascript:alert(1)",
            "javascript:alert@1",
            "//evil.example",
            "http://example.com",
            "https://user@evil.example",
            "help@example.com?bcc=x@y.z",
            "data:text/html,x",
            "@",
        ] {
            assert_eq!(href(text), None, "{text}");
        }
    }
}
