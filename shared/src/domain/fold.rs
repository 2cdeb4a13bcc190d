//! A day's answers folded into histograms: per survey the whole, and cut by touchpoint, language, channel and attributes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::cut::Cut;
use super::histogram::Histogram;
use super::measure::{Measure, Rating};

/// Values of one cut that keep their own histogram on one day; the rest go under [`OTHER`].
pub const VALUES_KEPT: usize = 500;

/// The same for touchpoints: they lie in the item that is read for every day of every trend.
pub const TOUCHPOINTS_KEPT: usize = 150;

/// Where the values beyond [`VALUES_KEPT`] are counted.
pub const OTHER: &str = "other";

/// How many values of a cut keep their own histogram on one day.
#[must_use]
pub fn values_kept(cut: &Cut) -> usize {
    match cut {
        Cut::Touchpoint => TOUCHPOINTS_KEPT,
        Cut::Language | Cut::Channel | Cut::Attribute(_) => VALUES_KEPT,
    }
}

/// Whether an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Counted,
    /// It counts, and a suspect one is held beside it.
    CountedBesideHeld,
    /// It is suspect and does not count.
    Suspect,
    /// It was erased.
    Erased,
}

/// What the fold needs of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Survey id.
    pub survey: String,
    /// What the rating is measured in.
    pub measure: Measure,
    /// The rating; none once erased.
    pub rating: Option<Rating>,
    /// Whether it counts.
    pub standing: Standing,
    /// Touchpoint.
    pub touchpoint: String,
    /// Language, where known.
    pub language: Option<String>,
    /// Channel, where known.
    pub channel: Option<String>,
    /// Attributes.
    pub attributes: BTreeMap<String, String>,
    /// When the response expires.
    pub expires: Timestamp,
}

/// Answers that are there and not in the score, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Excluded {
    /// Likely a machine's.
    pub suspect: u64,
    /// Suspect revisions beside an answer that counts.
    pub held: u64,
    /// Erased.
    pub erased: u64,
    /// On another scale than the survey's.
    pub off_scale: u64,
}

impl Excluded {
    /// Adds what another day or part of a day leaves out.
    pub fn add(&mut self, other: Self) {
        self.suspect += other.suspect;
        self.held += other.held;
        self.erased += other.erased;
        self.off_scale += other.off_scale;
    }
}

/// Histograms by value.
pub type Cells = BTreeMap<String, Histogram>;

/// One survey on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyDay {
    /// All of its answers.
    pub total: Histogram,
    /// The same answers, divided.
    pub cuts: BTreeMap<Cut, Cells>,
    /// What is left out.
    pub excluded: Excluded,
}

impl SurveyDay {
    /// A day without answers.
    #[must_use]
    pub fn empty(measure: Measure) -> Self {
        Self {
            total: Histogram::new(measure),
            cuts: BTreeMap::new(),
            excluded: Excluded::default(),
        }
    }

    fn add(&mut self, row: &Row) {
        match (row.standing, row.rating) {
            (Standing::Erased, _) => self.excluded.erased += 1,
            (Standing::Suspect, _) => self.excluded.suspect += 1,
            (_, Some(rating)) if row.measure == self.total.measure() && self.total.add(rating).is_ok() => {
                if row.standing == Standing::CountedBesideHeld {
                    self.excluded.held += 1;
                }
                self.cell(Cut::Touchpoint, &row.touchpoint, rating);
                if let Some(language) = &row.language {
                    self.cell(Cut::Language, language, rating);
                }
                if let Some(channel) = &row.channel {
                    self.cell(Cut::Channel, channel, rating);
                }
                for (name, value) in &row.attributes {
                    self.cell(Cut::Attribute(name.clone()), value, rating);
                }
            }
            _ => self.excluded.off_scale += 1,
        }
    }

