//! Asks for the invitations of a file before their links are written out, so that no link leaves without having been
//! counted, and none for a customer who is not asked.

use std::collections::BTreeMap;

use anyhow::Result;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use shared::domain::Measure;
use shared::domain::day::Calendar;
use shared::domain::fatigue::FatigueRule;
use shared::domain::not_issued::NotIssued;
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::Respondent;
use shared::link::{IdentityKey, InvitationId, LinkFacts, PseudonymKey, SealKey};
use shared::registration::{Issue, Registration, issue, why_not};
use shared::store::workspace_settings::ReadFatigue;
use shared::store::{Store, StoreError};

use crate::workspace::Workspace;

/// Respondents dealt with at once.
const AT_ONCE: usize = 16;

/// Registers the invitations of one survey, or only asks whether they may be sent.
pub(super) struct Registrar<'a> {
    store: &'a Store,
    calendar: Calendar,
    identity: IdentityKey,
    pseudonym: PseudonymKey,
    seal: SealKey,
    measure: Measure,
    retention: SignedDuration,
    rule: Option<FatigueRule>,
    registers: bool,
}

/// What became of some invitations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Registrations {
    /// How many were registered by this.
    pub new: u64,
    /// How many were registered at an earlier time.
    pub known: u64,
    /// Whose links are not issued, and why.
    pub not_issued: BTreeMap<InvitationId, NotIssued>,
}

impl<'a> Registrar<'a> {
    /// For a survey with this measure. `registers` says whether its invitations are registered.
    pub(super) async fn new(workspace: &'a Workspace, measure: Measure, registers: bool) -> Result<Self> {
        Ok(Self {
            store: &workspace.store,
            calendar: workspace.calendar().await?,
            identity: workspace.keys.identity_key(),
            pseudonym: workspace.keys.pseudonym_key(),
            seal: workspace.keys.seal_key(),
            measure,
            retention: workspace.retention,
            rule: workspace.store.read_fatigue().await?,
            registers,
        })
    }

    /// Registers the invitations of links, in the cohort of the day that `now` is on. Of several about one customer the
    /// first comes first.
    pub(super) async fn register(&self, links: &[LinkFacts], now: Timestamp) -> Result<Registrations> {
        let keys = NamingKeys {
            identity: &self.identity,
            pseudonym: &self.pseudonym,
            seal: &self.seal,
        };
        let today = self.calendar.day_of(now);
        let mut of_respondents: BTreeMap<Respondent, Vec<Registered>> = BTreeMap::new();
        for facts in links {
            let wanted = Registered::new(facts, self.measure, keys, (today, now), self.retention);
            of_respondents.entry(wanted.respondent).or_default().push(wanted);
        }
        let parts = of_respondents.into_values().map(|wanted| self.register_in_turn(wanted));
        let done = stream::iter(parts).buffer_unordered(AT_ONCE).try_fold(
            Registrations::default(),
            |mut sum, part| async move {
                sum.add(part);
                Ok(sum)
            },
        );
        Ok(done.await?)
    }

    async fn register_in_turn(&self, all: Vec<Registered>) -> Result<Registrations, StoreError> {
        let mut done = Registrations::default();
        for wanted in all {
            let not_issued = if self.registers {
                match issue(self.store, &wanted, self.rule).await? {
                    Issue::Issued(Registration::Made) => {
                        done.new += 1;
                        None
                    }
                    Issue::Issued(Registration::Known) => {
                        done.known += 1;
                        None
                    }
                    Issue::NotIssued(why) => Some(why),
                }
            } else {
                why_not(self.store, wanted.respondent).await?
            };
            if let Some(why) = not_issued {
                done.not_issued.insert(wanted.invitation, why);
            }
        }
        Ok(done)
    }
}

impl Registrations {
    pub(super) fn add(&mut self, part: Self) {
        self.new += part.new;
        self.known += part.known;
        self.not_issued.extend(part.not_issued);
    }
}
