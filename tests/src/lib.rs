//! What the system tests stand on: a Lambda Runtime API that runs the real function binaries, a DynamoDB engine
//! behind a tap that notes every operation and refuses what the template does not allow, and a Secrets Manager that knows
//! two secrets.
//!
//! Everything listens on loopback ports of its own, so tests run side by side.

pub mod actors;
pub mod asked;
pub mod backup;
pub mod cloudformation;
pub mod contract;
pub mod deployed;
pub mod engine;
pub mod evaluated;
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
pub mod released;
pub mod runtime_api;
pub mod secrets;
pub mod served;
pub mod stack;
pub mod steps;
pub mod tap;
pub mod tls;
pub mod tools;