    fn merge(&mut self, part: Self) {
        self.excluded.add(part.excluded);
        if self.total.merge(&part.total).is_err() {
            self.excluded.off_scale += part.total.n();
            return;
        }
        for (cut, cells) in part.cuts {
            let known = self.cuts.entry(cut).or_default();
            for (value, histogram) in cells {
                match known.get_mut(&value) {
                    Some(cell) => {
                        let merged = cell.merge(&histogram);
                        debug_assert!(merged.is_ok(), "cells of one survey share its measure");
                    }
                    None => {
                        known.insert(value, histogram);
                    }
                }
            }
        }
    }

    fn cell(&mut self, cut: Cut, value: &str, rating: Rating) {
        let measure = self.total.measure();
        let cells = self.cuts.entry(cut).or_default();
        if !cells.contains_key(value) {
            cells.insert(value.to_owned(), Histogram::new(measure));
        }
        if let Some(histogram) = cells.get_mut(value) {
            let added = histogram.add(rating);
            debug_assert!(added.is_ok(), "a cell holds no more than the whole");
        }
    }

    /// Puts the values beyond [`VALUES_KEPT`] of each cut, or [`TOUCHPOINTS_KEPT`], under [`OTHER`]: the ones with fewest
    /// answers, and among equals the last by name.
    fn cap(&mut self) {
        let measure = self.total.measure();
        for (cut, cells) in &mut self.cuts {
            let kept = values_kept(cut);
            if cells.len() <= kept {
                continue;
            }
            let mut ranked: Vec<(u64, String)> = cells
                .iter()
                .map(|(value, histogram)| (histogram.n(), value.clone()))
                .collect();
            ranked.sort_by(|(n, value), (other_n, other)| other_n.cmp(n).then_with(|| value.cmp(other)));
            let mut rest = cells.remove(OTHER).unwrap_or_else(|| Histogram::new(measure));
            for (_, value) in ranked.into_iter().filter(|(_, value)| value != OTHER).skip(kept - 1) {
                if let Some(histogram) = cells.remove(&value) {
                    let merged = rest.merge(&histogram);
                    debug_assert!(merged.is_ok(), "cells of one survey share its measure");
                }
            }
            cells.insert(OTHER.to_owned(), rest);
        }
    }
}

/// A whole day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayScores {
    /// By survey id.
    pub surveys: BTreeMap<String, SurveyDay>,
    /// Responses read, whether they count or not.
    pub responses: u64,
    /// When the first of them expires.
    pub first_expiry: Option<Timestamp>,
}

impl DayScores {
    /// Counts one response.
    pub fn add(&mut self, row: &Row) {
        self.responses += 1;
        self.first_expiry = Some(self.first_expiry.map_or(row.expires, |first| first.min(row.expires)));
        match self.surveys.get_mut(&row.survey) {
            Some(survey) => survey.add(row),
            None => {
                let mut survey = SurveyDay::empty(row.measure);
                survey.add(row);
                self.surveys.insert(row.survey.clone(), survey);
            }
        }
    }

    /// Joins the fold of another part of the day, before either is finished.
    pub fn merge(&mut self, other: Self) {
        self.responses += other.responses;
        self.first_expiry = [self.first_expiry, other.first_expiry].into_iter().flatten().min();
        for (id, part) in other.surveys {
            match self.surveys.get_mut(&id) {
                Some(survey) => survey.merge(part),
                None => {
                    self.surveys.insert(id, part);
                }
            }
        }
    }

    /// Ends the fold: bounds the number of values a cut keeps.
    #[must_use]
    pub fn finished(mut self) -> Self {
        self.surveys.values_mut().for_each(SurveyDay::cap);
        self
    }

