//! The pages of people against the API, both by the real function: the same customers and answers in the same order, and
//! forms that do what they say.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use serde_json::{Value, json};
use shared::domain::access::{Role, Scopes};
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, api_key, authorized, body, let_a_day_pass, page, session_cookie, status, stored};

struct Team {
    stack: Stack,
    api: Function,
    key: String,
}

impl Team {
    /// Six customers who answered from 0 to 5 with a word, of whom the first has a machine's answer beside theirs, and a
    /// night after it.
    async fn after_a_night() -> Self {
        let stack = Stack::start().await.unwrap();
        let store = stack.engine.store().unwrap();
        let submit = stack.function("submit").await.unwrap();
        let mut answered = Vec::new();
        for rating in 0..6_u8 {
            let customer = format!("customer-{rating:03}");
            let token = stack.token(&stack.facts("recommend", &customer, "order-1")).unwrap();
            let said = json!({ "rating": rating, "comment": format!("word {rating}\n<b>bold</b>") });
            let sent = submit.invoke(HttpEvent::json(&token, &said).payload()).await.unwrap();
            assert_eq!(status(&sent), 200);
            answered.push(stored(&stack, &store, &customer, "order-1", "recommend").await);
        }
        let_a_day_pass(&store, &answered).await;
        let token = stack
            .token(&stack.facts("recommend", "customer-000", "order-1"))
            .unwrap();
        let machine = HttpEvent::json(&token, &json!({ "rating": 10 })).from_elsewhere();
        submit.invoke(machine.payload()).await.unwrap();
        answer(
            &submit,
            &stack
                .token(&stack.facts("recommend", "customer-006", "order-1"))
                .unwrap(),
            9,
            1,
        )
        .await;
        stack.night().await.unwrap();
        let api = stack.function("api").await.unwrap();
        let key = api_key(&stack).await;
        Self { stack, api, key }
    }

    async fn data(&self, path: &str, query: &str) -> Value {
        let answer = self
            .api
            .invoke(authorized("GET", path, query, &self.key).payload())
            .await
            .unwrap();
        assert_eq!(status(&answer), 200, "{path} {answer}");
        body(&answer)
    }

    /// What waits of a customer.
    async fn held_of(&self, customer: &str) -> Value {
        let all = self.data("/v1/held", "").await;
        let mut items = all["held"].as_array().unwrap().iter();
        items.find(|item| item["customer"] == customer).unwrap().clone()
    }

    async fn page(&self, path: &str, query: &str) -> String {
        let event = page(&self.stack, path, query, Role::Agent.scopes());
        let answer = self.api.invoke(event.payload()).await.unwrap();
        assert_eq!(status(&answer), 200, "{path} {answer}");
        answer["body"].as_str().unwrap().to_owned()
    }

    /// Sends the form of a page that has this in it, with what a person adds; where it leads to.
    async fn send(&self, path: &str, query: &str, form_with: &str, added: &[(&str, &str)]) -> String {
        // The token is bound to the session, so the page and its form are of one.
        let cookie = session_cookie(&self.stack.keys, Role::Agent.scopes());
        let mut event = page(&self.stack, path, query, Scopes::NONE);
        event.headers.retain(|(name, _)| *name != "cookie");
        event.headers.push(("cookie", cookie.clone()));
        let shown = self.api.invoke(event.payload()).await.unwrap();
        let html = shown["body"].as_str().unwrap().to_owned();
        let forms = between(&html, "<form method=\"post\" action=\"", "</form>");
        let form = forms.into_iter().find(|form| form.contains(form_with)).unwrap();
        let (action, fields) = form.split_once('"').unwrap();
        let mut pairs: Vec<(&str, String)> = between(fields, "type=\"hidden\" name=\"", "\">")
            .into_iter()
            .map(|field| field.split_once("\" value=\"").unwrap())
            .map(|(name, value)| (name, value.replace("&#38;", "&")))
            .collect();
        pairs.extend(added.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let mut post = HttpEvent::form("", &serde_urlencoded::to_string(pairs).unwrap());
        post.route = "$default";
        post.path = action.to_owned();
        post.parameters = json!({});
        post.headers.push(("cookie", cookie));
        let answer = self.api.invoke(post.payload()).await.unwrap();
        assert_eq!(status(&answer), 303, "{answer}");
        answer["headers"]["location"].as_str().unwrap().to_owned()
    }
}

fn between<'a>(html: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let pieces = html.split(before).skip(1);
    pieces
        .filter_map(|piece| piece.split_once(after))
        .map(|(found, _)| found)
        .collect()
}

