//! Looks at every customer of a part of the table, page by page.

use futures::{StreamExt, TryStreamExt, stream};
use shared::domain::risk::{Candidate, Part, Risk, Tally};
use shared::store::customers::Customer;

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment, PARTS};
use crate::assess::{Assessed, Terms, assessed};
use crate::forget::{forget_asked, forget_attributes};

/// Customers written at once.
const AT_ONCE: usize = 16;

/// Looks at a part until it is done or time is up.
pub(super) async fn look<S: FlagStore>(
    store: &S,
    part: usize,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    loop {
        let from = match progress.part(part).await {
            Part::Begins => None,
            Part::After(customer) => Some(customer),
            Part::Done => return Ok(()),
        };
        // Not an error yet: the other parts end their page, and it is kept.
        if moment.check().is_err() {
            return Ok(());
        }
        let (customers, next) = store.scan_customers(number(part), number(PARTS), from).await?;
        let (done, candidates) = look_at(store, &customers, terms, moment).await?;
        let now_at = next.map_or(Part::Done, Part::After);
        progress.saw_page(part, now_at, &done, candidates).await?;
    }
}

/// Assesses a page of customers and writes those that changed.
async fn look_at<S: FlagStore>(
    store: &S,
    customers: &[Customer],
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<(Tally, Vec<Candidate>), FlagError> {
    let (mut done, mut candidates, mut changed) = (Tally::default(), Vec::new(), Vec::new());
    for customer in customers {
        done.asked_forgotten += u64::from(forget_asked(store, customer, moment.now).await?);
        // Of whoever was asked and has not answered there is nothing to assess.
        if customer.erased || customer.revision == 0 {
            continue;
        }
        let Assessed { customer: next, risk } = assessed(customer, terms, moment.now, moment.retention);
        forget_attributes(store, customer, &next).await?;
        done.customers += 1;
        done.flagged += u64::from(next.open_flag().is_some_and(|flag| !flag.held_out));
        if let Some(risk) = risk {
            done.count_risk(chance(&risk), risk.log_odds - terms.model.base);
            if terms.flags.may_be_flagged(next.flag.as_ref(), &risk) {
                candidates.push(Candidate {
                    log_odds: risk.log_odds,
                    customer: next.key,
                });
            }
        }
        if next != *customer {
            changed.push(Customer {
                run: moment.run,
                ..next
            });
        }
    }
    // One that has changed meanwhile was looked at by whoever changed it, or is tomorrow.
    let writes = stream::iter(changed).map(|customer| async move { store.save_customer(&customer).await });
    done.written = writes
        .buffer_unordered(AT_ONCE)
        .try_fold(0, |sum, wrote| async move { Ok(sum + u64::from(wrote)) })
        .await?;
    Ok((done, candidates))
}

/// The chance that a risk stands for, whether or not the team is shown it.
fn chance(risk: &Risk) -> f64 {
    risk.probability.unwrap_or_else(|| 1.0 / (1.0 + (-risk.log_odds).exp()))
}
