//! What is the same on every page of a survey, computed once when the survey is read.

use http::HeaderValue;
use shared::domain::survey::{Brand, SurveyDefinition};
use shared::text::own_name;

use crate::contact::Contact;
use crate::style;

/// How the pages of a survey look, and what a browser may do with them.
#[derive(Debug)]
pub(crate) struct Look {
    /// The content security policy.
    pub(crate) policy: HeaderValue,
    /// Whether some web site may show the page in a frame.
    pub(crate) framable: bool,
    /// The brand's style sheet.
    pub(crate) style: Option<String>,
    /// Whether that sheet has every colour of the page.
    pub(crate) has_colours: bool,
    /// Who asks.
    pub(crate) name: Option<String>,
    /// A `data:` address.
    pub(crate) logo: Option<String>,
    /// How to reach the team.
    pub(crate) contact: Option<Contact>,
    /// The tags of its languages, and what each calls itself.
    pub(crate) languages: Vec<(String, String)>,
}

impl Look {
    pub(crate) fn of(definition: &SurveyDefinition) -> Self {
        let brand = definition.brand.as_ref();
        let style = brand.and_then(Brand::style);
        let logo = brand.and_then(|brand| brand.logo.clone());
        let policy = style::policy(style.as_deref(), logo.is_some(), &definition.frame_hosts);
        Self {
            framable: policy.is_some() && !definition.frame_hosts.is_empty(),
            policy: policy.unwrap_or(style::CLOSED),
            style,
            has_colours: brand.is_some_and(|brand| brand.scheme().is_some()),
            name: brand.and_then(|brand| brand.name.clone()),
            logo,
            contact: definition.contact.as_deref().map(Contact::new),
            languages: definition
                .text
                .keys()
                .map(|tag| (tag.clone(), own_name(tag).to_owned()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::ready_surveys;

    #[test]
    fn a_page_whose_policy_cannot_be_written_is_framed_by_nobody() {
        for (host, framable, policy) in [
            (
                "https://www.example.com",
                true,
                "frame-ancestors https://www.example.com",
            ),
            ("https://www.example.com\n", false, "frame-ancestors 'none'"),
        ] {
            let look = Look::of(&SurveyDefinition {
                frame_hosts: vec![host.to_owned()],
                ..ready_surveys().remove(0)
            });
            let written = look.policy.to_str().unwrap();
            assert_eq!(look.framable, framable, "{host:?}");
            assert!(written.ends_with(policy), "{written}");
            assert!(written.starts_with("default-src 'none'"), "{written}");
            for directive in ["form-action 'self'", "base-uri 'none'"] {
                assert!(written.contains(directive), "{written}");
            }
        }
    }
}
