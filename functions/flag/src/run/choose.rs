//! Flags the candidates of the night, once every customer has been looked at.

use shared::domain::risk::{Candidate, Flag, Tally};
use shared::store::StoreError;
use shared::store::customers::Customer;

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment};
use crate::assess::{Terms, assessed};

/// How often it is tried to flag a customer whom somebody else writes at the same time.
const TRIES: usize = 3;

/// Flags whoever was chosen, one after the other.
pub(super) async fn flag_chosen<S: FlagStore>(
    store: &S,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    progress.choose().await?;
    while let Some(chosen) = progress.next_chosen().await {
        moment.check()?;
        let done = flag(store, chosen, terms, moment).await?;
        progress.flagged(&chosen, &done).await;
    }
    Ok(())
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
                tracing::error!("a customer was passed over: {error}");
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
            return Ok(flagged(&opened, true));
        }
    }
    Ok(Tally::default())
}
