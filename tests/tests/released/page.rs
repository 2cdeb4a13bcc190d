//! Links of a released version, opened as they were when they were valid.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use lambda_http::Body;
use lambda_http::Response;
use lambda_http::request::from_str;
use serde_json::json;
use shared::clock::{Clock, random_16};
use system_tests::events::HttpEvent;

use super::Release;

/// A moment at which time stands still: links have expired long before the last release opens this folder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Still(pub(crate) Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

fn text(response: Response<Body>) -> (u16, String) {
    let (head, body) = response.into_parts();
    (head.status.as_u16(), String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn its_links_still_open_and_take_an_answer() {
    for release in Release::each("links") {
        let workspace = release.workspace().await;
        let hour_later = release.recorded.made_at + SignedDuration::from_hours(1);
        let submit = submit::App::new(
            submit::Keys::derive(&workspace.keys),
            workspace.store.clone(),
            submit::Settings::new(workspace.time_zone.clone()),
            workspace.retention,
            Arc::new(Still(hour_later)),
            random_16,
        );
        let send = async |event: HttpEvent| {
            let request = from_str(&event.payload().to_string()).unwrap();
            text(submit::handle(&submit, request).await)
        };
        let (status, unanswered) = send(HttpEvent::survey("GET", &release.recorded.unanswered)).await;
        assert_eq!(status, 200);
        assert!(
            unanswered.contains("<fieldset") && !unanswered.contains("already"),
            "{unanswered}"
        );
        let (status, answered) = send(HttpEvent::survey("GET", &release.recorded.answered)).await;
        assert_eq!(status, 200);
        assert!(answered.contains("already"), "{answered}");
        for token in [&release.recorded.unanswered, &release.recorded.answered] {
            let (status, said) = send(HttpEvent::json(token, &json!({ "rating": 7 }))).await;
            assert_eq!(status, 200, "{said}");
        }
        workspace.close().await;
    }
}
