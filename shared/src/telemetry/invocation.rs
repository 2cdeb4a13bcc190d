//! One invocation of a function: what its lines are found by, and what is counted while it lasts.

use std::cell::RefCell;
use std::future::Future;

use serde::Serialize;

use super::OUTPUT;
use super::metric::{Counted, Metric, Refused};
use super::own;
use super::value::LogWords;
use crate::clock::{Clock, SystemClock};
use crate::domain::trace::TraceId;

tokio::task_local! {
    static CURRENT: Invocation;
}

/// What the lines of an invocation are found by.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    /// Lambda's id of the invocation.
    pub(super) request: String,
    /// Its own trace, where it has one.
    pub(super) trace: Option<TraceId>,
    /// That of the request or the night which began the work, where that was another invocation.
    pub(super) begun_by: Option<TraceId>,
}

/// An invocation. Whatever is logged and counted while it is [watched](Self::watch) belongs to it; what was counted is
/// written when it is over, however it ended.
#[derive(Debug)]
pub struct Invocation {
    ids: RefCell<Ids>,
    counted: RefCell<Counted>,
}

impl Invocation {
    /// One that Lambda calls `request_id`, with the tracing header that came with it.
    #[must_use]
    pub fn new(request_id: &str, tracing_header: Option<&str>) -> Self {
        Self {
            ids: RefCell::new(Ids {
                request: request_id.to_owned(),
                trace: tracing_header.and_then(TraceId::of_header),
                begun_by: None,
            }),
            counted: RefCell::default(),
        }
    }

    /// Does the work of an invocation.
    pub fn watch<T>(self, work: impl Future<Output = T>) -> impl Future<Output = T> {
        // Boxed, as the future of a whole night is large and nests deep.
        CURRENT.scope(self, Box::pin(work))
    }

    /// The same of work that may fail. A failure is logged, and given to whoever invoked.
    pub fn work<T, E: LogWords>(self, work: impl Future<Output = Result<T, E>>) -> impl Future<Output = Result<T, E>> {
        self.watch(async { work.await.inspect_err(own::failed) })
    }

    /// The same of work whose result starts another invocation.
    pub fn hand_on<T, E: LogWords>(
        self,
        work: impl Future<Output = Result<T, E>>,
    ) -> impl Future<Output = Result<Traced<T>, E>> {
        self.work(async {
            let result = work.await?;
            let trace = trace();
            Ok(Traced { result, trace })
        })
    }
}

impl Drop for Invocation {
    fn drop(&mut self) {
        if let Some(output) = OUTPUT.get() {
            let line = self
                .counted
                .get_mut()
                .line(output, self.ids.get_mut(), SystemClock.now());
            if let Some(line) = line {
                line.print();
            }
        }
    }
}

/// What came of an invocation, with the trace by which all that follows from it is found.
#[derive(Debug, Serialize)]
pub struct Traced<T> {
    #[serde(flatten)]
    result: T,
    #[serde(rename = "traceId", skip_serializing_if = "Option::is_none")]
    trace: Option<TraceId>,
}

/// Says that this invocation goes on with what another began, under that one's trace.
pub fn begun_by(other: Option<TraceId>) {
    // Outside an invocation there are no lines to mark.
    let _ = CURRENT.try_with(|current| {
        let mut ids = current.ids.borrow_mut();
        ids.begun_by = other.filter(|other| ids.trace.as_ref() != Some(other));
    });
}

/// The trace by which everything is found that this invocation is part of: that of the one which began the work, or its own.
#[must_use]
pub fn trace() -> Option<TraceId> {
    let ids = current_ids()?;
    ids.begun_by.or(ids.trace)
}

/// Adds `value` to a metric of this invocation. Nothing is counted where no invocation is watched: on one machine there is
/// nobody to read it.
pub fn count(metric: Metric, value: u64) {
    let _ = CURRENT.try_with(|current| current.counted.borrow_mut().add(metric, value));
}

/// Counts an answer that was not taken, and why.
pub fn refused(why: Refused) {
    let _ = CURRENT.try_with(|current| current.counted.borrow_mut().refuse(why));
}

/// What the lines of the invocation that is under way are found by; none outside of one.
pub(super) fn current_ids() -> Option<Ids> {
    CURRENT.try_with(|current| current.ids.borrow().clone()).ok()
}
