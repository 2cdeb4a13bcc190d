//! What the store promises, whatever engine is behind it. Each function is one promise and takes an empty store.

mod answered;
mod asking;
mod charts;
mod events;
mod exports;
mod invitations;
mod ledger;
mod limits;
mod lists;
mod newer;
mod nights;
mod opt_outs;
mod overview;
mod people;
mod risk_models;
mod risk_runs;
mod sifting;
mod surveys;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use shared::domain::access::{Scope, Scopes};
use shared::domain::audit::{AuditEntry, Deed};
use shared::domain::day::ZoneChange;
use shared::domain::fold::{DayScores, Row};
use shared::domain::registered::Record;
use shared::domain::response::{Answer, Content, Decision, Occasion, Receipt, Respondent, Response, Source, review};
use shared::domain::risk::{Cause, Closed, Evidence, Fact, Feature, Flag, Reason};
use shared::domain::settle::{Computed, DayRecord};
use shared::domain::signal::Signal;
use shared::domain::suspicion::Suspicion;
use shared::domain::{Histogram, Measure};
use shared::link::{Channel, InvitationId, Pseudonym, SubmissionId};
use shared::store::Store;
use shared::store::api_keys::{ManageKeys, NoteKeyUsed, ReadKey, StoredKey};
use shared::store::audit::{ReadAudit, RecordAudit};
use shared::store::customer_attributes::{ForgetAttributes, SaveAttributes};
use shared::store::customers::{
    Customer, EraseCustomer, ReadCustomer, ReadFlagged, SaveCustomer, ScanCustomers, StoredRisk,
};
use shared::store::days::{
    ComputeDay, FindPending, Finished, MarkMerged, Pending, ReadDays, Touch, TouchBeside, TouchDay,
};
use shared::store::keys::{DayShard, ScoreKey};
use shared::store::ledger::{ReadErasures, RecordErasure};
use shared::store::responses::{
    FindResponse, FoldDay, GetResponses, IndexedResponse, Put, PutResponse, ReadDayIndex, ReadRespondent, ScanResponses,
};
use shared::store::scores::{PutScores, ReadScores, ReadSurveyDay, items_of, survey_day};
use shared::store::settings::{PutZone, ReadZones};

pub use answered::*;
pub use asking::*;
pub use charts::*;
pub use events::*;
pub use exports::*;
pub use invitations::*;
pub use ledger::*;
pub use limits::*;
pub use lists::*;
pub use newer::*;
pub use nights::*;
pub use opt_outs::*;
pub use overview::*;
pub use people::*;
pub use risk_models::*;
pub use risk_runs::*;
pub use sifting::*;
pub use surveys::*;

const DAY: Date = date(2026, 11, 20);

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_132_800 + second).expect("a time")
}

/// A response to the invitation `id`, by the customer `customer`.
pub fn response(id: u16, customer: u8) -> Response {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&id.to_be_bytes());
    bytes[0] = id.to_be_bytes()[1];
    bytes[2] = id.to_be_bytes()[0];
    let measure = Measure::nps();
    Response {
        occasion: Occasion {
            invitation: InvitationId::from_bytes(bytes),
            respondent: Respondent::Customer(Pseudonym::from_bytes([customer; 16])),
            survey: "recommend".into(),
            version: 3,
            measure,
            touchpoint: "delivery".into(),
            channel: Some(Channel::Sms),
            attributes: BTreeMap::from([("plan".into(), "00123".into()), ("country".into(), "FR".into())]),
            sealed_customer: Some(vec![0, 255, 7]),
            source: Source::Import,
        },
        day: DAY,
        first_answered: at(0),
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: measure.accept(i64::from(id % 11)).expect("on the scale"),
            comment: Some("très bien 很好 👍\nund so".into()),
            language: Some("zh-Hant".into()),
            version: 3,
            follow_ups: BTreeMap::new(),
            at: at(1),
            suspicions: Vec::new(),
            origin: Some([1, 2, 3, 4, 5, 6, 7, 8]),
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: vec![Receipt {
            submission: SubmissionId::from_bytes([9; 16]),
            fingerprint: [4; 8],
            rating: Some(9),
            at: at(1),
        }],
        expires: at(86_400 * 400),
    }
}

fn found(response: &Response) -> Put {
    Put::Found(Box::new(Record::Answered(Box::new(response.clone()))))
}

