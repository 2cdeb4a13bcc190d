//! Prints the description of the API, as `docs/openapi.yaml` holds it: made from the code of the API, and followed by what
//! `survey_page.yaml` says of the public pages.
//!
//! `cargo run -p openapi > docs/openapi.yaml`

mod order;
mod shape;

use anyhow::{Context, Result};
use serde_norway::{Mapping, Value};

fn main() -> Result<()> {
    print!("{}", described()?);
    Ok(())
}

/// The whole description as YAML, always the same for the same code.
fn described() -> Result<String> {
    let mut of_api = serde_norway::to_value(api::openapi::description())?;
    shape::reshape(&mut of_api);
    let of_page: Value = serde_norway::from_str(include_str!("../survey_page.yaml")).context("survey_page.yaml")?;
    let of_page = of_page.as_mapping().cloned().unwrap_or_else(Mapping::new);
    let of_api = of_api.as_mapping().cloned().unwrap_or_else(Mapping::new);
    Ok(serde_norway::to_string(&order::ordered(of_api, of_page))?)
}

#[cfg(test)]
mod tests;
