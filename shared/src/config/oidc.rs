//! How people sign in: the organisation's OpenID Connect issuer, and what its groups come to here.

use crate::domain::role_map::RoleMap;
use crate::store::names::env;
use crate::web::is_private;

/// What is asked of the issuer where nothing else is said: who it is, and how they are called.
pub const USUAL_SCOPES: &str = "openid profile";
/// The claim of the groups where nothing else is said.
pub const USUAL_ROLES_CLAIM: &str = "groups";

/// An issuer, as the deployment names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcConfig {
    /// Its address, exactly as it writes it itself.
    pub issuer: String,
    /// What it calls this workspace.
    pub client_id: String,
    /// ARN of the secret that holds what proves it; none for a public client.
    pub client_secret: Option<String>,
    /// What is asked of it, `openid` among it.
    pub scopes: String,
    /// The claim of an id token that holds a person's groups: its name, or a path with dots.
    pub roles_claim: String,
    /// The role of each group.
    pub roles: RoleMap,
}

impl OidcConfig {
    /// Reads the environment through `var`; whatever is wrong is added to `wrong`. None where no issuer is named: people
    /// sign in with API keys then.
    pub(super) fn from_env(var: impl Fn(&str) -> Option<String>, wrong: &mut Vec<String>) -> Option<Self> {
        // A parameter that is not given comes as an empty text.
        let var = |name: &str| var(name).filter(|value| !value.is_empty());
        let (issuer, client_id) = (var(env::OIDC_ISSUER), var(env::OIDC_CLIENT_ID));
        let client_secret = var(env::OIDC_CLIENT_SECRET_ARN);
        let Some(issuer) = issuer else {
            for name in [env::OIDC_CLIENT_ID, env::OIDC_CLIENT_SECRET_ARN] {
                if var(name).is_some() {
                    wrong.push(format!("{name} is there without {}", env::OIDC_ISSUER));
                }
            }
            return None;
        };
        if !is_private(&issuer, true) || issuer.contains('?') {
            wrong.push(format!(
                "{} is '{issuer}' and must be the issuer's address, such as https://id.example.com, without a query",
                env::OIDC_ISSUER
            ));
        }
        if client_id.is_none() {
            wrong.push(format!("{} is missing", env::OIDC_CLIENT_ID));
        }
        let scopes = var(env::OIDC_SCOPES).unwrap_or_else(|| USUAL_SCOPES.to_owned());
        if !scopes.split(' ').any(|scope| scope == "openid") {
            wrong.push(format!("{} is '{scopes}' and must hold openid", env::OIDC_SCOPES));
        }
        let roles = match var(env::OIDC_ROLES).map(|text| text.parse()) {
            None => RoleMap::default(),
            Some(Ok(roles)) => roles,
            Some(Err(bad)) => {
                wrong.push(format!("{} {bad}", env::OIDC_ROLES));
                RoleMap::default()
            }
        };
        Some(Self {
            issuer,
            client_id: client_id.unwrap_or_default(),
            client_secret,
            scopes,
            roles_claim: var(env::OIDC_ROLES_CLAIM).unwrap_or_else(|| USUAL_ROLES_CLAIM.to_owned()),
            roles,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Option<OidcConfig>, Vec<String>) {
        let mut wrong = Vec::new();
        let var = |name: &str| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        (OidcConfig::from_env(var, &mut wrong), wrong)
    }

    #[test]
    fn an_issuer_and_a_client_are_enough() {
        let (found, wrong) = read(&[
            (env::OIDC_ISSUER, "https://id.example/realms/cx"),
            (env::OIDC_CLIENT_ID, "aisance"),
            (env::OIDC_CLIENT_SECRET_ARN, ""),
            (env::OIDC_ROLES, ""),
        ]);
        let expected = OidcConfig {
            issuer: "https://id.example/realms/cx".to_owned(),
            client_id: "aisance".to_owned(),
            client_secret: None,
            scopes: "openid profile".to_owned(),
            roles_claim: "groups".to_owned(),
            roles: RoleMap::default(),
        };
        assert_eq!((found, wrong), (Some(expected), Vec::new()));
        assert_eq!(read(&[(env::OIDC_ISSUER, "")]), (None, Vec::new()));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let (_, wrong) = read(&[
            (env::OIDC_ISSUER, "http://id.example?x=1"),
            (env::OIDC_SCOPES, "profile"),
            (env::OIDC_ROLES, "cx=root"),
        ]);
        let wrong = wrong.join("\n");
        for part in ["http://id.example?x=1", "OIDC_CLIENT_ID", "must hold openid", "'root'"] {
            assert!(wrong.contains(part), "{part}: {wrong}");
        }
        let (found, wrong) = read(&[(env::OIDC_CLIENT_ID, "aisance")]);
        assert_eq!(found, None);
        assert!(wrong[0].contains("without OIDC_ISSUER"), "{wrong:?}");
    }
}
