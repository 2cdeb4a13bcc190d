//! Promises about what may be said of an earlier answer.

use shared::link::{TEST_ATTRIBUTE, TEST_VALUE};
use shared::store::answered::{Answered, ReadAnswered};
use shared::store::invitations::PutRegistered;

use super::*;

/// Whether an invitation has been answered is told by what counts: not by a registration, nor by what may be a machine's,
/// and of an erased person only that.
pub async fn whether_a_link_was_answered_is_told_without_the_answer(store: &Store) -> anyhow::Result<()> {
    let told = async |response: &Response| {
        let occasion = &response.occasion;
        store.read_answered(occasion.respondent, occasion.invitation).await
    };
    let counted = response(1, 1);
    assert_eq!(told(&counted).await?, Answered::No);
    let mut suspect = response(2, 1);
    if let Content::Answered(answer) = &mut suspect.content {
        answer.suspicions = vec![Suspicion::TooQuick];
    }
    let mut held = response(3, 1);
    held.held = suspect.answer().cloned();
    let mut test = response(4, 1);
    test.occasion.attributes = BTreeMap::from([(TEST_ATTRIBUTE.into(), TEST_VALUE.into())]);
    let erased = response(5, 1).erased(at(60), at(86_400 * 500));
    let cases = [
        (&counted, Answered::Yes),
        (&suspect, Answered::No),
        (&held, Answered::Yes),
        (&test, Answered::Yes),
        (&erased, Answered::Erased),
    ];
    for (stored, expected) in cases {
        assert_eq!(store.put_response(stored, None).await?, Put::Stored);
        assert_eq!(told(stored).await?, expected, "{:?}", stored.standing());
    }
    let registered = registered(6, 1, "pro");
    assert_eq!(store.put_registered(&registered, None).await?, Put::Stored);
    let told = store.read_answered(registered.respondent, registered.invitation);
    assert_eq!(told.await?, Answered::No);
    Ok(())
}
