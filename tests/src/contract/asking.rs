//! Promises about who is asked, and how often.

use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::not_issued::NotIssued;
use shared::domain::opt_out::OptOut;
use shared::registration::{Issue, Registration, issue};
use shared::store::asked::{ForgetAsked, ForgetAskedCustomer, ReplaceAsking, ReserveAsking};
use shared::store::invitations::IsRegistered;
use shared::store::ledger::{LedgerEntries, ReadLedger};
use shared::store::opt_outs::PutOptOut;
use shared::store::workspace_settings::{PutFatigue, ReadFatigue};

use super::invitations::registered;
use super::people::customer;
use super::*;

fn key() -> Respondent {
    Respondent::Customer(Pseudonym::from_bytes([1; 16]))
}

fn asked(id: u16, at: Timestamp) -> Asked {
    Asked {
        at,
        invitation: response(id, 1).occasion.invitation,
        survey: format!("survey-{id}"),
        channel: Channel::Sms,
    }
}

fn monthly() -> FatigueRule {
    FatigueRule::new(30).expect("a rule")
}

async fn last_asked(store: &Store) -> anyhow::Result<Option<Asked>> {
    Ok(store.read_customer(key()).await?.and_then(|customer| customer.asked))
}

/// The rule that is set comes back, and none does before it is set and once it is lifted.
pub async fn a_rule_comes_back_until_it_is_lifted(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.read_fatigue().await?, None);
    for rule in [Some(monthly()), FatigueRule::new(7).ok(), None] {
        store.put_fatigue(rule).await?;
        assert_eq!(store.read_fatigue().await?, rule);
    }
    Ok(())
}

/// A question is noted unless another was asked too lately, to the millisecond; without a rule always.
pub async fn a_question_is_noted_unless_another_was_asked_lately(store: &Store) -> anyhow::Result<()> {
    let rule = Some(monthly());
    let first = asked(1, at(0));
    assert_eq!(store.reserve_asking(key(), &first, rule).await?, None);
    assert_eq!(last_asked(store).await?, Some(first.clone()));
    let next = monthly().next(first.at);
    let early = asked(2, next - SignedDuration::from_millis(1));
    let refused = NotIssued::AskedLately {
        asked: first.clone(),
        rule: monthly(),
    };
    assert_eq!(store.reserve_asking(key(), &early, rule).await?, Some(refused));
    assert_eq!(last_asked(store).await?, Some(first));
    let again = asked(1, at(60));
    assert_eq!(
        store.reserve_asking(key(), &again, rule).await?,
        None,
        "for the same invitation"
    );
    let in_time = asked(2, monthly().next(again.at));
    assert_eq!(store.reserve_asking(key(), &in_time, rule).await?, None);
    let unlimited = asked(3, in_time.at + SignedDuration::from_millis(1));
    assert_eq!(store.reserve_asking(key(), &unlimited, None).await?, None);
    assert_eq!(last_asked(store).await?, Some(unlimited));
    Ok(())
}

/// Of many links for one customer at once one is issued, and the others name it.
pub async fn of_many_questions_at_once_one_is_asked(store: &Store) -> anyhow::Result<()> {
    let attempts = (0..32).map(|id| async move { issue(store, &registered(id, 1, "pro"), Some(monthly())).await });
    let outcomes = futures::future::try_join_all(attempts).await?;
    let issued = outcomes
        .iter()
        .filter(|outcome| **outcome == Issue::Issued(Registration::Made));
    assert_eq!(issued.count(), 1);
    let winner = last_asked(store).await?.expect("somebody was asked");
    for outcome in &outcomes {
        if let Issue::NotIssued(why) = outcome {
            let expected = NotIssued::AskedLately {
                asked: winner.clone(),
                rule: monthly(),
            };
            assert_eq!(*why, expected);
        }
    }
    assert_eq!(store.read_respondent(key()).await?.len(), 1);
    assert!(store.is_registered(key(), winner.invitation).await?);
    Ok(())
}

