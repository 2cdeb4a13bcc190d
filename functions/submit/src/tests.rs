//! What the function promises, request by request.

mod answering;
mod limits;
mod looking;
mod pages;
mod storage;
