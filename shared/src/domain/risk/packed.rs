//! The form in which reasons are stored: a version byte, and each reason with its fact.

use super::feature::Feature;
use super::reason::{Evidence, Fact, Reason};
use crate::domain::bytes::{Rest, code, day, decoded, moment};
use crate::domain::signal::packed::{METRICS, outcome_code, outcome_of};
use crate::link::InvitationId;

const FORM: u8 = 2;

/// Bytes of a reason at most: feature, contribution, date, and the longest fact.
const LONGEST: usize = 1 + 8 + 4 + 5 + 16;

/// Packs reasons for storage: feature, contribution, date, fact.
#[must_use]
pub fn pack(reasons: &[Reason]) -> Vec<u8> {
    // Made room for once: every customer's are packed every night, to be compared.
    let mut bytes = Vec::with_capacity(1 + LONGEST * reasons.len());
    bytes.push(FORM);
    for reason in reasons {
        // What a feature is packed as is its place among all: new ones are put at the end.
        bytes.push(u8::try_from(reason.feature.index()).unwrap_or(u8::MAX));
        bytes.extend(reason.contribution.to_be_bytes());
        bytes.extend(moment(reason.evidence.since));
        pack_fact(reason.evidence.fact, &mut bytes);
    }
    bytes
}

/// Reads the packed form; `None` for bytes that are none.
#[must_use]
pub fn unpack(bytes: &[u8]) -> Option<Vec<Reason>> {
    let mut rest = Rest(bytes);
    let [form] = rest.take()?;
    if form != FORM {
        return None;
    }
    let mut reasons = Vec::new();
    while !rest.0.is_empty() {
        let [feature] = rest.take()?;
        reasons.push(Reason {
            feature: *Feature::ALL.get(usize::from(feature))?,
            contribution: rest.take().map(f64::from_be_bytes)?,
            evidence: Evidence {
                since: rest.moment()?,
                fact: unpack_fact(&mut rest)?,
            },
        });
    }
    Some(reasons)
}

fn pack_fact(fact: Fact, bytes: &mut Vec<u8>) {
    match fact {
        Fact::Answer {
            invitation,
            metric,
            rating,
            out_of,
        } => {
            bytes.extend([1, code(&METRICS, metric), rating, out_of]);
            bytes.extend(invitation.as_bytes());
        }
        Fact::Fall {
            invitation,
            metric,
            from,
            to,
            out_of,
        } => {
            bytes.extend([2, code(&METRICS, metric), from, to, out_of]);
            bytes.extend(invitation.as_bytes());
        }
        Fact::Answers { count, invitation } => {
            bytes.extend([3, count]);
            bytes.extend(invitation.as_bytes());
        }
        Fact::Unanswered { count, first } => {
            bytes.extend([4, count]);
            bytes.extend(moment(first));
        }
        Fact::Silence { last, usual_days } => {
            bytes.push(5);
            bytes.extend(moment(last));
            bytes.extend(usual_days.to_be_bytes());
        }
        Fact::Contact { started, outcome } => {
            let (what, after) = outcome_code(outcome);
            bytes.extend([6, what]);
            bytes.extend(moment(started));
            bytes.extend(after.to_be_bytes());
        }
        Fact::Contacts { count } => bytes.extend([7, count]),
        Fact::Started { at } => {
            bytes.push(8);
            bytes.extend(moment(at));
        }
        Fact::Renewal { until } => {
            bytes.push(9);
            bytes.extend(day(until));
        }
    }
}

fn unpack_fact(rest: &mut Rest<'_>) -> Option<Fact> {
    let [tag] = rest.take()?;
    Some(match tag {
        1 => {
            let [metric, rating, out_of] = rest.take()?;
            Fact::Answer {
                invitation: InvitationId::from_bytes(rest.take()?),
                metric: decoded(&METRICS, metric)?,
                rating,
                out_of,
            }
        }
        2 => {
            let [metric, from, to, out_of] = rest.take()?;
            Fact::Fall {
                invitation: InvitationId::from_bytes(rest.take()?),
                metric: decoded(&METRICS, metric)?,
                from,
                to,
                out_of,
            }
        }
        3 => {
            let [count] = rest.take()?;
            let invitation = InvitationId::from_bytes(rest.take()?);
            Fact::Answers { count, invitation }
        }
        4 => Fact::Unanswered {
            count: rest.take::<1>()?[0],
            first: rest.moment()?,
        },
        5 => Fact::Silence {
            last: rest.moment()?,
            usual_days: rest.take().map(u16::from_be_bytes)?,
        },
        6 => {
            let [what] = rest.take()?;
            let started = rest.moment()?;
            let outcome = outcome_of(what, rest.number()?)?;
            Fact::Contact { started, outcome }
        }
        7 => Fact::Contacts {
            count: rest.take::<1>()?[0],
        },
        8 => Fact::Started { at: rest.moment()? },
        9 => Fact::Renewal { until: rest.day()? },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::domain::measure::Metric;
    use crate::domain::signal::Outcome;

    #[test]
    fn packed_reasons_come_back_as_they_were_and_damaged_ones_not_at_all() {
        let at = Timestamp::from_second(1_790_000_000).unwrap();
        let invitation = InvitationId::from_bytes([7; 16]);
        let metric = Metric::Nps;
        let facts = [
            Fact::Answer {
                invitation,
                metric,
                rating: 3,
                out_of: 10,
            },
            Fact::Fall {
                invitation,
                metric,
                from: 9,
                to: 3,
                out_of: 10,
            },
            Fact::Answers { count: 3, invitation },
            Fact::Unanswered { count: 2, first: at },
            Fact::Silence {
                last: at,
                usual_days: 30,
            },
            Fact::Contact {
                started: at,
                outcome: Outcome::Abandoned(90),
            },
            Fact::Contacts { count: 2 },
            Fact::Started { at },
            Fact::Renewal {
                until: date(2027, 1, 31),
            },
        ];
        let reasons: Vec<Reason> = facts
            .into_iter()
            .zip(Feature::ALL)
            .map(|(fact, feature)| Reason {
                feature,
                contribution: -0.1 * f64::from(u8::try_from(feature.index()).unwrap()),
                evidence: Evidence { since: at, fact },
            })
            .collect();
        let bytes = pack(&reasons);
        assert_eq!(unpack(&bytes), Some(reasons));
        assert_eq!(unpack(&bytes[..bytes.len() - 1]), None);
        assert_eq!(unpack(&[]), None);
        assert_eq!(unpack(&[FORM + 1]), None);
    }
}