/// Whoever stopped between reserving and registering goes on by asking again; what is registered is given again at any
/// time and is no new question, answered or not.
pub async fn an_invitation_is_one_question_whatever_is_tried_again(store: &Store) -> anyhow::Result<()> {
    let rule = Some(monthly());
    let wanted = registered(1, 1, "pro");
    assert_eq!(store.reserve_asking(key(), &Asked::by(&wanted), rule).await?, None);
    assert!(!store.is_registered(key(), wanted.invitation).await?);
    let other = registered(2, 1, "pro");
    assert!(
        matches!(issue(store, &other, rule).await?, Issue::NotIssued(_)),
        "reserved"
    );
    assert_eq!(issue(store, &wanted, rule).await?, Issue::Issued(Registration::Made));
    assert!(store.is_registered(key(), wanted.invitation).await?);

    let mut later = wanted.clone();
    later.invited.at = at(86_400 * 40);
    assert_eq!(issue(store, &later, rule).await?, Issue::Issued(Registration::Known));
    assert_eq!(last_asked(store).await?, Some(Asked::by(&wanted)), "no new question");
    let first = wanted.answered(response(1, 1));
    assert_eq!(store.put_response(&first, Some(0)).await?, Put::Stored);
    assert_eq!(issue(store, &later, rule).await?, Issue::Issued(Registration::Known));
    let mut next = other;
    next.invited.at = later.invited.at;
    assert_eq!(issue(store, &next, rule).await?, Issue::Issued(Registration::Made));
    assert_eq!(issue(store, &later, rule).await?, Issue::Issued(Registration::Known));
    assert_eq!(last_asked(store).await?, Some(Asked::by(&next)));

    // An answer to a link that nobody registered is no registration.
    let unregistered = response(3, 1);
    assert_eq!(store.put_response(&unregistered, None).await?, Put::Stored);
    assert!(!store.is_registered(key(), unregistered.occasion.invitation).await?);
    Ok(())
}

/// A reservation that was never registered holds a customer back for as long as its registration may still come, and then
/// no longer; of many that come after it one is issued.
pub async fn what_was_reserved_and_never_registered_holds_nobody_back_for_long(store: &Store) -> anyhow::Result<()> {
    let rule = Some(monthly());
    let stopped = registered(1, 1, "pro");
    let abandoned = Asked::by(&stopped);
    assert_eq!(store.reserve_asking(key(), &abandoned, rule).await?, None);
    let after = |id, later: SignedDuration| {
        let mut other = registered(id, 1, "pro");
        other.invited.at += later;
        other
    };
    let minutes = SignedDuration::from_mins(5);
    let held_back = Issue::NotIssued(NotIssued::AskedLately {
        asked: abandoned.clone(),
        rule: monthly(),
    });
    assert_eq!(issue(store, &after(2, minutes), rule).await?, held_back, "on its way");
    let late = minutes + SignedDuration::from_millis(1);
    let others: Vec<_> = (2..18).map(|id| after(id, late)).collect();
    let outcomes = futures::future::try_join_all(others.iter().map(|other| issue(store, other, rule))).await?;
    let made = |outcome: &&Issue| **outcome == Issue::Issued(Registration::Made);
    assert_eq!(outcomes.iter().filter(made).count(), 1, "{outcomes:?}");
    let winner = last_asked(store).await?.expect("somebody was asked");
    assert!(store.is_registered(key(), winner.invitation).await?);

    let much_later = after(30, minutes * 3);
    let refused = Some(NotIssued::AskedLately {
        asked: winner,
        rule: monthly(),
    });
    let replaced = store
        .replace_asking(key(), &Asked::by(&much_later), monthly(), &abandoned)
        .await?;
    assert_eq!(replaced, refused, "another has taken its place");
    assert!(
        matches!(issue(store, &much_later, rule).await?, Issue::NotIssued(_)),
        "what is registered is a question"
    );
    Ok(())
}

