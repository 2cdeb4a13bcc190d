//! Pages that anybody may open, over the real function.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use serde_json::Value;
use shared::clock::{Clock, SystemClock};
use shared::domain::registered::Record;
use shared::domain::response::{Respondent, Response};
use shared::domain::survey::{OpenAccess, Survey};
use shared::link::{Channel, FormNonce, OpenForm, OpenKeys, Stage, SubmissionId, ViewTicket};
use shared::store::Store;
use shared::store::responses::ScanResponses;
use shared::store::settings::{PutSurvey, ReadSurveys};
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::qr;
use system_tests::stack::Stack;
use system_tests::steps::status;

const OPEN: &str = "recommend";

/// A deployment with an open survey at `store` and `till 2`.
async fn opened(per_address: u32, in_all: u32) -> (Stack, Store) {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let mut survey: Survey = store.read_surveys().await.unwrap().current.remove(OPEN).unwrap();
    survey.version += 1;
    survey.definition.open = Some(OpenAccess {
        touchpoints: vec!["store".into(), "till 2".into()],
        answers_an_hour_per_address: per_address,
        answers_an_hour: in_all,
    });
    survey.definition.validate().unwrap();
    assert!(store.put_survey(&survey, SystemClock.now()).await.unwrap());
    (stack, store)
}

/// A form as if it had been shown a minute ago: no test has to wait for a person's two seconds.
fn form(stack: &Stack, nonce: u8) -> String {
    form_at(stack, nonce, Stage::Fresh)
}

fn form_at(stack: &Stack, nonce: u8, stage: Stage) -> String {
    let now = SystemClock.now();
    let shown = now - jiff::SignedDuration::from_secs(60);
    let id = [nonce; 16];
    let form = OpenForm {
        nonce: FormNonce::from_bytes(id),
        stage,
        ticket: ViewTicket::new(shown, 2, SubmissionId::from_bytes(id)),
    };
    form.sign(&OpenKeys::derive(&stack.keys), OPEN)
}

async fn send(submit: &Function, event: HttpEvent) -> Value {
    submit.invoke(event.payload()).await.unwrap()
}

fn answer(view: &str, rating: u8, ip: &'static str) -> HttpEvent {
    let mut event = HttpEvent::form(OPEN, &format!("rating={rating}&comment=&view={view}"));
    event.ip = ip;
    event
}

