//! What the store promises, whatever engine is behind it. Each function is one promise and takes an empty store.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use shared::domain::day::ZoneChange;
use shared::domain::fold::{DayScores, Row};
use shared::domain::response::{Answer, Content, Occasion, Receipt, Respondent, Response, Source};
use shared::domain::risk::{Feature, Reason};
use shared::domain::settle::Computed;
use shared::domain::signal::Signal;
use shared::domain::suspicion::Suspicion;
use shared::domain::{Histogram, Measure};
use shared::link::{Channel, InvitationId, Pseudonym, SubmissionId};
use shared::store::Store;
use shared::store::customers::{
    Customer, EraseCustomer, Flag, ReadCustomer, ReadFlagged, SaveCustomer, ScanCustomers, StoredRisk,
};
use shared::store::days::{ComputeDay, Finished, MarkMerged, ReadDays, Touch, TouchDay};
use shared::store::keys::{DayShard, ScoreKey};
use shared::store::ledger::{ReadErasures, RecordErasure};
use shared::store::responses::{
    GetResponses, IndexedResponse, Put, PutResponse, ReadDay, ReadDayIndex, ReadRespondent, ScanResponses,
};
use shared::store::scores::{PutScores, ReadScores, ReadSurveyDay, items_of, survey_day};
use shared::store::settings::{ManageKeys, PutZone, ReadKey, ReadZones, StoredKey};

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
        revision: 1,
        content: Content::Answered(Answer {
            rating: measure.accept(i64::from(id % 11)).expect("on the scale"),
            comment: Some("très bien 很好 👍\nund so".into()),
            language: Some("zh-Hant".into()),
            at: at(1),
            suspicions: Vec::new(),
            origin: Some([1, 2, 3, 4, 5, 6, 7, 8]),
        }),
        held: None,
        receipts: vec![Receipt {
            submission: SubmissionId::from_bytes([9; 16]),
            fingerprint: [4; 8],
            rating: 9,
            at: at(1),
        }],
        expires: at(86_400 * 400),
    }
}

/// A response comes back exactly as it was stored, with and without everything optional.
pub async fn a_response_comes_back_as_it_was(store: &Store) -> anyhow::Result<()> {
    let full = response(1, 1);
    let mut held = response(2, 1);
    held.held = Some(Answer {
        suspicions: vec![Suspicion::TooQuick, Suspicion::Elsewhere],
        ..held.answer().expect("answered").clone()
    });
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
    for kept in [&full, &held, &bare, &erased] {
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
    assert_eq!(
        store.put_response(&late, None).await?,
        Put::Found(Box::new(first.clone()))
    );
    assert_eq!(store.put_response(&second, Some(1)).await?, Put::Stored);
    assert_eq!(
        store.put_response(&late, Some(1)).await?,
        Put::Found(Box::new(second.clone()))
    );
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
    let (mut rows, mut indexed): (Vec<Row>, Vec<IndexedResponse>) = (Vec::new(), Vec::new());
    for shard in DayShard::all(DAY) {
        store.read_day(shard, |row| rows.push(row)).await?;
        store.read_day_index(shard, |row| indexed.push(row)).await?;
    }
    assert_eq!((rows.len(), indexed.len()), (600, 600));
    assert!(rows.iter().all(|row| row.attributes.len() == 10
        && row.survey == "recommend"
        && row.language.as_deref() == Some("zh-Hant")));
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
    let mut scanned = 0;
    store.scan_responses(|_| scanned += 1).await?;
    assert_eq!(scanned, 601);
    assert_eq!(
        store.read_respondent(response(0, 1).occasion.respondent).await?.len(),
        601
    );
    Ok(())
}

/// A touch only ever moves forward, and a sealed day takes none.
pub async fn a_touch_moves_forward_and_a_sealed_day_takes_none(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.touch_day(DAY, at(100)).await?, Touch::Announced);
    assert_eq!(
        store.touch_day(DAY, at(50)).await?,
        Touch::Announced,
        "a later touch is there and announces this change too"
    );
    assert_eq!(store.read_days().await?.records[0].touched, Some(at(100)));
    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let after = store.finish_day(DAY, &finished(number)).await?.expect("the newest");
    let mut judged_before_a_touch = after.clone();
    judged_before_a_touch.touched = Some(at(99));
    assert!(
        !store.seal_day(&judged_before_a_touch).await?,
        "the day was touched since it was judged"
    );
    assert!(store.seal_day(&after).await?);
    assert_eq!(store.touch_day(DAY, at(900)).await?, Touch::Sealed);
    assert_eq!(store.take_number(DAY).await?, None);
    assert_eq!(store.finish_day(DAY, &finished(number + 1)).await?, None);
    Ok(())
}

