//! How a link reaches a customer.

use std::fmt;
use std::str::FromStr;

use super::parts::FactsError;

/// How the link reaches the customer. Its position in [`Channel::ALL`] is its number in a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(description = "How the link reaches the customer.")
)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A text message.
    Sms,
    /// A WhatsApp message.
    Whatsapp,
    /// A chat window.
    Chat,
    /// A printed code.
    Qr,
    /// A device that stands somewhere.
    Kiosk,
    /// A web page or an app.
    Web,
}

impl Channel {
    /// All channels; the position of each is its number in a token.
    pub const ALL: [Self; 7] = [
        Self::Email,
        Self::Sms,
        Self::Whatsapp,
        Self::Chat,
        Self::Qr,
        Self::Kiosk,
        Self::Web,
    ];

    /// The name: `email`, `sms`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Whatsapp => "whatsapp",
            Self::Chat => "chat",
            Self::Qr => "qr",
            Self::Kiosk => "kiosk",
            Self::Web => "web",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Channel {
    type Err = FactsError;

    fn from_str(text: &str) -> Result<Self, FactsError> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == text)
            .ok_or(FactsError::Channel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_reads_back_from_its_name() {
        for channel in Channel::ALL {
            assert_eq!(channel.to_string().parse(), Ok(channel));
            assert_eq!(serde_json::to_value(channel).unwrap(), channel.as_str());
            assert_eq!(Channel::ALL[channel as usize], channel);
        }
        for bad in ["", "Email", "fax"] {
            assert_eq!(bad.parse::<Channel>(), Err(FactsError::Channel));
        }
    }
}
