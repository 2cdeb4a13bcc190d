//! Prints the description of the API, as `docs/openapi.yaml` holds it.

use anyhow::Result;

fn main() -> Result<()> {
    print!(
        "{}",
        serde_norway::to_string(&serde_json::to_value(api::openapi::description())?)?
    );
    Ok(())
}
