//! p values of several tests at once: among twenty tests of nothing, one comes out "significant" at 5 %.
//!
//! Each function gives adjusted p values in the order of those given, every one at least as large as its own and at
//! most 1. Compare them with the level as if there had been one test.

/// Holm's adjustment: the chance that *any* of the changes called real is none is at most the level, however the
/// tests depend on each other. For what sends a message.
///
/// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6,
/// 1979.
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let order = smallest_first(p_values);
    let mut adjusted = vec![1.0; p_values.len()];
    let mut largest_so_far: f64 = 0.0;
    for (rank, &index) in order.iter().enumerate() {
        let still_tested = (order.len() - rank) as f64;
        largest_so_far = largest_so_far.max(p_values[index] * still_tested).min(1.0);
        adjusted[index] = largest_so_far;
    }
    adjusted
}

/// Benjamini and Hochberg's adjustment: among the changes called real, the expected share that is none is at most the
/// level. For tables that a person explores.
///
/// Source: Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B
/// 57, 1995.
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let order = smallest_first(p_values);
    let count = order.len() as f64;
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest_so_far: f64 = 1.0;
    for (rank, &index) in order.iter().enumerate().rev() {
        // The quotient first: at the last rank it is exactly 1, and a p value never comes out smaller than it was.
        smallest_so_far = smallest_so_far.min(count / (rank + 1) as f64 * p_values[index]);
        adjusted[index] = smallest_so_far;
    }
    adjusted
}

fn smallest_first(p_values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| p_values[*one].total_cmp(&p_values[*other]));
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_test_is_left_as_it_is_and_none_is_no_matter() {
        assert_eq!((holm(&[0.03]), benjamini_hochberg(&[0.03])), (vec![0.03], vec![0.03]));
        assert!(holm(&[]).is_empty() && benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn the_order_of_the_tests_is_kept() {
        assert_eq!(holm(&[0.5, 0.01, 0.04]), [0.5, 0.03, 0.08]);
        let adjusted = benjamini_hochberg(&[0.5, 0.01, 0.04]);
        assert_eq!((adjusted[0], adjusted[1]), (0.5, 0.03));
        assert!((adjusted[2] - 0.06).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn adjusting_never_helps_and_holm_is_the_stricter(p_values in prop::collection::vec(0.0_f64..=1.0, 0..40)) {
            let (strict, lenient) = (holm(&p_values), benjamini_hochberg(&p_values));
            for ((p, holm), bh) in p_values.iter().zip(&strict).zip(&lenient) {
                prop_assert!(p <= bh && *bh <= holm + 1e-15 && *holm <= 1.0, "{p} {bh} {holm}");
            }
        }

        #[test]
        fn a_smaller_p_value_never_ends_up_larger(p_values in prop::collection::vec(0.0_f64..=1.0, 2..40)) {
            for adjusted in [holm(&p_values), benjamini_hochberg(&p_values)] {
                for (one, other) in p_values.iter().zip(&adjusted).zip(p_values.iter().zip(&adjusted).skip(1)) {
                    prop_assert_eq!(one.0 < other.0 && one.1 > other.1, false);
                }
            }
        }
    }
}
