//! Which role the groups of an organisation come to here.

use std::fmt;
use std::str::FromStr;

use super::access::Role;

/// The group that everybody is in.
const EVERYBODY: &str = "*";

/// Groups, or whatever else the organisation's sign-in says of a person, and the role of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMap(Vec<(String, Role)>);

/// Why a text is no [`RoleMap`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRoleMap {
    /// Nobody could sign in.
    #[error("names no group: give GROUP=ROLE, separated by commas, as in cx-admins=admin,*=viewer")]
    Empty,
    /// A part has no `=`, or nothing before it.
    #[error("has '{0}', which is not of the form GROUP=ROLE")]
    NoPair(String),
    /// A role that there is not.
    #[error("gives the role '{0}'; there are viewer, agent and admin")]
    UnknownRole(String),
    /// A group with two roles.
    #[error("names the group '{0}' twice")]
    Twice(String),
}

impl RoleMap {
    /// The highest role of somebody in these groups; none where no group is named here.
    #[must_use]
    pub fn role_of(&self, groups: &[String]) -> Option<Role> {
        let of_theirs = self
            .0
            .iter()
            .filter(|(group, _)| group == EVERYBODY || groups.contains(group));
        of_theirs
            .map(|(_, role)| *role)
            .max_by_key(|role| Role::ALL.iter().position(|known| known == role))
    }

    /// The groups that somebody has to be in to have a role at all, in the order they were given.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(group, _)| group.as_str())
    }
}

/// `aisance-admin=admin,aisance-agent=agent,aisance-viewer=viewer`
impl Default for RoleMap {
    fn default() -> Self {
        let usual = |role: &Role| (format!("aisance-{}", role.name()), *role);
        Self(Role::ALL.iter().rev().map(usual).collect())
    }
}

/// Reads `GROUP=ROLE` pairs with commas between them; a group may hold `=`, and `*` is everybody.
impl FromStr for RoleMap {
    type Err = BadRoleMap;

    fn from_str(text: &str) -> Result<Self, BadRoleMap> {
        let mut map: Vec<(String, Role)> = Vec::new();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let no_pair = || BadRoleMap::NoPair(pair.to_owned());
            let (group, role) = pair.rsplit_once('=').ok_or_else(no_pair)?;
            let (group, role) = (group.trim(), role.trim());
            if group.is_empty() {
                return Err(no_pair());
            }
            let known = Role::ALL.into_iter().find(|known| known.name() == role);
            let role = known.ok_or_else(|| BadRoleMap::UnknownRole(role.to_owned()))?;
            if map.iter().any(|(named, _)| named == group) {
                return Err(BadRoleMap::Twice(group.to_owned()));
            }
            map.push((group.to_owned(), role));
        }
        if map.is_empty() {
            Err(BadRoleMap::Empty)
        } else {
            Ok(Self(map))
        }
    }
}

impl fmt::Display for RoleMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(group, role)| format!("{group}={}", role.name()))
            .collect();
        f.write_str(&pairs.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(map: &str, groups: &[&str]) -> Option<Role> {
        let groups: Vec<String> = groups.iter().map(|&group| group.to_owned()).collect();
        map.parse::<RoleMap>().unwrap().role_of(&groups)
    }

    #[test]
    fn the_highest_role_of_somebodys_groups_counts() {
        let map = "cx=agent,cx-admins=admin,staff=viewer";
        for (groups, expected) in [
            (&["staff", "cx"][..], Some(Role::Agent)),
            (&["cx-admins", "staff"], Some(Role::Admin)),
            (&["staff"], Some(Role::Viewer)),
            (&["CX", "cx-admin", "cx=agent"], None),
            (&[], None),
        ] {
            assert_eq!(role(map, groups), expected, "{groups:?}");
        }
        assert_eq!(role("cx=agent,*=viewer", &[]), Some(Role::Viewer));
        assert_eq!(role("cx=agent,*=viewer", &["cx"]), Some(Role::Agent));
        assert_eq!(role("cn=cx=admin", &["cn=cx"]), Some(Role::Admin));
    }

    #[test]
    fn a_map_is_read_as_it_is_printed_and_says_what_is_wrong_with_it() {
        let usual = RoleMap::default();
        assert_eq!(
            usual.to_string(),
            "aisance-admin=admin,aisance-agent=agent,aisance-viewer=viewer"
        );
        assert_eq!(usual.to_string().parse(), Ok(usual));
        assert_eq!(
            " CX Team = admin , *=viewer,".parse::<RoleMap>().unwrap().to_string(),
            "CX Team=admin,*=viewer"
        );
        for (text, wrong) in [
            ("", BadRoleMap::Empty),
            (" , ", BadRoleMap::Empty),
            ("cx", BadRoleMap::NoPair("cx".into())),
            ("=admin", BadRoleMap::NoPair("=admin".into())),
            ("cx=root", BadRoleMap::UnknownRole("root".into())),
            ("cx=Admin", BadRoleMap::UnknownRole("Admin".into())),
            ("cx=admin,cx=viewer", BadRoleMap::Twice("cx".into())),
        ] {
            assert_eq!(text.parse::<RoleMap>(), Err(wrong), "{text}");
        }
    }
}
