//! The API for programs: one module a resource, and what several of them share.

pub(crate) mod audit;
pub(crate) mod closing;
pub(crate) mod cursor;
pub(crate) mod customer;
pub(crate) mod customers;
pub(crate) mod erasures;
pub(crate) mod events;
pub(crate) mod exports;
pub(crate) mod flags;
pub(crate) mod invitations;
pub(crate) mod keys;
pub(crate) mod links;
pub(crate) mod paging;
pub(crate) mod questions;
pub(crate) mod responses;
pub(crate) mod review;
pub(crate) mod runs;
pub(crate) mod scores;
pub(crate) mod service;
pub(crate) mod settings;
pub(crate) mod signals;
pub(crate) mod survey;
pub(crate) mod surveys;
