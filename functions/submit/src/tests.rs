//! What the function promises, request by request.

mod again;
mod answering;
mod brand;
mod follow_ups;
mod limits;
mod looking;
mod pages;
mod size;
mod storage;
