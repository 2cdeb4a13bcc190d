//! Promises about opt-outs.

use shared::domain::opt_out::OptOut;
use shared::store::opt_outs::{PutOptOut, ReadOptOut, ReadOptOuts, WithdrawOptOut};

use super::*;

/// A machine's opt-out is kept and never takes the place of another, a person's replaces whatever is there, and one that
/// was withdrawn stays known until a person says it again. Erasures beside it are not disturbed.
pub async fn a_persons_opt_out_counts_until_it_is_withdrawn_whatever_a_machine_presses(
    store: &Store,
) -> anyhow::Result<()> {
    let key = Respondent::Customer(Pseudonym::from_bytes([1; 16]));
    let person = |second| OptOut::new(at(second), Vec::new());
    let machine = |second| OptOut::new(at(second), vec![Suspicion::TooQuick, Suspicion::Decoy]);
    let withdrawn = |said: OptOut, second| OptOut {
        withdrawn: Some(at(second)),
        ..said
    };
    assert_eq!(store.read_opt_out(key).await?, None);
    assert!(!store.withdraw_opt_out(key, at(0)).await?, "there is none");
    assert_eq!(store.read_opt_out(key).await?, None, "and none is made");

    assert!(store.put_opt_out(key, &machine(1)).await?);
    assert!(!store.put_opt_out(key, &machine(2)).await?);
    assert_eq!(store.read_opt_out(key).await?, Some(machine(1)));

    assert!(store.put_opt_out(key, &person(3)).await?);
    assert!(!store.put_opt_out(key, &machine(4)).await?);
    assert_eq!(store.read_opt_out(key).await?, Some(person(3)));

    assert!(store.withdraw_opt_out(key, at(5)).await?);
    assert!(store.withdraw_opt_out(key, at(6)).await?);
    assert!(!store.put_opt_out(key, &machine(7)).await?);
    assert_eq!(store.read_opt_out(key).await?, Some(withdrawn(person(3), 5)));

    assert!(store.put_opt_out(key, &person(8)).await?);
    assert_eq!(store.read_opt_out(key).await?, Some(person(8)));
    store.record_erasure(&erasure(key, 9)).await?;
    assert_eq!(store.read_erasures(None, 9).await?, [erasure(key, 9)]);
    assert_eq!(store.read_opt_out(key).await?, Some(person(8)));
    let other = Respondent::Customer(Pseudonym::from_bytes([2; 16]));
    assert_eq!(store.read_opt_out(other).await?, None);
    assert!(store.put_opt_out(other, &machine(10)).await?);
    let mut all = store.read_opt_outs().await?;
    all.sort_by_key(|(key, _)| *key);
    assert_eq!(all, [(key, person(8)), (other, machine(10))]);
    Ok(())
}