/// Neither who said so nor who was erased is asked; an erasure takes the last question with it, and the wish stays.
pub async fn neither_the_opted_out_nor_the_erased_are_asked(store: &Store) -> anyhow::Result<()> {
    let wanted = registered(1, 1, "pro");
    assert_eq!(store.read_ledger(key()).await?, LedgerEntries::default());
    let machine = OptOut::new(at(1), vec![Suspicion::Decoy]);
    store.put_opt_out(key(), &machine).await?;
    assert_eq!(issue(store, &wanted, None).await?, Issue::Issued(Registration::Made));
    let wish = OptOut::new(at(2), Vec::new());
    store.put_opt_out(key(), &wish).await?;
    let opted_out = Issue::NotIssued(NotIssued::OptedOut { at: at(2) });
    assert_eq!(
        issue(store, &wanted, None).await?,
        opted_out,
        "what is registered is not sent either"
    );
    assert_eq!(issue(store, &registered(2, 1, "pro"), None).await?, opted_out);

    store.record_erasure(&erasure(key(), 3)).await?;
    store.record_erasure(&erasure(key(), 4)).await?;
    let entries = LedgerEntries {
        erased: Some(at(4)),
        opt_out: Some(wish),
    };
    assert_eq!(store.read_ledger(key()).await?, entries);
    assert_eq!(issue(store, &wanted, None).await?, Issue::NotIssued(NotIssued::Erased));
    assert!(last_asked(store).await?.is_some());
    store.erase_customer(key()).await?;
    assert_eq!(last_asked(store).await?, None);
    // Between the look at the ledger and this the customer may have been erased.
    let reserved = store.reserve_asking(key(), &asked(2, at(5)), Some(monthly())).await?;
    assert_eq!(reserved, Some(NotIssued::Erased));
    assert_eq!(
        store.reserve_asking(key(), &asked(2, at(5)), None).await?,
        Some(NotIssued::Erased)
    );
    let left = store.read_customer(key()).await?.expect("the mark");
    assert!(left.erased && left.asked.is_none());
    Ok(())
}

/// A question is forgotten where it is still the last one: of a customer of whom more is known alone, of another with the
/// customer. Whatever came in between stays.
pub async fn a_last_question_is_forgotten_unless_something_came_after_it(store: &Store) -> anyhow::Result<()> {
    let (first, second) = (asked(1, at(0)), asked(2, at(5)));
    for question in [&first, &second] {
        assert_eq!(store.reserve_asking(key(), question, None).await?, None);
    }
    assert!(!store.forget_asked_customer(key(), &first).await?);
    assert!(!store.forget_asked(key(), &first).await?);
    assert_eq!(last_asked(store).await?, Some(second.clone()));
    let plan = BTreeMap::from([("plan".to_owned(), "pro".to_owned())]);
    assert!(store.save_attributes(key(), &plan).await?);
    assert!(
        !store.forget_asked_customer(key(), &second).await?,
        "the team knows more"
    );
    assert!(store.forget_attributes(key(), &plan).await?);
    assert!(store.forget_asked_customer(key(), &second).await?);
    assert_eq!(store.read_customer(key()).await?, None, "nothing is left");
    assert!(!store.forget_asked(key(), &second).await?);
    assert_eq!(store.read_customer(key()).await?, None, "nor comes back");

    assert_eq!(store.reserve_asking(key(), &second, None).await?, None);
    assert!(store.save_customer(&customer(1, 0.5)).await?);
    assert!(
        !store.forget_asked_customer(key(), &second).await?,
        "an answer was merged"
    );
    assert!(store.forget_asked(key(), &second).await?);
    let known = Customer {
        revision: 1,
        ..customer(1, 0.5)
    };
    assert_eq!(store.read_customer(key()).await?, Some(known));

    store.erase_customer(key()).await?;
    assert!(!store.forget_asked_customer(key(), &second).await?);
    let left = store.read_customer(key()).await?.expect("the mark");
    assert!(left.erased);
    Ok(())
}

/// Questions and risk share an item and leave each other alone, whichever comes first.
pub async fn a_customers_questions_and_risk_leave_each_other_alone(store: &Store) -> anyhow::Result<()> {
    let question = asked(1, at(0));
    assert_eq!(store.reserve_asking(key(), &question, None).await?, None);
    let asked_alone = store.read_customer(key()).await?.expect("stored");
    assert_eq!(
        asked_alone,
        Customer {
            asked: Some(question.clone()),
            ..Customer::new(key())
        }
    );
    assert!(
        store.save_customer(&customer(1, 0.5)).await?,
        "new to whoever merges answers"
    );
    assert!(!store.save_customer(&customer(1, 0.5)).await?);
    let known = store.read_customer(key()).await?.expect("stored");
    assert_eq!(
        known,
        Customer {
            asked: Some(question),
            revision: 1,
            ..customer(1, 0.5)
        }
    );
    let second = asked(2, at(5));
    assert_eq!(store.reserve_asking(key(), &second, None).await?, None);
    assert!(store.save_customer(&known).await?, "a question is no revision");
    assert_eq!(last_asked(store).await?, Some(second));
    assert_eq!(store.read_flagged(9).await?.len(), 1);
    Ok(())
}