fn finished(number: u64) -> Finished {
    Finished {
        computed: Computed {
            number,
            started: at(10_000),
        },
        surveys: ["recommend".to_owned()].into(),
        responses: 7,
        first_expiry: Some(at(86_400 * 300)),
        digest: "d".into(),
    }
}

/// Numbers rise, a lower one never replaces a higher one's word, and the list of surveys only grows.
pub async fn numbers_fence_an_older_computation_off(store: &Store) -> anyhow::Result<()> {
    let first = store.take_number(DAY).await?.expect("not sealed").issued;
    let second = store.take_number(DAY).await?.expect("not sealed").issued;
    assert!(first < second);
    let newer = Finished {
        surveys: ["ease".to_owned()].into(),
        ..finished(second)
    };
    assert!(store.finish_day(DAY, &newer).await?.is_some());
    assert_eq!(store.finish_day(DAY, &finished(first)).await?, None);
    let record = store.read_days().await?.records.remove(0);
    assert_eq!(
        (record.issued, record.computed.map(|computed| computed.number)),
        (second, Some(second))
    );
    assert_eq!(
        (record.surveys.len(), record.first_expiry, record.digest.as_deref()),
        (1, Some(at(86_400 * 300)), Some("d"))
    );
    let third = store.take_number(DAY).await?.expect("not sealed").issued;
    let record = store.finish_day(DAY, &finished(third)).await?.expect("the newest");
    assert_eq!(record.surveys.len(), 2);
    store.mark_merged(DAY, 2).await?;
    store.mark_merged(DAY, 1).await?;
    store.set_watermark(DAY).await?;
    store.set_watermark(date(2026, 11, 1)).await?;
    let book = store.read_days().await?;
    assert_eq!((book.watermark, book.records[0].merged), (Some(DAY), 2));
    Ok(())
}

fn day_scores() -> DayScores {
    let mut scores = DayScores::default();
    for rating in [0, 9, 10] {
        let measure = Measure::nps();
        scores.add(&Row {
            survey: "recommend".into(),
            measure,
            rating: measure.accept(rating).ok(),
            standing: shared::domain::fold::Standing::Counted,
            touchpoint: if rating == 0 { "a".into() } else { "b".into() },
            language: Some("fr".into()),
            channel: Some("sms".into()),
            attributes: BTreeMap::from([("plan".into(), "pro".into())]),
            expires: at(0),
        });
    }
    scores
}

/// Scores come back as they were, a range is read in order, and an older computation's never replace a newer's.
pub async fn scores_come_back_and_are_fenced(store: &Store) -> anyhow::Result<()> {
    let scores = day_scores();
    let survey = &scores.surveys["recommend"];
    for day in [date(2026, 11, 19), DAY] {
        for (key, item) in items_of(day, survey, 5) {
            assert!(store.put_scores("recommend", &key, &item).await?);
        }
    }
    assert_eq!(
        survey_day(&store.read_survey_day("recommend", DAY).await?).as_ref(),
        Some(survey)
    );
    let mut older = items_of(DAY, survey, 4);
    let key = ScoreKey::Day(DAY);
    let mut item = older.remove(&key).expect("the day's item");
    item.total = Some(Histogram::new(Measure::nps()));
    assert!(!store.put_scores("recommend", &key, &item).await?);
    item.number = 5;
    assert!(
        !store.put_scores("recommend", &key, &item).await?,
        "not even the same number twice"
    );
    let totals = store.read_totals("recommend", date(2026, 11, 19), DAY).await?;
    assert_eq!(
        totals.iter().map(|(day, _)| *day).collect::<Vec<_>>(),
        [date(2026, 11, 19), DAY]
    );
    assert_eq!(totals[1].1.total.as_ref().map(Histogram::n), Some(3));
    let plan = shared::domain::fold::Cut::Attribute("plan".into());
    assert_eq!(
        store.read_cut("recommend", &plan, DAY, DAY).await?[0].1.cells["pro"].n(),
        3
    );
    assert!(
        store
            .read_cut("recommend", &plan, date(2026, 11, 21), date(2026, 11, 30))
            .await?
            .is_empty()
    );
    Ok(())
}

