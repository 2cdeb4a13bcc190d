//! A backtest in words.

use jiff::civil::Date;
use shared::domain::risk::HORIZONS;
use shared::domain::risk::backtest::{Found, MonthLine, Report, Segments, Spoke, Whole, Worth};
use shared::domain::risk::evaluate::Estimate;

use super::super::table::lined_up;

/// The whole text.
pub(super) fn text(report: &Report) -> String {
    let Some(whole) = &report.whole else {
        return too_little(report);
    };
    let mut parts = vec![
        head(report),
        months(report),
        sums(report, whole),
        meaning(report, whole),
    ];
    parts.extend(report.segments.as_ref().map(segments));
    parts.join("\n\n")
}

fn too_little(report: &Report) -> String {
    if report.months_before_anybody_left > 0 {
        return format!(
            "There is nothing to replay: of {} customers none is known to have left within {} days after the first day of a month on record. \
             Send `customer.ended` when somebody leaves, or import past ones with `aisance import --events FILE`.",
            report.sample, report.horizon_days
        );
    }
    let shorter = HORIZONS.into_iter().filter(|days| *days < report.horizon_days).max();
    let try_shorter = shorter.map_or_else(String::new, |days| {
        format!(" Or try a shorter horizon: --horizon {days}.")
    });
    format!(
        "There is too little history to replay. A month can be replayed whose first day came 60 days or more after the first answer, \
         invitation or conversation on record, and {} days or more ago; there is no such month with customers on it ({} were looked at).\n\
         Import older answers with `aisance import FILE` and starts and ends with `aisance import --events FILE`, or wait.{try_shorter}",
        report.horizon_days, report.sample
    )
}

fn head(report: &Report) -> String {
    let days = report.horizon_days;
    let left_out = match report.months_before_anybody_left {
        0 => String::new(),
        1 => format!(
            " One earlier month is left out: nobody is known to have left within {days} days after it, so departures were not noted yet."
        ),
        months => format!(
            " {months} earlier months are left out: nobody is known to have left within {days} days after them, so departures were not noted \
             yet."
        ),
    };
    format!(
        "On the first day of each month the model was learned anew from what had come by then, gave everybody who was a customer a risk of \
         leaving within {} days, and was held against who left. Nothing later was used. {} customers were looked at.{left_out}\n\
         The top {} of a month are those with the highest risk on its first day: as many as your team can look at in a month (--top).",
        report.horizon_days, report.sample, report.top
    )
}

fn months(report: &Report) -> String {
    let of_top = format!("of top {}", report.top);
    let headings = [
        "month",
        "customers",
        "left",
        "AUC",
        &of_top,
        "precision",
        "recall",
        "lift 10 %",
        "model",
        "outcomes",
    ];
    let rows: Vec<Vec<String>> = report.months.iter().map(month).collect();
    lined_up(&headings, &rows)
}

fn month(line: &MonthLine) -> Vec<String> {
    let found = |of: fn(&Found) -> String| line.top.as_ref().map_or_else(dash, of);
    vec![
        line.day.strftime("%Y-%m").to_string(),
        line.customers.to_string(),
        line.leavers.to_string(),
        decimals(line.auc, 2),
        found(|found| format!("{:.1}", found.leavers)),
        found(|found| percent(found.precision)),
        found(|found| found.recall.map_or_else(dash, percent)),
        decimals(line.lift_at_tenth, 1),
        match (line.model, line.shows_probability) {
            (Spoke::Scorecard, _) => "scorecard".to_owned(),
            (Spoke::Learned, false) => "learned".to_owned(),
            (Spoke::Learned, true) => "learned, with probability".to_owned(),
            (Spoke::Recalibrated, _) => "level learned, with probability".to_owned(),
        },
        line.outcomes.to_string(),
    ]
}

fn sums(report: &Report, whole: &Whole) -> String {
    let days = whole.months.iter().map(Date::to_string).collect::<Vec<_>>().join(", ");
    let of = [&whole.model, &whole.scorecard, &whole.at_random];
    let row = |name: &str, cell: &dyn Fn(&Worth) -> String| -> Vec<String> {
        std::iter::once(name.to_owned()).chain(of.map(cell)).collect()
    };
    let precision = format!("precision at {}", report.top);
    let recall = format!("recall at {}", report.top);
    let rows = [
        row("AUC", &|worth| range(worth.auc, 2)),
        row("average precision", &|worth| decimals(worth.average_precision, 3)),
        row(&precision, &|worth| {
            worth.top.map_or_else(dash, |top| percent(top.precision))
        }),
        row(&recall, &|worth| {
            worth.top.and_then(|top| top.recall).map_or_else(dash, percent)
        }),
        row("lift at 10 %", &|worth| decimals(worth.lift_at_tenth, 2)),
        row("Brier", &|worth| decimals(worth.brier, 4)),
        row("Brier skill", &|worth| decimals(worth.brier_skill, 3)),
        row("log loss", &|worth| decimals(worth.log_loss, 4)),
        row("calibration slope", &|worth| range(worth.slope, 2)),
        row("calibration intercept", &|worth| range(worth.intercept, 2)),
        row("calibration error (tenths)", &|worth| {
            worth.calibration_error.map_or_else(dash, percent)
        }),
        row("mean probability", &|worth| worth.mean.map_or_else(dash, percent)),
    ];
    format!(
        "Together, months that are {} days or more apart, so that no departure counts twice ({days}): {} customers on these days \
         (one who is there on several counts on each), of whom {} left{}.\n\n{}",
        report.horizon_days,
        whole.customers,
        whole.leavers,
        whole
            .rate
            .map_or_else(String::new, |rate| format!(", {}", percent(rate))),
        lined_up(&["", "model", "bare scorecard", "by lot"], &rows)
    )
}

