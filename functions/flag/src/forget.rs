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
pub(crate) async fn forget_attributes<S: ForgetAttributes>(
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use jiff::SignedDuration;
    use shared::domain::fatigue::{Asked, FatigueRule};
    use shared::domain::response::Respondent;
    use shared::link::{Channel, InvitationId, Pseudonym};

    use super::*;

    /// What was asked to be forgotten, and of whom.
    #[derive(Default)]
    struct Forgotten(Mutex<Vec<(&'static str, Respondent)>>);

    impl ForgetAsked for Forgotten {
        async fn forget_asked(&self, key: Respondent, _: &Asked) -> Result<bool, StoreError> {
            self.0.lock().unwrap().push(("question", key));
            Ok(true)
        }
    }

    impl ForgetAskedCustomer for Forgotten {
        async fn forget_asked_customer(&self, key: Respondent, _: &Asked) -> Result<bool, StoreError> {
            self.0.lock().unwrap().push(("customer", key));
            Ok(true)
        }
    }

    impl ForgetAttributes for Forgotten {
        async fn forget_attributes(&self, key: Respondent, _: &BTreeMap<String, String>) -> Result<bool, StoreError> {
            self.0.lock().unwrap().push(("attributes", key));
            Ok(true)
        }
    }

    const NOON: Timestamp = Timestamp::constant(1_795_262_400, 0);

    fn key(number: u8) -> Respondent {
        Respondent::Customer(Pseudonym::from_bytes([number; 16]))
    }

    fn asked(number: u8) -> Customer {
        Customer {
            asked: Some(Asked {
                at: NOON,
                invitation: InvitationId::from_bytes([number; 16]),
                survey: "recommend".into(),
                channel: Channel::Email,
            }),
            ..Customer::new(key(number))
        }
    }

    fn plan() -> BTreeMap<String, String> {
        BTreeMap::from([("plan".to_owned(), "pro".to_owned())])
    }

    #[tokio::test]
    async fn a_last_question_is_forgotten_once_no_rule_looks_back_to_it_and_not_a_moment_earlier() {
        let customers = [
            asked(1),
            Customer {
                revision: 3,
                ..asked(2)
            },
            Customer {
                attributes: plan(),
                ..asked(3)
            },
        ];
        let last = FatigueRule::longest().next(NOON);
        let store = Forgotten::default();
        for customer in &customers {
            let earlier = last - SignedDuration::from_millis(1);
            assert!(!forget_asked(&store, customer, earlier).await.unwrap());
            assert!(forget_asked(&store, customer, last).await.unwrap());
        }
        let expected = [("customer", key(1)), ("question", key(2)), ("question", key(3))];
        assert_eq!(
            *store.0.lock().unwrap(),
            expected,
            "of whoever the team alone knows something, that stays"
        );
    }

    #[tokio::test]
    async fn attributes_go_with_the_last_thing_that_is_known_and_stay_where_there_was_none() {
        let mut known = Customer {
            attributes: plan(),
            ..Customer::new(key(1))
        };
        known
            .signals
            .merge_unanswered(InvitationId::from_bytes([1; 16]), Some(NOON));
        let nothing = Customer {
            attributes: plan(),
            ..Customer::new(key(1))
        };
        let store = Forgotten::default();
        forget_attributes(&store, &known, &known).await.unwrap();
        forget_attributes(&store, &nothing, &nothing).await.unwrap();
        assert!(store.0.lock().unwrap().is_empty());
        forget_attributes(&store, &known, &nothing).await.unwrap();
        assert_eq!(*store.0.lock().unwrap(), [("attributes", key(1))]);
    }
}
