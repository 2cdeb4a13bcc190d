//! People who have signed in, and the forms that they send.

use lambda_http::Request;
use shared::domain::access::Scopes;
use shared::session::Session;

use super::{noon, request, roots};

/// A request of a person who has signed in and may do this.
pub(crate) fn signed_in(scopes: Scopes, method: &str, path: &str, body: &str) -> Request {
    let session = session(scopes);
    let mut request = request(method, path, body);
    let cookie = format!("__Host-aisance={}", session.seal(&roots().session_keys().0));
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    if method == "POST" {
        let kind = "application/x-www-form-urlencoded".parse().unwrap();
        request.headers_mut().insert("content-type", kind);
    }
    request
}

/// The session of [`signed_in`].
pub(crate) fn session(scopes: Scopes) -> Session {
    Session {
        id: [1; 16],
        subject: "somebody".to_owned(),
        name: "Somebody".to_owned(),
        key: None,
        scopes,
        ends: noon() + shared::session::LASTS,
    }
}

/// A form of that session, with its token.
pub(crate) fn form(scopes: Scopes, fields: &[(&str, &str)]) -> String {
    let token = session(scopes).form_token(&roots().session_keys().1);
    let mut all = vec![("form_token", token.as_str())];
    all.extend(fields);
    serde_urlencoded::to_string(all).unwrap()
}
