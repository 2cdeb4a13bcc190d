use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::Measure;
use crate::domain::answer_filter::AnswerFilter;
use crate::domain::day::{Calendar, shifted};
use crate::domain::day_book::DayBook;
use crate::domain::fold::Row;
use crate::domain::registered::Record;
use crate::domain::response::{Answer, Content, Occasion, Respondent, Response, Source};
use crate::link::Pseudonym;
use crate::store::key_pages::{AnswerRow, ReadDayPage, ReadRespondentPage};
use crate::store::keys::DayShard;
use crate::store::names::DAY_SHARDS;
use crate::store::responses::GetResponses;

const FIRST_DAY: Date = date(2026, 11, 19);
const LAST_DAY: Date = date(2026, 11, 21);
const RESPONDENT: Respondent = Respondent::Customer(Pseudonym::from_bytes([1; 16]));

fn block_on<T>(asked: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(asked)
}

/// Answers in memory, and how much was read of them.
#[derive(Default)]
struct Kept {
    answers: Mutex<Vec<Response>>,
    rows_read: AtomicUsize,
    read_whole: AtomicUsize,
}

impl Kept {
    fn page<T>(&self, rows: Vec<(InvitationId, T)>, after: Option<InvitationId>, most: usize) -> KeyPage<T> {
        let mut rows: Vec<(String, T)> = rows.into_iter().map(|(id, row)| (id.to_string(), row)).collect();
        rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        rows.retain(|(id, _)| after.is_none_or(|after| *id > after.to_string()));
        let more = rows.len() > most;
        let rows: Vec<T> = rows.into_iter().take(most).map(|(_, row)| row).collect();
        self.rows_read.fetch_add(rows.len(), Relaxed);
        KeyPage { rows, more }
    }

    /// The ids of what is wanted, newest first.
    fn wanted(&self, filter: &AnswerFilter) -> Vec<InvitationId> {
        let answers = self.answers.lock().unwrap();
        let mut wanted: Vec<&Response> = answers.iter().filter(|answer| filter.wants(answer)).collect();
        wanted.sort_by_key(|answer| Reverse((answer.day, answer.first_answered, answer.occasion.invitation)));
        wanted.iter().map(|answer| answer.occasion.invitation).collect()
    }
}

impl ReadDayPage for Kept {
    async fn read_day_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<AnswerRow>, StoreError> {
        let answers = self.answers.lock().unwrap();
        let here = answers
            .iter()
            .filter(|answer| DayShard::of(answer.day, answer.occasion.invitation) == shard);
        let rows = here.map(|answer| (answer.occasion.invitation, row(answer))).collect();
        Ok(self.page(rows, after, most))
    }
}