async fn responses(store: &Store) -> Vec<Response> {
    let mut found = Vec::new();
    store.scan_responses(|record| found.push(record)).await.unwrap();
    let answered = found.into_iter().filter_map(|record| match record {
        Record::Answered(response) => Some(*response),
        Record::Registered(_) => None,
    });
    answered.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_posts_of_one_form_at_once_are_one_response() {
    let (stack, store) = opened(1000, 1000).await;
    let mut functions = Vec::new();
    for _ in 0..4 {
        functions.push(stack.function("submit").await.unwrap());
    }
    let view = form(&stack, 1);
    let posts = (0..64).map(|post| send(&functions[post % 4], answer(&view, 9, "203.0.113.7")));
    for sent in futures::future::join_all(posts).await {
        assert_eq!(status(&sent), 303, "{sent}");
        let location = sent["headers"]["location"].as_str().unwrap();
        assert!(location.starts_with("?done="), "{location}");
    }
    let found = responses(&store).await;
    let [response] = &found[..] else {
        panic!("{} responses", found.len())
    };
    assert_eq!(response.revision, 1, "63 of them were the same form again");
    assert_eq!(
        response.occasion.respondent,
        Respondent::Anonymous(response.occasion.invitation)
    );
    assert_eq!(response.occasion.channel, Some(Channel::Web));
    assert!(response.counted().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_no_more_are_taken_than_an_hour_allows_whatever_their_headers_say() {
    let (stack, store) = opened(10, 15).await;
    let mut functions = Vec::new();
    for _ in 0..4 {
        functions.push(stack.function("submit").await.unwrap());
    }
    // An hour that ends meanwhile would begin another count.
    let minute = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).minute();
    let second = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).second();
    if minute == 59 && second > 30 {
        tokio::time::sleep(std::time::Duration::from_secs(31)).await;
    }
    let spoofed = |n: u8| {
        let mut event = answer(&form(&stack, n), 9, "203.0.113.7");
        event.headers.push(("x-forwarded-for", format!("198.51.100.{n}")));
        event
    };
    let posts = (0..24).map(|n| send(&functions[usize::from(n) % 4], spoofed(n)));
    let taken = futures::future::join_all(posts).await;
    assert_eq!(
        taken.iter().filter(|sent| status(sent) == 303).count(),
        10,
        "one network"
    );
    let posts = (100..112).map(|n| {
        send(
            &functions[usize::from(n) % 4],
            answer(&form(&stack, n), 9, "198.51.100.9"),
        )
    });
    let taken = futures::future::join_all(posts).await;
    let busy: Vec<_> = taken.iter().filter(|sent| status(sent) == 429).collect();
    assert_eq!(busy.len(), 7, "five are left for everybody");
    let wait: u64 = busy[0]["headers"]["retry-after"].as_str().unwrap().parse().unwrap();
    assert!((1..=3601).contains(&wait));
    assert_eq!(responses(&store).await.len(), 15);

    stack.engine.operations.take();
    for n in 120..220 {
        let sent = send(&functions[0], answer(&form(&stack, n), 9, "203.0.113.8")).await;
        assert_eq!(status(&sent), 429);
    }
    let asked = stack.engine.operations.take();
    let (looked, other): (Vec<_>, Vec<_>) = asked.iter().partition(|operation| *operation == "getitem");
    assert_eq!(looked.len(), 100, "whether it is stored already: {asked:?}");
    assert!(other.len() <= 1, "what is full is remembered: {asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_made_to_an_answer_that_is_there_and_to_none_that_is_not() {
    let (stack, store) = opened(60, 3000).await;
    let submit = stack.function("submit").await.unwrap();
    let change = form_at(&stack, 1, Stage::Answered);
    let network = "203.0.113.7";
    assert_eq!(status(&send(&submit, answer(&change, 2, network)).await), 410);
    assert!(responses(&store).await.is_empty());
    assert_eq!(status(&send(&submit, answer(&form(&stack, 1), 9, network)).await), 303);
    assert_eq!(status(&send(&submit, answer(&change, 2, network)).await), 303);
    let found = responses(&store).await;
    let [response] = &found[..] else {
        panic!("{} responses", found.len())
    };
    assert_eq!((response.revision, response.counted().unwrap().rating.get()), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_links_that_lead_nowhere_make_no_request_to_storage() {
    let (stack, _) = opened(60, 3000).await;
    let submit = stack.function("submit").await.unwrap();
    let token = stack.token(&stack.facts(OPEN, "customer-001", "order-1")).unwrap();
    assert_eq!(status(&send(&submit, HttpEvent::survey("GET", OPEN)).await), 200);
    stack.engine.operations.take();
    let junk = (0..5000_usize).map(|n| match n % 3 {
        0 => format!("{token}{n}"),
        1 => format!("{}{n:04}", &token[..token.len() - 4]),
        _ => format!("A{n}"),
    });
    for link in junk {
        let event = if link.len() % 2 == 0 {
            HttpEvent::survey("GET", &link)
        } else {
            HttpEvent::form(&link, "rating=9&view=")
        };
        assert_eq!(status(&send(&submit, event).await), 404, "{link}");
    }
    assert_eq!(stack.engine.operations.take(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printed_code_leads_to_its_page() {
    let (stack, _) = opened(60, 3000).await;
    let submit = stack.function("submit").await.unwrap();
    let token = stack.token(&stack.facts(OPEN, "customer-001", "order-1")).unwrap();
    let host = "https://api.execute-api.us-east-1.amazonaws.com/s/";
    for (path, query, address) in [
        (OPEN, "", "recommend?via=qr"),
        (OPEN, "at=till%202", "recommend?at=till+2&via=qr"),
        (&*token, "", &*token),
    ] {
        let code = send(&submit, HttpEvent::qr(path, query)).await;
        assert_eq!(status(&code), 200);
        let (text, quiet) = qr::read(code["body"].as_str().unwrap()).unwrap();
        assert_eq!((text.as_str(), quiet), (&*format!("{host}{address}"), 4));
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let page = send(&submit, HttpEvent::survey("GET", path).with_query(query)).await;
        assert_eq!(status(&page), 200);
        assert!(page["body"].as_str().unwrap().contains("<fieldset"));
    }
    let unknown = send(&submit, HttpEvent::qr(OPEN, "at=closed-shop")).await;
    assert_eq!(status(&unknown), 404);
}
