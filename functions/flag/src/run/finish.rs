//! The end of a night: what it says of the model is kept, and the run is done.

use shared::domain::day::{before, shifted};
use shared::domain::risk::{Nights, RiskNight, WATCHED_DAYS, watched};
use shared::telemetry::{self, Metric};

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment, Report};
use crate::assess::Terms;

pub(super) async fn finish<S: FlagStore>(
    store: &S,
    terms: &Terms,
    progress: Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<Report, FlagError> {
    let run = progress.snapshot().await;
    let mut nights = store
        .read_risk_nights(shifted(run.day, -WATCHED_DAYS), before(run.day))
        .await?;
    let night = RiskNight {
        day: run.day,
        model: terms.model.version,
        horizon_days: terms.model.horizon_days,
        expected_millionths: run.tally.expected_millionths,
        bins: run.tally.bins,
        reference: [0; _],
        reference_nights: 0,
    };
    let night = night.after(nights.last());
    store.put_risk_night(&night).await?;
    nights.push(night);
    let flows = store.read_customer_flow(run.day).await?;
    let known = Nights {
        nights: &nights,
        flows: &flows,
    };
    if let Some(off) = watched(known, run.day).filter(|watched| watched.is_off()) {
        telemetry::count(Metric::RiskModelOff, 1, moment.clock.now());
        tracing::warn!(
            model = off.model,
            left = off.left,
            expected = off.expected,
            shift = off.shift.map(|shift| shift.index),
            "the learned model of the risk of leaving is off"
        );
    }
    let run = progress.finish(None).await?;
    // Counted here, at the end of the second half: a night whose customers were not looked at is not complete.
    telemetry::count(Metric::NightlyRunCompleted, 1, moment.clock.now());
    let report = Report::of(&run, true);
    tracing::info!(
        run = report.run,
        days = report.days_merged,
        customers = report.customers,
        written = report.written,
        flagged = report.flagged,
        asked_forgotten = report.asked_forgotten,
        "every customer was looked at"
    );
    Ok(report)
}
