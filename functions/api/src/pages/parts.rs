//! What several pages are made of: choices, and what came of a form.

/// One of several.
pub(crate) struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    pub chosen: bool,
}

impl Choice {
    /// Whether `value` is the one that is chosen.
    pub(crate) fn of(value: impl Into<String>, text: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self {
            chosen: value == chosen,
            value,
            text: text.into(),
        }
    }
}

/// What came of a form, to be told above it.
pub(crate) struct Notice {
    pub text: String,
    pub bad: bool,
}

impl Notice {
    pub(crate) fn good(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bad: false,
        }
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bad: true,
        }
    }
}
