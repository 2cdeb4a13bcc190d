//! Requests in, answers out, over a store in memory.

mod auth;
mod closing;
mod customers;
mod events;
mod forms;
mod headers;
mod links;
mod not_issued;
mod page;
mod problems;
mod responses;
mod review;
mod scores;
mod settings;
mod signals;
mod survey_page;
mod surveys;
mod words;
