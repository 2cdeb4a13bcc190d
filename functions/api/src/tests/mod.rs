//! Requests in, answers out, over a store in memory.

mod administration;
mod administration_pages;
mod auth;
mod closing;
mod customers;
mod events;
mod forms;
mod headers;
mod links;
mod matrix;
mod not_issued;
mod once;
mod page;
mod responses;
mod review;
mod scores;
mod settings;
mod signals;
mod surveys;
