mod exchange;

use jiff::SignedDuration;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};

use super::id_token::{self, Claims};
use super::keys::Algorithm;
use super::*;
use crate::testing::issuer::{CLIENT, ISSUER, TestKey, claims};
use crate::testing::noon;

const NONCE: &str = "the nonce";
const REDIRECT: &str = "https://api.example/dashboard/sign-in/callback";

fn keys(published: &[Value]) -> KeySet {
    KeySet::read(json!({ "keys": published }).to_string().as_bytes()).unwrap()
}

fn read(token: &str, keys: &KeySet) -> Result<Claims, WrongToken> {
    read_roles(token, keys, "groups")
}

fn read_roles(token: &str, keys: &KeySet, roles_claim: &str) -> Result<Claims, WrongToken> {
    let expected = Expected {
        issuer: ISSUER,
        client_id: CLIENT,
        nonce: NONCE,
        roles_claim,
        now: noon(),
    };
    id_token::read(token, keys, &expected)
}

/// What comes of a token with one claim changed, or taken out by `null`.
fn changed(name: &str, value: Value) -> Result<Claims, WrongToken> {
    let key = TestKey::new("first");
    let mut claims = claims(NONCE);
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    read(&key.token(&claims), &keys(&[key.published()]))
}

#[test]
fn a_token_that_holds_says_who_it_is() {
    let expected = Claims {
        subject: "248289761001".to_owned(),
        name: "Somebody".to_owned(),
        groups: vec!["aisance-agent".to_owned()],
    };
    assert_eq!(changed("email", json!("unused")), Ok(expected));
}

#[test]
fn a_token_with_any_one_claim_wrong_does_not_hold() {
    let now = noon().as_second();
    let long = "x".repeat(256);
    for (name, value, wrong) in [
        ("iss", json!("https://id.example/"), WrongToken::Issuer),
        ("iss", json!("https://evil.example"), WrongToken::Issuer),
        ("iss", Value::Null, WrongToken::Unreadable),
        ("aud", json!("another"), WrongToken::Audience),
        ("aud", json!([]), WrongToken::Audience),
        ("aud", json!(["another"]), WrongToken::Audience),
        ("aud", json!([CLIENT, "another"]), WrongToken::Audience),
        ("aud", Value::Null, WrongToken::Unreadable),
        ("azp", json!("another"), WrongToken::Audience),
        ("exp", json!(now - 60), WrongToken::Expired),
        ("exp", json!(0), WrongToken::Expired),
        ("exp", json!(-1), WrongToken::Expired),
        ("exp", json!("2999"), WrongToken::Unreadable),
        ("exp", Value::Null, WrongToken::Unreadable),
        ("iat", json!(now + 61), WrongToken::NotYet),
        ("iat", Value::Null, WrongToken::Unreadable),
        ("nbf", json!(now + 61), WrongToken::NotYet),
        ("nonce", json!("another"), WrongToken::Nonce),
        ("nonce", json!(""), WrongToken::Nonce),
        ("nonce", Value::Null, WrongToken::Nonce),
        ("sub", json!(""), WrongToken::Subject),
        ("sub", json!(long), WrongToken::Subject),
        ("sub", json!(7), WrongToken::Unreadable),
        ("sub", Value::Null, WrongToken::Unreadable),
    ] {
        assert_eq!(changed(name, value.clone()), Err(wrong), "{name}: {value}");
    }
}

#[test]
fn clocks_may_be_a_minute_apart() {
    let now = noon().as_second();
    for (name, value) in [
        ("exp", json!(now - 59)),
        ("iat", json!(now + 60)),
        ("nbf", json!(now + 60)),
        ("exp", json!(now as f64 + 0.5)),
        ("aud", json!([CLIENT])),
        ("azp", json!(CLIENT)),
        ("sub", json!("x".repeat(255))),
    ] {
        assert!(changed(name, value.clone()).is_ok(), "{name}: {value}");
    }
    let key = TestKey::new("first");
    let mut several = claims(NONCE);
    (several["aud"], several["azp"]) = (json!([CLIENT, "another"]), json!(CLIENT));
    assert!(read(&key.token(&several), &keys(&[key.published()])).is_ok());
}

#[test]
fn no_token_says_how_it_is_to_be_checked() {
    let key = TestKey::new("first");
    let published = keys(&[key.published()]);
    let claims = claims(NONCE);
    for (header, wrong) in [
        (json!({ "alg": "none", "kid": "first" }), WrongToken::Algorithm),
        (json!({ "alg": "HS256", "kid": "first" }), WrongToken::Algorithm),
        (json!({ "alg": "es256", "kid": "first" }), WrongToken::Algorithm),
        (json!({ "alg": "ES384", "kid": "first" }), WrongToken::Algorithm),
        (json!({ "alg": "RS256", "kid": "first" }), WrongToken::KeyMismatch),
        (json!({ "alg": "EdDSA", "kid": "first" }), WrongToken::KeyMismatch),
        (json!({ "alg": "ES256", "kid": "other" }), WrongToken::UnknownKey),
        (
            json!({ "alg": "ES256", "kid": "first", "crit": ["b64"] }),
            WrongToken::Critical,
        ),
        (
            json!({ "alg": "ES256", "kid": "other", "jwk": key.published() }),
            WrongToken::UnknownKey,
        ),
        (json!({ "kid": "first" }), WrongToken::Unreadable),
    ] {
        let token = key.sign(&header, &claims);
        assert_eq!(read(&token, &published), Err(wrong), "{header}");
    }
    // Signed with what everybody can read: the published key as a shared secret, or nothing.
    let token = key.token(&claims);
    let (signed, _) = token.rsplit_once('.').unwrap();
    assert_eq!(read(&format!("{signed}."), &published), Err(WrongToken::Signature));
    for token in ["", "a", "a.b", "..", "a.b.c.d", &token[1..], &format!("{token}=")] {
        assert!(read(token, &published).is_err(), "{token}");
    }
}

