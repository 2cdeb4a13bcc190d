//! The same by segment.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::replay::{Month, Said};
use crate::domain::risk::evaluate::{Estimate, Forecast, auc_within, in_order, segment_rate};
use crate::domain::small_groups::showable;

/// With fewer leavers in a segment, how well they were ranked is not told.
const LEAVERS_FOR_AN_AUC: u64 = 10;

/// A segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    /// Its name.
    pub value: String,
    /// Customers at risk on the days: one who was there on several counts on each.
    pub customers: u64,
    /// Of those, the ones who left.
    pub leavers: u64,
    /// The share to expect to leave, drawn towards the whole's: a handful of leavers does not make the worst segment. None where
    /// nobody left or everybody did.
    pub rate: Option<Estimate>,
    /// The mean probability that was said, from 0 to 1.
    pub said: f64,
    /// How well leavers were ranked above stayers; none under ten leavers.
    pub auc: Option<Estimate>,
}

/// Every segment that may be shown, the one with the highest share of leavers first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segments {
    /// The segments.
    pub shown: Vec<Segment>,
    /// How many are not shown: those of fewer than five customers, and the next where a subtraction would tell one.
    pub hidden: usize,
    /// Customers at risk on the days of whom no segment was known: one who was there on several counts on each.
    pub without: u64,
}

/// Those of one segment.
#[derive(Default)]
struct Group {
    people: BTreeSet<u32>,
    months: Vec<Vec<Forecast>>,
}

impl Segments {
    pub(super) fn of(months: &[&Month], names: &[String]) -> Self {
        let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
        let (mut everybody, mut without) = (BTreeSet::new(), 0);
        let (mut all, mut left) = (0_u64, 0_u64);
        for (nth, month) in months.iter().enumerate() {
            for said in &month.said {
                everybody.insert(said.customer);
                all += 1;
                left += u64::from(said.left());
                match said.segment {
                    Some(segment) => groups.entry(segment).or_default().add(said, nth),
                    None => without += 1,
                }
            }
        }
        let sizes: Vec<u64> = groups.values().map(|group| group.people.len() as u64).collect();
        let showable = showable(everybody.len() as u64, &sizes);
        let whole = left as f64 / all.max(1) as f64;
        let mut shown: Vec<Segment> = groups
            .iter()
            .zip(&showable)
            .filter(|(_, shown)| **shown)
            .filter_map(|((number, group), _)| {
                let name = names.get(usize::try_from(*number).ok()?)?;
                Some(group.segment(name, whole))
            })
            .collect();
        let share = |segment: &Segment| segment.rate.map_or(0.0, |rate| rate.value);
        shown.sort_by(|one, other| {
            let by_share = share(other).total_cmp(&share(one));
            by_share.then_with(|| one.value.cmp(&other.value))
        });
        Self {
            shown,
            hidden: showable.iter().filter(|shown| !**shown).count(),
            without,
        }
    }
}

impl Group {
    fn add(&mut self, said: &Said, month: usize) {
        self.people.insert(said.customer);
        self.months.resize_with(self.months.len().max(month + 1), Vec::new);
        self.months[month].push(said.model);
    }

    fn segment(&self, name: &str, whole: f64) -> Segment {
        let all = self.months.concat();
        let ordered: Vec<_> = self.months.iter().map(|month| in_order(month)).collect();
        let (customers, left) = (all.len() as u64, all.iter().filter(|it| it.left).count() as u64);
        Segment {
            value: name.to_owned(),
            customers,
            leavers: left,
            rate: segment_rate(left, customers, whole).map(|rate| Estimate {
                value: rate.rate,
                low: rate.interval.low,
                high: rate.interval.high,
            }),
            said: all.iter().map(|it| it.chance).sum::<f64>() / all.len() as f64,
            auc: auc_within(&ordered).filter(|_| left >= LEAVERS_FOR_AN_AUC),
        }
    }
}
