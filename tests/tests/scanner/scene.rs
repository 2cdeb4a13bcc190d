//! A deployment, a person and scanners.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use shared::domain::opt_out::OptOut;
use shared::domain::response::{Respondent, Response};
use shared::link::{InvitationId, LinkFacts, RawIds};
use shared::store::Store;
use shared::store::opt_outs::ReadOptOut;
use shared::store::responses::GetResponses;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::gateway;
use system_tests::stack::Stack;
use system_tests::steps::{pseudonym, status};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

/// From where and with what somebody opens a page.
#[derive(Debug, Clone, Copy)]
pub struct Browser {
    ip: &'static str,
    agent: &'static str,
}

/// A person at home, as [`HttpEvent::survey`] has it.
pub const PERSON: Browser = Browser {
    ip: "203.0.113.7",
    agent: "Mozilla/5.0 (made up for tests)",
};

/// What scans the message when it arrives.
pub const SCANNER: Browser = Browser {
    ip: "198.51.100.9",
    agent: "Scanner/1.0 (made up for tests)",
};

/// What scans it again, later.
pub const SECOND_SCANNER: Browser = Browser {
    ip: "192.0.2.80",
    agent: "Scanner/2.0 (made up for tests)",
};

impl Browser {
    /// The same request by this browser.
    pub fn visits(self, mut event: HttpEvent) -> HttpEvent {
        event.ip = self.ip;
        event.headers.retain(|(name, _)| *name != "user-agent");
        event.headers.push(("user-agent", self.agent.to_owned()));
        event
    }
}

/// What a scan did: `tests/browser/scanner.mjs` prints it.
#[derive(Debug, Deserialize)]
pub struct Scan {
    /// Pages opened.
    pub opened: Vec<String>,
    /// Buttons pressed: the page, and the button's name and value.
    pub pressed: Vec<String>,
    /// The languages that pages were in.
    pub languages: Vec<String>,
    /// Requests by method and status.
    pub statuses: BTreeMap<String, u64>,
    /// Steps that were not taken.
    pub left: u64,
}

/// The deployment.
pub struct Scene {
    pub stack: Stack,
    pub store: Store,
    pub submit: Arc<Function>,
}

impl Scene {
    pub async fn start() -> Self {
        let stack = Stack::start().await.unwrap();
        Self {
            store: stack.engine.store().unwrap(),
            submit: Arc::new(stack.function("submit").await.unwrap()),
            stack,
        }
    }

    /// A link for a customer.
    pub fn link(&self, customer: &str) -> String {
        self.stack
            .token(&self.stack.facts("recommend", customer, "order-1"))
            .unwrap()
    }

    /// What is stored of a link.
    pub async fn found(&self, token: &str) -> Option<Response> {
        let link = shared::link::open(&self.stack.keys.link_keys(), token).unwrap();
        let customer = link.facts.customer().unwrap().as_str();
        let facts = LinkFacts::new(&self.stack.facts("recommend", customer, "order-1"), RawIds::Refuse).unwrap();
        let invitation = InvitationId::of(&self.stack.keys.identity_key(), &facts);
        let key = (Respondent::Customer(pseudonym(&self.stack, customer)), invitation);
        self.store.get_responses(&[key], true).await.unwrap().pop()
    }

    /// The response to a link.
    pub async fn stored(&self, token: &str) -> Response {
        self.found(token).await.unwrap()
    }

    /// What was said about not being asked again.
    pub async fn wish(&self, customer: &str) -> Option<OptOut> {
        let customer = Respondent::Customer(pseudonym(&self.stack, customer));
        self.store.read_opt_out(customer).await.unwrap()
    }

    /// The operations since the last look that wrote something.
    pub fn writes(&self) -> Vec<String> {
        let mut operations = self.stack.engine.operations.take();
        operations.retain(|operation| !["query", "getitem", "batchgetitem"].contains(&operation.as_str()));
        operations
    }

    /// Opens a page; the hidden fields of its form, ready to be sent back.
    pub async fn view(&self, token: &str, browser: Browser) -> String {
        let event = browser.visits(HttpEvent::survey("GET", token));
        let page = self.submit.invoke(event.payload()).await.unwrap();
        let page = page["body"].as_str().unwrap();
        let hidden = page.split("<input type=\"hidden\" ").skip(1).map(|input| {
            let value = |name: &str| {
                input
                    .split(&format!("{name}=\""))
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
            };
            format!("{}={}", value("name"), value("value"))
        });
        hidden.collect::<Vec<_>>().join("&")
    }

    /// Sends a form that was viewed; the status of the answer.
    pub async fn send(&self, token: &str, hidden: &str, rating: u8, comment: &str, browser: Browser) -> u64 {
        let comment = comment.replace(' ', "+");
        let fields = format!("rating={rating}&comment={comment}&{hidden}");
        let event = browser.visits(HttpEvent::form(token, &fields));
        status(&self.submit.invoke(event.payload()).await.unwrap())
    }

    /// Has Chromium open all eleven links of a message and follow every link, and press every button if `press`.
    pub async fn scan(&self, token: &str, browser: Browser, press: bool) -> Scan {
        let gateway = gateway::start(Arc::clone(&self.submit), browser.ip).await.unwrap();
        let links: Vec<String> = (0..=10).map(|rating| format!("/s/{token}?r={rating}")).collect();
        let scanned = json!({ "base": format!("http://{gateway}"), "links": links, "press": press });
        let ran = tokio::process::Command::new("node")
            .arg("scanner.mjs")
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"))
            .env("AISANCE_SCANNED", scanned.to_string())
            .stderr(std::process::Stdio::inherit())
            .output()
            .await
            .expect("node is needed: `./tests/run` says what to install");
        assert!(ran.status.success(), "the scan failed: its output is above");
        serde_json::from_slice(&ran.stdout).unwrap()
    }
}

/// Sends a rating as JSON to a served link, from an address of this machine; the status line of the answer and what follows.
pub async fn post_from(from: [u8; 4], port: u16, token: &str, browser: &str, rating: u8) -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((from, 0))).unwrap();
    let mut stream = socket.connect(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
    let body = format!("{{\"rating\":{rating}}}");
    let head = format!(
        "POST /s/{token} HTTP/1.1\r\nhost: localhost:{port}\r\nuser-agent: {browser}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
