//! Rotating the root secret while links are out and people are signed in.

use shared::domain::access::Scopes;
use shared::domain::response::Respondent;
use shared::link::{LinkFacts, RawIds, RootKeys, mint};
use shared::store::responses::ReadRespondent;
use system_tests::cloudformation::aisance;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, page, pseudonym, session_cookie, status};

const CUSTOMER: &str = "customer-001";

fn link(stack: &Stack, keys: &RootKeys) -> String {
    let facts = stack.facts("recommend", CUSTOMER, "order-1");
    mint(keys.mint_key(), &LinkFacts::new(&facts, RawIds::Refuse).unwrap())
}

async fn opens(submit: &Function, token: &str) -> u64 {
    status(&submit.invoke(HttpEvent::survey("GET", token).payload()).await.unwrap())
}

/// Whether whoever signed in under these keys sees the overview; else they are sent to sign in.
async fn is_let_in(api: &Function, stack: &Stack, keys: &RootKeys) -> bool {
    let mut overview = page(stack, "/dashboard", "", Scopes::ALL);
    overview.headers.retain(|(name, _)| *name != "cookie");
    overview.headers.push(("cookie", session_cookie(keys, Scopes::ALL)));
    let answered = status(&api.invoke(overview.payload()).await.unwrap());
    assert!([200, 303].contains(&answered), "{answered}");
    answered == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_rotation_old_links_live_customers_stay_who_they_are_and_sessions_end() {
    let stack = Stack::start().await.unwrap();
    // As the first deployment makes it: one key, which is the permanent root too.
    let only = "the-first-root-key-that-the-template-has-drawn-0123456789";
    stack.secret.replace(&format!("{{\"1\":\"{only}\"}}"));
    let before = RootKeys::parse(&stack.secret.text()).unwrap();
    let (submit, api) = (
        stack.function("submit").await.unwrap(),
        stack.function("api").await.unwrap(),
    );
    let old = link(&stack, &before);
    assert_eq!(status(&answer(&submit, &old, 3, 1).await), 200);
    assert!(is_let_in(&api, &stack, &before).await);

    let told = aisance(&stack, &["keys", "rotate"]).await.unwrap();
    let words = String::from_utf8(told.stdout).unwrap();
    assert!(
        told.status.success() && words.contains("a key 2 now") && words.contains("Restart"),
        "{words}"
    );
    let after = RootKeys::parse(&stack.secret.text()).unwrap();
    let new = link(&stack, &after);
    assert!(!stack.secret.text().contains(&words), "no key is printed");

    // Functions that started before go on as before, and do not know the new key: what the command says.
    assert_eq!((opens(&submit, &old).await, opens(&submit, &new).await), (200, 404));
    assert!(is_let_in(&api, &stack, &before).await && !is_let_in(&api, &stack, &after).await);

    // The deployment that follows starts them anew.
    let (submit, api) = (
        stack.function("submit").await.unwrap(),
        stack.function("api").await.unwrap(),
    );
    assert_eq!((opens(&submit, &old).await, opens(&submit, &new).await), (200, 200));
    assert!(!is_let_in(&api, &stack, &before).await, "every session has ended");
    assert!(is_let_in(&api, &stack, &after).await);
    assert_eq!(status(&answer(&submit, &new, 9, 2).await), 200);
    let store = stack.engine.store().unwrap();
    let key = before.pseudonym_key();
    let customer = shared::link::CustomerId::new(CUSTOMER, RawIds::Refuse).unwrap();
    let whose = Respondent::Customer(shared::link::Pseudonym::of(&key, &customer));
    let records = store.read_respondent(whose).await.unwrap();
    assert_eq!(records.len(), 1, "the same customer, the same invitation, one answer");
    assert_eq!(records[0].revision(), 2, "which the new link has changed");
    assert_ne!(pseudonym(&stack, CUSTOMER).to_string(), whose.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_key_that_has_leaked_is_taken_out_and_with_it_go_its_links_and_nothing_else() {
    let stack = Stack::start().await.unwrap();
    let before = RootKeys::parse(&stack.secret.text()).unwrap();
    let old = link(&stack, &before);
    assert!(aisance(&stack, &["keys", "rotate"]).await.unwrap().status.success());
    // As docs/operations.md does it, with jq.
    let mut keys: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&stack.secret.text()).unwrap();
    for leaked in ["1", "2"] {
        keys.remove(leaked).unwrap();
    }
    stack.secret.replace(&serde_json::to_string(&keys).unwrap());
    let after = RootKeys::parse(&stack.secret.text()).unwrap();
    assert!(
        after.name_alike(&before),
        "`rotate` has written down what \"1\" stood in for"
    );
    let submit = stack.function("submit").await.unwrap();
    assert_eq!(opens(&submit, &old).await, 404);
    assert_eq!(opens(&submit, &link(&stack, &after)).await, 200);

    // Without that, nothing starts: better than customers who are strangers.
    keys.remove("permanent");
    stack.secret.replace(&serde_json::to_string(&keys).unwrap());
    let refused = aisance(&stack, &["keys", "list"]).await.unwrap();
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && words.contains("\"permanent\" is missing"),
        "{words}"
    );
}
