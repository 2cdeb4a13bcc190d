//! The end of a night: what it says of the model is kept, the run is done, and once a month outcomes are learned from.

use jiff::SignedDuration;
use shared::domain::day::{before, shifted};
use shared::domain::risk::{NightRun, Nights, RiskNight, RiskSettings, WATCHED_DAYS, Watched, watched};
use shared::learning::{Circumstances, Lesson, learn_monthly};
use shared::telemetry::{Metric, Words, count, log};

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment, RESERVE, Report};
use crate::assess::Terms;
use crate::logged::Logged;

/// Learning is left to the next night where less time is left.
const TIME_TO_LEARN: SignedDuration = SignedDuration::from_mins(3);

pub(super) async fn finish<S: FlagStore>(
    store: &S,
    settings: &RiskSettings,
    terms: &Terms,
    progress: Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<Report, FlagError> {
    let off = watch(store, terms, &progress.snapshot().await).await?;
    let run = progress.finish().await?;
    // Told of by whoever ends the run, not by one who was overtaken.
    if let Some(off) = off {
        tell(&off);
    }
    // Counted here, at the end of the second half: a night whose customers were not looked at is not complete.
    count(Metric::NightlyRunCompleted, 1);
    let report = Report::of(&run, true);
    count(Metric::CustomersScored, report.customers);
    log(&Logged::NightFinished {
        run: report.run,
        days: report.days_merged,
        customers: report.customers,
        written: report.written,
        flagged: report.flagged,
        forgotten: report.asked_forgotten,
        damaged: report.damaged,
    });
    if moment.has(TIME_TO_LEARN) {
        learn(store, settings, moment).await;
    }
    Ok(report)
}

/// Keeps what the night says of the model. Gives how far off a learned one is, if it is.
async fn watch<S: FlagStore>(store: &S, terms: &Terms, run: &NightRun) -> Result<Option<Watched>, FlagError> {
    let first = shifted(run.day, -WATCHED_DAYS);
    let (mut nights, flows) = futures::try_join!(
        store.read_risk_nights(first, before(run.day)),
        store.read_customer_flow(run.day)
    )?;
    let night = RiskNight::new(run, &terms.model).after(nights.last());
    if !store.put_risk_night(&night, run.number).await? {
        return Err(FlagError::Overtaken);
    }
    nights.push(night);
    let known = Nights {
        nights: &nights,
        flows: &flows,
    };
    Ok(watched(known, run.day).filter(Watched::is_off))
}

/// Tells that the model is off.
fn tell(off: &Watched) {
    count(Metric::RiskModelOff, 1);
    log(&Logged::RiskModelOff {
        model: off.model,
        left: off.left,
        expected: off.expected,
        shift: off.shift.map(|shift| shift.index),
    });
}

/// Learns from who has left, once a month. What is learned is used from the next night on; where that fails, the night is
/// complete all the same, and the next one tries again.
async fn learn<S: FlagStore>(store: &S, settings: &RiskSettings, moment: Moment<'_>) {
    let circumstances = Circumstances {
        settings,
        retention: moment.retention,
        now: moment.now,
        clock: moment.clock,
        deadline: moment.deadline.and_then(|deadline| deadline.checked_sub(RESERVE).ok()),
    };
    match learn_monthly(store, circumstances).await {
        Ok(None) => {}
        Ok(Some(Lesson::Learned { learned, in_use })) => {
            log(&Logged::ModelLearned {
                model: learned.model.version,
                used: in_use,
            });
        }
        Ok(Some(Lesson::Nothing(nothing))) => log(&Logged::NothingLearned {
            reason: Words::of(&nothing),
        }),
        Err(error) => log(&Logged::LearningFailed {
            error: Words::of(&error),
        }),
    }
}
