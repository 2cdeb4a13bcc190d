//! Small symmetric systems: what a regression with a score of weights needs, and no more.

/// What is left of a diagonal entry after as many subtractions is nothing below this share of it.
const ROUNDING: f64 = 1e-13;

/// A symmetric positive definite matrix as `L·Lᵀ`. Row-major; only the lower triangle of `L` is meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cholesky {
    lower: Vec<f64>,
    size: usize,
}

impl Cholesky {
    /// The factor of a row-major matrix of `size` rows, of which only the lower triangle is read. Nothing where it is not
    /// positive definite.
    pub(super) fn of(mut matrix: Vec<f64>, size: usize) -> Option<Self> {
        debug_assert_eq!(matrix.len(), size * size);
        for row in 0..size {
            for column in 0..=row {
                let known: f64 = (0..column)
                    .map(|at| matrix[row * size + at] * matrix[column * size + at])
                    .sum();
                let left = matrix[row * size + column] - known;
                matrix[row * size + column] = if column < row {
                    left / matrix[column * size + column]
                } else if left > matrix[row * size + row] * ROUNDING && left.is_finite() {
                    left.sqrt()
                } else {
                    return None;
                };
            }
        }
        Some(Self { lower: matrix, size })
    }

    /// `x` of `A·x = b`.
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let at = |row: usize, column: usize| self.lower[row * self.size + column];
        let mut x = b.to_vec();
        for row in 0..self.size {
            let known: f64 = (0..row).map(|column| at(row, column) * x[column]).sum();
            x[row] = (x[row] - known) / at(row, row);
        }
        for row in (0..self.size).rev() {
            let known: f64 = (row + 1..self.size).map(|below| at(below, row) * x[below]).sum();
            x[row] = (x[row] - known) / at(row, row);
        }
        x
    }

    /// The inverse of the matrix: its lower triangle, row by row.
    pub(super) fn inverse(&self) -> Vec<f64> {
        let mut inverse = Vec::with_capacity(self.size * (self.size + 1) / 2);
        for row in 0..self.size {
            let mut unit = vec![0.0; self.size];
            unit[row] = 1.0;
            inverse.extend_from_slice(&self.solve(&unit)[..=row]);
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_positive_definite_has_no_factor() {
        for matrix in [
            vec![0.0],
            vec![-1.0],
            vec![f64::NAN],
            vec![f64::INFINITY],
            vec![1.0, 1.0, 1.0, 1.0],
            vec![1.0, 1.0, 1.0, 1.0 + f64::EPSILON],
        ] {
            let size = matrix.len().isqrt();
            assert_eq!(Cholesky::of(matrix, size), None);
        }
    }

    proptest! {
        #[test]
        fn the_solution_solves_and_the_inverse_inverts(
            (size, entries, b) in (1usize..8).prop_flat_map(|size| (
                Just(size),
                proptest::collection::vec(-3.0f64..3.0, size * size),
                proptest::collection::vec(-3.0f64..3.0, size),
            ))
        ) {
            // M·Mᵀ + 1 is positive definite whatever M is.
            let product = |row: usize, column: usize| -> f64 {
                let sum: f64 = (0..size).map(|at| entries[row * size + at] * entries[column * size + at]).sum();
                sum + f64::from(u8::from(row == column))
            };
            let matrix: Vec<f64> = (0..size * size).map(|at| product(at / size, at % size)).collect();
            let factor = Cholesky::of(matrix.clone(), size).unwrap();
            let (x, inverse) = (factor.solve(&b), factor.inverse());
            for row in 0..size {
                let back: f64 = (0..size).map(|column| matrix[row * size + column] * x[column]).sum();
                prop_assert!((back - b[row]).abs() < 1e-9);
                for column in 0..size {
                    let inverse = |row: usize, column: usize| inverse[row.max(column) * (row.max(column) + 1) / 2 + row.min(column)];
                    let unit: f64 = (0..size).map(|at| matrix[row * size + at] * inverse(at, column)).sum();
                    prop_assert!((unit - f64::from(u8::from(row == column))).abs() < 1e-9);
                }
            }
        }
    }
}