#[test]
fn a_changed_letter_and_another_key_do_not_hold() {
    let (key, other) = (TestKey::new("first"), TestKey::new("first"));
    let published = keys(&[key.published()]);
    assert_eq!(
        read(&other.token(&claims(NONCE)), &published),
        Err(WrongToken::Signature)
    );
    let token = key.token(&claims(NONCE));
    for at in (0..token.len()).step_by(7) {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(read(&changed, &published).is_err(), "letter {at}");
    }
}

#[test]
fn a_token_without_a_key_id_is_for_the_one_key_that_fits() {
    let (first, second) = (TestKey::new("first"), TestKey::new("second"));
    let token = first.sign(&json!({ "alg": "ES256" }), &claims(NONCE));
    assert!(read(&token, &keys(&[first.published()])).is_ok());
    let two = keys(&[first.published(), second.published()]);
    assert_eq!(read(&token, &two), Err(WrongToken::UnknownKey));
}

#[test]
fn a_key_is_used_for_nothing_but_what_it_is_meant_for() {
    let key = TestKey::new("first");
    for (name, value, wrong) in [
        ("use", "enc", WrongToken::UnknownKey),
        ("alg", "RS256", WrongToken::KeyMismatch),
        ("crv", "P-521", WrongToken::UnknownKey),
        ("x", "AAAA", WrongToken::UnknownKey),
        ("kty", "oct", WrongToken::UnknownKey),
    ] {
        let mut published = key.published();
        published[name] = json!(value);
        let token = key.token(&claims(NONCE));
        assert_eq!(read(&token, &keys(&[published])), Err(wrong), "{name}: {value}");
    }
}

/// Made with OpenSSL: a key of 2048 bits, and its signatures of the same text.
#[test]
fn rsa_signatures_of_another_program_are_checked_by_their_own_padding_alone() {
    const MODULUS: &str = "11m_D8d8ovJ0qI6KIpwTZ178Ue5UrRHN3q5Eqas5MWqcEKuzaubYNqFGI73LXEpbrD6UuwVaFxOB4xbZYnVBJJQuNFxdxWvL5mk1bZBiGWkslw-MSbZi_4Gyxh96hdyuG0RX_q-93fJcCYm8jvvUgW4rpGDA762P1NfyzZO2Nd9Sa9_t6fSk57LCJ2HjEkDawVUvjZ2x9cYC54mGBoGfIAq0S2KtT8UJqzLOc5P_sVqFZvoaGKHnGY0-fw3WhMfR1hzHNEUc8o9OcKTI-IMozP30vj9dC11jg0PAK49hPBVEtDjCKnA-Pk5NTk1LJGSWIVimWkrnSuqOxErYkkbqjQ";
    const PKCS1: &str = "MAXs7R6KRIVVBWAtLCyTamQzqdMKv6Asldcw7_c6McVpUeMjpF1VO9rHcbRxFfD0htBxgEoMWP9AuJdSKuucuoTCW_i14f80-pDcV9vdvTceJRYeHNF8MFq8bwX-la9U6EC7xbpLT6X7tJi5jsvFeJjWOGJhURxeHTMrivIC9xUsXkzS6-DxVL1bFk8Kvttj4FKXavJZ1RGa_dyacdjQxOs6Arrem-2H4LU2Algui63gpTz0K1IJA-POgu7I0WotfZo3f9HNLrjCE_05kU391GibAR5i8dy6QhUQe3NNx1_teRlxFvF0XWte-laV9lMgkfF1WhWe-AlP6sdW8mLWwQ";
    const PSS: &str = "UJvktd9lWZB_1Y9iGQtcsrx-XCY69IrsG3ujqOiD9uL0r0n5KqdJfAVtRTt7NwKPTTsdoB7Fazjfj2wCTL8-_PcsVqnPE3OM9b3qyqjJRvY_uyRw_eAM5gSw5SGO8uAhZHUB1Lpp1J5AlUY_WS07IiYNQh7VS024mFSmkhGvelKR5pwibP_-b4T_XEnukycVGMDVvnsZtAtOKqYvDVlH_d3vpLTEwGKHONDeNWrAiC4XU-Ds1Skp9-bg3mKgXd7856EknItBJYDTIMIJMmTVVRANI9ukXtUT53qb1fRfD6iqKj8pPeJlVdPUR7dbkRPwx_7PE_VO9j9EAgKeJDOLvQ";
    /// Of 1024 bits.
    const SHORT_MODULUS: &str = "vTkLZAu9UR76Vc69MfAlkPxHAgHutZwPSkkya-teGdcZy338OsTxX1KLlFP9ioxG6x4I6oK3cX_SPe1RL0sdErkrjww8iqj284YQME9pBIJIAO740pWENhYdEOzfMQiiST7vQLXqu3EhrJtSHcVYVia4PkkVXx1yyiz_zCMVbD0";
    const SHORT_PKCS1: &str = "JH6Ka6qR6BgSqEC4jApX_ToEu7HNQw65IpraB06BEAUnbsEwtNMF6HIIJtoCnMyYfHsRrON4-D4fSc97glMsjVyzhU_8h1bwyezYru-zA4cEuEUHPirGwJhiTjewMqFkTZy5P3UyZxSgXKuelwKk2MNubO1-eEay98__X9psq88";
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let with_a_zero = URL_SAFE_NO_PAD.encode([&[0][..], &bytes(MODULUS)].concat());
    for modulus in [MODULUS, &with_a_zero] {
        let published = keys(&[json!({ "kty": "RSA", "kid": "rsa", "n": modulus, "e": "AQAB" })]);
        let check = |algorithm, signature: &str| {
            published.check(Some("rsa"), algorithm, b"signed by openssl", &bytes(signature))
        };
        assert_eq!(check(Algorithm::Rs256, PKCS1), Ok(()));
        assert_eq!(check(Algorithm::Ps256, PSS), Ok(()));
        assert_eq!(check(Algorithm::Ps256, PKCS1), Err(WrongToken::Signature));
        assert_eq!(check(Algorithm::Rs256, PSS), Err(WrongToken::Signature));
        assert_eq!(check(Algorithm::Es256, PKCS1), Err(WrongToken::KeyMismatch));
    }
    let short = keys(&[json!({ "kty": "RSA", "kid": "rsa", "n": SHORT_MODULUS, "e": "AQAB" })]);
    let checked = short.check(Some("rsa"), Algorithm::Rs256, b"signed by openssl", &bytes(SHORT_PKCS1));
    assert_eq!(checked, Err(WrongToken::Signature), "keys under 2048 bits are no keys");
}

