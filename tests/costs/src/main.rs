//! Prints `docs/costs.md`: its words are in `text.md`, its tables are computed.
//!
//! `cargo run -p costs > docs/costs.md`

use anyhow::Result;

fn main() -> Result<()> {
    print!("{}", costs::document::document()?);
    Ok(())
}
