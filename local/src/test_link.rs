//! Links to look at a survey with: their answers count nowhere.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::tz::TimeZone;
use shared::clock::random_16;
use shared::domain::survey::Survey;
use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, TEST_ATTRIBUTE, TEST_VALUE, mint};

use crate::workspace::{Workspace, now};

/// Where `serve` listens when nothing else is said.
pub(crate) const HERE: &str = "http://localhost:3000";

/// The address of a test link, good for 30 days; of its own each time, so that a test never meets the answer of another.
///
/// # Errors
/// `language` is no language tag.
pub(crate) fn of(workspace: &Workspace, survey: &Survey, language: Option<&str>) -> Result<String> {
    let facts = LinkFacts::new(
        &FactsDraft {
            survey: survey.definition.id.clone(),
            customer: None,
            touchpoint: "test".to_owned(),
            reference: Some(URL_SAFE_NO_PAD.encode(random_16())),
            attributes: [(TEST_ATTRIBUTE.to_owned(), TEST_VALUE.to_owned())].into(),
            channel: Channel::Web,
            language: language.map(str::to_owned),
            issued: now().to_zoned(TimeZone::UTC).date(),
            valid_days: 30,
        },
        RawIds::Refuse,
    )?;
    let base_url = workspace.base_url.as_deref().unwrap_or(HERE);
    Ok(format!("{base_url}/s/{}", mint(workspace.keys.mint_key(), &facts)))
}
