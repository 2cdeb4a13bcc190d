//! Requests in, answers out, over a store in memory.

mod administration;
mod administration_pages;
mod auth;
mod closing;
mod customers;
mod events;
mod exports;
mod forms;
mod headers;
mod links;
mod lists;
mod matrix;
mod not_issued;
mod once;
mod page;
mod people;
mod problems;
mod responses;
mod review;
mod scores;
mod settings;
mod sign_in;
mod signals;
mod survey_page;
mod surveys;
mod words;
