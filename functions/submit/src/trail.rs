//! Where a page leads: its own path with a query, in which some things are kept from page to page.

/// How an address says that its page is shown inside another site's.
pub(crate) const FRAMED: (&str, &str) = ("frame", "1");

/// What is kept from page to page. Every address is relative, so a page never has to know its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trail(Vec<(&'static str, String)>);

impl Trail {
    /// Keeps a parameter from here on.
    pub(crate) fn keep(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.push((name, value.into()));
    }

    /// The address with these parameters, then with what is kept.
    pub(crate) fn to(&self, parameters: &[(&'static str, &str)]) -> String {
        let mut address = String::from("?");
        let kept = self.kept();
        for (name, value) in parameters.iter().copied().chain(kept) {
            if address.len() > 1 {
                address.push('&');
            }
            address.push_str(name);
            address.push('=');
            let plain = value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            if plain {
                address.push_str(value);
            } else {
                address.extend(value.bytes().map(|byte| format!("%{byte:02X}")));
            }
        }
        address
    }

    /// Whether the page is shown inside another site's.
    pub(crate) fn is_framed(&self) -> bool {
        self.kept().any(|kept| kept == FRAMED)
    }

    /// What is kept, for a form that is sent by `GET` and so loses the query of its address.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked_of_it_and_what_is_kept() {
        let mut trail = Trail::default();
        assert_eq!(trail.to(&[("lang", "zh-Hant")]), "?lang=zh-Hant");
        trail.keep("frame", "1");
        assert_eq!(trail.to(&[("lang", "fr"), ("r", "9")]), "?lang=fr&r=9&frame=1");
        assert_eq!(trail.to(&[]), "?frame=1");
    }

    #[test]
    fn no_value_says_more_than_itself() {
        let mut trail = Trail::default();
        trail.keep("at", "a&b=\"é");
        assert_eq!(trail.to(&[]), "?at=%61%26%62%3D%22%C3%A9");
    }
}