fn texts(list: &Value, name: &str) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items
        .map(|item| {
            item[name]
                .as_str()
                .map_or_else(|| item[name].to_string(), str::to_owned)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_the_apis_and_a_flag_that_is_closed_there_is_closed_everywhere() {
    let team = Team::after_a_night().await;
    let flags = team.data("/v1/flags", "").await;
    let html = team.page("/dashboard/queue", "").await;
    let heads = between(&html, "class=\"who\">", "</h2>");
    let shown: Vec<String> = heads
        .iter()
        .map(|head| between(head, "<bdi dir=\"auto\">", "</bdi>")[0].to_owned())
        .collect();
    assert!(
        !shown.is_empty() && shown == texts(&flags["flags"], "customer"),
        "{shown:?} {flags}"
    );
    assert_eq!(html.matches("&#60;b&#62;").count(), 0, "the first line alone");
    let first = shown[0].clone();
    assert!(
        html.contains(&format!("word {}</bdi>", first.trim_start_matches("customer-00"))),
        "{html}"
    );

    let customer_field = format!("name=\"customer\" value=\"{first}\"");
    let back = team
        .send("/dashboard/queue", "", &customer_field, &[("note", "Called <them>")])
        .await;
    let (path, query) = back.split_once('?').unwrap();
    let html = team.page(path, query).await;
    assert!(
        html.contains("The flag is closed.") && html.contains("Called &#60;them&#62;"),
        "{html}"
    );
    let flags = team.data("/v1/flags", "").await;
    assert!(!texts(&flags["flags"], "customer").contains(&first), "{flags}");
    assert!(!html.contains(&customer_field));
    let customer = team.data(&format!("/v1/customers/{first}"), "").await;
    assert_eq!(customer["flag"]["closed"]["note"], "Called <them>");
    let history = team.page("/dashboard/customer", &format!("id={first}")).await;
    assert!(history.contains("Flag closed") && history.contains("Called &#60;them&#62;"));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_the_apis_and_a_decision_on_a_page_is_one_of_the_api() {
    let team = Team::after_a_night().await;
    for (query, list, asked) in [
        ("", "/v1/responses", ""),
        (
            "band=low&with_comment=true",
            "/v1/responses",
            "max_score=6&with_comment=true",
        ),
        ("band=high", "/v1/responses", "min_score=9"),
        ("waiting=true", "/v1/held", ""),
    ] {
        let html = team.page("/dashboard/comments", query).await;
        let api = team.data(list, asked).await;
        let items = api.get("responses").or(api.get("held")).unwrap();
        assert_eq!(between(&html, "<li id=\"r-", "\""), texts(items, "id"), "{query}");
        assert_eq!(
            between(&html, "<span class=\"away\">Score </span>", "<"),
            texts(items, "score"),
            "{query}"
        );
    }
    let held = team.held_of("customer-000").await;
    assert_eq!(held["held"]["score"], 10, "the machine's waits: {held}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_a_page_is_taken_and_taken_back() {
    let team = Team::after_a_night().await;
    let held = team.held_of("customer-000").await;
    let field = format!("name=\"response\" value=\"{}\"", held["id"].as_str().unwrap());
    let back = team
        .send("/dashboard/comments", "waiting=true", &field, &[("decision", "apply")])
        .await;
    let score = async || team.data("/v1/customers/customer-000", "").await["responses"][0]["score"].clone();
    assert_eq!(score().await, json!(10));
    let (path, query) = back.split_once('?').unwrap();
    let html = team.page(path, query).await;
    assert!(
        html.contains("Decided: it counts.") && html.contains("What counted before"),
        "{html}"
    );
    let back = team.send(path, query, &field, &[("decision", "undo")]).await;
    assert_eq!(score().await, json!(0));
    assert!(back.starts_with("/dashboard/comments?waiting=true&decided="), "{back}");
    let history = team.page("/dashboard/customer", "id=customer-000").await;
    assert!(history.contains("A suspect answer waits beside it"), "{history}");
}
