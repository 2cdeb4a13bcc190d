//! A day of answers as DynamoDB gives it: pages of at most 1 MB of stored bytes, with the attributes that are asked for.
//!
//! The same number of answers gives the same bytes every time.

use std::collections::HashMap;

use axum::body::Bytes;
use jiff::civil::Date;
use serde_json::Value;
use shared::link::{InvitationId, Pseudonym};
use shared::store::Tables;
use shared::store::keys::DayShard;
use shared::store::names::{BY_DAY, DAY_SHARDS};

use crate::recorded::Recording;

/// Stored bytes after which DynamoDB ends a page.
pub(crate) const PAGE: usize = 1 << 20;

/// 10 touchpoints and 20 plans: 200 cells.
const TOUCHPOINTS: [&str; 10] = [
    "checkout",
    "delivery",
    "support",
    "returns",
    "renewal",
    "onboarding",
    "billing",
    "search",
    "store",
    "account",
];
const PLANS: u64 = 20;
const LANGUAGES: [&str; 4] = ["en", "fr", "de", "zh-Hant"];
const CHANNELS: [&str; 3] = ["email", "sms", "web"];

/// The pages of a day.
pub(crate) struct Pages {
    day: Date,
    /// By shard; a page's last sort key leads to the next.
    shards: Vec<Shard>,
}

#[derive(Default)]
struct Shard {
    pages: Vec<Bytes>,
    after: HashMap<String, usize>,
}

/// One answer as the index has it.
struct Entry {
    invitation: InvitationId,
    respondent: Pseudonym,
    projected: String,
    stored: usize,
}

impl Pages {
    /// Makes a day of `answers`.
    pub(crate) fn of(day: Date, answers: u64) -> Self {
        let mut open: Vec<(Vec<String>, usize)> = vec![Default::default(); usize::from(DAY_SHARDS)];
        let mut shards: Vec<Shard> = Vec::new();
        shards.resize_with(usize::from(DAY_SHARDS), Shard::default);
        for number in 0..answers {
            let entry = Entry::of(number);
            let place = usize::from(DayShard::of(day, entry.invitation).shard);
            let (items, bytes) = &mut open[place];
            items.push(entry.projected.clone());
            *bytes += entry.stored;
            if *bytes >= PAGE {
                let shard = &mut shards[place];
                shard.pages.push(written(items, Some(&entry.key(day))));
                shard.after.insert(entry.invitation.to_string(), shard.pages.len());
                items.clear();
                *bytes = 0;
            }
        }
        for (shard, (items, _)) in shards.iter_mut().zip(&open) {
            shard.pages.push(written(items, None));
        }
        Self { day, shards }
    }

    /// The page of `shard`, the first or the one after the sort key `after`; any other day is empty.
    fn page(&self, shard: &str, after: Option<&str>) -> Option<Bytes> {
        let shard: DayShard = shard.parse().ok()?;
        if shard.day != self.day {
            return Some(written(&[], None));
        }
        let shard = self.shards.get(usize::from(shard.shard))?;
        let page = after.map_or(Some(0), |after| shard.after.get(after).copied())?;
        shard.pages.get(page).cloned()
    }

    /// How many pages, and their bytes as they are sent.
    pub(crate) fn size(&self) -> (usize, usize) {
        let pages = || self.shards.iter().flat_map(|shard| &shard.pages);
        (pages().count(), pages().map(Bytes::len).sum())
    }
}

/// Queries on `by_day` of responses, under its name.
impl Recording for Pages {
    fn answer(&self, tables: &Tables, operation: &str, asked: &Value) -> Option<(&'static str, Option<Bytes>)> {
        // The table of events has an index of the same name.
        if operation != "Query" || asked["IndexName"] != BY_DAY || asked["TableName"] == tables.events.as_str() {
            return None;
        }
        let values = asked["ExpressionAttributeValues"].as_object();
        let shard = values
            .and_then(|values| values.values().next())
            .and_then(|value| value["S"].as_str());
        let page = shard.and_then(|shard| self.page(shard, asked["ExclusiveStartKey"]["sk"]["S"].as_str()));
        Some((BY_DAY, page))
    }
}

pub(crate) fn written(items: &[String], next: Option<&str>) -> Bytes {
    let count = items.len();
    let next = next
        .map(|key| format!("\"LastEvaluatedKey\":{key},"))
        .unwrap_or_default();
    format!(
        r#"{{"Count":{count},"Items":[{}],{next}"ScannedCount":{count}}}"#,
        items.join(",")
    )
    .into()
}

impl Entry {
    fn of(number: u64) -> Self {
        let random = [mixed(number), mixed(number ^ u64::MAX), mixed(number.rotate_left(32))];
        let bytes = |high: u64, low: u64| (u128::from(high) << 64 | u128::from(low)).to_be_bytes();
        let cell = random[0] % 200;
        let touchpoint = TOUCHPOINTS[(cell / PLANS) as usize];
        let plan = format!("plan-{:02}", cell % PLANS);
        let language = LANGUAGES[(random[0] >> 16) as usize % LANGUAGES.len()];
        let channel = CHANNELS[(random[0] >> 24) as usize % CHANNELS.len()];
        let rating = (random[0] >> 32) % 11;
        let expires = 1_830_000_000 + number % 86_400;
        let code = match random[1] % 1_000 {
            0..5 => Some("s"),
            5..7 => Some("h"),
            7 => Some("e"),
            _ => None,
        };
        let rated = (code != Some("e")).then_some(rating);
        let x = rated
            .map(|rating| format!(r#""x":{{"N":"{rating}"}},"#))
            .unwrap_or_default();
        let st = code
            .map(|code| format!(r#""st":{{"S":"{code}"}},"#))
            .unwrap_or_default();
        let projected = format!(
            r#"{{"ttl":{{"N":"{expires}"}},"a":{{"M":{{"plan":{{"S":"{plan}"}}}}}},"c":{{"S":"{channel}"}},{st}"s":{{"S":"recommend"}},"t":{{"S":"{touchpoint}"}},{x}"l":{{"S":"{language}"}},"m":{{"S":"nps"}}}}"#
        );
        // Names and values as DynamoDB counts them: pk 25, sk 24, bd 15, s 10, m 4, ttl 9, fa 10, u 46, x 3 at most;
        // a map 3, and 1 for each of its entries.
        let texts = touchpoint.len() + language.len() + channel.len() + code.map_or(0, |code| 2 + code.len());
        let stored = 25 + 24 + 15 + 10 + 4 + 9 + 10 + 46 + 3 + 3 + texts + 1 + 3 + 1 + 4 + plan.len();
        Self {
            invitation: InvitationId::from_bytes(bytes(random[0].rotate_left(7), random[1])),
            respondent: Pseudonym::from_bytes(bytes(random[2], number)),
            projected,
            stored,
        }
    }

    fn key(&self, day: Date) -> String {
        let shard = DayShard::of(day, self.invitation);
        format!(
            r#"{{"bd":{{"S":"{shard}"}},"pk":{{"S":"c{}"}},"sk":{{"S":"{}"}}}}"#,
            self.respondent, self.invitation
        )
    }
}

/// A number that looks random, by the finaliser of splitmix64 (Steele, Lea and Flood 2014).
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
