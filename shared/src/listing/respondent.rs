//! The answers of one customer, newest first.

use super::answers::words;
use super::{Bounds, Page, Pile, Position, Within, portion};
use crate::domain::answer_filter::AnswerFilter;
use crate::domain::registered::Record;
use crate::domain::response::{Respondent, Response};
use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::key_pages::{KeyPage, ReadRespondentPage};

/// The most records read at once. Of whoever has more, answers are listed as they lie.
const MOST_RECORDS: usize = 1_000;

/// Which answers of a customer are wanted.
#[derive(Debug, Clone, Copy)]
pub struct TheirAnswers<'a> {
    /// Whose.
    pub respondent: Respondent,
    /// Of these.
    pub filter: &'a AnswerFilter,
    /// From this place on; none from the newest.
    pub from: Option<Within>,
    /// So many at most, at least one.
    pub limit: usize,
}

/// A page of a customer's answers, the newest first where they can be read with one request. An erased answer is none.
///
/// # Errors
/// Storage fails.
pub async fn answers_of<S: ReadRespondentPage>(
    store: &S,
    wanted: TheirAnswers<'_>,
) -> Result<Page<Response, Within>, StoreError> {
    let theirs = Theirs {
        store,
        respondent: wanted.respondent,
    };
    let portion = portion(&theirs, wanted.from.unwrap_or_default(), MOST_RECORDS).await?;
    let mut items = Vec::new();
    let answers = portion.rows.into_iter();
    let answers = answers.filter_map(|(place, record)| Some((place, record.into_response()?)));
    let mut answers = answers.filter(|(_, response)| wanted.filter.wants(response)).peekable();
    let mut read = 0;
    while let Some((place, response)) = answers.next() {
        read += words(&response);
        items.push(response);
        let full = items.len() == wanted.limit || read >= Bounds::USUAL.words;
        if full && answers.peek().is_some() {
            return Ok(Page {
                items,
                next: Some(place),
            });
        }
    }
    Ok(Page {
        items,
        next: portion.next,
    })
}

struct Theirs<'a, S> {
    store: &'a S,
    respondent: Respondent,
}

impl<S: ReadRespondentPage> Pile for Theirs<'_, S> {
    type Row = Record;
    const SHARDS: u8 = 1;

    async fn read(&self, _: u8, after: Option<InvitationId>, most: usize) -> Result<KeyPage<Record>, StoreError> {
        self.store.read_respondent_page(self.respondent, after, most).await
    }

    fn position(record: &Record) -> Position {
        Position::of(record.begun(), record.invitation())
    }
}
