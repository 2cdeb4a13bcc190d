//! Keys as text, and back. Every key that is composed of parts is made and read here and nowhere else.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::names::DAY_SHARDS;
use crate::domain::cut::Cut;
use crate::domain::limit::{Bucket, Hour};
use crate::domain::response::Respondent;
use crate::link::{EventId, InvitationId};

/// The text is no such key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no key of this kind")]
pub struct NoKey(pub String);

impl fmt::Display for Respondent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Customer(pseudonym) => write!(f, "c{pseudonym}"),
            Self::Anonymous(invitation) => write!(f, "a{invitation}"),
        }
    }
}

impl FromStr for Respondent {
    type Err = NoKey;

    fn from_str(key: &str) -> Result<Self, NoKey> {
        let no_key = || NoKey(key.to_owned());
        match key.split_at_checked(1) {
            Some(("c", pseudonym)) => Ok(Self::Customer(pseudonym.parse().map_err(|_| no_key())?)),
            Some(("a", invitation)) => Ok(Self::Anonymous(invitation.parse().map_err(|_| no_key())?)),
            _ => Err(no_key()),
        }
    }
}

impl serde::Serialize for Respondent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Respondent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        key.parse().map_err(serde::de::Error::custom)
    }
}

/// One of the parts a day's responses, or its events, are spread over: `2026-11-21#07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayShard {
    /// The day.
    pub day: Date,
    /// 0 to [`DAY_SHARDS`] − 1.
    pub shard: u8,
}

impl DayShard {
    /// Where the response to an invitation lies.
    #[must_use]
    pub fn of(day: Date, invitation: InvitationId) -> Self {
        Self {
            day,
            shard: invitation.as_bytes()[0] % DAY_SHARDS,
        }
    }

    /// Where an event lies.
    #[must_use]
    pub fn of_event(day: Date, event: EventId) -> Self {
        Self {
            day,
            shard: event.as_bytes()[0] % DAY_SHARDS,
        }
    }

    /// All shards of a day.
    pub fn all(day: Date) -> impl Iterator<Item = Self> {
        (0..DAY_SHARDS).map(move |shard| Self { day, shard })
    }
}

impl fmt::Display for DayShard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{:02}", self.day, self.shard)
    }
}

impl FromStr for DayShard {
    type Err = NoKey;

    fn from_str(key: &str) -> Result<Self, NoKey> {
        let parse = || {
            let (day, shard) = key.split_once('#')?;
            let key = Self {
                day: day.parse().ok()?,
                shard: shard.parse().ok()?,
            };
            (key.shard < DAY_SHARDS).then_some(key)
        };
        parse()
            .filter(|parsed| parsed.to_string() == key)
            .ok_or_else(|| NoKey(key.to_owned()))
    }
}

/// Sort key of an item of scores.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoreKey {
    /// The whole of a survey and its touchpoints: `d#2026-11-21`.
    Day(Date),
    /// Another cut: `c#2026-11-21#attribute:plan`.
    Cut(Date, Cut),
}

impl fmt::Display for ScoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "d#{day}"),
            Self::Cut(day, cut) => write!(f, "c#{day}#{cut}"),
        }
    }
}

impl FromStr for ScoreKey {
    type Err = NoKey;

    fn from_str(key: &str) -> Result<Self, NoKey> {
        let parse = || match key.split_once('#')? {
            ("d", day) => Some(Self::Day(day.parse().ok()?)),
            ("c", rest) => {
                let (day, cut) = rest.split_once('#')?;
                Some(Self::Cut(day.parse().ok()?, cut.parse().ok()?))
            }
            _ => None,
        };
        parse()
            .filter(|parsed| parsed.to_string() == key)
            .ok_or_else(|| NoKey(key.to_owned()))
    }
}

/// Sort key of a version of a survey: `recommend#00003`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyVersion {
    /// Survey id.
    pub survey: String,
    /// From 1.
    pub version: u32,
}

impl SurveyVersion {
    /// What the keys of every version of a survey begin with, and no other's.
    #[must_use]
    pub fn prefix(survey: &str) -> String {
        format!("{survey}#")
    }
}

impl fmt::Display for SurveyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:05}", Self::prefix(&self.survey), self.version)
    }
}

