//! Where the answers in an e-mail lead: a customer's own link, or the place that the mail program fills in with it.

/// The longest placeholder or link.
const LONGEST: usize = 2_000;

/// A link, or a mail program's placeholder for one, with the language that the page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MailLink {
    link: String,
    language: Option<String>,
}

impl MailLink {
    /// Takes a link or a placeholder such as `{{survey_link}}`, as it is.
    ///
    /// # Errors
    /// It would end the attribute it stands in.
    pub(crate) fn new(link: &str, language: Option<&str>) -> Result<Self, String> {
        let breaks = |c: char| c.is_control() || c == '"';
        if link.trim().is_empty() || link.len() > LONGEST || link.contains(breaks) {
            return Err(format!(
                "--link {link} cannot be used: give a link, or your mail program's placeholder for it, without double quotes"
            ));
        }
        Ok(Self {
            link: link.trim().to_owned(),
            language: language.map(str::to_owned),
        })
    }

    /// In an attribute of HTML: to the page with this answer chosen, which the person still sends there, or with none.
    pub(crate) fn in_html(&self, answer: Option<u8>) -> String {
        self.followed_by(answer, "&amp;")
    }

    /// In plain text: to the page with nothing chosen.
    pub(crate) fn in_text(&self) -> String {
        self.followed_by(None, "&")
    }

    fn followed_by(&self, answer: Option<u8>, and: &str) -> String {
        let answer = answer.map(|value| format!("r={value}"));
        let language = self.language.as_ref().map(|tag| format!("lang={tag}"));
        let parameters: Vec<String> = answer.into_iter().chain(language).collect();
        let joint = match parameters.as_slice() {
            [] => "",
            _ if self.link.contains('?') => and,
            _ => "?",
        };
        format!("{}{joint}{}", self.link, parameters.join(and))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_stays_as_it_is_and_the_answer_follows_it() {
        let link = |link: &str, language: Option<&str>| MailLink::new(link, language).unwrap();
        assert_eq!(link("{{survey_link}}", None).in_html(Some(9)), "{{survey_link}}?r=9");
        assert_eq!(
            link("*|LINK|*", Some("fr")).in_html(Some(0)),
            "*|LINK|*?r=0&amp;lang=fr"
        );
        assert_eq!(link("<%= link %>", None).in_text(), "<%= link %>");
        assert_eq!(
            link("https://a.example/x?id=1", None).in_html(Some(1)),
            "https://a.example/x?id=1&amp;r=1"
        );
        for wrong in ["", " ", "a\" onclick=\"x", "a\nb"] {
            assert!(MailLink::new(wrong, None).is_err(), "{wrong}");
        }
    }
}
