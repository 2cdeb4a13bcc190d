//! What is remembered of a customer's answers, so that risk can be computed without reading them again.

use jiff::Timestamp;

use super::measure::{Band, Measure, Metric, Rating};
use crate::link::InvitationId;

/// How many of the latest signals a customer keeps.
pub const SIGNALS_KEPT: usize = 16;

/// One answer, as far as risk is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The answer it stands for.
    pub invitation: InvitationId,
    /// When it was first given, in whole seconds.
    pub at: Timestamp,
    /// What was measured.
    pub metric: Metric,
    /// The rating given.
    pub rating: u8,
    /// The highest point of its scale.
    pub out_of: u8,
    /// Where on the scale that is.
    pub band: Band,
}

impl Signal {
    /// The signal of an answer.
    #[must_use]
    pub fn new(invitation: InvitationId, at: Timestamp, measure: Measure, rating: Rating) -> Self {
        Self {
            invitation,
            at: Timestamp::from_second(at.as_second()).unwrap_or(at),
            metric: measure.metric(),
            rating: rating.get(),
            out_of: measure.scale().max(),
            band: measure.band(rating),
        }
    }
}

/// A customer's signals, oldest first, one an invitation, at most [`SIGNALS_KEPT`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals(Vec<Signal>);

const FORM: u8 = 1;
const PACKED: usize = 16 + 4 + 4;

impl Signals {
    /// Oldest first.
    #[must_use]
    pub fn as_slice(&self) -> &[Signal] {
        &self.0
    }

    /// Takes in what an invitation says now: its signal, or none where its answer no longer counts.
    /// Merging the same again changes nothing.
    pub fn merge(&mut self, invitation: InvitationId, signal: Option<Signal>) {
        self.0.retain(|kept| kept.invitation != invitation);
        self.0.extend(signal);
        self.0.sort_by_key(|signal| (signal.at, signal.invitation));
        let surplus = self.0.len().saturating_sub(SIGNALS_KEPT);
        self.0.drain(..surplus);
    }

    /// Drops every signal from before `moment`.
    pub fn forget_before(&mut self, moment: Timestamp) {
        self.0.retain(|signal| signal.at >= moment);
    }

    /// Packed for storage: a version byte, then 24 bytes a signal.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1 + self.0.len() * PACKED);
        bytes.push(FORM);
        for signal in &self.0 {
            bytes.extend(signal.invitation.as_bytes());
            bytes.extend(
                u32::try_from(signal.at.as_second().max(0))
                    .unwrap_or(u32::MAX)
                    .to_be_bytes(),
            );
            bytes.extend([
                metric_code(signal.metric),
                signal.rating,
                signal.out_of,
                band_code(signal.band),
            ]);
        }
        bytes
    }

    /// Reads the packed form; `None` for bytes that are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (form, packed) = bytes.split_first()?;
        if *form != FORM || packed.len() % PACKED != 0 {
            return None;
        }
        packed
            .chunks_exact(PACKED)
            .map(unpack)
            .collect::<Option<Vec<Signal>>>()
            .map(Self)
    }
}

fn unpack(bytes: &[u8]) -> Option<Signal> {
    let (invitation, rest) = bytes.split_first_chunk::<16>()?;
    let (seconds, rest) = rest.split_first_chunk::<4>()?;
    let [metric, rating, out_of, band] = *rest.first_chunk::<4>()?;
    Some(Signal {
        invitation: InvitationId::from_bytes(*invitation),
        at: Timestamp::from_second(i64::from(u32::from_be_bytes(*seconds))).ok()?,
        metric: METRICS.iter().find(|(_, code)| *code == metric)?.0,
        rating,
        out_of,
        band: BANDS.iter().find(|(_, code)| *code == band)?.0,
    })
}

const METRICS: [(Metric, u8); 4] = [(Metric::Csat, 1), (Metric::Nps, 2), (Metric::Ces, 3), (Metric::Ces1, 4)];
const BANDS: [(Band, u8); 3] = [(Band::Low, 1), (Band::Middle, 2), (Band::High, 3)];

fn metric_code(metric: Metric) -> u8 {
    METRICS
        .iter()
        .find(|(known, _)| *known == metric)
        .map_or(0, |(_, code)| *code)
}

fn band_code(band: Band) -> u8 {
    BANDS
        .iter()
        .find(|(known, _)| *known == band)
        .map_or(0, |(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(id: u8, second: i64, rating: i64) -> Signal {
        Signal::new(
            InvitationId::from_bytes([id; 16]),
            Timestamp::from_second(second).unwrap(),
            Measure::nps(),
            Measure::nps().accept(rating).unwrap(),
        )
    }

    #[test]
    fn merging_the_same_answers_again_changes_nothing() {
        let mut signals = Signals::default();
        for (id, rating) in [(1, 9), (2, 3)] {
            signals.merge(
                InvitationId::from_bytes([id; 16]),
                Some(signal(id, 100 * i64::from(id), rating)),
            );
        }
        let once = signals.clone();
        signals.merge(InvitationId::from_bytes([1; 16]), Some(signal(1, 100, 9)));
        assert_eq!(signals, once);
    }

    #[test]
    fn a_changed_answer_replaces_its_signal_and_a_withdrawn_one_leaves() {
        let mut signals = Signals::default();
        signals.merge(InvitationId::from_bytes([1; 16]), Some(signal(1, 100, 9)));
        signals.merge(InvitationId::from_bytes([1; 16]), Some(signal(1, 100, 2)));
        assert_eq!(signals.as_slice(), [signal(1, 100, 2)]);
        signals.merge(InvitationId::from_bytes([1; 16]), None);
        assert!(signals.as_slice().is_empty());
    }

    #[test]
    fn only_the_latest_sixteen_are_kept_whatever_the_order_they_come_in() {
        let mut signals = Signals::default();
        for id in (1..=20).rev() {
            signals.merge(InvitationId::from_bytes([id; 16]), Some(signal(id, i64::from(id), 5)));
        }
        assert_eq!(signals.as_slice().len(), SIGNALS_KEPT);
        assert_eq!(signals.as_slice()[0], signal(5, 5, 5));
    }

    #[test]
    fn packed_signals_come_back_as_they_were_and_damaged_ones_not_at_all() {
        let mut signals = Signals::default();
        for id in 1..=5 {
            signals.merge(
                InvitationId::from_bytes([id; 16]),
                Some(signal(id, 1_795_000_000 + i64::from(id), i64::from(id))),
            );
        }
        let bytes = signals.to_bytes();
        assert_eq!(Signals::from_bytes(&bytes), Some(signals));
        assert_eq!(Signals::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Signals::from_bytes(&[]), None);
        assert_eq!(Signals::from_bytes(&[2]), None);
    }
}
