//! What this function logs.

use shared::log_events;
use shared::telemetry::{Described, LogWords, Words};

use crate::accept::NotStored;

/// What this function may log.
pub const EVENTS: &[Described] = Logged::ALL;

impl LogWords for NotStored {}

log_events! {
    /// What this function may log. An answer that is taken, or refused for what it says, is counted and not logged.
    pub(crate) enum Logged {
        /// Storage failed, or others kept changing the same answer. The person sees the form again, with all that was typed.
        Error AnswerNotStored "an answer could not be stored" { error: Words }
        /// Storage failed. The person sees the same button again.
        Error OptOutNotStored "a wish not to be asked again could not be stored" { error: Words }
        /// Storage failed while an answer to an open survey was held against its limits. The person sees the form again.
        Error AnswerNotCounted "an answer could not be counted" { error: Words }
        /// Storage failed, or a time zone is unknown. The last copy is used, however old; without one, people are asked to come
        /// back.
        Error SettingsNotRead "the settings could not be read" { error: Words }
        /// Storage failed. The question is shown as if there were no answer yet, and sending it finds the one there is.
        Warn AnswerNotRead "it could not be read whether a link was answered" { error: Words }
        /// A fault of the program: a page has an error where its text should be.
        Error PageNotWritten "a page could not be written" {}
        /// A fault of the program: an address is too long for a QR code.
        Error CodeNotMade "a QR code could not be made" {}
    }
}
