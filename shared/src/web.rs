//! Small documents from hosts that are not AWS: what is asked, what comes back, and which addresses are asked at all.

use futures::future::BoxFuture;

use crate::origin::is_this_machine;

/// A request: POST with a body, GET without one.
#[derive(Clone, PartialEq, Eq)]
pub struct WebRequest {
    /// Where to.
    pub url: String,
    /// The value of its `Authorization` header.
    pub authorization: Option<String>,
    /// A form, encoded.
    pub form: Option<String>,
    /// The largest answer that is read, in bytes.
    pub most_bytes: usize,
}

/// An answer. Redirects are answers too: none is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    /// No connection, or one that broke.
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    /// The time was up.
    #[error("it did not answer in time")]
    TooSlow,
    /// The answer is larger than is read.
    #[error("its answer has more than {0} bytes")]
    TooLarge(usize),
}

/// Sends requests.
pub trait Web: Send + Sync {
    /// Sends one and reads the whole answer.
    fn send(&self, request: WebRequest) -> BoxFuture<'_, Result<WebAnswer, WebError>>;
}

/// Whether an address keeps what is sent there to itself: HTTPS, or where `here` says so plain HTTP to this machine. With a
/// host, and without a user, a fragment, blanks or anything else that programs read differently.
#[must_use]
pub fn is_private(url: &str, here: bool) -> bool {
    let plain = url
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'#'));
    let authority = |rest: &str| {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let host = &rest[..end];
        (!host.is_empty() && !host.starts_with(':') && !host.contains('@')).then(|| host.to_owned())
    };
    let over_tls = url.strip_prefix("https://").and_then(authority).is_some();
    let to_here = url
        .strip_prefix("http://")
        .and_then(authority)
        .is_some_and(|host| is_this_machine(&host));
    plain && (over_tls || (here && to_here))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_is_private_and_this_machine_where_it_is_said() {
        for url in ["https://id.example", "https://id.example:8443/realms/cx?a=b"] {
            assert!(is_private(url, false), "{url}");
        }
        for url in [
            "http://localhost:3000/a",
            "http://127.0.0.1:3000/a",
            "http://[::1]:3000/a",
        ] {
            assert!(is_private(url, true) && !is_private(url, false), "{url}");
        }
        for url in [
            "",
            "https://",
            "https:///path",
            "https://:443/",
            "HTTPS://id.example",
            "http://id.example",
            "http://localhost.evil.example/",
            "http://localhost@evil.example/",
            "https://user@id.example/",
            "https://id.example/#fragment",
            "https://id.example\\@evil.example",
            "https://id.example/a b",
            "https://id.example/\r\n",
            "ftp://id.example",
            "//id.example",
            "file:///etc/passwd",
            "http://169.254.169.254/latest",
        ] {
            assert!(!is_private(url, true), "{url:?}");
        }
    }
}
