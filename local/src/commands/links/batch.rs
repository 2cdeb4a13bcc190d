//! Rows that wait for their invitations before they are written.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use shared::link::{InvitationId, LinkFacts};

use super::Link;
use super::register::{Registrar, Registrations};
use super::sms::LongLinks;
use crate::workspace::now;

/// What a file came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Done {
    pub rows: u64,
    /// Rows that could not be read.
    pub without: u64,
    pub again: u64,
    pub registered: Registrations,
    /// Links that are another invitation each time, and are not registered.
    pub unregistered: u64,
    /// Links for text messages that are longer than one.
    pub long: LongLinks,
    /// Rows whose customer is not asked, by reason.
    pub not_issued: BTreeMap<&'static str, u64>,
}

impl Done {
    /// How many rows are not issued and why, in words; none where all are.
    pub(super) fn not_issued_words(&self) -> Option<String> {
        let reasons: Vec<String> = self
            .not_issued
            .iter()
            .map(|(reason, rows)| format!("{rows} {}", reason.replace('_', " ")))
            .collect();
        let rows: u64 = self.not_issued.values().sum();
        (rows > 0).then(|| {
            format!(
                "{rows} of {} rows are not issued, as the column `not_issued` says: {}.",
                self.rows,
                reasons.join(", ")
            )
        })
    }
}

/// Rows that are read and not written yet.
pub(super) struct Batch {
    rows: Vec<(Option<InvitationId>, Vec<String>)>,
    to_register: Vec<LinkFacts>,
    /// Where a row has its link; its error and why it is not issued come after that.
    link_at: usize,
}

impl Batch {
    pub(super) fn new(link_at: usize) -> Self {
        Self {
            rows: Vec::new(),
            to_register: Vec::new(),
            link_at,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes a row with the cells of the input, those of the heading first, and its link or what keeps it from having one.
    /// `first` says that no earlier row is about the same invitation.
    pub(super) fn take(&mut self, mut cells: Vec<String>, linked: Result<Link, String>, first: bool) {
        // A row that was too short keeps link and error in their columns; one that was too long keeps all it had.
        let surplus = cells.split_off(cells.len().min(self.link_at));
        cells.resize(self.link_at, String::new());
        let invitation = linked.as_ref().ok().map(|link| link.invitation);
        match linked {
            Ok(link) => {
                cells.extend([link.url, String::new(), String::new()]);
                if first && link.registrable.is_ok() {
                    self.to_register.push(link.facts);
                }
            }
            Err(error) => cells.extend([String::new(), error, String::new()]),
        }
        cells.extend(surplus);
        self.rows.push((invitation, cells));
    }

    /// Registers, and only then writes.
    pub(super) async fn finish(
        &mut self,
        registrar: Option<&Registrar<'_>>,
        output: &mut csv::Writer<impl Write>,
        done: &mut Done,
    ) -> Result<()> {
        if let Some(registrar) = registrar {
            done.registered.add(registrar.register(&self.to_register, now()).await?);
        }
        for (invitation, mut row) in self.rows.drain(..) {
            let why = invitation.and_then(|invitation| done.registered.not_issued.get(&invitation));
            if let Some(why) = why {
                row[self.link_at].clear();
                row[self.link_at + 2] = why.to_string();
                *done.not_issued.entry(why.code()).or_default() += 1;
            }
            output.write_record(&row)?;
        }
        self.to_register.clear();
        Ok(())
    }
}
