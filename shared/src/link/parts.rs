//! What a link is made of: small validated texts, one rule each.
//!
//! Texts are brought into Unicode normalisation form C before anything else; every length is of the UTF-8 bytes after that.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// Why facts cannot become a link. Never repeats a customer id or a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// The survey id has another shape.
    #[error("the survey id must be 1 to 32 of the characters a-z, 0-9, - and _, and begin with a letter or a digit")]
    Survey,
    /// A text breaks a rule.
    #[error("the {field} {problem}")]
    Text {
        /// Which text.
        field: Field,
        /// Which rule.
        problem: TextProblem,
    },
    /// The customer id is personal contact data.
    #[error("the customer id looks like {0}: send an opaque id of your own system instead")]
    RawCustomer(RawKind),
    /// Nothing tells this link from another one.
    #[error(
        "a link without a customer needs a reference of at least 16 bytes, random and different for each link \
         (22 characters of base64url, for example): otherwise all answers would be one"
    )]
    NoReference,
    /// More than ten attributes.
    #[error("a link takes at most 10 attributes, not {0}: leave out those no one will compare")]
    TooManyAttributes(usize),
    /// An attribute's name has another shape.
    #[error("the attribute name {0:?} must be 1 to 32 of the characters a-z, 0-9 and _, and begin with a letter")]
    AttributeName(String),
    /// The language is not in the one form that is accepted.
    #[error("the language must be a tag such as en, pt-BR, zh-Hans or es-419, in exactly that mix of capitals")]
    Language,
    /// No such channel.
    #[error("the channel must be one of email, sms, whatsapp, chat, qr, kiosk and web")]
    Channel,
    /// The issue date does not fit the format.
    #[error("the issue date must be between 1970-01-01 and 2149-06-06")]
    Issued,
    /// The validity is zero or too long.
    #[error("a link must be valid for 1 to 90 days, not {0}")]
    ValidDays(u8),
    /// All is well but too much.
    #[error("the facts take {bytes} bytes where a link has room for 751: shorten or leave out attributes")]
    TooLong {
        /// Bytes that the facts would take.
        bytes: usize,
    },
}

/// A text of a link that [`FactsError::Text`] is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// The touchpoint.
    Touchpoint,
    /// The customer id.
    Customer,
    /// The reference.
    Reference,
    /// The value of the attribute with this name.
    Attribute(String),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Touchpoint => f.write_str("touchpoint"),
            Self::Customer => f.write_str("customer id"),
            Self::Reference => f.write_str("reference"),
            Self::Attribute(name) => write!(f, "value of the attribute {name}"),
        }
    }
}

/// The rule that a text breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// It is there and empty.
    #[error("is empty: give it a text or leave it out")]
    Empty,
    /// It is too long.
    #[error("is {bytes} bytes long and may be at most {max}: shorten it")]
    TooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
        /// The longest allowed.
        max: usize,
    },
    /// It has a control character in it.
    #[error("contains a control character such as a tab or a line break: remove it")]
    Control,
    /// It begins or ends with white space.
    #[error("begins or ends with white space, which would make it a different one: remove it")]
    OuterSpace,
}

/// What a customer id looked like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawKind {
    /// It contains `@`.
    Email,
    /// It is written as telephone numbers are.
    Phone,
}

impl fmt::Display for RawKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email => "an e-mail address",
            Self::Phone => "a telephone number",
        })
    }
}

/// Whether customer ids may look like e-mail addresses or telephone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawIds {
    /// Such an id is refused.
    Refuse,
    /// Any id is taken (of a link that exists already, or of a customer to be found or erased).
    Allow,
}

/// Normalises a text and checks the rules that all texts share: not empty, at most `max` bytes, no control
/// characters, no white space at its ends.
pub(crate) fn clean(field: Field, text: &str, max: usize) -> Result<String, FactsError> {
    let text: String = text.nfc().collect();
    let problem = if text.is_empty() {
        TextProblem::Empty
    } else if text.len() > max {
        TextProblem::TooLong { bytes: text.len(), max }
    } else if text.contains(char::is_control) {
        TextProblem::Control
    } else if text.trim().len() != text.len() {
        TextProblem::OuterSpace
    } else {
        return Ok(text);
    };
    Err(FactsError::Text { field, problem })
}

/// Whether a text is 1 to 32 bytes, of which the first passes one test and all others another.
pub(crate) fn is_name(text: &str, first: impl Fn(u8) -> bool, rest: impl Fn(u8) -> bool) -> bool {
    text.len() <= 32
        && text
            .as_bytes()
            .split_first()
            .is_some_and(|(&head, tail)| first(head) && tail.iter().all(|&byte| rest(byte)))
}

