use jiff::{SignedDuration, Timestamp};
use shared::domain::audit::Deed;
use shared::domain::day::shifted;
use shared::domain::opt_out::OptOut;
use shared::domain::response::{Content, Respondent};
use shared::domain::risk::{Cause, Closed};
use shared::domain::service::event::{Event, Kind};
use shared::domain::service::role::{Placement, Role};
use shared::link::{ConversationId, EventId, InvitationId};
use shared::store::customers::Customer;
use shared::store::events::StoredEvent;
use shared::store::ledger::LedgerEntries;
use shared::store::settings::StoredSurvey;

use super::super::customers::flagged;
use super::{admin, agent, between, reader, shown};
use crate::testing::{Fake, TODAY, app, get, noon, response, survey, with_surveys};

fn known() -> Fake {
    let stored = StoredSurvey {
        survey: survey("after-buy"),
        stored: noon(),
    };
    Fake {
        versions: vec![stored].into(),
        customers: vec![flagged("C-0007")],
        responses: vec![
            response(1, "C-0007", shifted(TODAY, -1), 0, 2, "slow"),
            response(2, "C-0007", shifted(TODAY, -30), 0, 9, ""),
            response(3, "C-0007", TODAY, 0, 8, "better\nnow"),
        ],
        ..with_surveys(&["after-buy"])
    }
}

fn theirs(fake: &Fake) -> Respondent {
    fake.customers[0].key
}

fn event(id: u8, kind: Kind, at: Timestamp, conversation: Option<u8>) -> StoredEvent {
    StoredEvent {
        id: EventId::from_bytes([id; 16]),
        day: TODAY,
        event: Some(Event {
            id: EventId::from_bytes([id; 16]),
            kind,
            at,
            conversation: conversation.map(|id| ConversationId::from_bytes([id; 16])),
            automatic: false,
            complaint: kind == Kind::ConversationStarted,
            until: (kind == Kind::CustomerRenewed).then_some(shifted(TODAY, 90)),
        }),
        placement: Placement {
            role: Role::Part,
            expires: None,
        },
    }
}

#[tokio::test]
async fn a_customers_page_has_the_apis_answers_in_its_order_and_the_same_risk() {
    let app = app(known());
    let (status, html) = shown(&app, reader(), "/dashboard/customer?id=C-0007").await;
    assert_eq!(status, 200);
    let (_, api) = get(&app, "/v1/customers/C-0007").await;
    let of_api = api["responses"].as_array().unwrap().iter();
    let of_api: Vec<String> = of_api.map(|item| item["score"].to_string()).collect();
    let of_page = between(&html, "<p><span class=\"tag ", " of 10</span>");
    let of_page: Vec<&str> = of_page.iter().map(|tag| tag.rsplit('>').next().unwrap()).collect();
    assert_eq!(of_page, of_api);
    for words in [
        api["risk"]["reasons"][0]["text"].as_str().unwrap(),
        api["note"].as_str().unwrap(),
        "better\nnow</bdi>",
        "Detractor",
        "Flagged as at risk of leaving",
        "How likely are you to recommend us?",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains("Close this flag"), "who may only read changes nothing");
    assert!(
        shown(&app, agent(), "/dashboard/customer?id=C-0007")
            .await
            .1
            .contains("Close this flag")
    );
    let audit = app.store.administration.audit.lock().unwrap();
    let lines: Vec<_> = audit.iter().filter(|entry| entry.deed == Deed::ReadCustomer).collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines
            .iter()
            .all(|line| line.about == lines[0].about && line.about.as_deref() != Some("C-0007"))
    );
}

