//! The item of a response, attribute by attribute; `docs/architecture.md` lists them.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::attributes::{
    Item, bytes, get_bytes, get_map, get_millis, get_number, get_seconds, get_text, get_text_map, millis, number,
    seconds, text, text_map,
};
use super::error::StoreError;
use super::invited_item::{WITHOUT_ANSWER, invited_attributes, read_invited, read_registered};
use super::keys::DayShard;
use super::names::{DAY_SHARD, PK, SK, TTL};
use crate::domain::fold::{Row, Standing};
use crate::domain::measure::{Measure, Rating};
use crate::domain::registered::Record;
use crate::domain::response::{
    Answer, Content, Decided, Occasion, Receipt, Respondent, Response, Review, Source, Unrated,
};
use crate::link::{InvitationId, SubmissionId};

const IMPORTED: &str = "i";
const RECEIPT: usize = 29;
/// In the place of a receipt's rating: it has none.
const NO_RATING: u8 = u8::MAX;

/// The answers kept beside the content.
const HELD: &str = "h";
const SET_ASIDE: &str = "b";
const REPLACED: &str = "rp";
const REVIEW: &str = "rv";

pub(super) fn to_item(response: &Response) -> Item {
    let occasion = &response.occasion;
    let mut item = Item::from([
        (PK.to_owned(), text(occasion.respondent.to_string())),
        (SK.to_owned(), text(occasion.invitation.to_string())),
        (
            DAY_SHARD.to_owned(),
            text(DayShard::of(response.day, occasion.invitation).to_string()),
        ),
        ("r".to_owned(), number(response.revision)),
        ("s".to_owned(), text(&occasion.survey)),
        ("v".to_owned(), number(occasion.version)),
        ("m".to_owned(), text(occasion.measure.to_string())),
        ("t".to_owned(), text(&occasion.touchpoint)),
        ("fa".to_owned(), millis(response.first_answered)),
        (TTL.to_owned(), seconds(response.expires)),
    ]);
    let mut put = |name: &str, value: Option<AttributeValue>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    put("c", occasion.channel.map(|channel| text(channel.to_string())));
    put(
        "a",
        (!occasion.attributes.is_empty()).then(|| text_map(&occasion.attributes)),
    );
    put(
        "u",
        occasion.sealed_customer.as_ref().map(|sealed| bytes(sealed.clone())),
    );
    put("src", (occasion.source == Source::Import).then(|| text(IMPORTED)));
    put(
        "p",
        (!response.receipts.is_empty()).then(|| bytes(response.receipts.iter().flat_map(pack).collect::<Vec<u8>>())),
    );
    let beside = [
        (HELD, &response.held),
        (SET_ASIDE, &response.set_aside),
        (REPLACED, &response.replaced),
    ];
    for (name, answer) in beside {
        let answer = answer.as_ref();
        put(
            name,
            answer.map(|answer| AttributeValue::M(answer_attributes(answer, occasion.version))),
        );
    }
    put("st", response.standing().code().map(text));
    match &response.content {
        Content::Erased { at, .. } | Content::Unrated { at, .. } => put("at", Some(millis(*at))),
        Content::Answered(answer) => item.extend(answer_attributes(answer, occasion.version)),
    }
    if let Some(invited) = &response.invited {
        item.extend(invited_attributes(invited, occasion.invitation));
    }
    item
}

/// What is stored of an invitation.
pub(super) fn from_item(item: &Item) -> Result<Record, StoreError> {
    if get_text(item, "st") == Some(WITHOUT_ANSWER) {
        return read_registered(item).map(Record::Registered);
    }
    read_response(item).map(|response| Record::Answered(Box::new(response)))
}

