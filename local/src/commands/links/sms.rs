//! Links for text messages that do not fit into one.

use shared::link::{Channel, ONE_PART, sms_length};

use super::Link;

/// How many links for text messages there are, and which of them are too long.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LongLinks {
    of: u64,
    long: u64,
    longest: usize,
}

impl LongLinks {
    /// Counts a link, if it is for a text message.
    pub(super) fn note(&mut self, link: &Link) {
        if link.facts.channel() == Channel::Sms {
            let length = sms_length(&link.url);
            self.of += 1;
            self.long += u64::from(length > ONE_PART);
            self.longest = self.longest.max(length);
        }
    }

    /// What to tell about them; nothing where all fit.
    pub(super) fn words(&self) -> Option<String> {
        (self.long > 0).then(|| {
            format!(
                "{} of {} links for text messages are longer than the {ONE_PART} characters of one part, the longest has {}, and a message in parts costs as many messages. Leave attributes out (--attributes \"\"), and shorten touchpoint, reference and customer id: 3 bytes less are 4 characters less.",
                self.long, self.of, self.longest
            )
        })
    }
}
