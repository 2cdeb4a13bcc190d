//! Ids of 16 bytes and their one text form.

/// The text is not an id: 22 characters of base64url that stand for exactly 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected 22 characters of base64url without padding")]
pub struct InvalidId;

/// Defines an id of 16 bytes whose text (`Display`, `FromStr`, serde) is 22 characters of base64url, in one canonical form.
macro_rules! id16 {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes of the id.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                use base64::Engine as _;
                f.write_str(&$crate::link::primitives::BASE64.encode(self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::link::InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                use base64::Engine as _;
                // Room for what 22 to 24 characters can hold: longer ones are refused, as they are no id either.
                let mut bytes = [0; 18];
                match $crate::link::primitives::BASE64.decode_slice(text, &mut bytes) {
                    Ok(16) => bytes
                        .first_chunk::<16>()
                        .map(|id| Self(*id))
                        .ok_or($crate::link::InvalidId),
                    _ => Err($crate::link::InvalidId),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use id16;
