//! What came of a decision, on the page that one comes back to. The address names the answer alone; what is said of it is
//! what is stored now, so that no address can make a page say what is not so.

use std::borrow::Cow;

use jiff::civil::Date;
use shared::domain::response::{Decided as Verdict, Response};
use shared::link::InvitationId;
use shared::text::TeamWords;

use crate::pages::answer::{AnswerView, Showing};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::questions;
use crate::{ApiStore, App};

/// The parameters that a page takes for this.
const DECIDED: &str = "decided";
const OUTCOME: &str = "outcome";

/// What came of it.
pub(crate) struct Decided {
    /// Whether nothing was changed.
    pub bad: bool,
    pub text: Cow<'static, str>,
    /// The answer as it is now, to be decided about once more.
    pub answer: AnswerView,
}

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// The answer is not what was looked at.
    Changed,
    /// Its day takes no more changes.
    Sealed,
    /// A held answer was applied here before.
    AppliedBefore,
    /// There is nothing of it to decide, or to undo.
    Nothing,
}

impl Failure {
    const ALL: [Self; 4] = [Self::Changed, Self::Sealed, Self::AppliedBefore, Self::Nothing];

    fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Sealed => "sealed",
            Self::AppliedBefore => "applied-before",
            Self::Nothing => "nothing",
        }
    }
}

/// The address of `page`, one of the dashboard's, with what came of a decision.
pub(super) fn address(page: &str, (day, id): (Date, InvitationId), failed: Option<Failure>) -> Result<String, Problem> {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.retain(|(name, _)| name != DECIDED && name != OUTCOME);
    pairs.push((DECIDED.to_owned(), format!("{day}.{id}")));
    pairs.extend(failed.map(|failure| (OUTCOME.to_owned(), failure.name().to_owned())));
    let query = serde_urlencoded::to_string(pairs).map_err(|error| Problem::internal(&error))?;
    Ok(format!("{path}?{query}"))
}

/// What the query says came of a decision, if it names an answer that is there.
pub(crate) async fn notice<S: ApiStore>(
    app: &App<S>,
    query: &Query,
    words: TeamWords,
) -> Result<Option<Decided>, Problem> {
    let named = query.get(DECIDED).and_then(|text| text.split_once('.'));
    let named = named.and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    let Some((day, id)) = named else {
        return Ok(None);
    };
    let Some(key) = app.store.find_response(day, id).await? else {
        return Ok(None);
    };
    let Some(response) = app.store.get_responses(&[key], true).await?.pop() else {
        return Ok(None);
    };
    let failure = query.get(OUTCOME);
    let failure = failure.and_then(|name| Failure::ALL.into_iter().find(|failure| failure.name() == name));
    let text = match failure {
        Some(failure) => Some(words.get(&format!("decided-{}", failure.name()))),
        None => now(&response).map(|key| words.get(key)),
    };
    let (versions, surveys, calendar) = futures::try_join!(
        async { Ok(questions::of(&app.store, [&response]).await?) },
        app.surveys(),
        app.calendar(),
    )?;
    let showing = Showing::of(app, words, (&calendar, &surveys), &versions);
    let answer = AnswerView::of(&response, &showing);
    Ok(text.zip(answer).map(|(text, answer)| Decided {
        bad: failure.is_some(),
        text,
        answer,
    }))
}

/// What is so since the latest decision.
fn now(response: &Response) -> Option<&'static str> {
    if response.standing().waits() {
        return Some("decided-waits");
    }
    let answers = [response.answer(), response.held.as_ref()].into_iter().flatten();
    let reviews = answers.filter_map(|answer| answer.review.as_ref());
    let latest = reviews.max_by_key(|review| review.at)?;
    Some(match latest.decided {
        Verdict::Applied => "decided-applied",
        Verdict::Dropped => "decided-dropped",
    })
}
