//! Flags the candidates of the night, once every customer has been looked at.

use futures::future::try_join_all;
use shared::domain::risk::{Candidate, Flag, Tally};
use shared::store::StoreError;
use shared::store::customers::Customer;
use shared::telemetry::{Words, log};

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment};
use crate::assess::{Terms, assessed};
use crate::flag_counts::count_flag;
use crate::logged::Logged;

/// How often it is tried to flag a customer whom somebody else writes at the same time.
const TRIES: usize = 3;

/// Customers flagged at once.
const AT_ONCE: usize = 16;

/// Flags whoever was chosen, the highest risks first.
pub(super) async fn flag_chosen<S: FlagStore>(
    store: &S,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    progress.choose().await?;
    loop {
        let chosen = progress.next_chosen(AT_ONCE).await;
        if chosen.is_empty() {
            return Ok(());
        }
        moment.check()?;
        let flags = chosen.iter().map(|candidate| flag(store, *candidate, terms, moment));
        let mut done = Tally::default();
        for flagged in try_join_all(flags).await? {
            done.add(&flagged);
        }
        progress.flagged(&chosen, &done).await?;
    }
}

/// Flags one. Whoever is flagged already, as a process that stopped had got so far, is counted and left alone.
async fn flag<S: FlagStore>(
    store: &S,
    candidate: Candidate,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<Tally, FlagError> {
    let flagged = |customer: &Customer, written: bool| Tally {
        flagged: u64::from(customer.open_flag().is_some_and(|flag| !flag.held_out)),
        written: written.into(),
        ..Tally::default()
    };
    for _ in 0..TRIES {
        let known = match store.read_customer(candidate.customer).await {
            Ok(Some(known)) => known,
            Ok(None) => break,
            Err(error @ StoreError::Damaged { .. }) => {
                log(&Logged::CustomerPassedOver {
                    error: Words::of(&error),
                });
                return Ok(Tally {
                    damaged: 1,
                    ..Tally::default()
                });
            }
            Err(error) => return Err(error.into()),
        };
        if known.run > moment.run {
            return Err(FlagError::Overtaken);
        }
        let now = assessed(&known, terms, moment.now, moment.retention);
        let flag = now.customer.flag.as_ref();
        let Some(risk) = now
            .risk
            .filter(|risk| terms.flags.may_be_flagged(flag.map(Flag::dates), risk))
        else {
            return Ok(flagged(&known, false));
        };
        let opened = Customer {
            flag: Some(terms.flags.opened(&known.key, flag, &risk, moment.now)),
            run: moment.run,
            ..now.customer
        };
        if store.save_customer(&opened).await? {
            count_flag(&known, &opened);
            return Ok(flagged(&opened, true));
        }
    }
    Ok(Tally::default())
}