/// A response comes back exactly as it was stored, with and without everything optional.
pub async fn a_response_comes_back_as_it_was(store: &Store) -> anyhow::Result<()> {
    let full = response(1, 1);
    let mut held = response(2, 1);
    held.held = Some(Answer {
        version: 4,
        follow_ups: BTreeMap::from([
            ("reason".into(), vec!["price".into(), "delay".into()]),
            ("more".into(), vec!["太貴了\n「sic」".into()]),
        ]),
        suspicions: vec![Suspicion::TooQuick, Suspicion::Elsewhere],
        ..held.answer().expect("answered").clone()
    });
    held.receipts[0].rating = None;
    let mut changed = response(5, 1);
    changed.replaced = changed.answer().cloned();
    let mut applied = response(6, 1);
    applied.held.clone_from(&held.held);
    let applied = review(&applied, Decision::Apply, at(70), "somebody")?;
    assert!(applied.set_aside.is_some());
    let mut bare = response(3, 1);
    bare.occasion = Occasion {
        respondent: Respondent::Anonymous(bare.occasion.invitation),
        channel: None,
        attributes: BTreeMap::new(),
        sealed_customer: None,
        source: Source::Link,
        ..bare.occasion
    };
    bare.receipts.clear();
    bare.content = Content::Answered(Answer {
        comment: None,
        language: None,
        origin: None,
        ..full.answer().expect("answered").clone()
    });
    let erased = response(4, 1).erased(at(60), at(86_400 * 500));
    for kept in [&full, &held, &bare, &erased, &changed, &applied] {
        assert_eq!(store.put_response(kept, None).await?, Put::Stored);
        let key = (kept.occasion.respondent, kept.occasion.invitation);
        assert_eq!(store.get_responses(&[key], true).await?, std::slice::from_ref(kept));
    }
    Ok(())
}

/// A first answer meets one that is there, a change meets another revision: nothing is written and what is there is given.
pub async fn a_conditional_write_that_loses_changes_nothing_and_sees_the_winner(store: &Store) -> anyhow::Result<()> {
    let first = response(1, 1);
    let mut second = response(1, 1);
    second.revision = 2;
    let mut late = response(1, 1);
    late.revision = 2;
    late.occasion.touchpoint = "late".into();
    assert_eq!(
        store.put_response(&second, Some(1)).await?,
        Put::Gone,
        "there is nothing to replace"
    );
    assert_eq!(store.put_response(&first, None).await?, Put::Stored);
    assert_eq!(store.put_response(&late, None).await?, found(&first));
    assert_eq!(store.put_response(&second, Some(1)).await?, Put::Stored);
    assert_eq!(store.put_response(&late, Some(1)).await?, found(&second));
    let key = (first.occasion.respondent, first.occasion.invitation);
    assert_eq!(store.get_responses(&[key], true).await?, [second]);
    Ok(())
}

/// Of many writers of one link at once, exactly one is first.
pub async fn of_many_first_answers_at_once_one_wins(store: &Store) -> anyhow::Result<()> {
    let attempts = (0..64).map(|_| async { store.put_response(&response(1, 1), None).await });
    let outcomes = futures::future::try_join_all(attempts).await?;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Put::Stored).count(), 1);
    Ok(())
}

/// Every page of a day is read, through every shard, with what the fold needs and the ids the customers need.
pub async fn a_day_is_read_whole_page_by_page(store: &Store) -> anyhow::Result<()> {
    let comment = "x".repeat(1_900);
    for id in 0..600 {
        let mut long = response(id, 1);
        if let Content::Answered(answer) = &mut long.content {
            answer.comment = Some(comment.clone());
        }
        long.occasion.attributes = (0..10)
            .map(|name| (format!("attribute{name}"), "v".repeat(64)))
            .collect();
        store.put_response(&long, None).await?;
    }
    let mut other_day = response(601, 1);
    other_day.day = date(2026, 11, 21);
    store.put_response(&other_day, None).await?;
    let (mut scores, mut indexed) = (DayScores::default(), Vec::<IndexedResponse>::new());
    for shard in DayShard::all(DAY) {
        scores.merge(store.fold_day(shard).await?);
        store.read_day_index(shard, |row| indexed.push(row)).await?;
    }
    assert_eq!((scores.responses, indexed.len()), (600, 600));
    let survey = &scores.surveys["recommend"];
    assert_eq!(survey.total.n(), 600);
    assert_eq!(
        survey.cuts.len(),
        13,
        "touchpoint, language, channel and ten attributes"
    );
    for (cut, cells) in &survey.cuts {
        assert_eq!(cells.values().collect::<Vec<_>>(), [&survey.total], "{cut}");
    }
    assert_eq!(scores.first_expiry, Some(response(0, 1).expires));
    assert!(
        indexed
            .iter()
            .all(|row| row.sealed_customer == Some(vec![0, 255, 7]) && row.first_answered == at(0))
    );
    let keys: Vec<_> = indexed.iter().map(|row| (row.respondent, row.invitation)).collect();
    assert_eq!(
        store.get_responses(&keys, false).await?.len(),
        600,
        "batches of a hundred, and what was left over"
    );
    let (day, id) = (response(0, 1).day, response(0, 1).occasion.invitation);
    assert_eq!(
        store.find_response(day, id).await?,
        Some((response(0, 1).occasion.respondent, id))
    );
    assert_eq!(store.find_response(other_day.day, id).await?, None);
    let mut scanned = 0;
    store.scan_responses(|_| scanned += 1).await?;
    assert_eq!(scanned, 601);
    assert_eq!(
        store.read_respondent(response(0, 1).occasion.respondent).await?.len(),
        601
    );
    Ok(())
}
