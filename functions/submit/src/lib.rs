//! The survey page and its answers: `GET`, `HEAD` and `POST /s/{token}`.
//!
//! A link is checked before anything else, so that what does not verify costs no request to storage. Looking never
//! writes; an answer is one conditional write.

mod accept;
mod app;
mod asked;
mod check;
mod contact;
mod handle;
mod language;
mod look;
mod page;
mod post;
mod reply;
mod send_back;
mod settings;
mod show;
mod style;
mod take;
mod tell;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod trail;

pub use accept::AnswerStore;
pub use app::{App, Keys};
pub use handle::handle;
