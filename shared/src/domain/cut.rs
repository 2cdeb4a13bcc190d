//! Ways to divide a survey's answers.

use std::fmt;
use std::str::FromStr;

/// A way to divide a survey's answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// Where in the journey it was asked.
    Touchpoint,
    /// The language of the answer.
    Language,
    /// How the link was sent.
    Channel,
    /// The value of one attribute.
    Attribute(String),
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Touchpoint => f.write_str("touchpoint"),
            Self::Language => f.write_str("language"),
            Self::Channel => f.write_str("channel"),
            Self::Attribute(name) => write!(f, "attribute:{name}"),
        }
    }
}

/// The text is no cut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("scores are cut by touchpoint, language, channel or attribute:NAME, not by '{0}'")]
pub struct UnknownCut(pub String);

impl FromStr for Cut {
    type Err = UnknownCut;

    fn from_str(text: &str) -> Result<Self, UnknownCut> {
        match text {
            "touchpoint" => Ok(Self::Touchpoint),
            "language" => Ok(Self::Language),
            "channel" => Ok(Self::Channel),
            _ => match text.strip_prefix("attribute:") {
                Some(name) if !name.is_empty() => Ok(Self::Attribute(name.to_owned())),
                _ => Err(UnknownCut(text.to_owned())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_are_written_and_read_the_same_way() {
        for cut in [
            Cut::Touchpoint,
            Cut::Language,
            Cut::Channel,
            Cut::Attribute("plan".into()),
        ] {
            assert_eq!(cut.to_string().parse::<Cut>().unwrap(), cut);
        }
        assert!("attribute:".parse::<Cut>().is_err());
    }
}
