//! What an id token says, once it holds: OpenID Connect Core 1.0, section 3.1.3.7.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};
use shared::domain::access::Role;

use super::error::WrongToken;
use super::keys::{Algorithm, KeySet};

/// How far the issuer's clock may be from ours.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// The longest subject: OpenID Connect allows no longer one.
const MOST_SUBJECT_CHARS: usize = 255;
/// The most characters of a name that are kept.
const MOST_NAME_CHARS: usize = 80;
/// Where a name is looked for, the best first.
const NAME_CLAIMS: [&str; 3] = ["name", "preferred_username", "email"];

/// Somebody who has signed in with the issuer, and has a role here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The issuer's id of the person.
    pub subject: String,
    /// How the person is called.
    pub name: String,
    /// The highest of their roles.
    pub role: Role,
}

/// What a token has to say to hold.
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    /// The claim of the groups: its name, or a path with dots.
    pub roles_claim: &'a str,
    pub now: Timestamp,
}

/// What is taken from a token that holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claims {
    pub subject: String,
    pub name: String,
    pub groups: Vec<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Payload {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Reads a token; the signature first, and what it says only then.
pub(super) fn read(token: &str, keys: &KeySet, expected: &Expected<'_>) -> Result<Claims, WrongToken> {
    let (signed, signature) = token.rsplit_once('.').ok_or(WrongToken::Unreadable)?;
    let (header, payload) = signed.split_once('.').ok_or(WrongToken::Unreadable)?;
    let header: Header = part(header)?;
    if header.crit.is_some() {
        return Err(WrongToken::Critical);
    }
    let algorithm = Algorithm::named(&header.alg).ok_or(WrongToken::Algorithm)?;
    let signature = bytes(signature)?;
    keys.check(header.kid.as_deref(), algorithm, signed.as_bytes(), &signature)?;
    let payload: Payload = part(payload)?;
    payload.check(expected)?;
    Ok(Claims {
        name: payload.name(),
        groups: payload.groups(expected.roles_claim),
        subject: payload.sub,
    })
}

impl Payload {
    fn check(&self, expected: &Expected<'_>) -> Result<(), WrongToken> {
        let (now, leeway) = (expected.now.as_second() as f64, LEEWAY.as_secs() as f64);
        let audience = match &self.aud {
            Audience::One(one) => std::slice::from_ref(one),
            Audience::Several(all) => all,
        };
        let ours = audience.iter().any(|one| one == expected.client_id);
        // Among several, the token says who asked for it.
        let asked_by_us = match &self.azp {
            Some(by) => by == expected.client_id,
            None => audience.len() == 1,
        };
        // Written so that what is no number fails.
        let lasts = self.exp + leeway > now;
        let begun = self.iat <= now + leeway && self.nbf.is_none_or(|from| from <= now + leeway);
        let named = !self.sub.is_empty() && self.sub.chars().count() <= MOST_SUBJECT_CHARS;
        let checks = [
            (self.iss == expected.issuer, WrongToken::Issuer),
            (ours && asked_by_us, WrongToken::Audience),
            (lasts, WrongToken::Expired),
            (begun, WrongToken::NotYet),
            (self.nonce.as_deref() == Some(expected.nonce), WrongToken::Nonce),
            (named, WrongToken::Subject),
        ];
        let failed = checks.into_iter().find(|(holds, _)| !holds);
        failed.map_or(Ok(()), |(_, wrong)| Err(wrong))
    }

    fn name(&self) -> String {
        let texts = NAME_CLAIMS.iter().filter_map(|claim| self.others.get(*claim)?.as_str());
        let name = texts.map(str::trim).find(|name| !name.is_empty()).unwrap_or(&self.sub);
        name.chars().take(MOST_NAME_CHARS).collect()
    }

    /// A claim whose name has dots in it goes before a path.
    fn groups(&self, claim: &str) -> Vec<String> {
        let nested = || {
            let (first, rest) = claim.split_once('.')?;
            let mut here = self.others.get(first)?;
            for name in rest.split('.') {
                here = here.get(name)?;
            }
            Some(here)
        };
        match self.others.get(claim).or_else(nested) {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

fn bytes(part: &str) -> Result<Vec<u8>, WrongToken> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| WrongToken::Unreadable)
}

fn part<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, WrongToken> {
    serde_json::from_slice(&bytes(part)?).map_err(|_| WrongToken::Unreadable)
}
