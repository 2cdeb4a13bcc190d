//! What a person sees first: where to look, and what to do next.

use std::fs;

use anyhow::Result;
use jiff::civil::Date;
use shared::clock::random_16;
use shared::domain::access::Role;
use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, mint};
use shared::store::days::ReadDays;
use shared::store::settings::ReadSurveys;

use super::Addresses;
use crate::commands::print_line;
use crate::issuer::Issuer;
use crate::workspace::{Workspace, now};

/// Prints the addresses of a running workspace.
pub(super) async fn print(workspace: &Workspace, addresses: &Addresses, issuer: &Issuer) -> Result<()> {
    let Some((folder, _)) = workspace.folder() else {
        return Ok(());
    };
    let Addresses { named, numbered } = addresses;
    print_line("Aisance is running on this machine. Ctrl-C ends it.\n");
    if let Some(url) = link_to_try(workspace, named).await? {
        print_line(format!("  A survey to try   {url}"));
        print_line("                    (an answer counts like any other; `erase try-it-out` takes it back)");
    }
    print_line(format!("  Dashboard         {}", issuer.link(Role::Admin)));
    print_line("                    (signs your browser in as the administrator; keep it to yourself)");
    print_line(format!("                    {numbered}/dashboard asks who you are"));
    print_line(format!("  Sign-in code      {}", issuer.code()));
    print_line(format!(
        "  API               {named}/v1/scores?survey=recommend  (`aisance keys create NAME` makes a key)"
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