#[test]
fn ed25519_signatures_are_checked() {
    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
    let x = URL_SAFE_NO_PAD.encode(pair.public_key());
    let published = keys(&[json!({ "kty": "OKP", "crv": "Ed25519", "x": x })]);
    let signature = pair.sign(b"text");
    let check = |message: &[u8]| published.check(None, Algorithm::EdDsa, message, signature.as_ref());
    assert_eq!((check(b"text"), check(b"other")), (Ok(()), Err(WrongToken::Signature)));
}

#[test]
fn groups_are_found_by_name_by_path_and_as_one_text() {
    let key = TestKey::new("first");
    let groups = |claim: &str, name: &str, value: Value| {
        let mut claims = claims(NONCE);
        claims[name] = value;
        let read = read_roles(&key.token(&claims), &keys(&[key.published()]), claim);
        read.unwrap().groups.join("+")
    };
    assert_eq!(groups("roles", "roles", json!(["a", "b", 7, null])), "a+b");
    assert_eq!(groups("roles", "roles", json!("a b")), "a b");
    let nested = json!({ "roles": ["a"], "deeper": { "still": "b" } });
    assert_eq!(groups("realm_access.roles", "realm_access", nested.clone()), "a");
    assert_eq!(groups("realm_access.deeper.still", "realm_access", nested.clone()), "b");
    assert_eq!(groups("realm_access.nothing", "realm_access", nested), "");
    let named_by_address = "https://aisance.example/roles";
    assert_eq!(groups(named_by_address, named_by_address, json!(["a"])), "a");
    assert_eq!(groups("roles", "groups", json!(["a"])), "");
}

#[test]
fn a_person_is_called_by_the_best_name_there_is() {
    let named = |name: Value, preferred: Value| {
        let key = TestKey::new("first");
        let mut claims = claims(NONCE);
        (claims["name"], claims["preferred_username"]) = (name, preferred);
        read(&key.token(&claims), &keys(&[key.published()])).unwrap().name
    };
    assert_eq!(named(json!(" Somebody "), json!("some")), "Somebody");
    assert_eq!(named(json!(""), json!("some")), "some");
    assert_eq!(named(Value::Null, json!(7)), "248289761001");
    assert_eq!(named(json!("é".repeat(500)), Value::Null).chars().count(), 80);
}

#[test]
fn an_issuers_error_code_is_plain_letters_wherever_it_is_shown() {
    let hostile = NotSignedIn::refused("<script>\u{202e}alert('x')\r\nset-cookie: a=b");
    assert_eq!(hostile.code(), "scriptalertxsetcookieab");
    assert_eq!(NotSignedIn::refused("").code(), "unknown_error");
    assert!(NotSignedIn::refused(&"a".repeat(500)).code().len() <= 40);
}
