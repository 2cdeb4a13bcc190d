//! What the columns of a file of customers are.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use super::LinksArgs;
use crate::import::attribute_name;

/// Columns that say what a link says, and are no attributes.
const KNOWN: [&str; 5] = ["customer", "touchpoint", "reference", "channel", "language"];

/// Columns that the output adds.
pub(super) const ADDED: [&str; 3] = ["link", "error", "not_issued"];

/// What the columns of the input are.
pub(super) struct Columns {
    pub known: BTreeMap<&'static str, usize>,
    pub attributes: Vec<(String, usize)>,
    /// Ids of the team's own, which come out letter for letter.
    pub ids: BTreeSet<usize>,
}

impl Columns {
    pub(super) fn of(heading: &[String], args: &LinksArgs) -> Result<Self> {
        let at = |name: &str| heading.iter().position(|column| column.eq_ignore_ascii_case(name));
        for name in ADDED {
            if at(name).is_some() {
                bail!("the input has a column '{name}' already, which the output adds: rename it");
            }
        }
        if let Some(twice) = (0..heading.len()).find(|at| heading[..*at].contains(&heading[*at])) {
            bail!("the input has two columns '{}': rename one", heading[twice]);
        }
        let known: BTreeMap<&'static str, usize> = KNOWN.iter().filter_map(|name| Some((*name, at(name)?))).collect();
        if !known.contains_key("touchpoint") && args.touchpoint.is_none() {
            bail!("the input has no column 'touchpoint': add it, or give one for all rows with --touchpoint");
        }
        let ids = ["customer", "reference"]
            .iter()
            .filter_map(|name| known.get(name).copied())
            .collect();
        let wanted: Vec<usize> = match &args.attributes {
            None => (0..heading.len())
                .filter(|at| !known.values().any(|known| known == at))
                .collect(),
            Some(names) => {
                let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                let find = |name: &str| {
                    heading.iter().position(|column| column == name).with_context(|| {
                        format!(
                            "--attributes names '{name}'; the input has the columns: {}",
                            heading.join(", ")
                        )
                    })
                };
                names.map(find).collect::<Result<_>>()?
            }
        };
        let mut attributes: Vec<(String, usize)> = Vec::with_capacity(wanted.len());
        for at in wanted {
            let name = attribute_name(&heading[at]).with_context(|| {
                format!(
                    "the column '{}' cannot be an attribute: name it with 1 to 32 of a-z, 0-9 and _, or leave it out with --attributes",
                    heading[at]
                )
            })?;
            if attributes.iter().any(|(other, _)| *other == name) {
                bail!("two columns would be the attribute {name}: rename one, or leave one out with --attributes");
            }
            attributes.push((name, at));
        }
        Ok(Self { known, attributes, ids })
    }
}
