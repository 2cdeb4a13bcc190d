//! Why somebody is not signed in. The words for the person are Fluent texts; what stands here goes to the log, without
//! any part of a token, code or secret.

use http::StatusCode;
use shared::store::secret::ClientSecretError;
use shared::web::WebError;

/// The most characters of an issuer's own error code that are logged and shown.
const MOST_CODE_CHARS: usize = 40;

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotSignedIn {
    /// This browser has not begun to sign in, or too long ago, or has done so again meanwhile.
    #[error("the browser has not begun this sign-in, or more than ten minutes ago")]
    NotBegun,
    /// The issuer let nobody in.
    #[error("the issuer answered {0}")]
    Refused(String),
    /// What came back is from another issuer.
    #[error("the answer is from another issuer")]
    OtherIssuer,
    /// The issuer does not answer.
    #[error("the issuer gives no answer: {0}")]
    Unreachable(WebError),
    /// The issuer answers with an error where its document or keys should be.
    #[error("the issuer answers {0} where its configuration or keys should be")]
    NoDocument(u16),
    /// The issuer's document cannot be used.
    #[error("the issuer's configuration cannot be used: {0}")]
    BadDocument(String),
    /// The code was not exchanged for tokens.
    #[error("the issuer did not take the code: {status} {code}")]
    CodeRefused {
        /// The HTTP status.
        status: u16,
        /// The issuer's error code.
        code: String,
    },
    /// The tokens have no id token.
    #[error("the issuer gave no id token")]
    NoIdToken,
    /// The client secret cannot be read.
    #[error(transparent)]
    Secret(#[from] ClientSecretError),
    /// The id token does not hold.
    #[error("the id token does not hold: {0}")]
    Token(#[from] WrongToken),
    /// Somebody without a role here.
    #[error("the person has no role here")]
    NoRole,
    /// No issuer is configured.
    #[error("no issuer is configured")]
    NoIssuer,
}

/// What is wrong with an id token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WrongToken {
    /// Not three parts of base64url, or no JSON in them.
    #[error("it cannot be read")]
    Unreadable,
    /// Signed by a method that is not taken, `none` among them.
    #[error("it is signed by a method that is not taken")]
    Algorithm,
    /// Asks for something that is not understood (`crit`).
    #[error("it has a critical extension")]
    Critical,
    /// Signed with a key that the issuer does not publish.
    #[error("it is signed with a key that the issuer does not publish")]
    UnknownKey,
    /// The key is not for this method.
    #[error("its key is not for its method")]
    KeyMismatch,
    /// The signature is not that of the key.
    #[error("its signature is wrong")]
    Signature,
    /// From another issuer.
    #[error("it is from another issuer")]
    Issuer,
    /// For somebody else.
    #[error("it is for another client")]
    Audience,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// Its time has not come.
    #[error("it is from the future")]
    NotYet,
    /// Not made for this sign-in.
    #[error("it is of another sign-in")]
    Nonce,
    /// Nobody is named, or by too long an id.
    #[error("its subject is missing or too long")]
    Subject,
}

impl NotSignedIn {
    /// What the issuer said instead of a code (RFC 6749, section 4.1.2.1).
    pub(crate) fn refused(code: &str) -> Self {
        Self::Refused(plain_code(code))
    }

    /// What the issuer said instead of tokens.
    pub(super) fn code_refused(status: u16, code: &str) -> Self {
        let code = plain_code(code);
        Self::CodeRefused { status, code }
    }

    /// The key of the words for the person.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Self::NotBegun | Self::OtherIssuer => "sign-in-not-begun",
            Self::Refused(code) if code == "access_denied" => "sign-in-denied",
            Self::Refused(_) | Self::CodeRefused { .. } => "sign-in-refused",
            Self::Unreachable(_) => "sign-in-unreachable",
            Self::NoDocument(_) | Self::BadDocument(_) | Self::Secret(_) | Self::NoIssuer => "sign-in-misconfigured",
            Self::NoIdToken | Self::Token(_) => "sign-in-wrong-token",
            Self::NoRole => "sign-in-no-role",
        }
    }

    /// The issuer's own error code.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Refused(code) | Self::CodeRefused { code, .. } => code,
            _ => "",
        }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotBegun | Self::OtherIssuer => StatusCode::BAD_REQUEST,
            Self::Refused(_) | Self::CodeRefused { .. } | Self::Token(_) | Self::NoRole => StatusCode::FORBIDDEN,
            Self::NoIssuer => StatusCode::NOT_FOUND,
            Self::Unreachable(_) | Self::NoDocument(_) | Self::BadDocument(_) | Self::NoIdToken | Self::Secret(_) => {
                StatusCode::BAD_GATEWAY
            }
        }
    }
}

/// Anybody can lead a browser here with a code of their own: of those only the letters that codes are made of are kept.
fn plain_code(code: &str) -> String {
    let plain = |letter: &char| letter.is_ascii_lowercase() || *letter == '_';
    let code: String = code.chars().take(MOST_CODE_CHARS).filter(plain).collect();
    if code.is_empty() {
        "unknown_error".to_owned()
    } else {
        code
    }
}
