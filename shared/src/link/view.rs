//! What the page's form carries and what is kept beside an answer, so that replays and machines can be told from people.

use base64::Engine as _;
use jiff::Timestamp;
use subtle::ConstantTimeEq as _;

use super::id::id16;
use super::invitation::InvitationId;
use super::keys::{FingerprintKey, TagKey, ViewKey, purpose};
use super::network::Network;
use super::primitives::{BASE64, mac};

id16!(
    /// One showing of the page, made of 16 random bytes by the server. The same id twice is the same form sent twice.
    SubmissionId
);

const TAG_BYTES: usize = 16;

/// When a page was shown, to the millisecond, and the id its form will send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewTicket {
    viewed_at: Timestamp,
    submission: SubmissionId,
}

impl ViewTicket {
    /// A ticket for a page shown at this time, which loses what is finer than a millisecond. `submission` is random.
    /// A time before 1970 becomes 1970.
    #[must_use]
    pub fn new(viewed_at: Timestamp, submission: SubmissionId) -> Self {
        let ms = viewed_at.as_millisecond().max(0);
        Self {
            viewed_at: Timestamp::from_millisecond(ms).unwrap_or(viewed_at),
            submission,
        }
    }

    /// When the page was shown.
    #[must_use]
    pub fn viewed_at(&self) -> Timestamp {
        self.viewed_at
    }

    /// The id of what this showing of the page sends.
    #[must_use]
    pub fn submission(&self) -> SubmissionId {
        self.submission
    }

    /// The ticket as the form carries it, 51 characters of base64url: six bytes of Unix milliseconds, the id, and 16
    /// bytes of HMAC-SHA256 that bind both to this invitation.
    #[must_use]
    pub fn sign(&self, key: &ViewKey, invitation: &InvitationId) -> String {
        BASE64.encode([self.payload().as_slice(), &self.tag(key, invitation)].concat())
    }

    /// Reads what [`ViewTicket::sign`] gave for the same key and invitation, in constant time; `None` for anything else.
    #[must_use]
    pub fn verify(key: &ViewKey, invitation: &InvitationId, text: &str) -> Option<Self> {
        let bytes: [u8; 22 + TAG_BYTES] = BASE64.decode(text).ok()?.try_into().ok()?;
        let (ms, rest) = bytes.split_first_chunk::<6>()?;
        let (id, tag) = rest.split_first_chunk::<16>()?;
        let ms = ms.iter().fold(0, |ms, &byte| ms << 8 | i64::from(byte));
        let ticket = Self {
            viewed_at: Timestamp::from_millisecond(ms).ok()?,
            submission: SubmissionId::from_bytes(*id),
        };
        bool::from(ticket.tag(key, invitation).ct_eq(tag)).then_some(ticket)
    }

    /// Six bytes of milliseconds (enough for the year 9999), then the id.
    fn payload(&self) -> [u8; 22] {
        let mut payload = [0; 22];
        payload[..6].copy_from_slice(&self.viewed_at.as_millisecond().to_be_bytes()[2..]);
        payload[6..].copy_from_slice(self.submission.as_bytes());
        payload
    }

    fn tag(&self, key: &ViewKey, invitation: &InvitationId) -> [u8; TAG_BYTES] {
        mac(
            key.bytes(),
            &[purpose::VIEW.as_bytes(), invitation.as_bytes(), &self.payload()],
        )
    }
}

/// Tags by which two answers to one invitation can be compared: 4 bytes for the network they came from (the first 24 bits
/// of an IPv4 address, the first 48 of an IPv6 address; a text that is no address counts whole), then 4 for the browser.
///
/// No address is kept, and the tags of another invitation cannot be compared with these.
#[must_use]
pub fn respondent_tags(key: &TagKey, invitation: &InvitationId, ip: &str, user_agent: &str) -> [u8; 8] {
    let tag = |what: u8, value: &[u8]| mac::<4>(key.bytes(), &[invitation.as_bytes(), &[what], value]);
    let network = Network::of(ip);
    let network = tag(network.kind(), network.bytes());
    let browser = tag(1, user_agent.as_bytes());
    let mut tags = [0; 8];
    tags[..4].copy_from_slice(&network);
    tags[4..].copy_from_slice(&browser);
    tags
}

/// Eight bytes that tell the content of one answer from another: the rating and the comment, byte for byte.
#[must_use]
pub fn fingerprint(key: &FingerprintKey, rating: u8, comment: &str) -> [u8; 8] {
    mac(key.bytes(), &[&[rating], comment.as_bytes()])
}

#[cfg(test)]
mod tests;
