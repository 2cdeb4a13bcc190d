//! A deployment with CloudFront in front of it.

use shared::edge::{Edge, SECRET_HEADER, VIEWER_HEADER};

use crate::testing::{Bench, Event, text, ticket_in};

const SECRET: &str = "from CloudFront";

fn behind_cloudfront() -> Bench {
    let mut bench = Bench::new();
    bench.app = bench.app.with_edge(Edge::new(Some(SECRET.to_owned())));
    bench
}

#[tokio::test]
async fn whoever_goes_around_cloudfront_is_refused_before_anything_is_read() {
    let bench = behind_cloudfront();
    let token = bench.link("recommend");
    for said in [None, Some("from me")] {
        for request in [Event::get(&token), Event::form(&token, &[("rating", "9")])] {
            let request = match said {
                Some(said) => request.header(SECRET_HEADER, said),
                None => request,
            };
            assert_eq!(bench.send(request).await.status(), 403, "{said:?}");
        }
    }
    assert_eq!(bench.calls(), []);
    let through = Event::get(&token).header(SECRET_HEADER, SECRET);
    assert_eq!(bench.send(through).await.status(), 200);
}

/// Else all who come through one of its places would be one network.
#[tokio::test]
async fn behind_cloudfront_a_network_is_the_visitors_and_not_cloudfronts() {
    let bench = behind_cloudfront();
    bench.open(1, 100);
    for (viewer, status) in [
        ("203.0.113.7:40000", 303),
        ("203.0.113.8:40001", 429),
        ("198.51.100.1:40000", 303),
        ("2001:db8:1::1:40000", 303),
    ] {
        let through = |event: Event<'static>| event.header(SECRET_HEADER, SECRET).header(VIEWER_HEADER, viewer);
        let page = bench.send(through(Event::get("recommend"))).await;
        let ticket = ticket_in(&text(&page));
        bench.wait(5);
        let form = Event::form("recommend", &[("rating", "9"), ("view", &*ticket)]);
        assert_eq!(bench.send(through(form)).await.status(), status, "{viewer}");
    }
}
