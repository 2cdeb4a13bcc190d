//! The parameters of the sign-in, as the code takes them.

use shared::config::Config;
use shared::domain::role_map::RoleMap;
use shared::store::names::env;

use super::document;
use super::policies::resource_name;

/// What is not given comes as an empty text, and the code takes each parameter's own default as the template does.
#[test]
fn the_parameters_of_the_sign_in_are_taken_by_the_code() {
    let document = document();
    let variables = &document["Resources"]["ApiFunction"]["Properties"]["Environment"]["Variables"];
    let with = |given: &[(&str, &str)]| {
        let var = |name: &str| {
            if !env::OIDC.contains(&name) {
                return Some(name.to_lowercase()).filter(|_| env::TABLES.contains(&name));
            }
            let parameter = resource_name(&variables[name]);
            let given = given.iter().find(|(known, _)| *known == parameter);
            let default = document["Parameters"][parameter.as_str()]["Default"].as_str();
            given.map(|(_, value)| *value).or(default).map(str::to_owned)
        };
        Config::from_env(var).unwrap().oidc
    };
    assert_eq!(with(&[]), None, "people sign in with API keys");
    let issuer = [("OidcIssuer", "https://id.example"), ("OidcClientId", "aisance")];
    let oidc = with(&issuer).unwrap();
    assert_eq!((oidc.roles, oidc.client_secret), (RoleMap::default(), None));
    assert_eq!(
        (oidc.scopes.as_str(), oidc.roles_claim.as_str()),
        ("openid profile", "groups")
    );
}
