//! Requests that a program may send again under an `Idempotency-Key`
//! (<https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/>), forms that a browser may send again, and
//! what they are answered by.
//!
//! No answer is stored. Sent again within a day, a request is handled again with the moment and the randomness of the first
//! time, so that it makes nothing new and says the same. What is stored by day or announced still goes by the real clock:
//! a change that comes late must be known to be late.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use lambda_http::Request;
use shared::once::{Drawn, FirstSending, KeyedRequest, RequestKey};

use crate::access::Caller;
use crate::access::forms::Form;
use crate::problem::Problem;
use crate::route::Entry;
use crate::{ApiStore, App, origin};

/// The header that carries the key.
pub(crate) const HEADER: &str = "idempotency-key";
/// The field in which a form carries such a key.
pub(crate) const FIELD: &str = "once";

/// The moment and the randomness that a request is answered with.
pub(crate) struct Once {
    /// When it was sent first, in whole milliseconds.
    pub at: Timestamp,
    /// Whether it was sent before, and so may have been carried out.
    pub again: bool,
    random: Random,
}

enum Random {
    Fresh(fn() -> [u8; 16]),
    Drawn(Drawn),
}

impl Once {
    /// Sixteen bytes that nobody can guess.
    pub(crate) fn random(&self) -> [u8; 16] {
        match &self.random {
            Random::Fresh(random) => random(),
            Random::Drawn(drawn) => drawn.next_16(),
        }
    }
}

/// What a request is answered with: of its own, unless it is one that was sent before.
pub(crate) async fn of<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    entry: &Entry,
    caller: &Caller,
) -> Result<Once, Problem> {
    let key = if entry.takes_idempotency_key() {
        key(request)?
    } else {
        None
    };
    match key {
        Some(key) => under(app, request, caller, &key).await,
        None => Ok(Once {
            at: now(app)?,
            again: false,
            random: Random::Fresh(app.random),
        }),
    }
}

/// The same of a form with a key in it: a browser sends it again where its answer is loaded again.
pub(crate) async fn of_form<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    form: &Form,
) -> Result<Once, Problem> {
    let key = RequestKey::parse(form.get(FIELD).unwrap_or_default());
    let key = key.map_err(|none| Problem::invalid(FIELD, none.to_string()))?;
    under(app, request, caller, &key).await
}

/// A key for a form that has not been sent.
pub(crate) fn form_key<S: ApiStore>(app: &App<S>) -> String {
    URL_SAFE_NO_PAD.encode((app.random)())
}

async fn under<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    key: &RequestKey,
) -> Result<Once, Problem> {
    let by = caller.by();
    let pairs = origin::parameters(request).unwrap_or_default();
    // Pairs of texts can always be written.
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let sent = KeyedRequest {
        caller: &by,
        key,
        asked: [request.method().as_str(), origin::path(request), &query],
        body: request.body().as_ref(),
    };
    let fingerprint = sent.fingerprint(&app.keys.once);
    let first = FirstSending {
        at: now(app)?,
        fingerprint,
    };
    let before = app.store.note_sending(&sent.place(&app.keys.once), &first).await?;
    let again = before.is_some();
    let first = before.unwrap_or(first);
    if first.fingerprint != fingerprint {
        return Err(Problem::reused_key());
    }
    Ok(Once {
        at: first.at,
        again,
        random: Random::Drawn(sent.randomness(&app.keys.once, first.at)),
    })
}

fn now<S: ApiStore>(app: &App<S>) -> Result<Timestamp, Problem> {
    Timestamp::from_millisecond(app.clock.now().as_millisecond()).map_err(|error| Problem::internal(&error))
}

fn key(request: &Request) -> Result<Option<RequestKey>, Problem> {
    let mut all = request.headers().get_all(HEADER).iter();
    let Some(header) = all.next() else {
        return Ok(None);
    };
    let text = header.to_str().ok().filter(|_| all.next().is_none());
    let key = RequestKey::parse(text.unwrap_or_default());
    key.map(Some)
        .map_err(|none| Problem::invalid("Idempotency-Key", none.to_string()))
}
