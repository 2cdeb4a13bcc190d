//! What an issuer says of itself: OpenID Connect Discovery 1.0.

use serde::Deserialize;
use shared::web::is_private;

use super::error::NotSignedIn;

/// The parts of an issuer's document that are needed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Provider {
    /// Where browsers are led.
    pub authorization_endpoint: String,
    /// Where codes are exchanged.
    pub token_endpoint: String,
    /// Where its keys are.
    pub jwks_uri: String,
    /// How it wants to get a client secret.
    pub secret_goes: SecretGoes,
    /// Whether it always says who it is when it leads a browser back (RFC 9207).
    pub names_itself: bool,
}

/// How a client secret is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretGoes {
    /// `client_secret_basic`: what every issuer takes that says nothing else.
    InHeader,
    /// `client_secret_post`.
    InForm,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Where an issuer's document is.
pub(super) fn url(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

impl Provider {
    /// Reads the document of `issuer`.
    pub(super) fn read(document: &[u8], issuer: &str) -> Result<Self, NotSignedIn> {
        let bad = |why: String| NotSignedIn::BadDocument(why);
        let document: Document = serde_json::from_slice(document).map_err(|error| bad(error.to_string()))?;
        if document.issuer != issuer {
            return Err(bad(
                "it is of another issuer than is configured; both must be written alike".to_owned(),
            ));
        }
        // Only an issuer on this machine may name places on it.
        let here = !is_private(issuer, false);
        for (name, address) in [
            ("authorization_endpoint", &document.authorization_endpoint),
            ("token_endpoint", &document.token_endpoint),
            ("jwks_uri", &document.jwks_uri),
        ] {
            if !is_private(address, here) {
                return Err(bad(format!("its {name} is not an address over HTTPS")));
            }
        }
        let methods = document.token_endpoint_auth_methods_supported;
        let takes = |method: &str| methods.as_ref().is_some_and(|all| all.iter().any(|one| one == method));
        let in_form = takes("client_secret_post") && !takes("client_secret_basic");
        Ok(Self {
            authorization_endpoint: document.authorization_endpoint,
            token_endpoint: document.token_endpoint,
            jwks_uri: document.jwks_uri,
            secret_goes: if in_form {
                SecretGoes::InForm
            } else {
                SecretGoes::InHeader
            },
            names_itself: document.authorization_response_iss_parameter_supported,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ISSUER: &str = "https://id.example/realms/cx";

    fn document() -> Value {
        json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://id.example/authorize",
            "token_endpoint": "https://tokens.example/token",
            "jwks_uri": "https://id.example/keys",
        })
    }

    fn read(change: impl FnOnce(&mut Value)) -> Result<Provider, NotSignedIn> {
        let mut document = document();
        change(&mut document);
        Provider::read(document.to_string().as_bytes(), ISSUER)
    }

    #[test]
    fn a_document_stands_where_the_specification_puts_it() {
        let expected = "https://id.example/realms/cx/.well-known/openid-configuration";
        assert_eq!(url(ISSUER), expected);
        assert_eq!(url("https://id.example/realms/cx/"), expected);
    }

    #[test]
    fn another_issuers_document_and_places_without_https_are_refused() {
        assert!(read(|_| {}).is_ok());
        for (name, value) in [
            ("issuer", "https://id.example/realms/cx/"),
            ("issuer", "https://evil.example"),
            ("authorization_endpoint", "http://id.example/authorize"),
            ("authorization_endpoint", "javascript:alert(1)"),
            ("token_endpoint", "http://127.0.0.1/token"),
            ("token_endpoint", "http://169.254.169.254/latest"),
            ("jwks_uri", "file:///etc/passwd"),
        ] {
            let refused = read(|document| document[name] = json!(value));
            assert!(matches!(refused, Err(NotSignedIn::BadDocument(_))), "{name}: {value}");
        }
        for name in ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] {
            let refused = read(|document| {
                document.as_object_mut().unwrap().remove(name);
            });
            assert!(matches!(refused, Err(NotSignedIn::BadDocument(_))), "{name}");
        }
        assert!(Provider::read(b"<html>", ISSUER).is_err());
    }

    #[test]
    fn an_issuer_of_this_machine_may_name_places_on_it() {
        let text = document()
            .to_string()
            .replace("https://id.example", "http://127.0.0.1:3000");
        assert!(Provider::read(text.as_bytes(), "http://127.0.0.1:3000/realms/cx").is_ok());
    }

    #[test]
    fn a_secret_goes_into_the_header_unless_only_the_form_is_taken() {
        let goes = |methods: Value| {
            let read = read(|document| document["token_endpoint_auth_methods_supported"] = methods);
            read.unwrap().secret_goes
        };
        assert_eq!(goes(Value::Null), SecretGoes::InHeader);
        assert_eq!(
            goes(json!(["client_secret_post", "client_secret_basic"])),
            SecretGoes::InHeader
        );
        assert_eq!(
            goes(json!(["private_key_jwt", "client_secret_post"])),
            SecretGoes::InForm
        );
    }
}
