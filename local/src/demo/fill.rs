//! Writes the made-up company into a workspace.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::Result;
use futures::{StreamExt, TryStreamExt, stream};
use made_up_company::Company;
use shared::announce::Announced;
use shared::clock::{Clock, ShiftedClock};
use shared::domain::day::Calendar;
use shared::domain::fatigue::Asked;
use shared::domain::registered::Registered;
use shared::domain::response::{Respondent, Response};
use shared::domain::service::event::{Event, Subject};
use shared::domain::settle::GRACE;
use shared::events::{Outcome as Recorded, Recorder};
use shared::store::asked::ReserveAsking;
use shared::store::customer_attributes::SaveAttributes;
use shared::store::invitations::PutRegistered;
use shared::store::ledger::ReadErasures;
use shared::store::responses::Put;
use shared::store::settings::ReadSurveys;
use shared::store::{Store, StoreError};

use super::records::{Frame, Records};
use crate::import::write::{Outcome, Writer};
use crate::workspace::Workspace;

/// Answers written at once.
const BATCH: usize = 500;

/// Writes of other kinds under way at once.
const AT_ONCE: usize = 16;

/// How much was written that was not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Invitations, answered or not.
    pub invitations: usize,
    /// Answers.
    pub answers: usize,
    /// Events.
    pub events: usize,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            invitations,
            answers,
            events,
        } = self;
        write!(
            f,
            "{invitations} invitations, {answers} answers to them and {events} events"
        )
    }
}

/// Writes what is not there, so that a run cut short is made whole by the next.
///
/// # Errors
/// A survey is missing, or storage fails.
pub async fn fill(workspace: &Workspace, calendar: &Calendar, company: &Company, clock: &dyn Clock) -> Result<Filled> {
    let store = &workspace.store;
    let surveys = store.read_surveys().await?.current;
    let frame = Frame {
        surveys: &surveys,
        keys: &workspace.keys,
        calendar,
        now: clock.now(),
        retention: workspace.retention,
    };
    let records = Records::of(company, &frame)?;
    // Nobody else writes here, so there is nothing to wait for: announced an hour ago, the days are settled at once.
    let earlier = ShiftedClock { clock, by: -2 * GRACE };
    let recorder = Recorder {
        store,
        announced: &Announced::default(),
        calendar,
        clock: &earlier,
        retention: workspace.retention,
    };
    let silent = register(store, &records.silent, &earlier).await?;
    let answers = answer(store, &records.answered, &earlier).await?;
    note_asked(store, &records.asked).await?;
    save_attributes(store, &records.attributes).await?;
    Ok(Filled {
        invitations: silent + answers,
        answers,
        events: record(&recorder, &records.events).await?,
    })
}

/// Registers invitations on their days in the past. How many are new.
async fn register(store: &Store, silent: &[Registered], clock: &dyn Clock) -> Result<usize, StoreError> {
    let announced = Announced::default();
    let writes = silent.iter().map(|registered| async {
        announced.announce_beside(store, registered.invited.day, clock).await?;
        let put = store.put_registered(registered, None).await?;
        Ok::<_, StoreError>(usize::from(put == Put::Stored))
    });
    let new: Vec<usize> = stream::iter(writes).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(new.into_iter().sum())
}

/// Stores answers with their invitations. How many are new.
async fn answer(store: &Store, answered: &[Response], clock: &dyn Clock) -> Result<usize, StoreError> {
    let writer = Writer::new(store, clock, store.read_erasures(None, usize::MAX).await?);
    let mut added = 0;
    for batch in answered.chunks(BATCH) {
        let outcomes = writer.write(batch).await?;
        added += outcomes.iter().filter(|outcome| **outcome == Outcome::Added).count();
    }
    Ok(added)
}

/// Notes when each customer was asked last.
async fn note_asked(store: &Store, asked: &[(Respondent, Asked)]) -> Result<(), StoreError> {
    let notes = asked
        .iter()
        .map(|(customer, asked)| store.reserve_asking(*customer, asked, None));
    stream::iter(notes)
        .buffer_unordered(AT_ONCE)
        .try_for_each(|_| async { Ok(()) })
        .await
}

/// Writes what the team knows of each customer.
async fn save_attributes(store: &Store, of: &[(Respondent, BTreeMap<String, String>)]) -> Result<(), StoreError> {
    let saves = of
        .iter()
        .map(|(customer, attributes)| store.save_attributes(*customer, attributes));
    stream::iter(saves)
        .buffer_unordered(AT_ONCE)
        .try_for_each(|_| async { Ok(()) })
        .await
}

/// Records events, customer by customer. How many are new.
async fn record(recorder: &Recorder<'_, Store>, events: &[(Subject, Vec<Event>)]) -> Result<usize, StoreError> {
    let customers = events.iter().map(|(subject, events)| async {
        let outcomes = recorder.record(subject, events).await?;
        let stored = outcomes.iter().filter(|outcome| **outcome == Recorded::Stored);
        Ok::<_, StoreError>(stored.count())
    });
    let new: Vec<usize> = stream::iter(customers).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(new.into_iter().sum())
}
