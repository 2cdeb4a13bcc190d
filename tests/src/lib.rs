//! What the system tests stand on: a Lambda Runtime API that runs the real function binaries, a DynamoDB engine
//! behind a tap that notes every operation, and a Secrets Manager that knows one secret.
//!
//! Everything listens on loopback ports of its own, so tests run side by side.

pub mod actors;
pub mod backup;
pub mod cloudformation;
pub mod contract;
pub mod engine;
pub mod events;
pub mod exported;
pub mod file_store;
pub mod function;
pub mod gateway;
pub mod history;
pub mod moto;
pub mod permissions;
pub mod plain_http;
pub mod qr;
pub mod runtime_api;
pub mod secrets;
pub mod served;
pub mod stack;
pub mod steps;
pub mod tap;
pub mod tls;
pub mod tools;
