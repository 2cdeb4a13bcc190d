//! CloudFront in front of a deployment's API, where it has one.

use subtle::ConstantTimeEq as _;

use crate::store::names::env;

/// The header that CloudFront fills with the deployment's secret, as `template.yaml` tells it to.
pub const SECRET_HEADER: &str = "x-aisance-edge";

/// The header in which CloudFront says whom it talks to: the address, a colon, the port.
pub const VIEWER_HEADER: &str = "cloudfront-viewer-address";

/// What a function knows of the CloudFront in front of it. It holds a secret, so there is no `Debug`.
#[derive(Clone, Default)]
pub struct Edge {
    secret: Option<String>,
}

impl Edge {
    /// That of a deployment, whose environment `read` gives.
    #[must_use]
    pub fn from_env(read: impl Fn(&str) -> Option<String>) -> Self {
        Self::new(read(env::EDGE_SECRET))
    }

    /// `secret` is what CloudFront says with each request; absent or empty where there is no CloudFront.
    #[must_use]
    pub fn new(secret: Option<String>) -> Self {
        Self {
            secret: secret.filter(|secret| !secret.is_empty()),
        }
    }

    /// Whether a request may be answered: it came through CloudFront, or there is none. `said` is its [`SECRET_HEADER`].
    #[must_use]
    pub fn admits(&self, said: Option<&str>) -> bool {
        self.secret.as_deref().is_none_or(|secret| {
            let said = said.unwrap_or_default();
            secret.as_bytes().ct_eq(said.as_bytes()).into()
        })
    }

    /// The address that an admitted request came from. `viewer` is its [`VIEWER_HEADER`], which anybody can write where there
    /// is no CloudFront to overwrite it; `seen` is the address that the gateway saw, which is CloudFront's where there is one.
    #[must_use]
    pub fn address<'a>(&self, viewer: Option<&'a str>, seen: Option<&'a str>) -> Option<&'a str> {
        let viewer = viewer.filter(|_| self.secret.is_some());
        viewer
            .and_then(|viewer| viewer.rsplit_once(':'))
            .map(|(address, _)| address)
            .or(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_a_cloudfront_nobody_gets_around_it() {
        let edge = Edge::new(Some("said by CloudFront alone".to_owned()));
        assert!(edge.admits(Some("said by CloudFront alone")));
        for said in [
            None,
            Some(""),
            Some("said by CloudFront"),
            Some("said by CloudFront alone "),
        ] {
            assert!(!edge.admits(said), "{said:?}");
        }
    }

    #[test]
    fn where_there_is_none_everybody_is_answered() {
        for secret in [None, Some(String::new())] {
            let edge = Edge::new(secret);
            for said in [None, Some(""), Some("anything")] {
                assert!(edge.admits(said), "{said:?}");
            }
        }
    }

    #[test]
    fn an_address_is_believed_where_cloudfront_says_it_and_nowhere_else() {
        let (edge, seen) = (Edge::new(Some("secret".to_owned())), Some("198.51.100.1"));
        assert_eq!(edge.address(Some("203.0.113.9:46532"), seen), Some("203.0.113.9"));
        assert_eq!(
            edge.address(Some("2001:db8::17e:7:49664"), seen),
            Some("2001:db8::17e:7")
        );
        assert_eq!(edge.address(None, seen), seen);
        assert_eq!(Edge::default().address(Some("203.0.113.9:46532"), seen), seen);
    }
}
