//! A workspace with a day of answers that is settled, and what the drills do to it.

use std::process::Output;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::day::{Calendar, before};
use shared::domain::measure::Measure;
use shared::domain::registered::{NamingKeys, Record, Registered};
use shared::domain::response::{Respondent, Response};
use shared::link::{LinkFacts, RawIds, mint};
use shared::store::Store;
use shared::store::customers::ReadCustomer;
use shared::store::days::{TouchBeside, TouchDay};
use shared::store::invitations::PutRegistered;
use shared::store::responses::{Put, PutResponse, ReadRespondent};
use system_tests::cloudformation;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, let_a_day_pass, pseudonym, status, stored};

/// The deployment, with its public function running.
pub struct Scene {
    pub stack: Stack,
    pub store: Store,
    pub submit: Function,
}

impl Scene {
    /// Yesterday these customers answered, each by its number; last night has settled the day.
    pub async fn with_a_settled_day(customers: std::ops::RangeInclusive<u8>) -> Self {
        let stack = Stack::start().await.unwrap();
        let store = stack.engine.store().unwrap();
        let submit = stack.function("submit").await.unwrap();
        let scene = Self { stack, store, submit };
        let mut answered = Vec::new();
        for number in customers {
            assert_eq!(scene.answers(number, number, 1).await, 200);
            answered.push(scene.stored(number).await);
        }
        let_a_day_pass(&scene.store, &answered).await;
        scene.stack.night().await.unwrap();
        scene
    }

    /// A customer answers through their link; the status of the page.
    pub async fn answers(&self, customer: u8, rating: u8, submission: u8) -> u64 {
        status(&answer(&self.submit, &self.token(customer), rating, submission).await)
    }

    /// The status of the page that a customer's link opens.
    pub async fn opens(&self, customer: u8) -> u64 {
        let page = HttpEvent::survey("GET", &self.token(customer)).payload();
        status(&self.submit.invoke(page).await.unwrap())
    }

    /// An invitation of yesterday that the customer has not answered, as the API registers it.
    pub async fn is_asked(&self, customer: u8) -> Registered {
        let facts = self.facts(customer);
        let (identity, pseudonym, seal) = {
            let keys = &self.stack.keys;
            (keys.identity_key(), keys.pseudonym_key(), keys.seal_key())
        };
        let keys = NamingKeys {
            identity: &identity,
            pseudonym: &pseudonym,
            seal: &seal,
        };
        let day_ago = SystemClock.now() - SignedDuration::from_hours(24);
        let kept_for = SignedDuration::from_hours(24 * 396);
        let asked = Registered::new(&facts, Measure::nps(), keys, (self.yesterday(), day_ago), kept_for);
        self.store.touch_beside(asked.invited.day, day_ago).await.unwrap();
        assert_eq!(self.store.put_registered(&asked, None).await.unwrap(), Put::Stored);
        asked
    }

    /// What is stored of a customer.
    pub async fn records(&self, customer: u8) -> Vec<Record> {
        let whose = Respondent::Customer(pseudonym(&self.stack, &name(customer)));
        self.store.read_respondent(whose).await.unwrap()
    }

    /// Has the answer of a customer expire then, in the table of `store`.
    pub async fn expires(&self, store: &Store, customer: u8, expires: Timestamp) {
        let kept = stored(&self.stack, store, &name(customer), "order-1", "recommend").await;
        let shorter = Response {
            expires,
            revision: kept.revision + 1,
            ..kept.clone()
        };
        store.touch_day(kept.day, SystemClock.now()).await.unwrap();
        let put = store.put_response(&shorter, Some(kept.revision)).await.unwrap();
        assert_eq!(put, Put::Stored);
    }

    /// The response of a customer.
    pub async fn stored(&self, customer: u8) -> Response {
        stored(&self.stack, &self.store, &name(customer), "order-1", "recommend").await
    }

    /// What a customer said; none where that was erased.
    pub async fn said(&self, customer: u8) -> Option<u8> {
        self.stored(customer).await.answer().map(|answer| answer.rating.get())
    }

    /// What the record of a customer knows they said, as the risk of leaving uses it.
    pub async fn known(&self, customer: u8) -> Vec<u8> {
        let key = Respondent::Customer(pseudonym(&self.stack, &name(customer)));
        let record = self.store.read_customer(key).await.unwrap().unwrap();
        record.signals.answers().iter().map(|answer| answer.rating).collect()
    }

    /// Runs a command of the runbook, which must succeed, and gives what it says.
    pub async fn command(&self, arguments: &[&str]) -> String {
        let output = self.try_command(arguments).await;
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command, whatever becomes of it.
    pub async fn try_command(&self, arguments: &[&str]) -> Output {
        cloudformation::aisance(&self.stack, arguments).await.unwrap()
    }

    /// Two hours pass, and a night is run: what was announced before is settled by it.
    pub async fn a_later_night(&self) {
        let later = ShiftedClock {
            clock: SystemClock,
            by: SignedDuration::from_hours(2),
        };
        let night = aggregate::Night {
            time_zone: &self.stack.time_zone,
            clock: &later,
            as_of: None,
            deadline: None,
        };
        aggregate::run(&self.store, &night).await.unwrap();
    }

    /// The last closed day.
    pub fn yesterday(&self) -> Date {
        let calendar = Calendar::new(&self.stack.time_zone).unwrap();
        before(calendar.day_of(SystemClock.now()))
    }

    fn facts(&self, customer: u8) -> LinkFacts {
        let draft = self.stack.facts("recommend", &name(customer), "order-1");
        LinkFacts::new(&draft, RawIds::Refuse).unwrap()
    }

    fn token(&self, customer: u8) -> String {
        mint(self.stack.keys.mint_key(), &self.facts(customer))
    }
}

/// The id of a customer.
pub fn name(customer: u8) -> String {
    format!("customer-{customer:03}")
}
