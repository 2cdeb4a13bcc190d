//! The people of a made-up company as customers of whom signals are known and nothing has been worked out yet.

use jiff::{SignedDuration, Timestamp};
use made_up_company::{Company, Conversation, Person};
use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::measure::Measure;
use shared::domain::response::Respondent;
use shared::domain::signal::{Contact, Outcome, Renewal, Signal, Signals, Stay};
use shared::link::{Channel, InvitationId, Pseudonym};
use shared::store::customers::Customer;

use crate::pages::mixed;

/// Days that the company has been watched for.
const DAYS: u32 = 360;

const DAY: i64 = 86_400;

/// Half a day: how far every date here is from the hour at which days are counted back from now.
const NOON: i64 = DAY / 2;

/// So many customers as of `now`. Everything dated lies half a day away from a whole number of days ago, so that what is
/// worked out of it stays the same for hours.
pub(crate) fn customers(count: u32, now: Timestamp) -> Vec<Customer> {
    let company = Company {
        seed: 1,
        customers: count,
        from: now - SignedDuration::from_hours(24 * i64::from(DAYS)),
        days: DAYS,
        parcels_late_from: None,
        candour: 0.0,
    };
    let dates = Dates(now.as_second());
    (0..)
        .zip(company.people())
        .map(|(number, person)| dates.customer(number, &person))
        .collect()
}

/// Counts back from this second.
struct Dates(i64);

impl Dates {
    /// The same day, half a day away.
    fn of(&self, at: Timestamp) -> Timestamp {
        let days = (self.0 - at.as_second()).max(0) / DAY;
        Timestamp::from_second(self.0 - days * DAY - NOON).unwrap_or(at)
    }

    fn customer(&self, number: u64, person: &Person) -> Customer {
        let id = |about: u64| {
            let random = |salt: u64| u128::from(mixed(number << 20 | about << 4 | salt));
            (random(0) << 64 | random(1)).to_be_bytes()
        };
        let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes(id(0))));
        customer.id = Some(person.id.clone());
        let mut signals = Signals::default();
        for (about, question) in (1..).zip(&person.questions) {
            let invitation = InvitationId::from_bytes(id(about));
            let asked_at = self.of(question.asked_at);
            match &question.answer {
                Some(answer) => {
                    let signal = signal(invitation, self.of(answer.at), question.survey, answer.satisfaction);
                    signals.merge(invitation, signal);
                }
                None => signals.merge_unanswered(invitation, Some(asked_at)),
            }
            customer.asked = Some(Asked {
                at: asked_at,
                invitation,
                survey: question.survey.to_owned(),
                channel: question.channel.parse().unwrap_or(Channel::Email),
            });
        }
        let contacts = person
            .conversations
            .iter()
            .map(|conversation| self.contact(conversation));
        signals.set_events(contacts.collect(), self.stay(person));
        customer.signals = signals;
        let now = Timestamp::from_second(self.0).unwrap_or_default();
        let forgotten = FatigueRule::longest().latest(now);
        customer.asked = customer.asked.filter(|asked| asked.at > forgotten);
        customer
    }

    fn contact(&self, conversation: &Conversation) -> Contact {
        let started = self.of(conversation.started_at);
        let after = |at: Timestamp| {
            let seconds = at.as_second() - conversation.started_at.as_second();
            // It has happened, and not just now.
            let latest = self.0 - started.as_second() - NOON / 2;
            u32::try_from(seconds.min(latest)).unwrap_or(0)
        };
        let outcome = match (
            conversation.first_reply,
            conversation.abandoned_at,
            conversation.ended_at,
        ) {
            (Some(at), _, _) => Outcome::Answered(after(at)),
            (None, Some(at), _) => Outcome::Abandoned(after(at)),
            (None, None, Some(at)) => Outcome::Unanswered(after(at)),
            (None, None, None) => Outcome::Waiting,
        };
        Contact {
            at: started,
            outcome,
            complaint: conversation.complaint,
            ended: conversation.ended_at.map(after),
        }
    }

    fn stay(&self, person: &Person) -> Stay {
        Stay {
            started: person.start_known.then(|| self.of(person.started)),
            ended: person.ended.map(|at| self.of(at)),
            renewal: person.renewals.last().map(|renewal| Renewal {
                at: self.of(renewal.at),
                until: renewal.until,
            }),
        }
    }
}

/// An answer to one of the three surveys there are.
fn signal(invitation: InvitationId, at: Timestamp, survey: &str, satisfaction: f64) -> Option<Signal> {
    let measure = match survey {
        "recommend" => Measure::nps(),
        "satisfaction" => Measure::usual_csat(5).ok()?,
        _ => Measure::ces(7).ok()?,
    };
    let scale = measure.scale();
    let up = satisfaction * f64::from(scale.max() - scale.min());
    let rating = measure.accept(i64::from(scale.min()) + up.round() as i64).ok()?;
    Some(Signal::new(invitation, at, measure, rating))
}
