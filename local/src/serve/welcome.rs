//! What a person sees first: where to look, and what to do next.

use std::fs;

use anyhow::Result;
use jiff::civil::Date;
use shared::api_key::ApiKey;
use shared::clock::random_16;
use shared::domain::access::Scopes;
use shared::domain::new_key::NewKey;
use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, mint};
use shared::store::api_keys::ReadKey;
use shared::store::days::ReadDays;
use shared::store::settings::ReadSurveys;

use crate::commands::keys;
use crate::commands::print_line;
use crate::data_folder::write_private;
use crate::workspace::{Workspace, now};

/// Prints the addresses of a running workspace.
pub(super) async fn print(workspace: &Workspace, base_url: &str) -> Result<()> {
    let Some((folder, _)) = workspace.folder() else {
        return Ok(());
    };
    let key = overview_key(workspace).await?;
    print_line("Aisance is running on this machine. Ctrl-C ends it.\n");
    if let Some(url) = link_to_try(workspace, base_url).await? {
        print_line(format!("  A survey to try   {url}"));
        print_line("                    (an answer counts like any other; `erase try-it-out` takes it back)");
    }
    let overview = base_url.replacen("http://", &format!("http://{}@", key.reveal()), 1);
    print_line(format!("  Overview          {overview}/dashboard"));
    print_line(format!(
        "  API               {base_url}/v1/scores?survey=recommend  (Authorization: Bearer {})",
        key.reveal()
    ));
    print_line(format!(
        "  Data              {}\n",
        fs::canonicalize(folder.path())?.display()
    ));
    let days = workspace.store.read_records(Date::MIN, Date::MAX).await?;
    if days.is_empty() {
        print_line("There are no scores yet. They are computed at night; `cargo local nightly` does it now.");
        print_line("`cargo local demo` shows everything with made-up customers, in a folder of its own.");
    }
    Ok(())
}

/// The key in the overview's URL: the one of the last start, unless it was revoked.
async fn overview_key(workspace: &Workspace) -> Result<ApiKey> {
    let made = async |name: &str| {
        let now = now();
        let wanted = NewKey::new(name, Scopes::ALL, None, Scopes::ALL, now)?;
        keys::create(workspace, &wanted, now).await
    };
    let Some((folder, _)) = workspace.folder() else {
        return made("overview").await;
    };
    if let Some(key) = fs::read_to_string(folder.overview_key())
        .ok()
        .and_then(|text| ApiKey::parse(text.trim()).ok())
        && workspace
            .store
            .read_key(key.id())
            .await?
            .is_some_and(|stored| key.is_valid(&stored, now()))
    {
        return Ok(key);
    }
    let key = made("overview on this machine").await?;
    write_private(&folder.overview_key(), &key.reveal())?;
    Ok(key)
}

async fn link_to_try(workspace: &Workspace, base_url: &str) -> Result<Option<String>> {
    let surveys = workspace.store.read_surveys().await?.current;
    let Some(survey) = surveys
        .keys()
        .find(|id| *id == "recommend")
        .or_else(|| surveys.keys().next())
    else {
        return Ok(None);
    };
    let try_out: String = random_16().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let facts = FactsDraft {
        survey: survey.clone(),
        customer: Some("try-it-out".to_owned()),
        touchpoint: "checkout".to_owned(),
        reference: Some(format!("try-{try_out}")),
        attributes: std::collections::BTreeMap::new(),
        channel: Channel::Web,
        language: None,
        issued: now().to_zoned(jiff::tz::TimeZone::UTC).date(),
        valid_days: 30,
    };
    let facts = LinkFacts::new(&facts, RawIds::Refuse)?;
    Ok(Some(format!(
        "{base_url}/s/{}",
        mint(workspace.keys.mint_key(), &facts)
    )))
}
