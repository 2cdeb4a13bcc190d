//! What may be logged: a list of events for each crate, with a fixed message and typed fields.

use jiff::Timestamp;
use serde_json::Value as Json;

use super::invocation::current_ids;
use super::line::Line;
use super::{OUTPUT, Output};
use crate::clock::{Clock, SystemClock};

/// How much an event matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// What happens in a good night too.
    Info,
    /// Something went wrong and was dealt with.
    Warn,
    /// Something was not done that should have been.
    Error,
}

impl Level {
    /// As Lambda and its filter of levels write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

/// What is the same whenever an event is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// Its name, for searches.
    pub event: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What happened, in words.
    pub message: &'static str,
    /// When it is logged, and what it means.
    pub when: &'static str,
    /// Its fields: name, and what values are.
    pub fields: &'static [(&'static str, &'static str)],
}

/// An event that may be logged; made by [`log_events!`](crate::log_events).
pub trait LogEvent {
    /// What is the same each time.
    fn described(&self) -> &'static Described;

    /// The fields that have a value this time.
    fn values(&self) -> Vec<(&'static str, Json)>;
}

/// The events of a crate: an enum, whose variants carry fields that are [`Loggable`](crate::telemetry::Loggable), and `ALL`, the
/// list of them that `docs/logging.md` is compared with.
#[macro_export]
macro_rules! log_events {
    (@described $level:ident $event:ident $message:literal [$($when:literal)+] { $($field:ident: $kind:ty),* }) => {
        $crate::telemetry::Described {
            event: stringify!($event),
            level: $crate::telemetry::Level::$level,
            message: $message,
            when: concat!($($when),+),
            fields: &[$((stringify!($field), <$kind as $crate::telemetry::Loggable>::KIND)),*],
        }
    };
    (
        $(#[doc = $about:literal])*
        $visibility:vis enum $name:ident {
            $(
                $(#[doc = $when:literal])+
                $level:ident $event:ident $message:literal { $($field:ident: $kind:ty),* $(,)? }
            )+
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug)]
        $visibility enum $name {
            $(
                $(#[doc = $when])+
                $event {
                    $(
                        #[allow(missing_docs, reason = "what an event says of its fields is in `ALL`")]
                        $field: $kind
                    ),*
                }
            ),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$crate::telemetry::Described] =
                &[$($crate::log_events!(@described $level $event $message [$($when)+] { $($field: $kind),* })),+];
        }

        impl $crate::telemetry::LogEvent for $name {
            fn described(&self) -> &'static $crate::telemetry::Described {
                match self {
                    $(Self::$event { .. } => const {
                        &$crate::log_events!(@described $level $event $message [$($when)+] { $($field: $kind),* })
                    }),+
                }
            }

            fn values(&self) -> Vec<(&'static str, $crate::telemetry::Json)> {
                match self {
                    $(Self::$event { $($field),* } => {
                        let fields: Vec<(&'static str, Option<$crate::telemetry::Json>)> =
                            vec![$((stringify!($field), $crate::telemetry::Loggable::value($field))),*];
                        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
                    }),+
                }
            }
        }
    };
}

/// Logs an event: as a line where [`init`](super::init) has said so, and else for a person, by way of `tracing`.
pub fn log(event: &impl LogEvent) {
    let (described, values) = (event.described(), event.values());
    match OUTPUT.get() {
        Some(output) => line(output, described, &values, SystemClock.now()).print(),
        None => tell(described, &values),
    }
}

fn line(output: &Output, described: &Described, values: &[(&'static str, Json)], now: Timestamp) -> Line {
    let mut line = Line::new(now, described.level);
    line.add("message", &described.message);
    line.add("event", &described.event);
    line.add_origin(output, current_ids().as_ref());
    for (name, value) in values {
        line.add(name, value);
    }
    line
}

/// For a person at a terminal.
fn tell(described: &Described, values: &[(&'static str, Json)]) {
    let mut words = described.message.to_owned();
    for (name, value) in values {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        words.push_str(&format!(" {name}={value}"));
    }
    match described.level {
        Level::Info => tracing::info!("{words}"),
        Level::Warn => tracing::warn!("{words}"),
        Level::Error => tracing::error!("{words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Words;
    use serde_json::json;

    crate::log_events! {
        /// Made up.
        enum MadeUp {
            /// Now and
            /// then.
            Warn SomethingHappened "something happened" { number: u64, nothing: Option<Words> }
        }
    }

    #[test]
    fn an_event_is_one_line_with_what_all_have_first_and_without_what_it_does_not_know() {
        let event = MadeUp::SomethingHappened {
            number: 3,
            nothing: None,
        };
        let output = Output {
            function: "submit",
            stack: "unused".to_owned(),
        };
        let line = line(&output, event.described(), &event.values(), Timestamp::UNIX_EPOCH).ended();
        let expected = concat!(
            r#"{"timestamp":"1970-01-01T00:00:00.000Z","level":"WARN","message":"something happened","#,
            r#""event":"SomethingHappened","function":"submit","number":3}"#,
            "\n"
        );
        assert_eq!(String::from_utf8(line).unwrap(), expected);
    }

    #[test]
    fn a_list_of_events_says_what_each_is_and_when() {
        let [described] = MadeUp::ALL else { panic!("one event") };
        assert_eq!(
            described.when.split_whitespace().collect::<Vec<_>>(),
            ["Now", "and", "then."]
        );
        assert_eq!(
            described.fields,
            [("number", "number"), ("nothing", "words of an error")]
        );
        assert_eq!(json!(described.level.name()), "WARN");
    }

    #[tokio::test]
    async fn what_follows_from_another_invocation_is_found_by_its_trace() {
        use crate::telemetry::{Invocation, begun_by, trace};
        let [own, other] = [
            "1-5bef4de7-ad49b0e87f6ef6c87fc2e700",
            "1-5bef4de7-000000000000000000000001",
        ];
        let header = format!("Root={own};Sampled=1");
        let invocation = Invocation::new("8f6d2b1e", Some(&header));
        let seen = invocation.watch(async {
            let before = trace();
            begun_by(other.parse().ok());
            (before, current_ids(), trace())
        });
        let (before, ids, after) = seen.await;
        let ids = ids.unwrap();
        assert_eq!((before, &after), (own.parse().ok(), &other.parse().ok()));
        assert_eq!(
            (ids.request.as_str(), ids.trace, ids.begun_by),
            ("8f6d2b1e", own.parse().ok(), after)
        );
        assert!(current_ids().is_none(), "it is over");
    }
}
