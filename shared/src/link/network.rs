//! The network that an address belongs to, and what stands for it where answers are counted.

use std::net::IpAddr;

use jiff::civil::Date;

use super::id::id16;
use super::keys::NetworkKey;
use super::primitives::mac;

id16!(
    /// Stands for a network on one day (UTC), so that requests from it can be counted. No address is kept, and the tags of
    /// two days cannot be compared.
    NetworkTag
);

/// The part of an address that names a network: people at home or in one shop share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network<'a> {
    /// The first 24 bits.
    V4([u8; 3]),
    /// The first 48 bits.
    V6([u8; 6]),
    /// A text that is no address counts whole.
    Other(&'a str),
}

impl<'a> Network<'a> {
    pub(super) fn of(ip: &'a str) -> Self {
        match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
            Ok(IpAddr::V4(ip)) => {
                let [a, b, c, _] = ip.octets();
                Self::V4([a, b, c])
            }
            Ok(IpAddr::V6(ip)) => {
                let [a, b, c, d, e, f, ..] = ip.octets();
                Self::V6([a, b, c, d, e, f])
            }
            Err(_) => Self::Other(ip),
        }
    }

    /// Tells the kinds apart where their bytes are hashed.
    pub(super) fn kind(&self) -> u8 {
        match self {
            Self::V4(_) => 4,
            Self::V6(_) => 6,
            Self::Other(_) => 0,
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::V4(bytes) => bytes,
            Self::V6(bytes) => bytes,
            Self::Other(text) => text.as_bytes(),
        }
    }
}

impl NetworkTag {
    /// HMAC-SHA256 over the network of this address (the first 24 bits of an IPv4 address, the first 48 of an IPv6 address),
    /// under a key that is derived from `key` for this day.
    #[must_use]
    pub fn of(key: &NetworkKey, day: Date, ip: &str) -> Self {
        let of_day: [u8; 32] = mac(key.bytes(), &[day.to_string().as_bytes()]);
        let network = Network::of(ip);
        Self::from_bytes(mac(&of_day, &[&[network.kind()], network.bytes()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 22);

    fn tag(day: Date, ip: &str) -> NetworkTag {
        NetworkTag::of(&NetworkKey::from_bytes([7; 32]), day, ip)
    }

    #[test]
    fn addresses_of_one_network_are_one_and_of_two_are_two() {
        for (one, other) in [
            ("203.0.113.7", "203.0.113.250"),
            ("203.0.113.7", "::ffff:203.0.113.9"),
            ("2001:db8:1:2::3", "2001:db8:1:ffff::9"),
        ] {
            assert_eq!(tag(DAY, one), tag(DAY, other), "{one} and {other}");
        }
        for (one, other) in [
            ("203.0.113.7", "203.0.114.7"),
            ("2001:db8:1::3", "2001:db8:2::3"),
            ("2001:db8:1::3", "32.1.13.184"),
            ("", "unknown"),
        ] {
            assert_ne!(tag(DAY, one), tag(DAY, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_network_is_another_the_day_after_and_under_another_key() {
        let ip = "203.0.113.7";
        assert_ne!(tag(DAY, ip), tag(date(2026, 11, 23), ip));
        assert_ne!(tag(DAY, ip), NetworkTag::of(&NetworkKey::from_bytes([8; 32]), DAY, ip));
    }
}
