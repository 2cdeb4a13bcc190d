//! Looks at every customer of a part of the table, page by page.

use futures::{StreamExt, TryStreamExt, stream};
use shared::domain::response::Respondent;
use shared::domain::risk::{Candidate, Flag, FlagDates, Part, Risk, Tally};
use shared::store::StoreError;
use shared::store::customers::Customer;
use shared::telemetry::log;

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment, PARTS};
use crate::assess::{Assessed, Terms, assessed};
use crate::flag_counts::count_flag;
use crate::forget::{forget_asked, forget_attributes};
use crate::glance::{Glance, Observer};
use crate::logged::Logged;

/// Customers looked at closely at once.
const AT_ONCE: usize = 16;

/// What was seen on a page.
#[derive(Default)]
struct Seen {
    done: Tally,
    candidates: Vec<Candidate>,
}

impl Seen {
    /// Takes in a customer as they are from now on.
    fn add(
        &mut self,
        customer: Respondent,
        risk: Option<&Risk>,
        flag: Option<FlagDates>,
        held_out: bool,
        terms: &Terms,
    ) {
        self.done.customers += 1;
        self.done.flagged += u64::from(flag.is_some_and(|flag| flag.closed_at.is_none()) && !held_out);
        let Some(risk) = risk else { return };
        self.done.count_risk(chance(risk), risk.log_odds - terms.model.base);
        if terms.flags.may_be_flagged(flag, risk) {
            self.candidates.push(Candidate {
                log_odds: risk.log_odds,
                customer,
            });
        }
    }
}

/// Looks at a part until it is done or time is up.
pub(super) async fn look<S: FlagStore>(
    store: &S,
    part: usize,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let mut observer = Observer::new(terms, moment.now, moment.retention);
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
        let mut seen = Seen::default();
        let sifted = store
            .sift_customers(number(part), number(PARTS), from, |customer| {
                match observer.glance(customer) {
                    Glance::Nobody => false,
                    Glance::Stays(risk) => {
                        let held_out = customer.flag.is_some_and(|flag| flag.held_out);
                        let flag = customer.flag.map(|flag| flag.dates);
                        seen.add(customer.key, risk.as_ref(), flag, held_out, terms);
                        false
                    }
                    Glance::Closer => true,
                }
            })
            .await?;
        look_closer(store, sifted.kept, &mut seen, terms, moment).await?;
        seen.done.damaged += sifted.damaged.len() as u64;
        for error in sifted.damaged {
            log(&Logged::CustomerPassedOver { error });
        }
        let now_at = sifted.next.map_or(Part::Done, Part::After);
        progress.saw_page(part, now_at, &seen.done, seen.candidates).await?;
    }
}

/// What became of one customer who was looked at closely.
struct Outcome {
    asked_forgotten: bool,
    /// None of whoever is not assessed.
    assessed: Option<Assessed>,
    written: bool,
}

/// Assesses customers and writes those that changed, many at once.
async fn look_closer<S: FlagStore>(
    store: &S,
    customers: Vec<Customer>,
    seen: &mut Seen,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    let looks = stream::iter(customers).map(|customer| look_at(store, customer, terms, moment));
    let mut looks = looks.buffer_unordered(AT_ONCE);
    while let Some(outcome) = looks.try_next().await? {
        seen.done.asked_forgotten += u64::from(outcome.asked_forgotten);
        seen.done.written += u64::from(outcome.written);
        let Some(Assessed { customer, risk }) = outcome.assessed else {
            continue;
        };
        let held_out = customer.flag.as_ref().is_some_and(|flag| flag.held_out);
        let flag = customer.flag.as_ref().map(Flag::dates);
        seen.add(customer.key, risk.as_ref(), flag, held_out, terms);
    }
    Ok(())
}

/// Forgets what is to be forgotten of a customer, assesses what is left, and writes it if it changed.
async fn look_at<S: FlagStore>(
    store: &S,
    customer: Customer,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<Outcome, StoreError> {
    let asked_forgotten = forget_asked(store, &customer, moment.now).await?;
    // Of whoever was asked and has not answered there is nothing to assess.
    if customer.erased || customer.revision == 0 {
        return Ok(Outcome {
            asked_forgotten,
            assessed: None,
            written: false,
        });
    }
    let next = assessed(&customer, terms, moment.now, moment.retention);
    forget_attributes(store, &customer, &next.customer).await?;
    let changed = (next.customer != customer).then(|| Customer {
        run: moment.run,
        ..next.customer.clone()
    });
    let written = match changed {
        // One that has changed meanwhile was looked at by whoever changed it, or is tomorrow.
        Some(changed) => {
            let saved = store.save_customer(&changed).await?;
            if saved {
                count_flag(&customer, &changed);
            }
            saved
        }
        None => false,
    };
    Ok(Outcome {
        asked_forgotten,
        assessed: Some(next),
        written,
    })
}

/// The chance that a risk stands for, whether or not the team is shown it.
fn chance(risk: &Risk) -> f64 {
    risk.probability.unwrap_or_else(|| 1.0 / (1.0 + (-risk.log_odds).exp()))
}
