//! What the function promises, request by request.

mod answering;
mod limits;
mod looking;
mod open;
mod pages;
mod stop;
mod storage;
