//! Issuing a customer's link: only who may be asked is asked, and whoever is asked is registered.

use crate::domain::fatigue::{Asked, FatigueRule};
use crate::domain::not_issued::NotIssued;
use crate::domain::opt_out::OptOut;
use crate::domain::registered::Registered;
use crate::domain::response::Respondent;
use crate::registration::{Registration, RegistrationStore, register};
use crate::store::StoreError;
use crate::store::asked::{ReplaceAsking, ReserveAsking};
use crate::store::invitations::IsRegistered;
use crate::store::ledger::{LedgerEntries, ReadLedger};

/// What issuing a link does to storage.
pub trait IssueStore: RegistrationStore + IsRegistered + ReadLedger + ReserveAsking + ReplaceAsking {}

impl<S: RegistrationStore + IsRegistered + ReadLedger + ReserveAsking + ReplaceAsking> IssueStore for S {}

/// What became of a link that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issue {
    /// It is issued, and its invitation is registered.
    Issued(Registration),
    /// The customer is not asked.
    NotIssued(NotIssued),
}

/// Registers an invitation if who it is for may be asked. `rule` says how often that is, `None` without limit.
///
/// A customer who was erased or opted out is not asked. An invitation that is registered stays so and counts as asked once,
/// at its registration. For a new one the customer is reserved first and the invitation registered second: whoever stops in
/// between has reserved the customer for this invitation, and goes on by asking for it again; another invitation takes its
/// place once the time to register it has passed. Invitations without a customer are registered whatever the rule.
///
/// # Errors
/// Storage fails. Asking again goes on.
pub async fn issue<S: IssueStore>(
    store: &S,
    wanted: &Registered,
    rule: Option<FatigueRule>,
) -> Result<Issue, StoreError> {
    let key = wanted.respondent;
    if let Respondent::Customer(_) = key {
        let (entries, registered) =
            futures::try_join!(store.read_ledger(key), store.is_registered(key, wanted.invitation))?;
        if let Some(why) = refusal(entries) {
            return Ok(Issue::NotIssued(why));
        }
        if registered {
            return Ok(Issue::Issued(Registration::Known));
        }
        if let Some(why) = reserve(store, key, &Asked::by(wanted), rule).await? {
            return Ok(Issue::NotIssued(why));
        }
    }
    register(store, wanted).await.map(Issue::Issued)
}

/// Reserves the customer; says why not. A reservation that nobody turned into a registration was no question.
async fn reserve<S: IssueStore>(
    store: &S,
    key: Respondent,
    asking: &Asked,
    rule: Option<FatigueRule>,
) -> Result<Option<NotIssued>, StoreError> {
    match store.reserve_asking(key, asking, rule).await? {
        Some(NotIssued::AskedLately { asked, rule })
            if asked.is_past_registration(asking.at) && !store.is_registered(key, asked.invitation).await? =>
        {
            store.replace_asking(key, asking, rule, &asked).await
        }
        refused_or_reserved => Ok(refused_or_reserved),
    }
}

/// Why a link that is not registered, and so counts for no rule, is not issued all the same; `None` where nothing is against
/// it.
///
/// # Errors
/// Storage fails.
pub async fn why_not<S: ReadLedger>(store: &S, key: Respondent) -> Result<Option<NotIssued>, StoreError> {
    match key {
        Respondent::Customer(_) => Ok(refusal(store.read_ledger(key).await?)),
        Respondent::Anonymous(_) => Ok(None),
    }
}

fn refusal(entries: LedgerEntries) -> Option<NotIssued> {
    if entries.erased.is_some() {
        return Some(NotIssued::Erased);
    }
    let opt_out = entries.opt_out.filter(OptOut::in_force)?;
    Some(NotIssued::OptedOut { at: opt_out.at })
}