fn read_response(item: &Item) -> Result<Response, StoreError> {
    let key = || get_text(item, SK).unwrap_or("a response").to_owned();
    let lacks = |what: &'static str| move || StoreError::damaged(key(), what);
    let measure: Measure = parsed(item, "m").ok_or_else(lacks("m"))?;
    let invitation: InvitationId = parsed(item, SK).ok_or_else(lacks(SK))?;
    let version = get_number(item, "v").ok_or_else(lacks("v"))?;
    let respondent: Respondent = parsed(item, PK).ok_or_else(lacks(PK))?;
    let at = || get_millis(item, "at").ok_or_else(lacks("at"));
    let unrated = |why| at().map(|at| Content::Unrated { why, at });
    let content = match Standing::from_code(get_text(item, "st")) {
        Standing::Erased => Content::Erased {
            at: at()?,
            counted: true,
        },
        Standing::ErasedUncounted => Content::Erased {
            at: at()?,
            counted: false,
        },
        Standing::Skipped => unrated(Unrated::Skipped)?,
        Standing::OutOfRange => unrated(Unrated::OutOfRange)?,
        Standing::Counted | Standing::CountedBesideHeld | Standing::Suspect | Standing::Dropped | Standing::Test => {
            Content::Answered(read_answer(item, measure, version).ok_or_else(lacks("x"))?)
        }
    };
    let beside = |name: &'static str| {
        let answer = get_map(item, name).map(|answer| read_answer(answer, measure, version).ok_or_else(lacks(name)));
        answer.transpose()
    };
    Ok(Response {
        day: parsed::<DayShard>(item, DAY_SHARD).ok_or_else(lacks(DAY_SHARD))?.day,
        first_answered: get_millis(item, "fa").ok_or_else(lacks("fa"))?,
        invited: read_invited(item)?,
        revision: get_number(item, "r").ok_or_else(lacks("r"))?,
        held: beside(HELD)?,
        set_aside: beside(SET_ASIDE)?,
        replaced: beside(REPLACED)?,
        receipts: get_bytes(item, "p")
            .unwrap_or_default()
            .chunks_exact(RECEIPT)
            .filter_map(unpack)
            .collect(),
        expires: get_seconds(item, TTL).ok_or_else(lacks(TTL))?,
        content,
        occasion: Occasion {
            invitation,
            respondent,
            measure,
            survey: get_text(item, "s").ok_or_else(lacks("s"))?.to_owned(),
            version,
            touchpoint: get_text(item, "t").ok_or_else(lacks("t"))?.to_owned(),
            channel: parsed(item, "c"),
            attributes: get_text_map(item, "a"),
            sealed_customer: get_bytes(item, "u").map(<[u8]>::to_vec),
            source: if get_text(item, "src") == Some(IMPORTED) {
                Source::Import
            } else {
                Source::Link
            },
        },
    })
}

/// What the fold needs, from the index or the table.
pub(super) fn to_row(item: &Item) -> Result<Row, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("a response"), what);
    let measure: Measure = parsed(item, "m").ok_or_else(lacks("m"))?;
    Ok(Row {
        survey: get_text(item, "s").ok_or_else(lacks("s"))?.to_owned(),
        rating: get_rating(item, measure),
        standing: Standing::from_code(get_text(item, "st")),
        touchpoint: get_text(item, "t").ok_or_else(lacks("t"))?.to_owned(),
        language: get_text(item, "l").map(str::to_owned),
        channel: get_text(item, "c").map(str::to_owned),
        attributes: get_text_map(item, "a"),
        expires: get_seconds(item, TTL).ok_or_else(lacks(TTL))?,
        measure,
    })
}

pub(super) fn get_rating(item: &Item, measure: Measure) -> Option<Rating> {
    rating(measure, item.get("x")?.as_n().ok()?)
}

/// A rating from the number that is stored: `10`, `1E1` and `10.0` are one number in DynamoDB.
pub(super) fn rating(measure: Measure, number: &str) -> Option<Rating> {
    let whole = number.parse().ok().or_else(|| {
        let value: f64 = number.parse().ok()?;
        // No scale goes beyond 10, so nothing is lost above.
        (value.fract() == 0.0 && value.abs() <= 100.0).then_some(value as i64)
    });
    measure.accept(whole?).ok()
}

