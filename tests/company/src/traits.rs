//! What a person is like. Nobody can observe it.

use crate::random::Random;

/// What lies behind everything a person does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// How much they want to stay: around 0, mostly from -1 to 1.
    pub loyalty: f64,
    /// How strongly they feel what happens: around 1.2, from 0.5 to 2.5.
    pub notice: f64,
    /// How readily they answer, in log-odds: around 0, and higher with loyalty.
    pub candour: f64,
    /// How kindly they rate what they feel, as a share of the scale: around 0.
    pub kindness: f64,
    /// How often a parcel of theirs comes late, from 0 to 1.
    pub lateness: f64,
}

impl Traits {
    /// Of someone who has been there for so many days already: who stays long is loyal.
    pub(crate) fn draw(random: &mut Random, days_there: u32) -> Self {
        let loyalty = random.normal() + 0.25 * (f64::from(days_there) / 180.0).ln_1p();
        Self {
            loyalty,
            notice: (0.15 + 0.35 * random.normal()).exp().clamp(0.5, 2.5),
            candour: 0.35 * loyalty + 0.9 * random.normal(),
            kindness: 0.05 * random.normal(),
            lateness: if random.happens(0.2) { 0.3 } else { 0.06 },
        }
    }
}
