//! "Do not ask me again", over the real function.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::SignedDuration;
use serde_json::Value;
use shared::clock::{Clock, SystemClock};
use shared::domain::opt_out::OptOut;
use shared::domain::response::Respondent;
use shared::domain::suspicion::Suspicion;
use shared::link::{InvitationId, LinkFacts, RawIds, SubmissionId, ViewTicket};
use shared::store::Store;
use shared::store::opt_outs::ReadOptOut;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{pseudonym, status};

const CUSTOMER: &str = "customer-001";

struct Case {
    stack: Stack,
    store: Store,
    submit: Function,
    token: String,
}

impl Case {
    async fn start() -> Self {
        let stack = Stack::start().await.unwrap();
        let token = stack.token(&stack.facts("recommend", CUSTOMER, "order-1")).unwrap();
        Self {
            store: stack.engine.store().unwrap(),
            submit: stack.function("submit").await.unwrap(),
            stack,
            token,
        }
    }

    async fn known(&self) -> Option<OptOut> {
        let key = Respondent::Customer(pseudonym(&self.stack, CUSTOMER));
        self.store.read_opt_out(key).await.unwrap()
    }

    async fn look(&self, query: &str) -> String {
        let page = HttpEvent::survey("GET", &self.token).with_query(query);
        let page = self.submit.invoke(page.payload()).await.unwrap();
        assert_eq!(status(&page), 200);
        page["body"].as_str().unwrap().to_owned()
    }

    async fn press(&self, query: &str, fields: &str) -> Value {
        let event = HttpEvent::form(&self.token, fields).with_query(query);
        self.submit.invoke(event.payload()).await.unwrap()
    }

    /// The ticket of a page that was shown a minute ago.
    fn seen(&self) -> String {
        let facts = self.stack.facts("recommend", CUSTOMER, "order-1");
        let facts = LinkFacts::new(&facts, RawIds::Refuse).unwrap();
        let invitation = InvitationId::of(&self.stack.keys.identity_key(), &facts);
        let key = self.stack.keys.view_key(self.stack.keys.mint_key().key_id()).unwrap();
        let shown = SystemClock.now() - SignedDuration::from_secs(60);
        ViewTicket::new(shown, 1, SubmissionId::from_bytes([7; 16])).sign(&key, &invitation)
    }
}

fn ticket_in(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"view\" value=\"").unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quick_press_is_kept_and_asked_for_again_and_a_persons_is_in_force_until_it_is_taken_back() {
    let case = Case::start().await;
    let page = case.look("stop=1&lang=en").await;
    assert!(page.contains("Stop asking me?"), "{page}");
    assert_eq!(case.known().await, None, "looking writes nothing");

    let quick = format!("view={}", ticket_in(&page));
    let sent = case.press("stop=1&lang=en", &quick).await;
    assert_eq!(status(&sent), 200);
    let again = sent["body"].as_str().unwrap();
    assert!(
        again.contains("Stop asking me?") && again.contains("Please press once more"),
        "{again}"
    );
    let known = case.known().await.unwrap();
    assert_eq!(
        (known.in_force(), &known.suspicions[..]),
        (false, &[Suspicion::TooQuick][..])
    );

    let seen = format!("view={}", case.seen());
    case.stack.engine.operations.take();
    assert_eq!(status(&case.press("stop=1&lang=en", &seen).await), 303);
    assert_eq!(case.stack.engine.operations.take(), ["putitem"]);
    assert!(case.known().await.unwrap().in_force());

    let done = case.look("stop=done&lang=en").await;
    let quick = format!("view={}", ticket_in(&done));
    assert_eq!(status(&case.press("stop=done&lang=en", &quick).await), 200);
    assert!(case.known().await.unwrap().in_force(), "a machine takes nothing back");
    case.stack.engine.operations.take();
    assert_eq!(status(&case.press("stop=done&lang=en", &seen).await), 303);
    assert_eq!(case.stack.engine.operations.take(), ["updateitem"]);
    assert!(!case.known().await.unwrap().in_force());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_click_of_a_mail_program_is_in_force_at_once() {
    let case = Case::start().await;
    let body = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    let mut event = HttpEvent::survey("POST", &case.token).with_query("stop=1");
    event
        .headers
        .push(("content-type", "multipart/form-data; boundary=b".into()));
    event.body = Some(body.into());
    let sent = case.submit.invoke(event.payload()).await.unwrap();
    assert_eq!((status(&sent), sent["headers"].get("location")), (200, None));
    assert!(case.known().await.unwrap().in_force());
}
