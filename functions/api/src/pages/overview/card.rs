//! One survey on the overview: its score with n and interval, its answers per rating, its touchpoints.

use shared::domain::cohort::ResponseRate;
use shared::domain::fold::Excluded;
use shared::domain::survey::Survey;
use shared::domain::{Metric, Shown};
use shared::report::{Hidden, ScoreRow};

use super::change::{ChangeWords, Moved, in_a_cell};
use super::chart::{Column, IntervalBar, columns};
use super::shifts::Shift;
use crate::pages::display::{count, counted, plain, whole};

/// A survey's part of the page.
pub(super) struct Card {
    pub id: String,
    pub title: String,
    pub metric: &'static str,
    pub language: String,
    pub question: String,
    pub axis: [&'static str; 3],
    pub whole: Reading,
    pub shifts: Vec<Shift>,
    pub columns: Vec<Column>,
    pub low_label: String,
    pub high_label: String,
    pub excluded: Vec<String>,
    /// How many of those wait for a person's decision, in words.
    pub waiting: Option<String>,
    /// In words; none where nobody was invited.
    pub response_rate: Option<String>,
    pub change: Option<ChangeWords>,
    pub touchpoints: Vec<Touchpoint>,
    /// Touchpoints too small to show, as a sentence.
    pub hidden: Option<String>,
    /// Answers of the day that is still open; they are in no score yet.
    pub today: Option<String>,
}

/// One touchpoint's row.
pub(super) struct Touchpoint {
    pub name: String,
    pub reading: Reading,
    pub moved: Option<Moved>,
    /// Where it has not moved.
    pub unmoved: &'static str,
}

/// A score in words, as far as it may be shown.
pub(super) struct Reading {
    pub n: u64,
    pub answers: String,
    pub score: Option<ShownScore>,
    pub few: bool,
    /// Why there is no score.
    pub instead: &'static str,
}

/// A score that may be shown.
pub(super) struct ShownScore {
    pub value: String,
    pub unit: &'static str,
    pub unit_words: &'static str,
    pub low: String,
    pub high: String,
    pub bar: IntervalBar,
}

impl Card {
    pub(super) fn of(survey: &Survey, days: u64, rows: &[ScoreRow], today: u64, shifts: Vec<Shift>) -> Self {
        let metric = survey.measure.metric();
        let (language, text) = survey.text(["en"]);
        let total = rows.first();
        let histogram = total.and_then(|row| row.histogram.as_deref()).unwrap_or_default();
        Self {
            id: survey.definition.id.clone(),
            title: plain(&survey.definition.title),
            metric: name(metric),
            language: language.to_owned(),
            question: plain(&text.question),
            axis: match metric {
                Metric::Nps => ["\u{2212}100", "0", "100"],
                Metric::Csat | Metric::Ces | Metric::Ces1 => ["0%", "50%", "100%"],
            },
            whole: total.map_or_else(Reading::none, |row| Reading::of(metric, row)),
            shifts,
            columns: columns(survey.measure, histogram),
            low_label: plain(&text.low),
            high_label: plain(&text.high),
            excluded: total.map(|row| excluded(row.excluded)).unwrap_or_default(),
            waiting: total.and_then(|row| waiting(row.excluded.waiting())),
            response_rate: total.and_then(|row| response_rate(row.response_rate?)),
            change: total
                .filter(|row| row.shown.shows_score())
                .and_then(|row| row.change.as_ref())
                .map(|change| ChangeWords::of(metric, days, change)),
            touchpoints: rows.iter().skip(1).map(|row| Touchpoint::of(metric, row)).collect(),
            hidden: total.and_then(|row| row.hidden).map(hidden),
            today: (today > 0).then(|| counted(today, "answer", "answers")),
        }
    }
}

impl Touchpoint {
    fn of(metric: Metric, row: &ScoreRow) -> Self {
        let change = row.change.as_ref();
        Self {
            name: plain(row.value.as_deref().unwrap_or_default()),
            reading: Reading::of(metric, row),
            moved: change.and_then(Moved::of),
            unmoved: in_a_cell(change),
        }
    }
}

impl Reading {
    fn none() -> Self {
        Self {
            n: 0,
            answers: counted(0, "answer", "answers"),
            score: None,
            few: false,
            instead: "",
        }
    }

    fn of(metric: Metric, row: &ScoreRow) -> Self {
        Self {
            n: row.n,
            answers: counted(row.n, "answer", "answers"),
            score: ShownScore::of(metric, row),
            few: row.shown == Shown::FewAnswers,
            instead: match row.shown {
                Shown::Hidden => "Fewer than 5 answers: nothing more is shown, as it would tell who gave them.",
                Shown::CountsOnly => "Fewer than 10 answers: counts alone, no score.",
                Shown::FewAnswers | Shown::Full => "",
            },
        }
    }
}

impl ShownScore {
    fn of(metric: Metric, row: &ScoreRow) -> Option<Self> {
        let bar = IntervalBar::of(metric, row)?;
        let (unit, unit_words) = match metric {
            Metric::Nps => ("", "promoters less detractors, in points"),
            Metric::Csat => ("%", "satisfied"),
            Metric::Ces => ("%", "found it easy"),
            Metric::Ces1 => ("%", "had little effort"),
        };
        let sign = |value: f64| match metric {
            Metric::Nps if value.round() > 0.0 => format!("+{}", whole(value)),
            _ => whole(value),
        };
        Some(Self {
            value: sign(row.score?),
            unit,
            unit_words,
            low: sign(row.low?),
            high: sign(row.high?),
            bar,
        })
    }
}

fn name(metric: Metric) -> &'static str {
    match metric {
        Metric::Csat => "Satisfaction (CSAT)",
        Metric::Nps => "Recommendation (NPS)",
        Metric::Ces => "Ease (CES)",
        Metric::Ces1 => "Effort (CES 1.0)",
    }
}

fn response_rate(rate: ResponseRate) -> Option<String> {
    if rate.invited == 0 {
        return None;
    }
    let invited = counted(rate.invited, "registered invitation", "registered invitations");
    let Some(answered) = rate.answered.map(count) else {
        return Some(format!("none shown, too few for one: {invited}"));
    };
    if rate.response_rate.is_none() {
        return Some(format!("{answered} of {invited} answered, too few for a percentage"));
    }
    Some(format!(
        "{}% of {invited} answered: {answered}. 95% interval {}% to {}%",
        whole(rate.response_rate?),
        whole(rate.response_rate_low?),
        whole(rate.response_rate_high?),
    ))
}

fn hidden(hidden: Hidden) -> String {
    let groups = u64::try_from(hidden.groups).unwrap_or(u64::MAX);
    let groups = counted(groups, "touchpoint is", "touchpoints are");
    let together = hidden
        .answers
        .map(|answers| format!(", with {} together", counted(answers, "answer", "answers")))
        .unwrap_or_default();
    format!("{groups} too small to show{together}.")
}

fn excluded(excluded: Excluded) -> Vec<String> {
    let parts = [
        (excluded.suspect, "suspect: likely a machine\u{2019}s"),
        (excluded.held, "held beside an answer that counts"),
        (excluded.dropped, "suspect and dropped by a person"),
        (excluded.test, "through test links"),
        (excluded.skipped, "skipped"),
        (excluded.out_of_range, "not on the scale"),
        (excluded.erased, "erased"),
    ];
    let there = parts.into_iter().filter(|(n, _)| *n > 0);
    there.map(|(n, why)| format!("{} {why}", count(n))).collect()
}

fn waiting(n: u64) -> Option<String> {
    (n > 0).then(|| format!("{} for a decision", counted(n, "waits", "wait")))
}
