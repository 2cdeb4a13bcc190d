//! What is known of a range of days: which are settled, and which may hold answers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::day::{Calendar, after, range};
use super::settle::DayRecord;

/// What is known of a range of days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayBook {
    /// One record a day of the range that has any, oldest first.
    pub records: Vec<DayRecord>,
    /// The last unbroken settled day.
    pub watermark: Option<Date>,
}

impl DayBook {
    /// The last day of an unbroken run of settled days from `from` on, at most `to`; none where `from` is not settled. A day
    /// up to the watermark of which nothing is written has no answers and is settled; one that was touched since is not.
    #[must_use]
    pub fn settled_through(&self, from: Date, to: Date, calendar: &Calendar) -> Option<Date> {
        self.through(from, to, |record| record.is_settled(calendar))
    }

    /// The same of everything that is counted by day, response rates and service measures included.
    #[must_use]
    pub fn complete_through(&self, from: Date, to: Date, calendar: &Calendar) -> Option<Date> {
        self.through(from, to, |record| record.is_complete(calendar))
    }

    fn through(&self, from: Date, to: Date, final_as_it_is: impl Fn(&DayRecord) -> bool) -> Option<Date> {
        let of_range = self.records.iter().filter(|record| (from..=to).contains(&record.day));
        let records: BTreeMap<Date, &DayRecord> = of_range.map(|record| (record.day, record)).collect();
        let settled = |day: &Date| match records.get(day) {
            Some(record) => final_as_it_is(record),
            None => self.is_passed(*day),
        };
        range(from, to).take_while(settled).last()
    }

    /// Whether a day may hold answers to a survey (to any, where none is named). A settled day names its surveys; a day
    /// up to the watermark of which nothing is written has no answers, and a later one is one that no night has seen yet.
    #[must_use]
    pub fn may_hold(&self, day: Date, survey: Option<&str>, calendar: &Calendar) -> bool {
        match self.records.iter().find(|record| record.day == day) {
            None => !self.is_passed(day),
            Some(record) if record.computed.is_some() && record.is_settled(calendar) => match survey {
                Some(survey) => record.surveys.contains(survey),
                None => !record.surveys.is_empty(),
            },
            Some(_) => true,
        }
    }

    /// The days from `from` to `to` that may hold answers to a survey (to any, where none is named), oldest first.
    /// Before there is a watermark, no day before `first_day` has answers unless something is written of it: the range
    /// may begin long before any answer.
    #[must_use]
    pub fn days_to_read(
        &self,
        (from, to): (Date, Date),
        first_day: Option<Date>,
        survey: Option<&str>,
        calendar: &Calendar,
    ) -> Vec<Date> {
        let unseen_from = self.watermark.map(after).or(first_day).unwrap_or(to).max(from);
        let recorded = self.records.iter().map(|record| record.day);
        let days: BTreeSet<Date> = recorded.chain(range(unseen_from, to)).collect();
        days.into_iter()
            .filter(|day| (from..=to).contains(day) && self.may_hold(*day, survey, calendar))
            .collect()
    }

    fn is_passed(&self, day: Date) -> bool {
        self.watermark.is_some_and(|watermark| day <= watermark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settle::Computed;
    use jiff::Timestamp;
    use jiff::civil::date;

    #[test]
    fn a_day_touched_since_ends_what_counts_as_settled_though_the_watermark_lies_beyond_it() {
        let calendar = Calendar::new("UTC").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut touched = DayRecord::new(date(2026, 11, 10));
        touched.computed = Some(Computed {
            number: 1,
            started: at("2026-11-11T04:10:00Z"),
        });
        let mut book = DayBook {
            records: vec![touched],
            watermark: Some(date(2026, 11, 20)),
        };
        let through = |book: &DayBook| book.settled_through(date(2026, 11, 1), date(2026, 11, 21), &calendar);
        assert_eq!(through(&book), Some(date(2026, 11, 20)));
        book.records[0].touched = Some(at("2026-11-21T12:00:00Z"));
        assert_eq!(through(&book), Some(date(2026, 11, 9)));
        book.watermark = None;
        assert_eq!(through(&book), None);
    }

    #[test]
    fn a_day_that_no_night_has_seen_may_hold_answers_though_nothing_is_written_of_it() {
        let calendar = Calendar::new("UTC").unwrap();
        let november = |day: i8| date(2026, 11, day);
        let mut settled = DayRecord::new(november(18));
        settled.computed = Some(Computed {
            number: 1,
            started: "2026-11-21T04:10:00Z".parse().unwrap(),
        });
        settled.surveys.insert("recommend".to_owned());
        let mut book = DayBook {
            records: vec![settled],
            watermark: Some(november(19)),
        };
        let ever = (date(1900, 1, 1), november(21));
        let days =
            |book: &DayBook, first: Option<Date>, survey: &str| book.days_to_read(ever, first, Some(survey), &calendar);
        let unseen = [november(20), november(21)];
        assert_eq!(days(&book, None, "recommend"), [november(18), unseen[0], unseen[1]]);
        assert_eq!(days(&book, None, "delivery"), unseen, "a settled day names its surveys");
        assert_eq!(
            book.days_to_read((november(21), november(21)), None, None, &calendar),
            [november(21)],
            "no day out of the range"
        );
        book.watermark = None;
        assert_eq!(
            days(&book, Some(november(20)), "recommend"),
            [november(18), unseen[0], unseen[1]],
            "before the first watermark, the first survey's day stands in"
        );
        assert_eq!(days(&book, None, "recommend"), [november(18), november(21)]);
    }
}
