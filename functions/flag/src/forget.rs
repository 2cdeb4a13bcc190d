//! What is forgotten of a customer beside the signals.

use jiff::Timestamp;
use shared::store::StoreError;
use shared::store::asked::{ForgetAsked, ForgetAskedCustomer};
use shared::store::customer_attributes::ForgetAttributes;
use shared::store::customers::Customer;

/// What forgetting does to storage.
pub trait ForgetStore: ForgetAsked + ForgetAskedCustomer + ForgetAttributes {}

impl<S: ForgetAsked + ForgetAskedCustomer + ForgetAttributes> ForgetStore for S {}

/// Forgets a last question that no rule looks back to, and with it a customer of whom nothing else is known. Whether it did.
pub(crate) async fn forget_asked<S: ForgetStore>(
    store: &S,
    customer: &Customer,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match &customer.asked {
        Some(asked) if asked.is_past_every_rule(now) && customer.revision == 0 && customer.attributes.is_empty() => {
            store.forget_asked_customer(customer.key, asked).await
        }
        Some(asked) if asked.is_past_every_rule(now) => store.forget_asked(customer.key, asked).await,
        _ => Ok(false),
    }
}

/// Forgets the attributes of a customer of whom `next` has nothing any more. Before `next` is written: a run that stops in
/// between finds by the signals that there is something to forget.
pub(crate) async fn forget_attributes<S: ForgetStore>(
    store: &S,
    known: &Customer,
    next: &Customer,
) -> Result<(), StoreError> {
    let forgotten = !known.signals.is_empty() && next.signals.is_empty();
    if forgotten && !known.attributes.is_empty() {
        store.forget_attributes(known.key, &known.attributes).await?;
    }
    Ok(())
}
