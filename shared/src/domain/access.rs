//! What somebody may do: scopes, which keys and sessions have, and roles, which people have.

use std::fmt;
use std::str::FromStr;

/// One kind of thing that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Read numbers and definitions: surveys, scores, signals, service measures, settings, runs.
    Read,
    /// Read of individuals: answers one by one and what they say, customers, flags, invitations. Groups too small to be shown as
    /// a number are hidden from whoever may only [`Read`](Self::Read), and so is every single answer.
    Comments,
    /// Make links, store events and surveys, decide about suspect answers, close flags, acknowledge signals.
    Write,
    /// Erase customers.
    Erase,
    /// Keys, settings, and the audit trail.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [Self::Read, Self::Comments, Self::Write, Self::Erase, Self::Admin];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Comments => "comments",
            Self::Write => "write",
            Self::Erase => "erase",
            Self::Admin => "admin",
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// There is no such scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scope '{0}'; there are read, comments, write, erase and admin")]
pub struct UnknownScope(pub String);

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let known = Self::ALL.into_iter().find(|scope| scope.name() == text);
        known.ok_or_else(|| UnknownScope(text.to_owned()))
    }
}

/// A set of scopes. None implies another.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    /// No scope.
    pub const NONE: Self = Self(0);
    /// Every scope.
    pub const ALL: Self = Self(0b1_1111);

    /// The set of these.
    #[must_use]
    pub fn of(scopes: &[Scope]) -> Self {
        scopes.iter().copied().collect()
    }

    /// Whether this scope is in it.
    #[must_use]
    pub fn has(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Those of `wanted` that are not in it.
    #[must_use]
    pub fn lacks(self, wanted: Self) -> Self {
        Self(wanted.0 & !self.0)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it, in the order of [`Scope::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.has(*scope))
    }

    /// One byte, which [`from_byte`](Self::from_byte) reads.
    #[must_use]
    pub fn to_byte(self) -> u8 {
        self.0
    }

    /// The set that [`to_byte`](Self::to_byte) wrote; what is no scope is left out.
    #[must_use]
    pub fn from_byte(byte: u8) -> Self {
        Self(byte & Self::ALL.0)
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |all, scope| all | scope.bit()))
    }
}

/// `read, comments`.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Scope::name).collect();
        f.write_str(&names.join(", "))
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

/// Reads names with commas or blanks between them.
impl FromStr for Scopes {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        text.split([',', ' '])
            .filter(|name| !name.is_empty())
            .map(str::parse)
            .collect()
    }
}

/// What a person is to the workspace, as the organisation's sign-in says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sees numbers.
    Viewer,
    /// Sees customers and what they say, and acts on it.
    Agent,
    /// May do everything.
    Admin,
}

impl Role {
    /// Every role, from the least to the most.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Agent, Self::Admin];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }

    /// What it may do.
    #[must_use]
    pub fn scopes(self) -> Scopes {
        match self {
            Self::Viewer => Scopes::of(&[Scope::Read]),
            Self::Agent => Scopes::of(&[Scope::Read, Scope::Comments, Scope::Write]),
            Self::Admin => Scopes::ALL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_as_they_are_printed_and_packed() {
        for byte in 0..=u8::MAX {
            let scopes = Scopes::from_byte(byte);
            assert_eq!(scopes.to_string().parse(), Ok(scopes));
            assert_eq!(Scopes::from_byte(scopes.to_byte()), scopes);
            assert_eq!(scopes.iter().collect::<Scopes>(), scopes);
        }
        assert_eq!(
            "read,write  erase".parse(),
            Ok(Scopes::of(&[Scope::Read, Scope::Write, Scope::Erase]))
        );
        assert_eq!("read, root".parse::<Scopes>(), Err(UnknownScope("root".to_owned())));
    }

    #[test]
    fn no_scope_implies_another() {
        for one in Scope::ALL {
            for other in Scope::ALL {
                assert_eq!(Scopes::of(&[one]).has(other), one == other);
            }
        }
    }

    #[test]
    fn each_role_may_do_what_the_one_before_may() {
        for pair in Role::ALL.windows(2) {
            assert!(pair[1].scopes().lacks(pair[0].scopes()).is_empty());
            assert!(!pair[0].scopes().lacks(pair[1].scopes()).is_empty());
        }
    }
}
