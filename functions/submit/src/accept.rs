//! Storing an answer.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::registered::Record;
use shared::domain::response::{Occasion, Response, Submission, Verdict, decide};
use shared::domain::settle::TOUCH_RELIED_ON;
use shared::link::Stage;
use shared::store::StoreError;
use shared::store::answered::ReadAnswered;
use shared::store::days::{Touch, TouchBeside, TouchDay};
use shared::store::limits::CountAnswer;
use shared::store::opt_outs::{PutOptOut, WithdrawOptOut};
use shared::store::responses::{Put, PutResponse};
use shared::store::settings::{ReadSurveys, ReadZones};
use shared::telemetry::{Metric, count};

use crate::app::App;
use crate::open::is_in_time;

/// What this function may do with storage: exactly what its IAM statement allows.
pub trait AnswerStore:
    CountAnswer + PutOptOut + PutResponse + ReadAnswered + ReadSurveys + ReadZones + TouchBeside + TouchDay + WithdrawOptOut
{
}

impl<S> AnswerStore for S where
    S: CountAnswer
        + PutOptOut
        + PutResponse
        + ReadAnswered
        + ReadSurveys
        + ReadZones
        + TouchBeside
        + TouchDay
        + WithdrawOptOut
{
}

/// How often to try against others who change the same answer.
const TRIES: u32 = 200;

/// The longest pause between two tries, in milliseconds.
const LONGEST_PAUSE: u64 = 32;

/// The revision of no response. What is said to replace it is never written: it finds the answer that it changes, or none.
const BEFORE_THE_FIRST: u32 = 0;

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is stored, now or before; the same whether it counts or is held, so that a machine learns nothing.
    Received {
        /// Whether there was an answer already that the respondent knows of.
        changed: bool,
    },
    /// It came too late, the person was erased, or the answer that it changes is not there.
    Closed,
}

/// Why an answer may not be stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotStored {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("others kept changing the same answer")]
    Contended,
}

/// Stores a submission: first as if it were the first, and then, as often as something else is found, decided again
/// from what was found. A change to a day that has closed is announced before it is written: to the day of the answer, and
/// to the day of the invitation where its response rate changes. `open_stage` is that of an open form: the answer that it
/// changes is there, and was first given within a day, however often its page was shown since.
pub(crate) async fn accept<S: AnswerStore>(
    app: &App<S>,
    occasion: &Occasion,
    submission: &Submission,
    open_day: Date,
    open_stage: Option<Stage>,
) -> Result<Outcome, NotStored> {
    let mut existing: Option<Box<Record>> = None;
    let mut announced: Option<(Date, Timestamp)> = None;
    let mut rate_announced: Option<(Date, Timestamp)> = None;
    for attempt in 0..TRIES {
        let (registered, answered) = match existing.as_deref() {
            None => (None, None),
            Some(Record::Registered(registered)) => (Some(registered), None),
            Some(Record::Answered(response)) => (None, Some(&**response)),
        };
        // A form that was taken in time stays taken, so this is asked of what would be stored.
        let is_over = open_stage.is_some()
            && answered.is_some_and(|response| !is_in_time(response.first_answered, submission.at));
        let next = match decide(answered, occasion, submission, open_day, app.retention) {
            Verdict::Store(..) if is_over => return Ok(Outcome::Closed),
            Verdict::Store(next, _) => match registered {
                Some(registered) => registered.answered(*next),
                None => *next,
            },
            Verdict::Replay => {
                let changed = answered.is_some_and(|response| !was_first(response, submission));
                count(Metric::AnswersReplayed, 1);
                return Ok(Outcome::Received { changed });
            }
            Verdict::Closed => return Ok(Outcome::Closed),
        };
        let now = app.clock.now();
        if next.day != open_day && !holds(announced, next.day, now) {
            match app.store.touch_day(next.day, now).await? {
                Touch::Announced => announced = Some((next.day, now)),
                Touch::Sealed => return Ok(Outcome::Closed),
            }
        }
        let invited_day = next.changes_cohort_of(answered).filter(|day| *day != open_day);
        if let Some(day) = invited_day
            && !holds(rate_announced, day, now)
        {
            // A link lives 90 days and no day is sealed before it is 150 days old; but if it were, the answer counts all the
            // same, and the response rate stays as it was sealed.
            app.store.touch_beside(day, now).await?;
            rate_announced = Some((day, now));
        }
        let replaces = registered
            .map(|registered| registered.revision)
            .or(answered.map(|response| response.revision))
            .or((open_stage == Some(Stage::Answered)).then_some(BEFORE_THE_FIRST));
        match app.store.put_response(&next, replaces).await? {
            Put::Stored => {
                let changed = answered.is_some_and(|before| before.standing().is_known_to_respondent());
                count(Metric::AnswersAccepted, 1);
                return Ok(Outcome::Received { changed });
            }
            Put::Found(found) => existing = Some(found),
            Put::Gone => return Ok(Outcome::Closed),
        }
        // Finding an earlier answer is what usually happens when one is changed; from then on others are at work.
        if attempt > 0 {
            pause(app, attempt).await;
        }
    }
    Err(NotStored::Contended)
}

/// Whether a submission that was applied before is the one that the response began with.
fn was_first(response: &Response, submission: &Submission) -> bool {
    let began = response.first_answered.as_second();
    let first = response.receipts.first();
    first.is_some_and(|first| first.submission == submission.id && first.at.as_second() == began)
}

/// Whether a change of this day was announced so lately that it may still be written. Another day than before, where an
/// import has moved the answer meanwhile, is announced anew.
fn holds(announced: Option<(Date, Timestamp)>, day: Date, now: Timestamp) -> bool {
    announced.is_some_and(|(known, at)| known == day && now.duration_since(at) < TOUCH_RELIED_ON)
}

async fn pause<S>(app: &App<S>, attempt: u32) {
    let longest = u64::from(attempt).min(LONGEST_PAUSE);
    let random = u64::from((app.random)()[0]);
    tokio::time::sleep(Duration::from_millis(random * longest / 255)).await;
}
