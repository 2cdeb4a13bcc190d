//! A deployment with CloudFront in front of it.

use shared::domain::access::Scopes;
use shared::edge::{Edge, SECRET_HEADER};

use crate::handle;
use crate::testing::{app, authorized, read, signed_in, with_surveys};

#[tokio::test]
async fn whoever_goes_around_cloudfront_is_refused_before_anything_is_read() {
    let app = app(with_surveys(&["after-buy"])).with_edge(Edge::new(Some("from CloudFront".to_owned())));
    for said in [None, Some(""), Some("from me")] {
        for mut request in [
            authorized("GET", "/v1/surveys", ""),
            signed_in(Scopes::ALL, "GET", "/dashboard", ""),
            authorized("GET", "/nowhere", ""),
        ] {
            if let Some(said) = said {
                request.headers_mut().insert(SECRET_HEADER, said.parse().unwrap());
            }
            let (status, problem) = read(handle(&app, request).await);
            assert_eq!((status, &problem["title"]), (403, &"Not this way".into()), "{said:?}");
        }
    }
    let mut request = authorized("GET", "/v1/surveys", "");
    let secret = "from CloudFront".parse().unwrap();
    request.headers_mut().insert(SECRET_HEADER, secret);
    assert_eq!(handle(&app, request).await.status(), 200);
}
