//! The charts of a survey: one item a survey, rewritten whole by whoever read it last.

use std::collections::BTreeMap;
use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::civil::{Date, date};

use super::Store;
use super::attributes::{Item, bytes, get_bytes, get_flag, get_map, get_number, get_text, number, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::keys::ScoreKey;
use super::names::{PK, SK};
use super::scores::ScoreItem;
use super::signals::{open_signal, write_open_signal};
use crate::domain::chart::{Chart, Night, Subject, SurveyCharts, Tally};
use crate::domain::day::shifted;

/// Sort key of a survey's charts, beside its scores.
const CHARTS: &str = "charts";

/// Days are packed as their distance from this one.
const EPOCH: Date = date(1970, 1, 1);

/// Bytes of a packed night: the day and three counts.
const NIGHT_BYTES: usize = 16;

/// A survey's charts as they are stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCharts {
    /// Grows by one with every writing; 0 before the first.
    pub revision: u64,
    /// The charts.
    pub charts: SurveyCharts,
}

/// Reads a survey's charts (GetItem).
pub trait ReadCharts: Sync {
    /// The charts, with a consistent read; `None` before the first night that had any.
    fn read_charts(&self, survey: &str) -> impl Future<Output = Result<Option<StoredCharts>, StoreError>> + Send;
}

/// Stores a survey's charts (PutItem).
pub trait PutCharts: Sync {
    /// Stores the charts if what is there is still what they were made of: `read.revision`. Whether it was.
    fn put_charts(&self, survey: &str, read: &StoredCharts) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads days that will be absorbed once and never looked at again (Query).
pub trait ReadSettledTotals: Sync {
    /// As [`super::scores::ReadScores::read_totals`], with consistent reads: a day missed here would be missed for good.
    fn read_settled_totals(
        &self,
        survey: &str,
        from: Date,
        to: Date,
    ) -> impl Future<Output = Result<Vec<(Date, ScoreItem)>, StoreError>> + Send;
}

impl ReadCharts for Store {
    async fn read_charts(&self, survey: &str) -> Result<Option<StoredCharts>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.scores)
            .key(PK, text(survey))
            .key(SK, text(CHARTS))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        found.item().map(|item| read(survey, item)).transpose()
    }
}

impl PutCharts for Store {
    async fn put_charts(&self, survey: &str, read: &StoredCharts) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.scores)
            .set_item(Some(write(survey, read)));
        let put = match read.revision {
            0 => put.condition_expression("attribute_not_exists(pk)"),
            known => put
                .condition_expression("r = :known")
                .expression_attribute_values(":known", number(known)),
        };
        put_if(put).await
    }
}

impl ReadSettledTotals for Store {
    async fn read_settled_totals(
        &self,
        survey: &str,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        let (from, to) = (ScoreKey::Day(from).to_string(), ScoreKey::Day(to).to_string());
        let items = self.query_scores(survey, from, to, true).await?;
        let day = |(key, item)| match key {
            ScoreKey::Day(day) => Some((day, item)),
            ScoreKey::Cut(..) => None,
        };
        Ok(items.into_iter().filter_map(day).collect())
    }
}

fn write(survey: &str, read: &StoredCharts) -> Item {
    let SurveyCharts {
        measure,
        through,
        begun,
        charts,
    } = &read.charts;
    let charts = charts.iter().map(|(subject, chart)| {
        let mut written = Item::from([
            ("b".to_owned(), bytes(pack(&chart.baseline))),
            ("u".to_owned(), bytes(pack(&chart.run))),
            // As text: after years of perfect nights it may be smaller than a number of DynamoDB.
            ("e".to_owned(), text(chart.average.to_string())),
            ("i".to_owned(), number(chart.watched)),
        ]);
        if let Some(signal) = &chart.signal {
            written.insert("s".to_owned(), AttributeValue::M(write_open_signal(signal)));
            written.insert("al".to_owned(), AttributeValue::Bool(signal.alert));
        }
        (subject.to_string(), AttributeValue::M(written))
    });
    let mut item = Item::from([
        (PK.to_owned(), text(survey)),
        (SK.to_owned(), text(CHARTS)),
        ("r".to_owned(), number(read.revision + 1)),
        ("m".to_owned(), text(measure.to_string())),
        ("ok".to_owned(), AttributeValue::Bool(*begun)),
        ("ch".to_owned(), AttributeValue::M(charts.collect())),
    ]);
    if let Some(through) = through {
        item.insert("to".to_owned(), text(through.to_string()));
    }
    item
}

