//! What tests of exports have in common: answers to export, and what an export of them is.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::SignedDuration;
use shared::clock::{Clock, SystemClock};
use shared::domain::day::{Calendar, after};
use shared::domain::export::{Export, Format, What};
use shared::domain::response::{Content, Respondent, Response};
use shared::export::{Walk, header};
use shared::link::{CustomerId, RawIds, seal};
use shared::store::Store;
use shared::store::responses::PutResponse;

use crate::contract::response;
use crate::stack::Stack;
use crate::steps::pseudonym;

/// An export of everything up to now.
pub fn export(what: What, format: Format) -> Export {
    let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    Export {
        what,
        format,
        survey: None,
        from: jiff::civil::date(2026, 1, 1),
        to: after(today),
        by: None,
        language: "en".to_owned(),
        asked_at: SystemClock.now(),
    }
}

/// Stores answers given so many days ago, of as many customers, with their number and these words as comments.
pub async fn answers(stack: &Stack, store: &Store, number: u16, days_ago: i64, comment: &str) -> Vec<Response> {
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let at = SystemClock.now() - SignedDuration::from_mins(1) - SignedDuration::from_hours(24 * days_ago);
    let sealing = stack.keys.seal_key();
    let mut stored = Vec::new();
    for id in 0..number {
        let name = format!("customer-{id}");
        let mut response = response(id, 0);
        let customer = pseudonym(stack, &name);
        let clear = CustomerId::new(&name, RawIds::Refuse).unwrap();
        response.occasion.respondent = Respondent::Customer(customer);
        response.occasion.sealed_customer = Some(seal(&sealing, &customer, &clear));
        response.occasion.version = 1;
        response.day = calendar.day_of(at);
        response.first_answered = at;
        if let Content::Answered(answer) = &mut response.content {
            answer.comment = Some(format!("{id} {comment}"));
            answer.at = at;
            answer.version = 1;
        }
        stored.push(response);
    }
    for chunk in stored.chunks(16) {
        let put = chunk.iter().map(|response| store.put_response(response, None));
        futures::future::try_join_all(put).await.unwrap();
    }
    stored
}

/// All that a walk gives in one go.
pub async fn in_one_go(stack: &Stack, store: &Store, export: &Export) -> String {
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let sealed = stack.keys.seal_key();
    let mut walk = Walk::open(store, export, &calendar, &sealed).await.unwrap();
    let mut text = Vec::new();
    header(export.what, export.format, &mut text).unwrap();
    let mut position = None;
    loop {
        position = walk.page(position.as_ref(), &mut text).await.unwrap().next;
        if position.is_none() {
            return String::from_utf8(text).unwrap();
        }
    }
}
