//! Signs that a submission comes from a machine: a mail scanner follows links and presses buttons.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};

use super::response::{Response, Submission};

/// A person needs at least this long from seeing the page to sending an answer.
pub const QUICKEST_PERSON: SignedDuration = SignedDuration::from_secs(2);

/// This many different ratings of one link within [`BURST`] are not one person's.
pub const RATINGS_OF_A_MACHINE: usize = 3;

/// See [`RATINGS_OF_A_MACHINE`].
pub const BURST: SignedDuration = SignedDuration::from_secs(60);

/// Why a submission may be a machine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
pub enum Suspicion {
    /// Sent within [`QUICKEST_PERSON`] of the view.
    TooQuick,
    /// One of several different ratings within a minute.
    ManyRatings,
    /// The button that no person sees was pressed.
    Decoy,
    /// No comment, and another network and another browser than the answer that counts.
    Elsewhere,
    /// A form without a genuine ticket of its view.
    Unseen,
}

/// All of them, with the names used in storage and answers.
const NAMES: [(Suspicion, &str); 5] = [
    (Suspicion::TooQuick, "too_quick"),
    (Suspicion::ManyRatings, "many_ratings"),
    (Suspicion::Decoy, "decoy"),
    (Suspicion::Elsewhere, "elsewhere"),
    (Suspicion::Unseen, "unseen"),
];

impl Suspicion {
    /// The name used in storage and in answers of the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(suspicion, _)| *suspicion == self)
            .map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Suspicion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Suspicion {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(suspicion, _)| *suspicion)
            .ok_or(())
    }
}

/// Every reason to suspect `submission`, given what is stored; none for a person's.
#[must_use]
pub fn suspicions(existing: Option<&Response>, submission: &Submission) -> Vec<Suspicion> {
    let mut found = Vec::new();
    if submission.viewed.is_some() || submission.from_form {
        found.extend(of_view(submission.viewed, submission.at));
    }
    if existing.is_some_and(|existing| ratings_within_burst(existing, submission) >= RATINGS_OF_A_MACHINE) {
        found.push(Suspicion::ManyRatings);
    }
    if submission.decoy {
        found.push(Suspicion::Decoy);
    }
    let counted = existing.and_then(Response::trusted);
    if submission.comment.is_none() && counted.is_some_and(|counted| counted.is_elsewhere_of(submission.origin)) {
        found.push(Suspicion::Elsewhere);
    }
    found
}

/// Every reason to suspect that a machine pressed a button that says nothing but that it was pressed. `viewed` is when its
/// page was shown, by a genuine ticket, and `decoy` whether it was the button that no person sees.
#[must_use]
pub fn suspicions_of_press(viewed: Option<Timestamp>, at: Timestamp, decoy: bool) -> Vec<Suspicion> {
    let decoy = decoy.then_some(Suspicion::Decoy);
    of_view(viewed, at).into_iter().chain(decoy).collect()
}

/// What is suspicious about the time between seeing a form and sending it.
fn of_view(viewed: Option<Timestamp>, at: Timestamp) -> Option<Suspicion> {
    match viewed {
        Some(viewed) => (at.duration_since(viewed) < QUICKEST_PERSON).then_some(Suspicion::TooQuick),
        None => Some(Suspicion::Unseen),
    }
}

fn ratings_within_burst(existing: &Response, submission: &Submission) -> usize {
    let own = [submission.rating.get()];
    if comes_after_another(existing, submission) {
        return own.len();
    }
    let recent = existing
        .receipts
        .iter()
        .filter(|receipt| submission.at.duration_since(receipt.at).abs() <= BURST)
        .filter_map(|receipt| receipt.rating);
    recent.chain(own).collect::<BTreeSet<u8>>().len()
}

/// Whether every answer that is kept came from another network and another browser: what a machine sent there does not
/// make a machine of whoever answers here.
fn comes_after_another(existing: &Response, submission: &Submission) -> bool {
    let kept = [existing.answer(), existing.held.as_ref(), existing.replaced.as_ref()];
    kept.into_iter()
        .flatten()
        .all(|kept| kept.is_elsewhere_of(submission.origin))
}
