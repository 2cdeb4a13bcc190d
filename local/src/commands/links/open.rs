//! The address of a page that anybody may open, to be shown on a tablet, printed as a code or linked to.

use anyhow::{Context, Result, bail};
use shared::domain::survey::{SurveyDefinition, VIA};
use shared::link::{Channel, Touchpoint};
use shared::origin::{open_page, open_page_code};

/// The page, and its QR code.
pub(super) fn addresses(
    base_url: &str,
    survey: &SurveyDefinition,
    touchpoint: Option<&str>,
    channel: Option<Channel>,
) -> Result<[String; 2]> {
    let id = &survey.id;
    let access = survey.open.as_ref().with_context(|| {
        format!("'{id}' is not open to anybody: add an [open] table with its touchpoints to its file, and apply it with `aisance survey apply`")
    })?;
    let listed = |at| {
        access.listed(at).with_context(|| {
            let known = access.touchpoints.join(", ");
            format!("'{id}' is not open at '{at}': its touchpoints are {known}")
        })
    };
    let at = touchpoint.map(listed).transpose()?;
    let at = at.as_ref().map(Touchpoint::as_str);
    if let Some(other) = channel.filter(|channel| !VIA.contains(channel)) {
        bail!("an open page is reached by web, qr or kiosk, not by {other}");
    }
    Ok([open_page(base_url, id, at, channel), open_page_code(base_url, id, at)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::domain::survey::OpenAccess;

    fn survey(open: bool) -> SurveyDefinition {
        let mut survey: SurveyDefinition = toml::from_str(include_str!("../../../surveys/recommend.toml")).unwrap();
        survey.open = open.then(|| OpenAccess {
            touchpoints: vec!["store".into(), "till 2".into()],
            answers_an_hour_per_address: 60,
            answers_an_hour: 3000,
        });
        survey
    }

    #[test]
    fn an_open_page_has_an_address_and_a_code() {
        let base = "https://a.example";
        assert_eq!(
            addresses(base, &survey(true), None, None).unwrap(),
            ["https://a.example/s/recommend", "https://a.example/s/recommend/qr.svg"]
        );
        assert_eq!(
            addresses(base, &survey(true), Some("till 2"), Some(Channel::Kiosk)).unwrap(),
            [
                "https://a.example/s/recommend?at=till+2&via=kiosk",
                "https://a.example/s/recommend/qr.svg?at=till+2"
            ]
        );
    }

    #[test]
    fn what_cannot_be_printed_says_what_to_do() {
        let said = |open, at, channel| {
            addresses("https://a.example", &survey(open), at, channel)
                .unwrap_err()
                .to_string()
        };
        assert!(said(false, None, None).contains("add an [open] table"));
        assert!(said(true, Some("shop"), None).contains("its touchpoints are store, till 2"));
        assert!(said(true, None, Some(Channel::Email)).contains("by web, qr or kiosk, not by email"));
    }
}