fn meaning(report: &Report, whole: &Whole) -> String {
    let mut lines = Vec::new();
    let (days, worth) = (report.horizon_days, &whole.model);
    if let (Some(model), Some(random)) = (worth.top, whole.at_random.top) {
        let a_month = |found: Found| found.leavers / whole.months.len() as f64;
        lines.push(format!(
            "Of the {} with the highest risk in a month, {:.1} left within {days} days; at random it would be {:.1}.",
            report.top,
            a_month(model),
            a_month(random)
        ));
    }
    lines.push(worth.auc.map_or_else(
        || "Too few left to say how well leavers were told from stayers.".to_owned(),
        |auc| discrimination(auc, whole.scorecard.auc),
    ));
    lines.extend(calibration(worth));
    lines.push(match (whole.months_with_probability, whole.months.len()) {
        (0, _) => "No probability would have been shown on these days, only the order and the reasons: too few had left by then, or earlier \
                   predictions had not kept their word."
            .to_owned(),
        (shown, all) if shown == all => "A probability would have been shown on all of these days.".to_owned(),
        (shown, all) => format!("A probability would have been shown on {shown} of these {all} days."),
    });
    lines.push(match whole.treated {
        0 => "Of nobody at risk on these days a person closed the latest flag within the horizon.".to_owned(),
        treated => format!(
            "Of those at risk on these days there are {treated} whose latest flag a person closed within the horizon. They count like all others, so a customer who was \
             kept by a call looks like a wrong warning."
        ),
    });
    lines.join("\n")
}

fn discrimination(auc: Estimate, scorecard: Option<Estimate>) -> String {
    let said = format!(
        "Of 100 pairs of a customer who left and one who stayed, the one who left had the higher risk in {:.0} ({:.0} to {:.0}); a coin has 50.",
        auc.value * 100.0,
        auc.low * 100.0,
        auc.high * 100.0
    );
    let beside = match scorecard {
        Some(bare) if bare.value + 0.005 < auc.value => format!(" The bare scorecard has {:.0}.", bare.value * 100.0),
        Some(bare) if bare.value > auc.value + 0.005 => format!(
            " The bare scorecard has {:.0}: what was learned has not helped so far.",
            bare.value * 100.0
        ),
        _ => String::new(),
    };
    let chance = if auc.holds(0.5) {
        " That may still be chance."
    } else {
        ""
    };
    format!("{said}{chance}{beside}")
}

fn calibration(worth: &Worth) -> Option<String> {
    let (slope, level) = (worth.slope?, worth.level?);
    let apart = match slope {
        slope if slope.holds(1.0) => "holds 1: high and low risks were as far apart as was said, as far as can be told",
        slope if slope.value < 1.0 => "lies below 1: high risks were exaggerated, and low ones too",
        _ => "lies above 1: risks were further apart than was said",
    };
    let points = level.value.abs() * 100.0;
    let on_the_whole = if level.holds(0.0) {
        format!("On the whole as many left as was said, give or take chance ({points:.1} percentage points off).")
    } else if level.value > 0.0 {
        format!(
            "On the whole fewer left than was said, by {points:.1} percentage points, which chance does not explain."
        )
    } else {
        format!(
            "On the whole more left than was said, by {points:.1} percentage points, which chance does not explain."
        )
    };
    Some(format!(
        "The interval of the calibration slope ({:.2} to {:.2}) {apart}. {on_the_whole}",
        slope.low, slope.high
    ))
}

fn segments(segments: &Segments) -> String {
    let rows: Vec<Vec<String>> = segments
        .shown
        .iter()
        .map(|segment| {
            vec![
                segment.value.clone(),
                segment.customers.to_string(),
                segment.leavers.to_string(),
                segment.rate.map_or_else(dash, |rate| percent(rate.value)),
                segment.rate.map_or_else(dash, |rate| percent(rate.low)),
                segment.rate.map_or_else(dash, |rate| percent(rate.high)),
                percent(segment.said),
                range(segment.auc, 2),
            ]
        })
        .collect();
    let headings = ["segment", "customers", "left", "share", "low", "high", "said", "AUC"];
    let mut lines = vec![
        "The same days by segment, a customer counting on each as above. The segment is what their latest answer before the day said; where \
         none said it, what is on record of them today, which may have changed since, and because they left. The share is drawn towards the whole's, so that a handful of leavers does not make the worst segment; \
         under 10 leavers there is no AUC."
            .to_owned(),
        String::new(),
        lined_up(&headings, &rows),
    ];
    if segments.hidden > 0 {
        lines.push(format!(
            "Not shown: {} of fewer than five customers, or next to them in size.",
            counted(segments.hidden as u64, "segment")
        ));
    }
    if segments.without > 0 {
        lines.push(format!(
            "Nothing was known of {} on these days.",
            counted(segments.without, "customer")
        ));
    }
    lines.join("\n")
}

/// So many of something.
pub(super) fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn dash() -> String {
    "–".to_owned()
}

fn decimals(value: Option<f64>, places: usize) -> String {
    // Nothing is said to be below nothing because of rounding.
    let unsigned = |text: String| match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|digit| matches!(digit, '0' | '.')) => zero.to_owned(),
        _ => text,
    };
    value.map_or_else(dash, |value| unsigned(format!("{value:.places$}")))
}

fn range(estimate: Option<Estimate>, places: usize) -> String {
    estimate.map_or_else(dash, |Estimate { value, low, high }| {
        format!("{value:.places$} ({low:.places$} to {high:.places$})")
    })
}

/// A share in percent, with one decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
