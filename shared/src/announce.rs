//! Announcing changes to days, once for many writes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::clock::Clock;
use crate::domain::settle::TOUCH_RELIED_ON;
use crate::store::StoreError;
use crate::store::days::{Touch, TouchBeside, TouchDay};

/// The days announced of late. A touch is relied on for half of the time it holds, so that a slow write still arrives in it.
#[derive(Debug, Default)]
pub struct Announced(Mutex<HashMap<Date, (Timestamp, Touch)>>);

impl Announced {
    /// Announces a change to a day, unless that was done a short time ago.
    ///
    /// # Errors
    /// Storage fails; nothing may be written to the day then.
    pub async fn announce<S: TouchDay>(&self, store: &S, day: Date, clock: &dyn Clock) -> Result<Touch, StoreError> {
        self.once(day, clock, |now| store.touch_day(day, now)).await
    }

    /// The same of a change to what stands beside a day's scores. One `Announced` is for the one or the other.
    ///
    /// # Errors
    /// Storage fails; nothing may be written to the day then.
    pub async fn announce_beside<S: TouchBeside>(
        &self,
        store: &S,
        day: Date,
        clock: &dyn Clock,
    ) -> Result<Touch, StoreError> {
        self.once(day, clock, |now| store.touch_beside(day, now)).await
    }

    async fn once<F: Future<Output = Result<Touch, StoreError>>>(
        &self,
        day: Date,
        clock: &dyn Clock,
        touch: impl FnOnce(Timestamp) -> F,
    ) -> Result<Touch, StoreError> {
        let now = clock.now();
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&day).copied();
        if let Some((at, touch)) = known
            && (touch == Touch::Sealed || now.duration_since(at).abs() < TOUCH_RELIED_ON)
        {
            return Ok(touch);
        }
        let touch = touch(now).await?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (at, _)| now.duration_since(*at).abs() < TOUCH_RELIED_ON);
        known.insert(day, (now, touch));
        Ok(touch)
    }
}
