//! What the function promises, request by request.

mod again;
mod answering;
mod brand;
mod edge;
mod follow_ups;
mod limits;
mod looking;
mod open;
mod open_change;
mod open_limits;
mod pages;
mod size;
mod stop;
mod storage;