impl ReadRespondentPage for Kept {
    async fn read_respondent_page(
        &self,
        respondent: Respondent,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<Record>, StoreError> {
        let answers = self.answers.lock().unwrap();
        let theirs = answers.iter().filter(|answer| answer.occasion.respondent == respondent);
        let record = |answer: &Response| Record::Answered(Box::new(answer.clone()));
        let rows = theirs
            .map(|answer| (answer.occasion.invitation, record(answer)))
            .collect();
        Ok(self.page(rows, after, most))
    }
}

impl GetResponses for Kept {
    async fn get_responses(&self, keys: &[(Respondent, InvitationId)], _: bool) -> Result<Vec<Response>, StoreError> {
        self.read_whole.fetch_add(keys.len(), Relaxed);
        let answers = self.answers.lock().unwrap();
        let key = |answer: &Response| (answer.occasion.respondent, answer.occasion.invitation);
        Ok(answers
            .iter()
            .filter(|answer| keys.contains(&key(answer)))
            .cloned()
            .collect())
    }
}

fn row(answer: &Response) -> AnswerRow {
    AnswerRow {
        respondent: answer.occasion.respondent,
        invitation: answer.occasion.invitation,
        first_answered: answer.first_answered,
        row: Row {
            survey: answer.occasion.survey.clone(),
            measure: answer.occasion.measure,
            rating: answer.answer().map(|answer| answer.rating),
            standing: answer.standing(),
            touchpoint: answer.occasion.touchpoint.clone(),
            language: None,
            channel: None,
            attributes: BTreeMap::new(),
            expires: answer.expires,
        },
    }
}

/// An answer on the `day`th day, `minute` minutes after midnight.
fn answer(id: [u8; 2], day: i32, minute: i64, rating: i64, comment: bool) -> Response {
    let day = shifted(FIRST_DAY, day);
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    let at = midnight + SignedDuration::from_mins(minute);
    let invitation = InvitationId::from_bytes(std::array::from_fn(|i| id[i % 2]));
    Response {
        occasion: Occasion {
            invitation,
            respondent: RESPONDENT,
            survey: "recommend".to_owned(),
            version: 1,
            measure: Measure::nps(),
            touchpoint: "checkout".to_owned(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: None,
            source: Source::Link,
        },
        day,
        first_answered: at,
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: Measure::nps().accept(rating).unwrap(),
            comment: comment.then(|| "said".to_owned()),
            language: None,
            version: 1,
            follow_ups: BTreeMap::new(),
            at,
            suspicions: Vec::new(),
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: at + SignedDuration::from_hours(24 * 400),
    }
}

prop_compose! {
    fn some_answers()(
        all in proptest::collection::btree_map(any::<[u8; 2]>(), (0i32..3, 0i64..40, 0i64..=10, any::<bool>()), 0..120)
    ) -> Vec<Response> {
        all.into_iter().map(|(id, (day, minute, rating, comment))| answer(id, day, minute, rating, comment)).collect()
    }
}

prop_compose! {
    fn some_bounds()(sorted in 1usize..8, rows in 1usize..80, days in 1usize..4, whole in 1usize..20, words in 1usize..40) -> Bounds {
        Bounds { sorted, rows, days, whole, words }
    }
}

/// Every answer that pages give, with what happens between two pages.
fn all_pages(
    kept: &Kept,
    filter: &AnswerFilter,
    limit: usize,
    bounds: Bounds,
    mut meanwhile: impl FnMut(usize),
) -> Vec<InvitationId> {
    let calendar = Calendar::new("UTC").unwrap();
    let (mut found, mut from) = (Vec::new(), None);
    for number in 0.. {
        let wanted = AnswersWanted {
            filter,
            days: (FIRST_DAY, LAST_DAY),
            from,
            limit,
        };
        kept.rows_read.store(0, Relaxed);
        kept.read_whole.store(0, Relaxed);
        let page = block_on(answers(kept, &DayBook::default(), &calendar, wanted, bounds)).unwrap();
        let (rows, whole) = (kept.rows_read.load(Relaxed), kept.read_whole.load(Relaxed));
        assert!(
            rows < bounds.rows + bounds.sorted * usize::from(DAY_SHARDS),
            "{rows} rows read"
        );
        assert!(whole < bounds.whole + limit.max(100), "{whole} answers read");
        assert!(page.items.len() <= limit);
        // "said" is all that anybody writes here.
        let said = page
            .items
            .iter()
            .filter(|answer| answer.answer().unwrap().comment.is_some());
        assert!(4 * said.count() < bounds.words + 4);
        found.extend(page.items.iter().map(|answer| answer.occasion.invitation));
        let Some(next) = page.next else { break };
        assert!(number < 1_000, "the list has no end");
        // A place is sent to whoever asks and comes back as text.
        let text = serde_json::to_string(&next).unwrap();
        from = Some(serde_json::from_str(&text).unwrap());
        assert_eq!(from, Some(next));
        meanwhile(number);
    }
    found
}

proptest! {
    #[test]
    fn pages_neither_repeat_nor_leave_out_while_answers_come_and_go(
        answers in some_answers(),
        bounds in some_bounds(),
        limit in 1usize..8,
        max_score in proptest::option::of(0u8..=10),
        with_comment in any::<bool>(),
        coming in proptest::collection::vec((any::<[u8; 2]>(), 0i64..=10), 0..60),
        erased in proptest::collection::vec(any::<usize>(), 0..3),
    ) {
        let filter = AnswerFilter { max_score, with_comment, ..AnswerFilter::default() };
        let kept = Kept { answers: Mutex::new(answers), ..Kept::default() };
        let before = kept.wanted(&filter);
        let mut coming = coming.into_iter();
        let mut erased = erased.into_iter();
        let found = all_pages(&kept, &filter, limit, bounds, |number| {
            let mut answers = kept.answers.lock().unwrap();
            // New ones are newer than all there were; so many that a day may become too large to be put in order.
            for (id, rating) in coming.by_ref().take(20) {
                let new = answer(id, 2, 100 + i64::try_from(number).unwrap(), rating, true);
                if answers.iter().all(|known| known.occasion.invitation != new.occasion.invitation) {
                    answers.push(new);
                }
            }
            if let (Some(which), false) = (erased.next(), answers.is_empty()) {
                let place = which % answers.len();
                let gone = answers[place].erased(answers[place].expires, answers[place].expires);
                answers[place] = gone;
            }
        });
        let once: BTreeSet<InvitationId> = found.iter().copied().collect();
        prop_assert_eq!(once.len(), found.len(), "something is there twice");
        let after: BTreeSet<InvitationId> = kept.wanted(&filter).into_iter().collect();
        for stayed in before.iter().filter(|id| after.contains(id)) {
            prop_assert!(once.contains(stayed), "{} is left out", stayed);
        }
    }

    #[test]
    fn days_that_can_be_put_in_order_are_listed_newest_first(answers in some_answers(), limit in 1usize..8, whole in 1usize..20) {
        let bounds = Bounds { sorted: 200, rows: 10_000, days: 3, whole, ..Bounds::USUAL };
        let kept = Kept { answers: Mutex::new(answers), ..Kept::default() };
        let filter = AnswerFilter { with_comment: true, ..AnswerFilter::default() };
        prop_assert_eq!(all_pages(&kept, &filter, limit, bounds, |_| ()), kept.wanted(&filter));
    }

    #[test]
    fn a_customers_answers_are_given_once_each_and_newest_first(answers in some_answers(), limit in 1usize..20) {
        let kept = Kept { answers: Mutex::new(answers), ..Kept::default() };
        let filter = AnswerFilter::default();
        let (mut found, mut from) = (Vec::new(), None);
        loop {
            let page = block_on(answers_of(&kept, TheirAnswers { respondent: RESPONDENT, filter: &filter, from, limit })).unwrap();
            found.extend(page.items.iter().map(|answer| answer.occasion.invitation));
            let Some(next) = page.next else { break };
            from = Some(next);
        }
        prop_assert_eq!(found, kept.wanted(&filter));
    }
}

#[test]
fn of_a_customer_with_very_many_answers_each_is_still_given_once() {
    let answers = (0..2_500u16)
        .map(|id| answer(id.to_be_bytes(), 0, i64::from(id), 9, false))
        .collect();
    let kept = Kept {
        answers: Mutex::new(answers),
        ..Kept::default()
    };
    let filter = AnswerFilter::default();
    let (mut found, mut from) = (BTreeSet::new(), None);
    for _ in 0..2_500 / 200 + 3 {
        kept.rows_read.store(0, Relaxed);
        let wanted = TheirAnswers {
            respondent: RESPONDENT,
            filter: &filter,
            from,
            limit: 200,
        };
        let page = block_on(answers_of(&kept, wanted)).unwrap();
        assert!(kept.rows_read.load(Relaxed) <= 1_000);
        assert!(page.items.iter().all(|answer| found.insert(answer.occasion.invitation)));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    assert_eq!((found.len(), from), (2_500, None));
}
