//! Aisance on one machine, and its command line.
//!
//! The functions are the ones that Lambda runs. What is added here: an embedded DynamoDB engine in a file ([`engine`]),
//! an HTTP front that turns requests into API Gateway events, the schedule ([`serve`]), an issuer to sign in with
//! ([`issuer`]), and the commands of `aisance`
//! ([`commands`]), which work on a data folder or on a deployed stack alike ([`workspace`]).

pub mod aws;
pub mod cli;
pub mod commands;
pub mod data_folder;
pub mod demo;
mod email;
pub mod engine;
pub mod export_folder;
pub mod http;
pub mod import;
pub mod issuer;
pub mod restore;
pub mod root_secret;
pub mod serve;
pub mod stack;
pub mod survey_file;
mod survey_logo;
pub mod tables;
pub mod telemetry;
pub mod template;
mod test_link;
#[cfg(test)]
mod testing;
pub mod workspace;
