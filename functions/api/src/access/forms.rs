//! Forms that a person sends from a page of this workspace, and from no other.

use std::collections::BTreeMap;

use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use lambda_http::Request;

use super::Caller;
use crate::problem::Problem;
use crate::{ApiStore, App};

/// The field of a form's token.
pub(crate) const TOKEN_FIELD: &str = "form_token";
/// The largest form read, in bytes.
const MOST_BYTES: usize = 32 * 1024;

/// The fields of a form, each once. One of them may be a key, so there is no `Debug`.
pub(crate) struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads the form that the caller's own page has sent. `known` are its fields beside the token.
    pub(crate) fn of<S: ApiStore>(
        app: &App<S>,
        request: &Request,
        caller: &Caller,
        known: &[&str],
    ) -> Result<Self, Problem> {
        let session = caller.session().ok_or_else(Problem::not_your_form)?;
        Self::read(request, known, |token| session.sent_form(&app.keys.form, token))
    }

    /// Reads a form of a page of this workspace; `is_own` knows its token.
    pub(crate) fn read(request: &Request, known: &[&str], is_own: impl FnOnce(&str) -> bool) -> Result<Self, Problem> {
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let kind = header(CONTENT_TYPE)
            .and_then(|kind| kind.split(';').next())
            .unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Problem::not_a_form());
        }
        // A browser says where a form comes from; `null` is what it says of pages that hide it.
        let foreign = |origin: &str| Some(origin.split_once("://").map_or(origin, |(_, host)| host)) != header(HOST);
        if header(ORIGIN).is_some_and(foreign) {
            return Err(Problem::not_your_form());
        }
        let body: &[u8] = request.body().as_ref();
        if body.len() > MOST_BYTES {
            return Err(Problem::too_large(MOST_BYTES));
        }
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).map_err(|_| Problem::not_a_form())?;
        let mut fields = BTreeMap::new();
        for (name, value) in pairs {
            let expected = name == TOKEN_FIELD || known.contains(&name.as_str());
            if !expected || fields.insert(name.clone(), value).is_some() {
                return Err(Problem::invalid(name, "this form has no such field, or has it once"));
            }
        }
        let token = fields.remove(TOKEN_FIELD).unwrap_or_default();
        if is_own(&token) {
            Ok(Self(fields))
        } else {
            Err(Problem::not_your_form())
        }
    }

    /// A field, without blanks around it, if it is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }
}
