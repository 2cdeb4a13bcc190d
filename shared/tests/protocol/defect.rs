//! Mistakes, each of which the model must find.

/// One rule of the protocol, broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// A computation settles a day that closed or was touched a moment ago.
    NoGrace,
    /// A change is written to a closed day that was not touched.
    NoTouch,
    /// A run covers yesterday and the marked days alone.
    OutageSkipped,
    /// A computation that ends clears `touched_at` instead of comparing it.
    TouchCleared,
    /// A computation that ends clears the mark whatever has touched the day since.
    MarkCleared,
    /// A computation that ends and does not settle the day leaves the mark away that one before has cleared.
    MarkNotRenewed,
    /// An erased response is deleted.
    Deleted,
    /// A computation adds what it found to what is stored.
    Added,
    /// A survey that has no answers on a day any more is left out.
    VanishedLeftOut,
    /// Nothing is sealed before it expires.
    ExpiredUnsealed,
    /// A day is sealed while a computation of it is under way.
    SealedTooSoon,
    /// Whoever comes last writes.
    NoFence,
    /// An item that is not there may be made by any computation, also by one that a later one has overtaken.
    CreatedUnfenced,
    /// A survey is listed with the day once its items are written, not before.
    ListedLast,
}
