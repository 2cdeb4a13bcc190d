//! The survey page and its answers: `GET`, `HEAD` and `POST /s/{token}`, and `GET /s/{token}/qr.svg`, where `{token}` is a link's
//! token or the id of a survey that is open to anybody.
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
mod limits;
mod logged;
mod look;
mod open;
mod page;
mod post;
mod press;
mod qr;
mod reply;
mod send_back;
mod settings;
mod show;
mod stop;
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
pub use logged::EVENTS;
pub use settings::Settings;
