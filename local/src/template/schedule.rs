//! When the nightly run is due.

use anyhow::{Context, Result, bail};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp};

use super::yaml::Node;

/// How far from an instant the next local time of day can be: zones have dropped and repeated whole days.
const DAYS_AROUND: i64 = 4;

/// A run once a day at a local time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The expression, `cron(MINUTE HOUR * * ? *)`.
    pub cron: String,
    /// The hour of the day, 0 to 23.
    pub hour: i8,
    /// The minute of the hour, 0 to 59.
    pub minute: i8,
    /// The template's parameter that names the time zone.
    pub zone_parameter: String,
    /// What the function is handed, with `<aws.scheduler.scheduled-time>` where the time goes.
    pub input: String,
    /// The logical id of the function.
    pub function: String,
}

impl Schedule {
    pub(super) fn read(function: &str, properties: &Node<'_>) -> Result<Self> {
        let expression = properties.get("ScheduleExpression")?;
        let cron = expression.text()?;
        let (minute, hour) = time_of_day(cron)
            .with_context(|| format!("{expression} is {cron}, not of the form cron(MINUTE HOUR * * ? *)"))?;
        let window = properties.get("FlexibleTimeWindow")?.get("Mode")?;
        if window.text()? != "OFF" {
            bail!("{window} is {}; only OFF is understood", window.text()?);
        }
        Ok(Self {
            cron: cron.to_owned(),
            hour,
            minute,
            zone_parameter: properties.get("ScheduleExpressionTimezone")?.reference()?.to_owned(),
            input: properties.get("Input")?.text()?.to_owned(),
            function: function.to_owned(),
        })
    }

    /// The first run after the instant, and not at it.
    ///
    /// As with EventBridge Scheduler, a local time that does not exist is left out, and one that comes twice counts once,
    /// the first time. None only at the end of what the calendar can express.
    #[must_use]
    pub fn next_after(&self, instant: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        (-DAYS_AROUND..=DAYS_AROUND).find_map(|days| self.run(instant, zone, days).filter(|run| *run > instant))
    }

    /// The last run before the instant, or at it: the one that should have happened by now.
    ///
    /// None only at the beginning of what the calendar can express.
    #[must_use]
    pub fn last_before(&self, instant: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        (-DAYS_AROUND..=DAYS_AROUND)
            .rev()
            .find_map(|days| self.run(instant, zone, days).filter(|run| *run <= instant))
    }

    /// What the function is handed for the run at the instant.
    #[must_use]
    pub fn input_at(&self, instant: Timestamp) -> String {
        let second = Timestamp::from_second(instant.as_second()).unwrap_or(instant);
        self.input
            .replace("<aws.scheduler.scheduled-time>", &second.to_string())
    }

    /// The run on the local day that many days after the instant's, where there is one.
    fn run(&self, instant: Timestamp, zone: &TimeZone, days: i64) -> Option<Timestamp> {
        let day = zone
            .to_datetime(instant)
            .date()
            .checked_add(Span::new().days(days))
            .ok()?;
        let ambiguous = zone.to_ambiguous_timestamp(day.at(self.hour, self.minute, 0, 0));
        match ambiguous.offset() {
            AmbiguousOffset::Gap { .. } => None,
            _ => ambiguous.earlier().ok(),
        }
    }
}

