//! Why a customer is not asked, in words that say who decided it.

use std::fmt;

use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use super::fatigue::{Asked, FatigueRule};
use crate::link::Channel;

/// Why no link is issued for a customer. Its text goes on from "Not issued, because".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotIssued {
    /// The customer was asked lately, for the workspace's rule.
    AskedLately {
        /// The last question.
        asked: Asked,
        /// The rule.
        rule: FatigueRule,
    },
    /// The customer does not want to be asked again.
    OptedOut {
        /// When that was said.
        at: Timestamp,
    },
    /// The customer was erased.
    Erased,
}

impl NotIssued {
    /// The name in answers of the API: `asked_lately`, `opted_out` or `erased`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AskedLately { .. } => "asked_lately",
            Self::OptedOut { .. } => "opted_out",
            Self::Erased => "erased",
        }
    }

    /// From when on the customer may be asked, where time alone decides.
    #[must_use]
    pub fn next_at(&self) -> Option<Timestamp> {
        match self {
            Self::AskedLately { asked, rule } => Some(rule.next(asked.at)),
            Self::OptedOut { .. } | Self::Erased => None,
        }
    }
}

impl fmt::Display for NotIssued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AskedLately { asked, rule } => write!(
                f,
                "this customer was asked on {} (survey {}, {}) and the workspace asks a customer at most once in {} days: again from {} on",
                minute(asked.at, RoundMode::Floor),
                asked.survey,
                way(asked.channel),
                rule.days(),
                // A minute that is named is one at which it works.
                minute(rule.next(asked.at), RoundMode::Ceil),
            ),
            Self::OptedOut { at } => write!(
                f,
                "this customer said on {} that they do not want to be asked again",
                minute(*at, RoundMode::Floor)
            ),
            Self::Erased => f.write_str("this customer was erased: whoever comes back is asked under a new id"),
        }
    }
}

/// A moment to the minute, in UTC: `12 November 2026, 15:04 UTC`.
fn minute(at: Timestamp, mode: RoundMode) -> impl fmt::Display {
    let whole = at.round(TimestampRound::new().smallest(Unit::Minute).mode(mode));
    whole.unwrap_or(at).strftime("%-d %B %Y, %H:%M UTC").to_string()
}

fn way(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "by e-mail",
        Channel::Sms => "by text message",
        Channel::Whatsapp => "by WhatsApp",
        Channel::Chat => "in a chat",
        Channel::Qr => "by a printed code",
        Channel::Kiosk => "at a kiosk",
        Channel::Web => "on the web",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::InvitationId;

    #[test]
    fn a_reason_says_who_decided_and_from_when_on_time_alone_helps() {
        let at: Timestamp = "2026-11-12T15:04:05.678Z".parse().unwrap();
        let lately = NotIssued::AskedLately {
            asked: Asked {
                at,
                invitation: InvitationId::from_bytes([1; 16]),
                survey: "recommend".into(),
                channel: Channel::Email,
            },
            rule: FatigueRule::new(30).unwrap(),
        };
        assert_eq!(
            lately.to_string(),
            "this customer was asked on 12 November 2026, 15:04 UTC (survey recommend, by e-mail) and the workspace asks a \
             customer at most once in 30 days: again from 12 December 2026, 15:05 UTC on"
        );
        assert_eq!(lately.next_at(), Some("2026-12-12T15:04:05.678Z".parse().unwrap()));
        let opted_out = NotIssued::OptedOut { at };
        assert_eq!(
            opted_out.to_string(),
            "this customer said on 12 November 2026, 15:04 UTC that they do not want to be asked again"
        );
        assert_eq!((opted_out.next_at(), NotIssued::Erased.next_at()), (None, None));
    }
}