impl FromStr for SurveyVersion {
    type Err = NoKey;

    fn from_str(key: &str) -> Result<Self, NoKey> {
        let parse = || {
            let (survey, version) = key.rsplit_once('#')?;
            Some(Self {
                survey: survey.to_owned(),
                version: version.parse().ok()?,
            })
        };
        parse()
            .filter(|parsed| parsed.to_string() == key)
            .ok_or_else(|| NoKey(key.to_owned()))
    }
}

/// What the partition key of every counter begins with: no customer's does.
pub const LIMIT: &str = "_limit#";

/// What the partition key of every request that may be sent again begins with: no customer's does.
pub const SENT: &str = "_idem#";

/// Partition key of a counter of answers: `_limit#recommend` of a whole survey, `_limit#recommend#TAG` of one network.
impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{LIMIT}{}", self.survey)?;
        self.network.map_or(Ok(()), |network| write!(f, "#{network}"))
    }
}

/// Sort key of a counter of answers: `2026-11-21T13:00:00Z`.
impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{NetworkTag, Pseudonym};
    use jiff::civil::date;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_key_is_read_as_it_was_written(id in any::<[u8; 16]>(), customer in any::<bool>(), days in 0i32..60_000, shard in 0..DAY_SHARDS, name in "[a-z][a-z0-9_]{0,31}", version in 1u32..100_000) {
            let respondent = if customer { Respondent::Customer(Pseudonym::from_bytes(id)) } else { Respondent::Anonymous(InvitationId::from_bytes(id)) };
            prop_assert_eq!(respondent.to_string().parse::<Respondent>().unwrap(), respondent);
            let day = crate::domain::day::shifted(date(1990, 1, 1), days);
            let day_shard = DayShard { day, shard };
            prop_assert_eq!(day_shard.to_string().parse::<DayShard>().unwrap(), day_shard);
            for key in [ScoreKey::Day(day), ScoreKey::Cut(day, Cut::Language), ScoreKey::Cut(day, Cut::Attribute(name.clone()))] {
                prop_assert_eq!(key.to_string().parse::<ScoreKey>().unwrap(), key);
            }
            let survey = SurveyVersion { survey: name, version };
            prop_assert_eq!(survey.to_string().parse::<SurveyVersion>().unwrap(), survey);
        }

        #[test]
        fn whatever_else_is_no_key(text in ".{0,60}") {
            if let Ok(key) = text.parse::<Respondent>() { prop_assert_eq!(key.to_string(), text.clone()); }
            if let Ok(key) = text.parse::<DayShard>() { prop_assert_eq!(key.to_string(), text.clone()); }
            if let Ok(key) = text.parse::<ScoreKey>() { prop_assert_eq!(key.to_string(), text.clone()); }
            if let Ok(key) = text.parse::<SurveyVersion>() { prop_assert_eq!(key.to_string(), text); }
        }
    }

    #[test]
    fn a_counter_is_a_survey_and_where_it_is_of_one_network_its_tag_and_never_a_customer() {
        let of = |network| Bucket {
            survey: "recommend".into(),
            network,
            hour: Hour::of("2026-11-21T13:59:00Z".parse().unwrap()),
        };
        assert_eq!(of(None).to_string(), "_limit#recommend");
        let network = of(Some(NetworkTag::from_bytes([0; 16])));
        assert_eq!(network.to_string(), "_limit#recommend#AAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(network.hour.to_string(), "2026-11-21T13:00:00Z");
        assert!(network.to_string().parse::<Respondent>().is_err());
    }

    #[test]
    fn day_keys_sort_by_time() {
        assert!(ScoreKey::Day(date(2026, 9, 30)).to_string() < ScoreKey::Day(date(2026, 10, 1)).to_string());
    }

    #[test]
    fn a_day_is_spread_evenly_over_its_shards() {
        let mut counts = [0u32; DAY_SHARDS as usize];
        for byte in 0..=255 {
            counts[usize::from(DayShard::of(date(2026, 1, 1), InvitationId::from_bytes([byte; 16])).shard)] += 1;
        }
        assert!(counts.iter().all(|count| *count == 16));
    }
}
