//! Which groups of a table are too small to show, so that no subtraction brings them back.

/// Groups of fewer answers are never shown: their score would tell who gave it.
pub const SMALLEST_GROUP: u64 = 5;

/// For each group, by its number of answers, whether it may be shown beside the whole that it is part of.
///
/// Groups under [`SMALLEST_GROUP`] are hidden. The whole less the groups shown tells what is hidden all together, the answers
/// that belong to no group included. Where that would be fewer answers than the smallest group, as it is of a single small
/// group, the next smallest is hidden too, and among equals the first.
#[must_use]
pub fn showable(whole: u64, groups: &[u64]) -> Vec<bool> {
    showable_among(whole, groups, &vec![true; groups.len()])
}

/// The same where some groups must stay hidden whatever their size, as another table would tell them: those that `may` has
/// `false` for.
#[must_use]
pub fn showable_among(whole: u64, groups: &[u64], may: &[bool]) -> Vec<bool> {
    let mut smallest_first: Vec<usize> = (0..groups.len()).collect();
    smallest_first.sort_by_key(|index| (may.get(*index) == Some(&true), groups[*index]));
    // What the whole tells beside the groups shown: at first the answers that belong to no group.
    let mut rest = whole.saturating_sub(groups.iter().sum());
    let mut shown = vec![true; groups.len()];
    for index in smallest_first {
        let rest_is_small = (1..SMALLEST_GROUP).contains(&rest);
        let must_not = may.get(index) != Some(&true);
        if groups[index] >= SMALLEST_GROUP && !rest_is_small && !must_not {
            break;
        }
        shown[index] = false;
        rest += groups[index];
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn groups_of_five_and_more_are_shown() {
        assert_eq!(showable(15, &[5, 10]), [true, true]);
        assert_eq!(showable(15, &[]), [true; 0]);
    }

    #[test]
    fn a_single_small_group_takes_the_next_smallest_with_it() {
        assert_eq!(showable(60, &[2, 50, 8]), [false, true, false]);
    }

    #[test]
    fn small_groups_that_are_few_together_take_the_next_smallest_with_them() {
        assert_eq!(showable(63, &[1, 50, 10, 2]), [false, true, false, false]);
        assert_eq!(
            showable(58, &[4, 50, 4]),
            [false, true, false],
            "eight answers of two groups tell nobody's"
        );
    }

    #[test]
    fn answers_without_a_group_hide_a_small_one_or_are_hidden_by_the_next() {
        assert_eq!(
            showable(100, &[2, 50, 10]),
            [false, true, true],
            "the rest is 40 answers"
        );
        assert_eq!(showable(62, &[50, 10]), [true, false], "two answers have no group");
        assert_eq!(showable(65, &[50, 10]), [true, true], "five have none");
    }

    #[test]
    fn where_all_groups_are_small_none_is_shown() {
        assert_eq!(showable(4, &[3, 1]), [false, false]);
        assert_eq!(showable(2, &[2]), [false]);
    }

    #[test]
    fn what_another_table_would_tell_stays_hidden_and_takes_the_next_where_it_is_small() {
        assert_eq!(showable_among(90, &[50, 40], &[false, true]), [false, true]);
        assert_eq!(
            showable_among(33, &[3, 10, 20], &[false, true, true]),
            [false, false, true],
            "three alone would be told"
        );
        assert_eq!(showable_among(30, &[10, 20], &[false, false]), [false, false]);
    }

    proptest! {
        #[test]
        fn what_is_left_over_never_tells_a_small_group(groups in prop::collection::vec(1_u64..20, 0..12), ungrouped in 0_u64..12) {
            let whole = groups.iter().sum::<u64>() + ungrouped;
            let shown = showable(whole, &groups);
            let visible: u64 = groups.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(n, _)| n).sum();
            let hidden = shown.iter().filter(|shown| !**shown).count();
            let rest = whole - visible;
            let none_shown = visible == 0;
            prop_assert!(groups.iter().zip(&shown).all(|(n, shown)| *n >= SMALLEST_GROUP || !shown));
            prop_assert!(rest == 0 || rest >= SMALLEST_GROUP || none_shown);
            prop_assert!(hidden != 1 || ungrouped > 0 || none_shown);
        }
    }
}