fn customer(id: u8, risk: f64) -> Customer {
    let measure = Measure::nps();
    let reason = Reason {
        feature: Feature::LowScore,
        weight: 0.7,
        text: "gave a low answer".into(),
        invitation: "i".into(),
        at: at(0),
    };
    let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes([id; 16])));
    customer.id = Some(format!("00{id}"));
    let invitation = InvitationId::from_bytes([id; 16]);
    customer.signals.merge(
        invitation,
        Some(Signal::new(
            invitation,
            at(0),
            measure,
            measure.accept(2).expect("on the scale"),
        )),
    );
    customer.risk = Some(StoredRisk {
        log_odds: risk,
        reasons: vec![reason.clone()],
        model: "m".into(),
    });
    customer.flag = Some(Flag {
        opened_at: at(5),
        evidence: "i".into(),
        reasons: vec![reason],
        closed: None,
    });
    customer
}

/// A customer comes back as written, two writers of one revision do not both win, and the flagged are listed by risk.
pub async fn customers_are_written_once_a_revision_and_listed_by_risk(store: &Store) -> anyhow::Result<()> {
    for (id, risk) in [(1, -1.25), (2, 0.4), (3, -3.5), (4, 0.123_456_789_012_345_6)] {
        assert!(store.save_customer(&customer(id, risk)).await?);
    }
    let mut known = store.read_customer(customer(2, 0.4).key).await?.expect("stored");
    assert_eq!(
        known,
        Customer {
            revision: 1,
            ..customer(2, 0.4)
        }
    );
    assert!(
        !store.save_customer(&customer(2, 9.0)).await?,
        "a writer that thinks the customer is new"
    );
    known.flag.as_mut().expect("flagged").closed = Some(shared::store::customers::Closed {
        at: at(9),
        cause: "fell".into(),
    });
    assert!(store.save_customer(&known).await?);
    assert!(!store.save_customer(&known).await?, "the same revision a second time");
    let flagged: Vec<_> = store
        .read_flagged(2)
        .await?
        .into_iter()
        .map(|customer| customer.id.unwrap_or_default())
        .collect();
    assert_eq!(flagged, ["004", "001"]);
    let mut seen = Vec::new();
    for segment in 0..2 {
        let mut from = None;
        loop {
            let (page, next) = store.scan_customers(segment, 2, from).await?;
            seen.extend(page.into_iter().map(|customer| customer.id.unwrap_or_default()));
            from = next;
            if from.is_none() {
                break;
            }
        }
    }
    seen.sort();
    assert_eq!(seen, ["001", "002", "003", "004"]);
    Ok(())
}

/// An erased customer keeps nothing, leaves the list, and cannot be written again.
pub async fn an_erased_customer_stays_erased(store: &Store) -> anyhow::Result<()> {
    let key = customer(1, 1.0).key;
    assert!(store.save_customer(&customer(1, 1.0)).await?);
    let before = store.read_customer(key).await?.expect("stored");
    store.erase_customer(key).await?;
    let after = store.read_customer(key).await?.expect("the mark stays");
    assert!(
        after.erased
            && after.id.is_none()
            && after.risk.is_none()
            && after.flag.is_none()
            && after.signals.as_slice().is_empty()
    );
    assert!(!store.save_customer(&before).await?, "a writer that read it before");
    assert!(!store.save_customer(&after).await?, "a writer that read it after");
    assert!(store.read_flagged(10).await?.is_empty());
    store.record_erasure(key, at(7)).await?;
    assert_eq!(store.read_erasures().await?, [(key, at(7))]);
    Ok(())
}

/// Settings come back, and what is recorded once stays as it was recorded.
pub async fn settings_come_back(store: &Store) -> anyhow::Result<()> {
    let change = |from, zone: &str| ZoneChange {
        from,
        zone: zone.to_owned(),
    };
    store.put_zone(&change(date(1, 1, 1), "UTC")).await?;
    store.put_zone(&change(date(2026, 3, 1), "Asia/Tokyo")).await?;
    store.put_zone(&change(date(2026, 3, 1), "Europe/Paris")).await?;
    assert_eq!(
        store.read_zones().await?,
        [change(date(1, 1, 1), "UTC"), change(date(2026, 3, 1), "Asia/Tokyo")]
    );
    let key = StoredKey {
        id: "k".into(),
        digest: vec![1, 2],
        name: "CRM".into(),
        created: at(0),
        revoked: None,
    };
    store.put_key(&key).await?;
    assert_eq!(store.read_key("k").await?, Some(key.clone()));
    let revoked = StoredKey {
        revoked: Some(at(1) + SignedDuration::from_secs(1)),
        ..key
    };
    store.put_key(&revoked).await?;
    assert_eq!(store.read_keys().await?, [revoked]);
    assert_eq!(store.read_key("unknown").await?, None);
    Ok(())
}