    /// A digest of the scores alone: equal digests mean equal scores. Surveys and cells without answers do not count,
    /// nor what is excluded.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for (survey, day) in self.surveys.iter().filter(|(_, day)| !day.total.is_empty()) {
            hasher.update(format!("{survey}\n{} {:?}\n", day.total.measure(), day.total.counts()));
            for (cut, cells) in &day.cuts {
                for (value, histogram) in cells.iter().filter(|(_, histogram)| !histogram.is_empty()) {
                    hasher.update(format!("{cut}\n{}\n{value} {:?}\n", value.len(), histogram.counts()));
                }
            }
        }
        hasher
            .finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(survey: &str, rating: i64, touchpoint: &str) -> Row {
        Row {
            survey: survey.into(),
            measure: Measure::nps(),
            rating: Some(Measure::nps().accept(rating).unwrap()),
            standing: Standing::Counted,
            touchpoint: touchpoint.into(),
            language: Some("en".into()),
            channel: None,
            attributes: BTreeMap::from([("plan".into(), "pro".into())]),
            expires: Timestamp::from_second(1_800_000_000 + rating).unwrap(),
        }
    }

    #[test]
    fn suspect_and_erased_answers_are_counted_beside_the_score_and_not_in_it() {
        let mut day = DayScores::default();
        day.add(&row("r", 9, "a"));
        day.add(&Row {
            standing: Standing::Suspect,
            ..row("r", 0, "a")
        });
        day.add(&Row {
            standing: Standing::Erased,
            rating: None,
            ..row("r", 0, "a")
        });
        day.add(&Row {
            standing: Standing::CountedBesideHeld,
            ..row("r", 8, "b")
        });
        let survey = &day.surveys["r"];
        assert_eq!(survey.total.n(), 2);
        assert_eq!(
            survey.excluded,
            Excluded {
                suspect: 1,
                held: 1,
                erased: 1,
                off_scale: 0
            }
        );
        assert_eq!(day.responses, 4);
        assert_eq!(day.first_expiry, Timestamp::from_second(1_800_000_000).ok());
    }

    #[test]
    fn an_answer_on_another_scale_never_joins_the_score() {
        let mut day = DayScores::default();
        day.add(&row("r", 9, "a"));
        let csat = Measure::usual_csat(5).unwrap();
        day.add(&Row {
            measure: csat,
            rating: csat.accept(5).ok(),
            ..row("r", 5, "a")
        });
        assert_eq!(
            (day.surveys["r"].total.n(), day.surveys["r"].excluded.off_scale),
            (1, 1)
        );
    }

    #[test]
    fn beyond_the_limit_the_rarest_values_are_counted_as_other() {
        let mut day = DayScores::default();
        for value in 0..TOUCHPOINTS_KEPT + 100 {
            day.add(&row("r", 9, &format!("t{value:04}")));
        }
        day.add(&row("r", 9, "t0249"));
        let day = day.finished();
        let cells = &day.surveys["r"].cuts[&Cut::Touchpoint];
        assert_eq!(cells.len(), TOUCHPOINTS_KEPT);
        assert_eq!(cells["t0249"].n(), 2);
        assert_eq!(cells[OTHER].n(), 101);
        assert_eq!(
            cells.values().map(Histogram::n).sum::<u64>(),
            day.surveys["r"].total.n()
        );
    }

    proptest! {
        #[test]
        fn the_order_of_answers_changes_nothing(rows in proptest::collection::vec((0i64..=10, 0usize..4), 0..60)) {
            let rows: Vec<Row> = rows.iter().map(|(rating, place)| row("r", *rating, ["a", "b", "c", "d"][*place])).collect();
            let fold = |rows: &mut dyn Iterator<Item = &Row>| { let mut day = DayScores::default(); rows.for_each(|row| day.add(row)); day.finished() };
            let (forward, backward) = (fold(&mut rows.iter()), fold(&mut rows.iter().rev()));
            prop_assert_eq!(&forward, &backward);
            prop_assert_eq!(forward.digest(), backward.digest());
            for survey in forward.surveys.values() {
                for cut in [Cut::Touchpoint, Cut::Language] {
                    prop_assert_eq!(survey.cuts[&cut].values().map(Histogram::n).sum::<u64>(), survey.total.n());
                }
            }
        }
    }
}