macro_rules! text {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

macro_rules! shown_text {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text!(
    /// The id of a survey: 1 to 32 of `a-z 0-9 - _`, the first a letter or a digit.
    SurveyId
);
text!(
    /// Where in the journey the question is asked: 1 to 40 bytes.
    Touchpoint
);
text!(
    /// An opaque id of the team's own system: 1 to 64 bytes. `Debug` does not show it.
    CustomerId
);
text!(
    /// What the question is about (an order, a ticket, a wave): 1 to 64 bytes.
    Reference
);
text!(
    /// A language tag in one form: `ll[l][-Ssss][-RR|-999]`.
    Language
);
shown_text!(SurveyId Touchpoint Reference Language);

impl SurveyId {
    /// Checks a survey id.
    ///
    /// # Errors
    /// [`FactsError::Survey`] where it has another shape.
    pub fn new(text: &str) -> Result<Self, FactsError> {
        let letter_or_digit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let valid = is_name(text, letter_or_digit, |byte| {
            letter_or_digit(byte) || byte == b'-' || byte == b'_'
        });
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(FactsError::Survey)
        }
    }
}

impl Touchpoint {
    /// Normalises and checks a touchpoint.
    ///
    /// # Errors
    /// [`FactsError::Text`] where it is empty, over 40 bytes, or has control characters or white space at its ends.
    pub fn new(text: &str) -> Result<Self, FactsError> {
        clean(Field::Touchpoint, text, 40).map(Self)
    }
}

impl Reference {
    /// Normalises and checks a reference.
    ///
    /// # Errors
    /// [`FactsError::Text`] where it is empty, over 64 bytes, or has control characters or white space at its ends.
    pub fn new(text: &str) -> Result<Self, FactsError> {
        clean(Field::Reference, text, 64).map(Self)
    }
}

impl CustomerId {
    /// Normalises and checks a customer id.
    ///
    /// # Errors
    /// [`FactsError::Text`] where it is empty, over 64 bytes, or has control characters or white space at its ends;
    /// [`FactsError::RawCustomer`] where it has the shape of an e-mail address or a telephone number and `raw` refuses those.
    pub fn new(text: &str, raw: RawIds) -> Result<Self, FactsError> {
        let id = clean(Field::Customer, text, 64).map(Self)?;
        match id.raw_kind() {
            Some(kind) if raw == RawIds::Refuse => Err(FactsError::RawCustomer(kind)),
            _ => Ok(id),
        }
    }

    /// Whether the id has the shape of an e-mail address or a telephone number, judged on its compatibility form
    /// (NFKC), in which full-width characters are plain ones.
    ///
    /// An e-mail address is anything with `@`. A telephone number is made of digits, `+`, spaces, `(`, `)`, `-` and `.`
    /// alone, has at least seven digits, and either begins with `+` or has one of the separators. Digits alone, such as
    /// `00012345678`, are the id of a row and are none.
    #[must_use]
    pub fn raw_kind(&self) -> Option<RawKind> {
        let separator = |c: char| matches!(c, ' ' | '(' | ')' | '-' | '.');
        let text: String = self.0.nfkc().collect();
        if text.contains('@') {
            return Some(RawKind::Email);
        }
        let written_so = text.chars().all(|c| c.is_ascii_digit() || c == '+' || separator(c));
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let phone = written_so && digits >= 7 && (text.starts_with('+') || text.contains(separator));
        phone.then_some(RawKind::Phone)
    }
}

impl fmt::Debug for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustomerId(…)")
    }
}

impl Language {
    /// Checks a language tag: two or three lower-case letters, then optionally a script (`-Hans`), then optionally a
    /// region (`-BR`, `-419`).
    ///
    /// # Errors
    /// [`FactsError::Language`] where it has another form.
    pub fn new(text: &str) -> Result<Self, FactsError> {
        let all = |part: &str, test: fn(&u8) -> bool| part.as_bytes().iter().all(test);
        let script = |part: &&str| {
            part.len() == 4 && all(&part[..1], u8::is_ascii_uppercase) && all(&part[1..], u8::is_ascii_lowercase)
        };
        let region = |part: &&str| {
            (part.len() == 2 && all(part, u8::is_ascii_uppercase)) || (part.len() == 3 && all(part, u8::is_ascii_digit))
        };
        let mut parts = text.split('-').peekable();
        let language = parts
            .next()
            .is_some_and(|part| matches!(part.len(), 2 | 3) && all(part, u8::is_ascii_lowercase));
        if text.is_ascii() {
            parts.next_if(script);
            parts.next_if(region);
        }
        if language && parts.next().is_none() {
            Ok(Self(text.to_owned()))
        } else {
            Err(FactsError::Language)
        }
    }
}

#[cfg(test)]
mod tests;
