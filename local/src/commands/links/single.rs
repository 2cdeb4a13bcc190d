//! `aisance links SURVEY --customer ID`: one link.

use anyhow::{Result, bail};

use super::Minter;
use super::columns::Columns;
use super::register::Registrar;
use crate::workspace::now;

/// Makes the link of one customer, about `reference` if that is given.
///
/// # Errors
/// The customer is not asked, what is given makes no link, or storage fails.
pub(super) async fn link(
    minter: &Minter<'_>,
    registrar: Option<&Registrar<'_>>,
    customer: &str,
    reference: Option<&str>,
) -> Result<String> {
    if minter.args.touchpoint.is_none() {
        bail!("say with --touchpoint where in the journey {customer} is asked");
    }
    let heading = ["customer".to_owned(), "reference".to_owned()];
    let columns = Columns::of(&heading, minter.args)?;
    let link = minter.link(&columns, &[customer, reference.unwrap_or_default()])?;
    let Some(registrar) = registrar.filter(|_| link.registrable.is_ok()) else {
        return Ok(link.url);
    };
    let done = registrar.register(std::slice::from_ref(&link.facts), now()).await?;
    match done.not_issued.into_values().next() {
        Some(why) => bail!("not issued, because {why}"),
        None => Ok(link.url),
    }
}