fn read(survey: &str, item: &Item) -> Result<StoredCharts, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(format!("{CHARTS} of {survey}"), what);
    let mut charts = BTreeMap::new();
    for (subject, chart) in get_map(item, "ch").ok_or_else(lacks("ch"))? {
        let subject: Subject = subject.parse().map_err(|_| lacks("ch")())?;
        let chart = chart.as_m().ok().and_then(read_chart).ok_or_else(lacks("ch"))?;
        charts.insert(subject, chart);
    }
    let through = get_text(item, "to").map(|day| day.parse().map_err(|_| lacks("to")()));
    Ok(StoredCharts {
        revision: get_number(item, "r").ok_or_else(lacks("r"))?,
        charts: SurveyCharts {
            measure: get_text(item, "m")
                .and_then(|measure| measure.parse().ok())
                .ok_or_else(lacks("m"))?,
            through: through.transpose()?,
            begun: get_flag(item, "ok"),
            charts,
        },
    })
}

fn read_chart(item: &Item) -> Option<Chart> {
    let signal = match get_map(item, "s") {
        None => None,
        Some(signal) => Some(open_signal(signal, get_flag(item, "al"))?),
    };
    Some(Chart {
        baseline: unpack(get_bytes(item, "b")?)?,
        run: unpack(get_bytes(item, "u")?)?,
        average: get_text(item, "e")?.parse().ok()?,
        watched: get_number(item, "i")?,
        signal,
    })
}

/// Sixteen bytes a night, so that a hundred charts stay well under the 400 KB of an item.
fn pack(nights: &[Night]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(nights.len() * NIGHT_BYTES);
    // Four thousand million answers a night to one survey are more than there are people to give them.
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    for Night { day, tally } in nights {
        packed.extend((*day - EPOCH).get_days().to_be_bytes());
        packed.extend([tally.n, tally.up, tally.down].into_iter().flat_map(count));
    }
    packed
}

fn unpack(packed: &[u8]) -> Option<Vec<Night>> {
    let nights = packed.chunks(NIGHT_BYTES).map(|night| {
        let (day, rest) = night.split_first_chunk::<4>()?;
        let (n, rest) = rest.split_first_chunk::<4>()?;
        let (up, down) = rest.split_first_chunk::<4>()?;
        let down: &[u8; 4] = down.try_into().ok()?;
        let count = |bytes: &[u8; 4]| u64::from(u32::from_be_bytes(*bytes));
        Some(Night {
            day: shifted(EPOCH, i32::from_be_bytes(*day)),
            tally: Tally {
                n: count(n),
                up: count(up),
                down: count(down),
            },
        })
    });
    nights.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Histogram;
    use crate::domain::chart::MOST_CHARTS;
    use crate::domain::fold::Cells;

    #[test]
    fn the_largest_charts_there_can_be_fit_in_an_item() {
        let measure = crate::domain::Measure::nps();
        let counts = |counts: [u64; 11]| Histogram::from_counts(measure, counts.to_vec()).unwrap();
        let (good, bad) = (counts([0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 9]), counts([9; 11]));
        let name = |place: usize| format!("{place:0>40}");
        let mut charts = SurveyCharts::new(measure);
        for number in 0..300 {
            let cell = if number < 90 { &good } else { &bad };
            let cells: Cells = (0..150).map(|place| (name(place), cell.clone())).collect();
            charts.absorb(shifted(EPOCH, number), cell, &cells);
        }
        assert_eq!(charts.open("recommend").len(), MOST_CHARTS);
        let stored = StoredCharts { revision: 1, charts };
        let item = write("recommend", &stored);
        let size = |value: &AttributeValue| format!("{value:?}").len();
        let chart = get_map(&item, "ch").unwrap().values().next().unwrap().as_m().unwrap();
        let packed = get_bytes(chart, "b").unwrap().len() + get_bytes(chart, "u").unwrap().len();
        assert_eq!(packed, 2 * 90 * NIGHT_BYTES);
        let rest: usize = ["e", "i", "s", "al"].iter().map(|name| size(&chart[*name])).sum();
        assert!(MOST_CHARTS * (packed + rest + 60) < 400 * 1024);
        let back = read("recommend", &item).unwrap();
        assert_eq!((back.revision, back.charts), (2, stored.charts));
    }
}
