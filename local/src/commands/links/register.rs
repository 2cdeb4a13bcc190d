//! Registers the invitations of a file before their links are written out, so that no link leaves without having been counted.

use anyhow::Result;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use shared::domain::Measure;
use shared::domain::day::Calendar;
use shared::domain::registered::{NamingKeys, Registered};
use shared::link::{IdentityKey, LinkFacts, PseudonymKey};
use shared::registration::{Registration, register};
use shared::store::Store;

use crate::workspace::Workspace;

/// Registrations under way at once.
const AT_ONCE: usize = 16;

/// Registers the invitations of one survey.
pub(super) struct Registrar<'a> {
    store: &'a Store,
    calendar: Calendar,
    identity: IdentityKey,
    pseudonym: PseudonymKey,
    measure: Measure,
    retention: SignedDuration,
}

/// How many invitations were registered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Registrations {
    /// By this.
    pub new: u64,
    /// At an earlier time.
    pub known: u64,
}

impl<'a> Registrar<'a> {
    pub(super) async fn new(workspace: &'a Workspace, measure: Measure) -> Result<Self> {
        Ok(Self {
            store: &workspace.store,
            calendar: workspace.calendar().await?,
            identity: workspace.keys.identity_key(),
            pseudonym: workspace.keys.pseudonym_key(),
            measure,
            retention: workspace.retention,
        })
    }

    /// Registers the invitations of links, in the cohort of the day that `now` is on.
    pub(super) async fn register(&self, links: &[LinkFacts], now: Timestamp) -> Result<Registrations> {
        let keys = NamingKeys {
            identity: &self.identity,
            pseudonym: &self.pseudonym,
        };
        let today = self.calendar.day_of(now);
        let registrations = links.iter().map(|facts| async move {
            let wanted = Registered::new(facts, self.measure, keys, (today, now), self.retention);
            register(self.store, &wanted).await
        });
        let done = stream::iter(registrations).buffer_unordered(AT_ONCE).try_fold(
            Registrations::default(),
            |mut sum, one| async move {
                match one {
                    Registration::Made => sum.new += 1,
                    Registration::Known => sum.known += 1,
                }
                Ok(sum)
            },
        );
        Ok(done.await?)
    }
}
