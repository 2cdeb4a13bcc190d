use std::collections::BTreeMap;

use std::collections::HashSet;

use base64::Engine as _;
use jiff::Timestamp;

use super::*;
use crate::link::primitives::BASE64;
use crate::link::testing::{ROOTS, checked, full, key_id, roots};
use crate::link::*;

const ROOT: &str = "a root of thirty-two characters!";

const PURPOSES: [&str; 16] = [
    purpose::LINK,
    purpose::VIEW,
    purpose::IDENTITY,
    purpose::PSEUDONYM,
    purpose::CUSTOMER_SEAL,
    purpose::BROWSER_TAG,
    purpose::FINGERPRINT,
    purpose::EVENT,
    purpose::OPEN,
    purpose::OPEN_VIEW,
    purpose::OPEN_ANSWERED,
    purpose::NETWORK,
    purpose::SESSION,
    purpose::FORM,
    purpose::ONCE,
    purpose::STAND_IN,
];

#[test]
fn a_root_alone_serves_as_the_permanent_one_until_a_rotation_copies_it() {
    let first = RootKeys::parse(&format!(r#"{{"1":"{ROOT}"}}"#)).unwrap();
    let other = "another root of many characters, all of them secret";
    let rotated = RootKeys::parse(&format!(r#"{{"permanent":"{ROOT}","2":"{other}"}}"#)).unwrap();
    let facts = checked(&full());
    assert_eq!(
        InvitationId::of(&first.identity_key(), &facts),
        InvitationId::of(&rotated.identity_key(), &facts)
    );
    assert_eq!(first.pseudonym_key().bytes(), rotated.pseudonym_key().bytes());
    assert_eq!(first.seal_key().bytes(), rotated.seal_key().bytes());
    assert_eq!(first.tag_key().bytes(), rotated.tag_key().bytes());
    assert_eq!(first.fingerprint_key().bytes(), rotated.fingerprint_key().bytes());
    assert_ne!(first.mint_key().bytes(), rotated.mint_key().bytes());
}

#[test]
fn the_highest_key_id_mints() {
    let keys = RootKeys::parse(&format!(r#"{{"1":"{ROOT}","9":"{ROOT}","10":"{ROOT}","2":"{ROOT}"}}"#)).unwrap();
    assert_eq!(keys.mint_key().key_id(), key_id(10));
    assert_eq!(keys.key_ids().map(KeyId::get).collect::<Vec<_>>(), [1, 2, 9, 10]);
    assert!(keys.view_key(key_id(3)).is_none());
}

#[test]
fn a_bad_secret_is_refused_and_not_repeated() {
    let short = &ROOT[1..];
    let id = |number| KeyName::Id(key_id(number));
    let cases = [
        (String::new(), RootKeysError::NotAMap),
        (ROOT.to_owned(), RootKeysError::NotAMap),
        (format!(r#""{ROOT}""#), RootKeysError::NotAMap),
        (format!(r#"["{ROOT}"]"#), RootKeysError::NotAMap),
        (format!(r#"{{"1":["{ROOT}"]}}"#), RootKeysError::NotAMap),
        (
            r#"{"1":12345678901234567890123456789012345678}"#.to_owned(),
            RootKeysError::NotAMap,
        ),
        (format!(r#"{{"1":"{ROOT}"}} x"#), RootKeysError::NotAMap),
        ("{}".to_owned(), RootKeysError::NoKeyId),
        (format!(r#"{{"permanent":"{ROOT}"}}"#), RootKeysError::NoKeyId),
        (format!(r#"{{"2":"{ROOT}"}}"#), RootKeysError::NoPermanent),
        (
            format!(r#"{{"1":"{ROOT}","1":"{ROOT}"}}"#),
            RootKeysError::Duplicate(id(1)),
        ),
        (
            format!(r#"{{"permanent":"{ROOT}","permanent":"{ROOT}"}}"#),
            RootKeysError::Duplicate(KeyName::Permanent),
        ),
        (format!(r#"{{"1":"{short}"}}"#), RootKeysError::TooShort(id(1))),
        (
            format!(r#"{{"1":"{ROOT}","permanent":""}}"#),
            RootKeysError::TooShort(KeyName::Permanent),
        ),
        (format!(r#"{{"{ROOT}":"1"}}"#), RootKeysError::UnknownName),
        (format!(r#"{{"0":"{ROOT}"}}"#), RootKeysError::UnknownName),
        (format!(r#"{{"16":"{ROOT}"}}"#), RootKeysError::UnknownName),
        (format!(r#"{{"01":"{ROOT}"}}"#), RootKeysError::UnknownName),
        (format!(r#"{{"+1":"{ROOT}"}}"#), RootKeysError::UnknownName),
        (format!(r#"{{"Permanent":"{ROOT}"}}"#), RootKeysError::UnknownName),
    ];
    for (secret, expected) in cases {
        let error = RootKeys::parse(&secret).expect_err(&secret);
        assert_eq!(error, expected, "{secret}");
        assert!(!format!("{error} {error:?}").contains("thirty"), "{error}");
    }
}

#[test]
fn nothing_secret_is_shown_by_debug() {
    let keys = roots();
    let shown = format!(
        "{keys:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        keys.mint_key(),
        keys.link_keys(),
        keys.view_key(key_id(1)),
        keys.identity_key(),
        keys.pseudonym_key(),
        keys.seal_key(),
        keys.tag_key(),
        keys.fingerprint_key(),
        keys.network_key(),
        OpenKeys::derive(&keys),
    );
    assert_eq!(
        shown,
        "RootKeys { key_ids: [KeyId(1), KeyId(2)], .. } MintKey { key_id: 2, .. } \
         LinkKeys { key_ids: [KeyId(1), KeyId(2)], .. } Some(ViewKey(…)) IdentityKey(…) PseudonymKey(…) SealKey(…) \
         TagKey(…) FingerprintKey(…) NetworkKey(…) \
         OpenKeys { names: OpenKey(…), fresh: ViewKey(…), answered: ViewKey(…) }"
    );
}

#[test]
fn every_root_and_purpose_has_a_key_of_its_own() {
    let secret: BTreeMap<String, String> = serde_json::from_str(ROOTS).unwrap();
    let keys: HashSet<[u8; 32]> = secret
        .values()
        .flat_map(|root| PURPOSES.map(|purpose| derive(root.as_bytes(), purpose)))
        .collect();
    assert_eq!(keys.len(), 3 * PURPOSES.len());
}

#[test]
fn what_is_made_for_one_purpose_is_of_no_use_for_another() {
    let facts = checked(&full());
    let customer = facts.customer().unwrap();
    let id = key_id(1);
    let invitation = InvitationId::from_bytes([7; 16]);
    let pseudonym = Pseudonym::from_bytes([8; 16]);
    let ticket = ViewTicket::new(Timestamp::UNIX_EPOCH, 1, SubmissionId::from_bytes([9; 16]));
    for (maker, checker) in PURPOSES.iter().flat_map(|a| PURPOSES.iter().map(move |b| (a, b))) {
        let same = maker == checker;
        let long = |purpose| derive::<64>(ROOT.as_bytes(), purpose);
        let short = |purpose| derive::<32>(ROOT.as_bytes(), purpose);

        let token = mint(&MintKey::from_bytes(id, long(maker)), &facts);
        let link_keys = LinkKeys {
            keys: [(id, MintKey::from_bytes(id, long(checker)))].into(),
            stand_in: [0; 64],
            identity: IdentityKey::from_bytes([0; 32]),
        };
        assert_eq!(open(&link_keys, &token).is_ok(), same, "link: {maker}, {checker}");

        let sealed = seal(&SealKey::from_bytes(long(maker)), &pseudonym, customer);
        let unsealed = unseal(&SealKey::from_bytes(long(checker)), &pseudonym, &sealed);
        assert_eq!(unsealed.is_ok(), same, "seal: {maker}, {checker}");

        let signed = ticket.sign(&ViewKey::from_bytes(short(maker)), &invitation);
        let verified = ViewTicket::verify(&ViewKey::from_bytes(short(checker)), &invitation, &signed);
        assert_eq!(verified.is_some(), same, "view: {maker}, {checker}");

        let ids = [maker, checker].map(|purpose| {
            let key = short(purpose);
            let tags = respondent_tags(&TagKey::from_bytes(key), &invitation, "192.0.2.1", "Browser");
            (
                InvitationId::of(&IdentityKey::from_bytes(key), &facts),
                Pseudonym::of(&PseudonymKey::from_bytes(key), customer),
                tags,
                fingerprint(&FingerprintKey::from_bytes(key), 9, "good", &BTreeMap::new()),
            )
        });
        let equal = [
            ids[0].0 == ids[1].0,
            ids[0].1 == ids[1].1,
            ids[0].2 == ids[1].2,
            ids[0].3 == ids[1].3,
        ];
        assert_eq!(equal, [same; 4], "{maker}, {checker}");
    }
}

#[test]
fn a_token_a_ticket_and_a_sealed_id_are_each_read_by_their_own_reader_alone() {
    let keys = roots();
    let facts = checked(&full());
    let customer = facts.customer().unwrap();
    let invitation = InvitationId::of(&keys.identity_key(), &facts);
    let pseudonym = Pseudonym::of(&keys.pseudonym_key(), customer);
    let view = keys.view_key(key_id(2)).unwrap();
    let ticket = ViewTicket::new(Timestamp::UNIX_EPOCH, 1, SubmissionId::from_bytes([9; 16]));
    let made = [
        mint(keys.mint_key(), &facts),
        ticket.sign(&view, &invitation),
        BASE64.encode(seal(&keys.seal_key(), &pseudonym, customer)),
        invitation.to_string(),
        pseudonym.to_string(),
        keys.mint_key().export(),
    ];
    for (i, text) in made.iter().enumerate() {
        let read = [
            open(&keys.link_keys(), text).is_ok(),
            ViewTicket::verify(&view, &invitation, text).is_some(),
            BASE64
                .decode(text)
                .is_ok_and(|bytes| unseal(&keys.seal_key(), &pseudonym, &bytes).is_ok()),
        ];
        assert_eq!(read, [i == 0, i == 1, i == 2], "{text}");
    }
}

const NEW_ROOT: &str = "a new root that has just been drawn, by chance";

#[test]
fn a_rotation_adds_the_next_key_id_and_changes_nobody_and_no_link() {
    let first = format!(r#"{{"1":"{ROOT}"}}"#);
    let rotated = RootKeys::rotated(&first, NEW_ROOT).unwrap();
    assert_eq!(rotated.newest, key_id(2));
    let expected = format!(r#"{{"1":"{ROOT}","2":"{NEW_ROOT}","permanent":"{ROOT}"}}"#);
    assert_eq!(rotated.secret, expected);
    let (before, after) = (
        RootKeys::parse(&first).unwrap(),
        RootKeys::parse(&rotated.secret).unwrap(),
    );
    assert!(after.name_alike(&before));
    let token = mint(before.mint_key(), &checked(&full()));
    assert!(
        open(&after.link_keys(), &token).is_ok(),
        "links that are out still open"
    );

    let twice = RootKeys::rotated(&rotated.secret, "yet another root that has just been drawn").unwrap();
    let twice = RootKeys::parse(&twice.secret).unwrap();
    assert_eq!(twice.mint_key().key_id(), key_id(3));
    assert!(twice.name_alike(&before), "what is written down as permanent stays");
    assert!(!twice.name_alike(&RootKeys::parse(&format!(r#"{{"1":"{NEW_ROOT}"}}"#)).unwrap()));
}

#[test]
fn a_secret_that_cannot_be_used_or_is_full_is_not_rotated() {
    let refused = |secret: &str, root: &str| RootKeys::rotated(secret, root).err();
    assert_eq!(refused("{}", NEW_ROOT), Some(RootKeysError::NoKeyId));
    assert_eq!(refused("not a map", NEW_ROOT), Some(RootKeysError::NotAMap));
    let last = format!(r#"{{"permanent":"{ROOT}","15":"{ROOT}"}}"#);
    assert_eq!(refused(&last, NEW_ROOT), Some(RootKeysError::NoKeyIdLeft));
    let one = format!(r#"{{"1":"{ROOT}"}}"#);
    assert_eq!(
        refused(&one, "short"),
        Some(RootKeysError::TooShort(KeyName::Id(key_id(2))))
    );
}