fn time_of_day(cron: &str) -> Option<(i8, i8)> {
    let fields: Vec<&str> = cron.strip_prefix("cron(")?.strip_suffix(')')?.split(' ').collect();
    let [minute, hour, "*", "*", "?", "*"] = fields[..] else {
        return None;
    };
    let number = |text: &str, limit: i8| -> Option<i8> {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse().ok())?
            .filter(|number| *number < limit)
    };
    Some((number(minute, 60)?, number(hour, 24)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i8, minute: i8) -> Schedule {
        let cron = format!("cron({minute} {hour} * * ? *)");
        assert_eq!(time_of_day(&cron), Some((minute, hour)));
        Schedule {
            cron,
            hour,
            minute,
            input: r#"{"t":"<aws.scheduler.scheduled-time>"}"#.to_owned(),
            zone_parameter: String::new(),
            function: String::new(),
        }
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// The runs after the first instant and up to the second, found one after the other.
    fn runs(schedule: &Schedule, zone_name: &str, from: &str, to: &str) -> Vec<String> {
        let (zone, to) = (zone(zone_name), instant(to));
        let next = |after: &Timestamp| schedule.next_after(*after, &zone);
        let runs = std::iter::successors(next(&instant(from)), next).take_while(|run| *run <= to);
        runs.map(|run| run.to_string()).collect()
    }

    #[test]
    fn every_day_has_its_run() {
        assert_eq!(
            runs(&at(4, 10), "UTC", "2026-11-21T04:10:00Z", "2026-11-23T04:10:00Z"),
            ["2026-11-22T04:10:00Z", "2026-11-23T04:10:00Z"]
        );
        assert_eq!(
            runs(
                &at(4, 10),
                "Europe/Paris",
                "2026-03-27T12:00:00Z",
                "2026-03-30T12:00:00Z"
            ),
            ["2026-03-28T03:10:00Z", "2026-03-29T02:10:00Z", "2026-03-30T02:10:00Z"]
        );
        assert_eq!(
            runs(
                &at(0, 0),
                "Asia/Kathmandu",
                "2026-01-01T00:00:00Z",
                "2026-01-01T20:00:00Z"
            ),
            ["2026-01-01T18:15:00Z"]
        );
    }

    #[test]
    fn a_local_time_that_does_not_exist_is_left_out() {
        assert_eq!(
            runs(
                &at(2, 30),
                "Europe/Paris",
                "2026-03-28T00:00:00Z",
                "2026-03-31T00:00:00Z"
            ),
            ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"]
        );
        // Samoa had no 30 December 2011.
        assert_eq!(
            runs(
                &at(4, 10),
                "Pacific/Apia",
                "2011-12-29T00:00:00Z",
                "2011-12-31T00:00:00Z"
            ),
            ["2011-12-29T14:10:00Z", "2011-12-30T14:10:00Z"]
        );
    }

    #[test]
    fn a_local_time_that_comes_twice_counts_once() {
        assert_eq!(
            runs(
                &at(2, 30),
                "Europe/Paris",
                "2026-10-24T12:00:00Z",
                "2026-10-26T12:00:00Z"
            ),
            ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        );
    }

    #[test]
    fn the_last_run_includes_the_instant_itself() {
        let (schedule, utc) = (at(4, 10), TimeZone::UTC);
        let last = |text: &str| schedule.last_before(instant(text), &utc).unwrap().to_string();
        assert_eq!(last("2026-11-21T04:09:59.999999999Z"), "2026-11-20T04:10:00Z");
        assert_eq!(last("2026-11-21T04:10:00Z"), "2026-11-21T04:10:00Z");
        assert_eq!(last("2026-11-21T23:59:00Z"), "2026-11-21T04:10:00Z");
    }

    #[test]
    fn last_and_next_enclose_every_instant() {
        for name in [
            "UTC",
            "Europe/Paris",
            "Pacific/Apia",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
        ] {
            let zone = zone(name);
            for schedule in [at(4, 10), at(2, 30), at(0, 0), at(23, 59)] {
                let mut now = instant("2011-12-01T00:00:00Z");
                for _ in 0..2_000 {
                    let last = schedule.last_before(now, &zone).unwrap();
                    let next = schedule.next_after(now, &zone).unwrap();
                    assert!(last <= now && now < next, "{name} {now}");
                    assert_eq!(schedule.next_after(last, &zone), Some(next), "{name} {now}");
                    assert!(next.as_second() - last.as_second() <= 50 * 3600, "{name} {now}");
                    now += jiff::SignedDuration::from_mins(311);
                }
            }
        }
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for edge in [Timestamp::MIN, Timestamp::MAX] {
            let _ = at(4, 10).next_after(edge, &zone("Pacific/Apia"));
            let _ = at(4, 10).last_before(edge, &zone("Pacific/Apia"));
        }
    }

    #[test]
    fn other_expressions_are_refused() {
        for cron in [
            "rate(1 day)",
            "cron()",
            "cron(10 4 * * *)",
            "cron(60 4 * * ? *)",
            "cron(10 24 * * ? *)",
            "cron(-1 4 * * ? *)",
            "cron(+1 4 * * ? *)",
            "cron( 4 * * ? *)",
            "cron(10 4 ? * * *)",
            "cron(10 4 * * ? 2026)",
            "cron(*/5 4 * * ? *)",
            "cron(10  4 * * ? *)",
            "cron(10 4 * * ? *",
            "",
        ] {
            assert_eq!(time_of_day(cron), None, "{cron}");
        }
    }

    #[test]
    fn the_input_carries_the_time() {
        let input = at(4, 10).input_at(instant("2026-11-21T04:10:00.25Z"));
        assert_eq!(input, r#"{"t":"2026-11-21T04:10:00Z"}"#);
    }
}