#[tokio::test]
async fn everything_that_happened_is_told_newest_first() {
    let mut fake = known();
    let hours = |hours| noon() - SignedDuration::from_hours(hours);
    let customer = theirs(&fake);
    let flag = fake.customers[0].flag.as_mut().unwrap();
    flag.opened_at = hours(10);
    flag.closed = Some(Closed {
        at: hours(2),
        cause: Cause::Person,
        note: Some("Called <them>".to_owned()),
    });
    fake.asking.ledger.insert(
        customer,
        LedgerEntries {
            erased: None,
            opt_out: Some(OptOut::new(hours(1), Vec::new())),
        },
    );
    *fake.events.get_mut().unwrap() = [
        event(1, Kind::CustomerStarted, hours(24 * 300), None),
        event(2, Kind::CustomerRenewed, hours(24 * 3), None),
        event(3, Kind::ConversationStarted, hours(6), Some(1)),
        event(4, Kind::FirstResponse, hours(4), Some(1)),
    ]
    .map(|event| (customer, event))
    .to_vec();
    let (_, html) = shown(&app(fake), agent(), "/dashboard/customer?id=C-0007").await;
    let told = between(&html, "<h3>", "</h3>");
    let told: Vec<&str> = told.iter().map(|title| title.split(" <").next().unwrap()).collect();
    assert_eq!(
        told,
        [
            "Asked not to be asked again",
            "Flag closed",
            "Complained",
            "Flagged as at risk of leaving",
            "Answered",
            "Answered",
            "Made or renewed a contract",
            "Answered",
            "Became a customer",
        ]
    );
    for words in [
        "Called &#60;them&#62;",
        "Somebody of the team dealt with it.",
        "A person replied after 2 hours.",
        "It runs to 19 February 2027.",
        "<dt>Not to be asked since</dt>",
        "<dt>Customer since</dt>",
        "21 November 2026, 11:00",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("Close this flag"), "it is closed");
}

#[tokio::test]
async fn nobody_is_told_of_a_flag_that_is_held_out() {
    let mut fake = known();
    fake.customers[0].flag.as_mut().unwrap().held_out = true;
    let (_, html) = shown(&app(fake), agent(), "/dashboard/customer?id=C-0007").await;
    assert!(!html.contains("Flagged") && !html.contains("flag"), "{html}");
}

#[tokio::test]
async fn whoever_was_erased_is_as_unknown_as_one_who_never_was() {
    let mut fake = known();
    let mut mark = Customer::new(theirs(&fake));
    mark.erased = true;
    fake.customers[0] = mark;
    let tombstone = response(4, "C-0009", TODAY, 0, 1, "").erased(noon(), noon());
    fake.responses.push(tombstone);
    let app = app(fake);
    let page = async |id: &str| {
        let (status, html) = shown(&app, agent(), &format!("/dashboard/customer?id={id}")).await;
        (status, html.replace(id, "ID"))
    };
    let unknown = page("C-9999").await;
    assert_eq!(unknown.0, 404);
    assert!(
        unknown
            .1
            .contains("Nothing is known of anybody with this id, or their data were erased.")
    );
    for gone in ["C-0007", "C-0009", &"x".repeat(65)] {
        assert_eq!(page(gone).await, unknown, "{gone}");
    }
}

#[tokio::test]
async fn a_customer_is_looked_up_by_their_exact_id_whatever_is_in_it() {
    let mut fake = known();
    fake.responses = vec![response(1, "a/b c?&=#", TODAY, 0, 5, "found")];
    let app = app(fake);
    let (status, html) = shown(&app, agent(), "/dashboard/customer?id=+a%2Fb+c%3F%26%3D%23+").await;
    assert_eq!(status, 200);
    assert!(
        html.contains("<h1 id=\"who-0\"><bdi dir=\"auto\">a/b c?&#38;=#</bdi></h1>") && html.contains("found"),
        "{html}"
    );
    let (status, html) = shown(&app, agent(), "/dashboard/customer").await;
    assert_eq!(status, 200);
    assert!(html.contains("role=\"search\"") && !html.contains("Nothing is known here"));
}

