//! Promises about the ledger: who was erased, and who did what.

use shared::once::{FirstSending, KNOWN_FOR, Place};
use shared::store::ledger::Erasure;
use shared::store::once::NoteSending;

use super::*;

pub(super) fn erasure(customer: Respondent, second: i64) -> Erasure {
    Erasure {
        at: at(second),
        customer,
    }
}

/// The audit trail is read a day at a time, the newest line first, in pages, and a line written twice is one.
pub async fn the_audit_trail_keeps_who_did_what(store: &Store) -> anyhow::Result<()> {
    let line = |nanos: i64, deed: Deed, about: Option<&str>| AuditEntry {
        at: at(0) + SignedDuration::from_nanos(nanos),
        by: "key:abcdefgh".to_owned(),
        name: (deed == Deed::SignIn).then(|| "Ann Lee".to_owned()),
        deed,
        about: about.map(str::to_owned),
        request: (nanos > 0).then(|| format!("request-{nanos}")),
    };
    let day = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    let lines = [
        line(0, Deed::ReadResponses, None),
        line(1, Deed::DefineSurvey, Some("recommend")),
        line(2, Deed::SignIn, None),
        line(1_000_000_000, Deed::Erase, Some("of this moment")),
        line(1_000_000_000, Deed::Erase, Some("so is this")),
    ];
    for entry in lines.iter().chain(&lines) {
        store.record_audit(entry).await?;
    }
    let newest_first: Vec<AuditEntry> = lines.iter().rev().cloned().collect();
    assert_eq!(store.read_audit(day, None, 9).await?, newest_first);
    let (mut paged, mut before) = (Vec::new(), None);
    loop {
        let page = store.read_audit(day, before.as_deref(), 1).await?;
        let Some(last) = page.last() else { break };
        before = Some(last.position());
        paged.extend(page);
    }
    assert_eq!(paged, newest_first);
    assert_eq!(store.read_audit(day.tomorrow()?, None, 9).await?, []);
    assert_eq!(store.read_erasures(None, 9).await?, [], "the trail is no erasure");
    Ok(())
}

/// Every erasure is listed, the newest first, in pages, whoever else was erased at the same moment; one written twice is one.
pub async fn erasures_are_listed_the_newest_first(store: &Store) -> anyhow::Result<()> {
    let customer = |id| Respondent::Customer(Pseudonym::from_bytes([id; 16]));
    let erased = [(1, 5), (2, 5), (1, 9)].map(|(id, second)| erasure(customer(id), second));
    for one in erased.iter().chain(&erased) {
        store.record_erasure(one).await?;
    }
    let newest_first = [erased[2], erased[1], erased[0]];
    assert_eq!(store.read_erasures(None, usize::MAX).await?, newest_first);
    assert_eq!(store.read_erasures(None, 2).await?, newest_first[..2]);
    let after = newest_first[1].position();
    assert_eq!(store.read_erasures(Some(&after), 2).await?, newest_first[2..]);
    Ok(())
}

/// The first sending of a request is known for a day to its sender, of many at once one is the first, and then it is forgotten.
pub async fn the_first_sending_of_a_request_is_known_for_a_day(store: &Store) -> anyhow::Result<()> {
    let place = |caller: &str| Place {
        caller: caller.to_owned(),
        tag: "tag".to_owned(),
    };
    let sending = |at, byte| FirstSending {
        at,
        fingerprint: [byte; 32],
    };
    let one = place("key:one");
    let at_once = (0..20).map(|byte| {
        let one = &one;
        async move { store.note_sending(one, &sending(at(0), byte)).await }
    });
    let told = futures::future::try_join_all(at_once).await?;
    let first: Vec<usize> = (0..20).filter(|sent| told[*sent].is_none()).collect();
    let [first] = first[..] else {
        panic!("{first:?} were first")
    };
    let known = sending(at(0), u8::try_from(first)?);
    assert!(told.iter().flatten().all(|told| *told == known));
    let just_before = at(-1) + KNOWN_FOR;
    assert_eq!(store.note_sending(&one, &sending(just_before, 99)).await?, Some(known));
    assert_eq!(store.note_sending(&place("key:two"), &sending(at(1), 99)).await?, None);
    let anew = sending(at(0) + KNOWN_FOR, 99);
    assert_eq!(
        store.note_sending(&one, &anew).await?,
        None,
        "a day later it is another"
    );
    assert_eq!(
        store.note_sending(&one, &sending(at(1) + KNOWN_FOR, 5)).await?,
        Some(anew)
    );
    Ok(())
}
