//! What the page's form carries and what is kept beside an answer, so that replays and machines can be told from people.

use std::collections::BTreeMap;
use std::net::IpAddr;

use base64::Engine as _;
use jiff::Timestamp;
use subtle::ConstantTimeEq as _;

use super::id::id16;
use super::invitation::InvitationId;
use super::keys::{FingerprintKey, TagKey, ViewKey, purpose};
use super::primitives::{BASE64, mac};

id16!(
    /// One showing of the page, made of 16 random bytes by the server. The same id twice is the same form sent twice.
    SubmissionId
);

const TAG_BYTES: usize = 16;
const PAYLOAD_BYTES: usize = 26;

/// When a page was shown, to the millisecond, the version of the survey that it showed, and the id its form will send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewTicket {
    viewed_at: Timestamp,
    version: u32,
    submission: SubmissionId,
}

impl ViewTicket {
    /// A ticket for a page shown at this time, which loses what is finer than a millisecond. `version` is the survey's,
    /// `submission` is random. A time before 1970 becomes 1970.
    #[must_use]
    pub fn new(viewed_at: Timestamp, version: u32, submission: SubmissionId) -> Self {
        let ms = viewed_at.as_millisecond().max(0);
        Self {
            viewed_at: Timestamp::from_millisecond(ms).unwrap_or(viewed_at),
            version,
            submission,
        }
    }

    /// When the page was shown.
    #[must_use]
    pub fn viewed_at(&self) -> Timestamp {
        self.viewed_at
    }

    /// The version of the survey that the page showed.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The id of what this showing of the page sends.
    #[must_use]
    pub fn submission(&self) -> SubmissionId {
        self.submission
    }

    /// The ticket as the form carries it, 56 characters of base64url: six bytes of Unix milliseconds, four of the
    /// version, the id, and 16 bytes of HMAC-SHA256 that bind them to this invitation.
    #[must_use]
    pub fn sign(&self, key: &ViewKey, invitation: &InvitationId) -> String {
        BASE64.encode([self.payload().as_slice(), &self.tag(key, invitation)].concat())
    }

    /// Reads what [`ViewTicket::sign`] gave for the same key and invitation, in constant time; `None` for anything else.
    #[must_use]
    pub fn verify(key: &ViewKey, invitation: &InvitationId, text: &str) -> Option<Self> {
        let bytes: [u8; PAYLOAD_BYTES + TAG_BYTES] = BASE64.decode(text).ok()?.try_into().ok()?;
        let (ms, rest) = bytes.split_first_chunk::<6>()?;
        let (version, rest) = rest.split_first_chunk::<4>()?;
        let (id, tag) = rest.split_first_chunk::<16>()?;
        let ms = ms.iter().fold(0, |ms, &byte| ms << 8 | i64::from(byte));
        let ticket = Self {
            viewed_at: Timestamp::from_millisecond(ms).ok()?,
            version: u32::from_be_bytes(*version),
            submission: SubmissionId::from_bytes(*id),
        };
        bool::from(ticket.tag(key, invitation).ct_eq(tag)).then_some(ticket)
    }

    /// Six bytes of milliseconds (enough for the year 9999), the version, then the id.
    fn payload(&self) -> [u8; PAYLOAD_BYTES] {
        let mut payload = [0; PAYLOAD_BYTES];
        payload[..6].copy_from_slice(&self.viewed_at.as_millisecond().to_be_bytes()[2..]);
        payload[6..10].copy_from_slice(&self.version.to_be_bytes());
        payload[10..].copy_from_slice(self.submission.as_bytes());
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
    let network = match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V4(ip)) => tag(4, &ip.octets()[..3]),
        Ok(IpAddr::V6(ip)) => tag(6, &ip.octets()[..6]),
        Err(_) => tag(0, ip.as_bytes()),
    };
    let browser = tag(1, user_agent.as_bytes());
    let mut tags = [0; 8];
    tags[..4].copy_from_slice(&network);
    tags[4..].copy_from_slice(&browser);
    tags
}

/// Marks a fingerprint that covers follow-up answers. No scale has a point that high.
const WITH_FOLLOW_UPS: u8 = 0x80;

/// Eight bytes that tell the content of one answer from another: the rating, the comment and the answers to follow-up
/// questions, byte for byte. Without follow-up answers: the rating, then the comment. With them: the rating with its
/// highest bit set, then the comment, and each question's id and number of answers and its answers. Every text
/// follows its length, and lengths and counts are four bytes, big-endian, so that no two contents are written alike.
#[must_use]
pub fn fingerprint(
    key: &FingerprintKey,
    rating: u8,
    comment: &str,
    follow_ups: &BTreeMap<String, Vec<String>>,
) -> [u8; 8] {
    if follow_ups.is_empty() {
        return mac(key.bytes(), &[&[rating], comment.as_bytes()]);
    }
    let mut content = vec![rating | WITH_FOLLOW_UPS];
    let number = |content: &mut Vec<u8>, number: usize| {
        content.extend(u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes());
    };
    let text = |content: &mut Vec<u8>, text: &str| {
        number(content, text.len());
        content.extend(text.as_bytes());
    };
    text(&mut content, comment);
    for (question, answers) in follow_ups {
        text(&mut content, question);
        number(&mut content, answers.len());
        for answer in answers {
            text(&mut content, answer);
        }
    }
    mac(key.bytes(), &[&content])
}

#[cfg(test)]
mod tests;