#[tokio::test]
async fn a_long_history_is_told_page_by_page_each_thing_once() {
    let mut fake = known();
    fake.responses = (0..60_u8)
        .map(|number| {
            response(
                number,
                "C-0007",
                shifted(TODAY, -i32::from(number / 4)),
                0,
                5,
                &format!("no {number}."),
            )
        })
        .collect();
    let app = app(fake);
    let (_, api) = get(&app, "/v1/customers/C-0007?per_page=200").await;
    let of_api: Vec<String> = api["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["comment"].as_str().unwrap().to_owned())
        .collect();
    let mut of_pages = Vec::new();
    let mut path = "/dashboard/customer?id=C-0007".to_owned();
    let mut pages = 0;
    loop {
        let (_, html) = shown(&app, agent(), &path).await;
        of_pages.extend(
            between(&html, "<blockquote><p><bdi dir=\"auto\" lang=\"en\">", "</bdi>")
                .into_iter()
                .map(str::to_owned),
        );
        pages += 1;
        match between(&html, "<a href=\"", "\" rel=\"next\"").pop() {
            Some(link) => path = link.rsplit("<a href=\"").next().unwrap().replace("&#38;", "&"),
            None => break,
        }
    }
    assert_eq!((pages, of_pages.len()), (3, 60));
    assert_eq!(of_pages, of_api);
    assert_eq!(
        shown(&app, agent(), "/dashboard/customer?id=C-0007&older=then").await.0,
        422
    );
}

fn invitation(number: u16) -> InvitationId {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    InvitationId::from_bytes(id)
}

/// A customer whom no night has looked at, with answers numbered from 0, of whom the last ones are in a second part.
fn in_two_parts(more: u16) -> Fake {
    let mut fake = known();
    let customer = theirs(&fake);
    fake.customers.clear();
    let answer = |number: u16| {
        let mut response = response(0, "C-0007", shifted(TODAY, -2), 0, 5, &format!("no {number}."));
        response.occasion.invitation = invitation(number);
        response
    };
    fake.responses = (0..1_000 + more).map(answer).collect();
    *fake.events.get_mut().unwrap() = vec![(customer, event(1, Kind::CustomerStarted, noon(), None))];
    fake
}

#[tokio::test]
async fn a_further_part_of_a_history_tells_answers_alone_for_the_rest_was_told_with_the_first() {
    let mut fake = in_two_parts(3);
    fake.customers.push(flagged("C-0007"));
    let app = app(fake);
    let (_, first) = shown(&app, agent(), "/dashboard/customer?id=C-0007").await;
    for told in ["<h3>Became a customer", "<h3>Flagged as at risk of leaving"] {
        assert_eq!(first.matches(told).count(), 1, "{told}: {first}");
    }
    let more = between(&first, "<a href=\"/dashboard/customer?id=C-0007&#38;after=", "\"");
    let path = format!("/dashboard/customer?id=C-0007&after={}", more.last().unwrap());
    let (status, part) = shown(&app, agent(), &path).await;
    let told = between(&part, "<blockquote><p><bdi dir=\"auto\" lang=\"en\">", "</bdi>");
    assert_eq!(status, 200);
    assert_eq!(told.len(), 3, "a thousand are in the first part: {told:?}");
    assert!(!part.contains("<h3>Became") && !part.contains("<h3>Flagged"), "{part}");
    assert!(
        part.contains("<dt>Customer since</dt>"),
        "what is known of the customer is on every page"
    );
}

#[tokio::test]
async fn a_part_without_anything_left_in_it_is_of_a_customer_who_is_known_all_the_same() {
    let app = app(in_two_parts(0));
    let last = (0..1_000).map(|number| invitation(number).to_string()).max().unwrap();
    let (status, html) = shown(&app, agent(), &format!("/dashboard/customer?id=C-0007&after={last}")).await;
    assert_eq!(status, 200, "{html}");
    for told in ["There is nothing older.", "rel=\"first\""] {
        assert!(html.contains(told), "{told}: {html}");
    }
    let (status, _) = shown(&app, agent(), &format!("/dashboard/customer?id=C-9999&after={last}")).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_held_answer_and_what_was_decided_are_told_where_the_answer_is() {
    let mut fake = known();
    let mut held = fake.responses[1].answer().unwrap().clone();
    held.suspicions = vec![shared::domain::suspicion::Suspicion::TooQuick];
    fake.responses[0].held = Some(held);
    if let Content::Answered(answer) = &mut fake.responses[2].content {
        answer.suspicions = vec![shared::domain::suspicion::Suspicion::Decoy];
    }
    let app = app(fake);
    let (_, html) = shown(&app, agent(), "/dashboard/customer?id=C-0007").await;
    for words in [
        "A suspect answer waits beside it",
        "Suspect answer that came later",
        "sent within two seconds of the page being opened",
        "Suspect: does not count",
        "a button was pressed that no person sees",
        "value=\"apply\">Let it count",
        "value=\"drop\">Drop it",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("value=\"undo\""), "nothing was decided");
}

#[tokio::test]
async fn whoever_may_erase_is_led_there_from_a_customer_and_from_every_page() {
    let app = app(known());
    let way = "href=\"/dashboard/erasures\"";
    for path in ["/dashboard/customer?id=C-0007", "/dashboard"] {
        let (_, html) = shown(&app, agent(), path).await;
        assert!(!html.contains(way), "{path}: an agent may not erase");
        let (_, html) = shown(&app, admin(), path).await;
        let (around, page) = html.split_once("<main").unwrap();
        assert!(around.contains(way), "{path}");
        assert_eq!(page.contains(way), path.contains("customer"), "{path}");
    }
}
