//! Two-sided p values: how often chance alone would bring at least so large a test statistic.

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::erf::erfc;

/// Of a standard normal statistic.
#[must_use]
pub fn of_z(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Of Student's t with so many degrees of freedom, which need not be whole. Nothing without degrees of freedom.
///
/// `statrs` 0.19 loses digits with many degrees of freedom; from 500 on, t is turned into the z of the same
/// p by Hill's expansion, which has ten digits there (Hill, "Algorithm 395: Student's t-distribution", Communications of the
/// ACM 13, 1970).
#[must_use]
pub fn of_t(t: f64, degrees_of_freedom: f64) -> Option<f64> {
    if degrees_of_freedom >= EXPANDED_FROM {
        return Some(of_z(hill_expansion_to_z(t, degrees_of_freedom)));
    }
    let students_t = StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()?;
    Some(2.0 * students_t.sf(t.abs()))
}

/// Degrees of freedom from which both ways agree to nine digits.
const EXPANDED_FROM: f64 = 500.0;

fn hill_expansion_to_z(t: f64, freedom: f64) -> f64 {
    let shifted = freedom - 0.5;
    let scale = 48.0 * shifted * shifted;
    let y = shifted * (t * t / freedom).ln_1p();
    let correction = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + scale) + y + 3.0;
    (correction / scale + 1.0) * y.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_difference_has_a_p_of_one_whatever_its_sign() {
        assert_eq!(of_z(0.0), 1.0);
        assert_eq!(of_t(0.0, 9.0), Some(1.0));
        assert_eq!(of_t(0.0, 1e9), Some(1.0));
        assert_eq!(of_z(-1.3), of_z(1.3));
        assert_eq!(of_t(-1.3, 4.5), of_t(1.3, 4.5));
    }

    #[test]
    fn without_degrees_of_freedom_there_is_none() {
        for freedom in [0.0, -1.0, f64::NAN] {
            assert_eq!(of_t(1.0, freedom), None);
        }
    }

    #[test]
    fn both_ways_to_the_p_of_t_agree_where_they_meet() {
        for t in [0.1, 0.7, 1.0, 1.96, 2.6, 4.0, 6.0] {
            let exact = 2.0 * StudentsT::new(0.0, 1.0, EXPANDED_FROM).unwrap().sf(t);
            let expanded = of_t(t, EXPANDED_FROM).unwrap();
            assert!(
                (expanded / exact - 1.0).abs() < 1e-9,
                "{t}: {expanded:?} is not {exact:?}"
            );
        }
    }

    #[test]
    fn with_endless_freedom_t_is_z() {
        for t in [0.5, 1.96, 4.5] {
            assert!((of_t(t, 1e12).unwrap() / of_z(t) - 1.0).abs() < 1e-9);
        }
    }
}
