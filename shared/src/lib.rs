//! What the functions of Aisance have in common.
//!
//! - [`domain`]: what is measured, how it is scored, when a score is right, who may leave. Pure: no async, no AWS, no
//!   clock, no environment.
//! - [`link`]: survey links and the ids and keys they rest on.
//! - [`store`]: DynamoDB. The only place that names the SDK.
//! - [`registration`]: invitations counted from when their links are made.
//! - [`erasure`]: taking a customer out; [`review`]: deciding about suspect answers.
//! - [`events`]: storing what happens to customers and conversations; [`announce`] tells days that they change.
//! - [`report`]: scores as a team reads them; [`service_report`]: the service measures; [`signals`]: shifts of scores.
//! - [`learning`]: the risk of leaving, learned from a team's own outcomes; [`risk_report`]: the risks as a team reads them.
//! - [`export`]: everything of a kind as rows, for files; [`safe_csv`]: CSV that spreadsheets open safely.
//! - [`surveys`]: storing what a team defines, as versions.
//! - [`listing`]: answers, invitations and customers in pages.
//! - [`text`]: the words of the pages, by language.
//! - [`api_key`]: the keys of a team's programs; [`session`]: those of its people; [`signing_in`]: on
//!   the way to one.
//! - [`once`]: requests that may be sent again; [`runs_report`]: what the nights did; [`audit_trail`]: who did what.
//! - [`headers`]: what every answer over HTTP carries; [`origin`]: the address it came to; [`web`]: what is asked of
//!   other hosts.
//! - [`config`], [`clock`], [`telemetry`]: what `main` hands to the rest.

pub mod announce;
pub mod api_key;
pub mod audit_trail;
pub mod backtest;
pub mod clock;
pub mod closing;
pub mod config;
pub mod domain;
pub mod edge;
pub mod erasure;
pub mod events;
pub mod export;
pub mod headers;
pub mod learning;
pub mod link;
pub mod listing;
pub mod once;
pub mod origin;
pub mod registration;
pub mod report;
pub mod review;
pub mod risk_report;
pub mod runs_report;
pub mod safe_csv;
mod sealed_cookie;
pub mod service_report;
pub mod session;
pub mod signals;
pub mod signing_in;
pub mod store;
pub mod surveys;
pub mod telemetry;
pub mod text;
pub mod web;
