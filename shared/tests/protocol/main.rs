//! The protocol of `shared::domain::settle`, searched for a way to go wrong.
//!
//! A story says who may do what and at which moments. The search then takes every order of single requests, with
//! crashes and pauses between any two, clocks off by five minutes either way, indexes behind, and nights missed. In
//! every state a day that counts as settled must say what its answers come to, and from every state in which nobody is
//! under way, two nights must be enough. What decides that a day is settled, which days a run covers and how far the
//! watermark goes is the code itself; requests to storage are written out here as the code sends them.

mod defect;
mod explore;
mod run;
mod stories;
mod world;
mod writer;

use std::time::Instant;

use defect::Defect;
use explore::explore;
use stories::{longer_stories, stories};

fn is_full() -> bool {
    std::env::var_os("AISANCE_FULL_TESTS").is_some()
}

#[test]
fn no_order_of_requests_crashes_and_missed_nights_makes_a_settled_day_wrong() {
    let mut states = 0;
    let mut told = stories();
    if is_full() {
        told.extend(longer_stories());
    }
    for story in told {
        let started = Instant::now();
        let explored = explore(&story);
        println!("{}: {} states, {:.1?}", story.name, explored.states, started.elapsed());
        if let Some(way) = explored.wrong {
            panic!("{}:\n{}", story.name, way.join("\n"));
        }
        states += explored.states;
    }
    println!("{states} states, none wrong");
}

#[test]
fn every_rule_is_needed() {
    let caught_in = [
        (Defect::NoGrace, "an answer around midnight"),
        (Defect::NoTouch, "a change to an old day"),
        (Defect::OutageSkipped, "an outage of four days"),
        (Defect::TouchCleared, "a change to an old day"),
        (Defect::MarkCleared, "a change to an old day"),
        (Defect::MarkNotRenewed, "a change to an old day"),
        (Defect::Deleted, "an erasure and an import elsewhere"),
        (Defect::Added, "a change to an old day"),
        (Defect::VanishedLeftOut, "an import out of an old day"),
        (Defect::ExpiredUnsealed, "an import into a day that is sealed"),
        (Defect::SealedTooSoon, "a change to a day that is sealed"),
        (Defect::NoFence, "a change to an old day"),
        (Defect::CreatedUnfenced, "an import into an old day and out of it"),
        (Defect::ListedLast, "an import into an old day and out of it"),
    ];
    let mut missed = Vec::new();
    for (defect, name) in caught_in {
        let mut story = stories()
            .into_iter()
            .find(|story| story.name == name)
            .expect("a story of that name");
        story.defect = Some(defect);
        let explored = explore(&story);
        match explored.wrong {
            Some(way) => println!("{defect:?}, seen in \"{name}\":\n  {}\n", way.join("\n  ")),
            None => missed.push((defect, explored.states)),
        }
    }
    assert!(missed.is_empty(), "not seen, and states looked at: {missed:?}");
}
