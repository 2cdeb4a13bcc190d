//! A folder in which every operation has something to find: scores and one that has fallen, customers at risk, an answer that waits for
//! a decision.

use std::io::{Read, Write};
use std::net::TcpStream;

use jiff::civil::Date;
use local::commands::{nightly, survey};
use local::demo::{self, Size};
use local::workspace::{Place, Workspace};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::Measure;
use shared::domain::chart::{Direction, OpenSignal, ScoreSignal, Subject, Tally};
use shared::domain::day::shifted;
use shared::store::Patience;
use shared::store::signals::KeepSignal;
use system_tests::served::{Folder, Served};

/// Enough for scores with trends and for somebody to be flagged.
const SIZE: Size = Size {
    customers: 250,
    days: 90,
};

/// Fills the folder with made-up customers, as `aisance demo` does with more.
pub(crate) async fn fill(folder: &Folder) {
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Nightly).await.unwrap();
    survey::apply_ready(&workspace).await.unwrap();
    let calendar = workspace.calendar().await.unwrap();
    let company = demo::company(calendar.day_of(SystemClock.now()), &calendar, SIZE);
    demo::fill(&workspace, &calendar, &company, &SystemClock).await.unwrap();
    nightly::night(&workspace, None).await.unwrap();
    let today = calendar.day_of(SystemClock.now());
    workspace.store.keep_signal(&fall(today)).await.unwrap();
    workspace.close().await;
}

/// So few answers show no shift of themselves.
fn fall(today: Date) -> ScoreSignal {
    ScoreSignal {
        survey: "recommend".into(),
        subject: Subject::Touchpoint("delivery".into()),
        measure: Measure::nps(),
        noticed: OpenSignal {
            direction: Direction::Fell,
            began: shifted(today, -9),
            noticed: shifted(today, -2),
            before: Tally {
                n: 100,
                up: 50,
                down: 18,
            },
            since: Tally { n: 40, up: 14, down: 6 },
            alert: true,
        },
        acknowledged: None,
    }
}

/// A key of the folder that may do everything.
pub(crate) fn key(folder: &Folder) -> String {
    let to_revoke = folder.aisance(&["keys", "create", "to revoke", "--scopes", "read"]);
    assert!(to_revoke.unwrap().status.success());
    let made = folder.aisance(&["keys", "create", "test", "--scopes", "read,comments,write,erase,admin"]);
    String::from_utf8(made.unwrap().stdout).unwrap().trim().to_owned()
}

/// The API as a program reaches it.
pub(crate) struct Api<'a> {
    served: &'a Served,
    /// A key that may do everything.
    pub(crate) key: String,
}

impl<'a> Api<'a> {
    /// That of a serving process, with a key that may do everything.
    pub(crate) fn of(served: &'a Served, key: String) -> Self {
        Self { served, key }
    }

    /// A response that holds a suspect answer.
    pub(crate) fn add_what_waits(&self) {
        let wanted =
            json!({ "survey": "recommend", "customer": "C-1", "touchpoint": "support", "reference": "order-1" });
        let link = self.send("POST", "/v1/links", &wanted);
        let page = format!("/s/{}", link["token"].as_str().unwrap());
        for rating in [9, 2, 5] {
            self.send("POST", &page, &json!({ "rating": rating }));
        }
    }

    /// An export of scores.
    pub(crate) fn add_export(&self) {
        self.send("POST", "/v1/exports", &json!({ "what": "scores" }));
    }

    /// What is read there.
    pub(crate) fn get(&self, path: &str) -> Value {
        self.send("GET", path, &Value::Null)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.served.port)).unwrap();
        let (port, key, length) = (self.served.port, &self.key, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 20"), "{method} {path}: {answer}");
        serde_json::from_str(body).unwrap()
    }
}
