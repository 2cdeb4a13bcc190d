//! The fast way to fold many rows: names are borrowed from where the rows lie, and nothing is allocated for a row.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::super::cohort::Cohorts;
use super::super::cut::Cut;
use super::super::histogram::Histogram;
use super::super::measure::{Measure, Rating};
use super::{Cells, DayScores, Excluded, RowRef, SurveyDay};

/// Answers by rating: no scale goes beyond 10.
type Counts = [u32; 11];

type CellCounts<'a> = FxHashMap<&'a str, Counts>;

/// The rows of one page of a day, folded. It comes out as [`DayScores::add`] of each row does.
#[derive(Debug, Default)]
pub struct Tally<'a> {
    /// In the order in which they were met: the first measure of a survey is the one whose answers count.
    surveys: Vec<SurveyTally<'a>>,
    places: FxHashMap<(&'a str, Measure), usize>,
    /// Where the row before this one went: most often this one goes there too.
    latest: usize,
    responses: u64,
    first_expiry: Option<Timestamp>,
}

/// The answers to one survey that are measured in one way.
#[derive(Debug)]
struct SurveyTally<'a> {
    survey: &'a str,
    measure: Measure,
    total: Counts,
    excluded: Excluded,
    touchpoints: CellCounts<'a>,
    languages: CellCounts<'a>,
    channels: CellCounts<'a>,
    attributes: FxHashMap<&'a str, CellCounts<'a>>,
}

impl<'a> Tally<'a> {
    /// Counts one response. `attributes` are its names and values, each name once.
    pub fn add(&mut self, row: &RowRef<'a>, attributes: &[(&'a str, &'a str)]) {
        self.responses += 1;
        self.first_expiry = Some(self.first_expiry.map_or(row.expires, |first| first.min(row.expires)));
        let same = |tally: &SurveyTally<'_>| tally.survey == row.survey && tally.measure == row.measure;
        if !self.surveys.get(self.latest).is_some_and(same) {
            self.latest = *self.places.entry((row.survey, row.measure)).or_insert_with(|| {
                self.surveys.push(SurveyTally::new(row.survey, row.measure));
                self.surveys.len() - 1
            });
        }
        if let Some(survey) = self.surveys.get_mut(self.latest) {
            survey.add(row, attributes);
        }
    }

    /// What was folded.
    #[must_use]
    pub fn into_scores(self) -> DayScores {
        let mut scores = DayScores {
            responses: self.responses,
            first_expiry: self.first_expiry,
            ..DayScores::default()
        };
        for tally in self.surveys {
            let survey = tally.survey;
            let day = tally.into_survey_day();
            match scores.surveys.get_mut(survey) {
                Some(first) => first.merge(day),
                None => {
                    scores.surveys.insert(survey.to_owned(), day);
                }
            }
        }
        scores
    }
}

impl<'a> SurveyTally<'a> {
    fn new(survey: &'a str, measure: Measure) -> Self {
        Self {
            survey,
            measure,
            total: Counts::default(),
            excluded: Excluded::default(),
            touchpoints: CellCounts::default(),
            languages: CellCounts::default(),
            channels: CellCounts::default(),
            attributes: FxHashMap::default(),
        }
    }

    fn add(&mut self, row: &RowRef<'a>, attributes: &[(&'a str, &'a str)]) {
        let Some(rating) = self.excluded.sift(row.standing, row.rating) else {
            return;
        };
        count(&mut self.total, rating);
        count(self.touchpoints.entry(row.touchpoint).or_default(), rating);
        if let Some(language) = row.language {
            count(self.languages.entry(language).or_default(), rating);
        }
        if let Some(channel) = row.channel {
            count(self.channels.entry(channel).or_default(), rating);
        }
        for (name, value) in attributes {
            let cells = self.attributes.entry(name).or_default();
            count(cells.entry(value).or_default(), rating);
        }
    }

    fn into_survey_day(self) -> SurveyDay {
        let measure = self.measure;
        let cuts = [
            (Cut::Touchpoint, self.touchpoints),
            (Cut::Language, self.languages),
            (Cut::Channel, self.channels),
        ];
        let attributes = self
            .attributes
            .into_iter()
            .map(|(name, cells)| (Cut::Attribute(name.to_owned()), cells));
        let cuts: BTreeMap<Cut, Cells> = cuts
            .into_iter()
            .filter(|(_, cells)| !cells.is_empty())
            .chain(attributes)
            .map(|(cut, cells)| (cut, owned(measure, cells)))
            .collect();
        SurveyDay {
            total: histogram(measure, &self.total),
            cuts,
            excluded: self.excluded,
            cohorts: Cohorts::default(),
        }
    }
}

fn count(counts: &mut Counts, rating: Rating) {
    if let Some(count) = counts.get_mut(usize::from(rating.get())) {
        *count += 1;
    }
}

fn owned(measure: Measure, cells: CellCounts<'_>) -> Cells {
    cells
        .into_iter()
        .map(|(value, counts)| (value.to_owned(), histogram(measure, &counts)))
        .collect()
}

fn histogram(measure: Measure, counts: &Counts) -> Histogram {
    let points = measure.points().map(|rating| usize::from(rating.get()));
    let counts = points.map(|point| counts.get(point).copied().unwrap_or(0).into());
    let histogram = Histogram::from_counts(measure, counts.collect());
    debug_assert!(histogram.is_ok(), "a page holds fewer answers than a histogram");
    histogram.unwrap_or_else(|_| Histogram::new(measure))
}