/// `version` is the one that was first answered, which an answer to the same need not name.
fn answer_attributes(answer: &Answer, version: u32) -> Item {
    let mut item = Item::from([
        ("x".to_owned(), number(answer.rating)),
        ("at".to_owned(), millis(answer.at)),
    ]);
    let optional = [
        ("k", answer.comment.as_ref().map(text)),
        ("l", answer.language.as_ref().map(text)),
        ("av", (answer.version != version).then(|| number(answer.version))),
        ("f", (!answer.follow_ups.is_empty()).then(|| lists(&answer.follow_ups))),
        ("o", answer.origin.map(|origin| bytes(origin.to_vec()))),
        (REVIEW, answer.review.as_ref().map(review_attributes)),
        (
            "su",
            (!answer.suspicions.is_empty())
                .then(|| AttributeValue::L(answer.suspicions.iter().map(|why| text(why.name())).collect())),
        ),
    ];
    item.extend(
        optional
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?))),
    );
    item
}

fn read_answer(item: &Item, measure: Measure, version: u32) -> Option<Answer> {
    let suspicions = item.get("su").and_then(|list| list.as_l().ok()).into_iter().flatten();
    Some(Answer {
        rating: get_rating(item, measure)?,
        comment: get_text(item, "k").map(str::to_owned),
        language: get_text(item, "l").map(str::to_owned),
        version: get_number(item, "av").unwrap_or(version),
        follow_ups: get_map(item, "f").map(get_lists).unwrap_or_default(),
        at: get_millis(item, "at")?,
        suspicions: suspicions.filter_map(|why| why.as_s().ok()?.parse().ok()).collect(),
        origin: get_bytes(item, "o").and_then(|origin| origin.try_into().ok()),
        review: match get_map(item, REVIEW) {
            Some(review) => Some(read_review(review)?),
            None => None,
        },
    })
}

fn review_attributes(review: &Review) -> AttributeValue {
    AttributeValue::M(Item::from([
        ("d".to_owned(), text(review.decided.name())),
        ("at".to_owned(), millis(review.at)),
        ("by".to_owned(), text(&review.by)),
    ]))
}

fn read_review(item: &Item) -> Option<Review> {
    Some(Review {
        decided: [Decided::Applied, Decided::Dropped]
            .into_iter()
            .find(|decided| Some(decided.name()) == get_text(item, "d"))?,
        at: get_millis(item, "at")?,
        by: get_text(item, "by")?.to_owned(),
    })
}

/// Lists of texts by name.
fn lists(of: &BTreeMap<String, Vec<String>>) -> AttributeValue {
    let list = |texts: &Vec<String>| AttributeValue::L(texts.iter().map(text).collect());
    AttributeValue::M(of.iter().map(|(name, texts)| (name.clone(), list(texts))).collect())
}

fn get_lists(map: &Item) -> BTreeMap<String, Vec<String>> {
    let texts = |list: &AttributeValue| {
        let list = list.as_l().ok()?;
        Some(list.iter().filter_map(|text| text.as_s().ok().cloned()).collect())
    };
    map.iter()
        .filter_map(|(name, list)| Some((name.clone(), texts(list)?)))
        .collect()
}

fn pack(receipt: &Receipt) -> [u8; RECEIPT] {
    let mut packed = [0; RECEIPT];
    packed[..16].copy_from_slice(receipt.submission.as_bytes());
    packed[16..24].copy_from_slice(&receipt.fingerprint);
    packed[24] = receipt.rating.unwrap_or(NO_RATING);
    packed[25..].copy_from_slice(
        &u32::try_from(receipt.at.as_second().max(0))
            .unwrap_or(u32::MAX)
            .to_be_bytes(),
    );
    packed
}

fn unpack(packed: &[u8]) -> Option<Receipt> {
    let (submission, rest) = packed.split_first_chunk::<16>()?;
    let (fingerprint, rest) = rest.split_first_chunk::<8>()?;
    let (rating, seconds) = rest.split_first()?;
    Some(Receipt {
        submission: SubmissionId::from_bytes(*submission),
        fingerprint: *fingerprint,
        rating: (*rating != NO_RATING).then_some(*rating),
        at: Timestamp::from_second(i64::from(u32::from_be_bytes(*seconds.first_chunk()?))).ok()?,
    })
}

pub(super) fn parsed<T: std::str::FromStr>(item: &Item, name: &str) -> Option<T> {
    get_text(item, name)?.parse().ok()
}
