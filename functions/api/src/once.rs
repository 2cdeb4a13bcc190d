//! Requests that a program may send again under an `Idempotency-Key`
//! (<https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/>), and what they are answered by.
//!
//! No answer is stored. Sent again within a day, a request is handled again with the moment and the randomness of the first
//! time, so that it makes nothing new and says the same. What is stored by day or announced still goes by the real clock:
//! a change that comes late must be known to be late.

use jiff::Timestamp;
use lambda_http::Request;
use shared::once::{Drawn, FirstSending, KeyedRequest, RequestKey};

use crate::access::Caller;
use crate::problem::Problem;
use crate::route::Entry;
use crate::{ApiStore, App, origin};

/// The header that carries the key.
pub(crate) const HEADER: &str = "idempotency-key";

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
    let now =
        Timestamp::from_millisecond(app.clock.now().as_millisecond()).map_err(|error| Problem::internal(&error))?;
    let fresh = Once {
        at: now,
        again: false,
        random: Random::Fresh(app.random),
    };
    if !entry.takes_idempotency_key() {
        return Ok(fresh);
    }
    let Some(key) = key(request)? else {
        return Ok(fresh);
    };
    let by = caller.by();
    let pairs = origin::parameters(request).unwrap_or_default();
    // Pairs of texts can always be written.
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let sent = KeyedRequest {
        caller: &by,
        key: &key,
        asked: [entry.method, origin::path(request), &query],
        body: request.body().as_ref(),
    };
    let fingerprint = sent.fingerprint(&app.keys.once);
    let first = FirstSending { at: now, fingerprint };
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
