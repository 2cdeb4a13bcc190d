use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn days(from: (i16, i8, i8), to: (i16, i8, i8)) -> DayRange {
    DayRange {
        from: date(from.0, from.1, from.2),
        to: date(to.0, to.1, to.2),
    }
}

/// The window, the one before and the one a year ago, where `last` is the last closed day.
#[track_caller]
fn check(name: &str, last: Date, expected: [DayRange; 3]) {
    let window: Window = name.parse().unwrap();
    let range = window.ending(last);
    assert_eq!(range, expected[0], "{name} on {last}");
    let compared = |against| window.compared(last, against).unwrap();
    assert_eq!(compared(Against::Before), expected[1], "before {name} on {last}");
    assert_eq!(compared(Against::YearAgo), expected[2], "{name} a year before {last}");
}

#[test]
fn days_are_counted_back_from_the_last_closed_one() {
    check(
        "28d",
        date(2026, 11, 20),
        [
            days((2026, 10, 24), (2026, 11, 20)),
            days((2026, 9, 26), (2026, 10, 23)),
            days((2025, 10, 24), (2025, 11, 20)),
        ],
    );
}

#[test]
fn a_month_is_the_last_whole_one_and_compared_with_a_whole_one() {
    check(
        "month",
        date(2026, 11, 20),
        [
            days((2026, 10, 1), (2026, 10, 31)),
            days((2026, 9, 1), (2026, 9, 30)),
            days((2025, 10, 1), (2025, 10, 31)),
        ],
    );
    check(
        "month",
        date(2026, 11, 30),
        [
            days((2026, 11, 1), (2026, 11, 30)),
            days((2026, 10, 1), (2026, 10, 31)),
            days((2025, 11, 1), (2025, 11, 30)),
        ],
    );
    check(
        "month",
        date(2026, 1, 5),
        [
            days((2025, 12, 1), (2025, 12, 31)),
            days((2025, 11, 1), (2025, 11, 30)),
            days((2024, 12, 1), (2024, 12, 31)),
        ],
    );
}

#[test]
fn february_is_whole_on_both_sides_of_a_leap_year() {
    let feb_24 = days((2024, 2, 1), (2024, 2, 29));
    let feb_25 = days((2025, 2, 1), (2025, 2, 28));
    check(
        "month",
        date(2025, 3, 3),
        [feb_25, days((2025, 1, 1), (2025, 1, 31)), feb_24],
    );
    check(
        "month",
        date(2024, 2, 29),
        [
            feb_24,
            days((2024, 1, 1), (2024, 1, 31)),
            days((2023, 2, 1), (2023, 2, 28)),
        ],
    );
    let ends_on_a_leap_day = days((2024, 2, 2), (2024, 2, 29));
    assert_eq!(
        Window::Dates(ends_on_a_leap_day)
            .compared(date(2024, 3, 9), Against::YearAgo)
            .unwrap(),
        days((2023, 2, 2), (2023, 2, 28))
    );
    assert_eq!(
        Window::Dates(days((2024, 2, 29), (2024, 2, 29)))
            .compared(date(2024, 3, 9), Against::YearAgo)
            .unwrap(),
        days((2023, 2, 28), (2023, 2, 28))
    );
}

#[test]
fn a_quarter_is_the_last_whole_one() {
    check(
        "quarter",
        date(2026, 11, 20),
        [
            days((2026, 7, 1), (2026, 9, 30)),
            days((2026, 4, 1), (2026, 6, 30)),
            days((2025, 7, 1), (2025, 9, 30)),
        ],
    );
    check(
        "quarter",
        date(2026, 3, 31),
        [
            days((2026, 1, 1), (2026, 3, 31)),
            days((2025, 10, 1), (2025, 12, 31)),
            days((2025, 1, 1), (2025, 3, 31)),
        ],
    );
}

#[test]
fn the_year_to_date_is_compared_with_as_many_days_before_or_the_same_dates() {
    check(
        "ytd",
        date(2026, 2, 9),
        [
            days((2026, 1, 1), (2026, 2, 9)),
            days((2025, 11, 22), (2025, 12, 31)),
            days((2025, 1, 1), (2025, 2, 9)),
        ],
    );
    let whole_year = days((2025, 1, 1), (2025, 12, 31));
    assert_eq!(
        Window::YearToDate.ending(date(2025, 12, 31)),
        whole_year,
        "on New Year's Day"
    );
}

#[test]
fn names_are_read_in_one_spelling_and_others_refused_with_what_there_is() {
    for (name, window) in [
        ("1d", Window::Days(1)),
        ("366d", Window::Days(366)),
        ("month", Window::Month),
        ("quarter", Window::Quarter),
        ("ytd", Window::YearToDate),
    ] {
        assert_eq!(name.parse(), Ok(window));
    }
    for wrong in ["", "d", "0d", "367d", "007d", "+7d", "28", "28D", "week", "Month"] {
        let refused = wrong.parse::<Window>().unwrap_err().to_string();
        assert!(refused.contains("366d") && refused.contains("quarter"), "{refused}");
    }
    assert_eq!("year_ago".parse(), Ok(Against::YearAgo));
    assert!("year".parse::<Against>().unwrap_err().to_string().contains("before"));
}

#[test]
fn ranges_that_share_days_are_not_compared() {
    let more_than_a_year = Window::Dates(days((2025, 1, 1), (2026, 2, 9)));
    let refused = more_than_a_year
        .compared(date(2026, 2, 9), Against::YearAgo)
        .unwrap_err();
    assert!(refused.to_string().contains("2025-02-09 share days"), "{refused}");
    assert_eq!(
        more_than_a_year.compared(date(2026, 2, 9), Against::Before),
        Ok(days((2023, 11, 23), (2024, 12, 31)))
    );
}

proptest! {
    #[test]
    fn a_window_is_closed_its_length_right_and_the_range_before_it_next_to_it(
        ordinal in 0_i32..20_000, length in 1_u16..=MOST_DAYS, kind in 0_usize..4
    ) {
        let last = shifted(date(1999, 12, 28), ordinal);
        let window = [Window::Days(length), Window::Month, Window::Quarter, Window::YearToDate][kind];
        let range = window.ending(last);
        prop_assert!(range.from <= range.to && range.to <= last);
        let earlier = window.compared(last, Against::Before).unwrap();
        prop_assert_eq!(earlier.to, before(range.from));
        let (least, most) = match window {
            Window::Days(_) | Window::YearToDate | Window::Dates(_) => (range.days(), range.days()),
            Window::Month => (28, 31),
            Window::Quarter => (90, 92),
        };
        prop_assert!((least..=most).contains(&range.days()) && (least..=most).contains(&earlier.days()));
        if let Ok(year_ago) = window.compared(last, Against::YearAgo) {
            prop_assert!((year_ago.days() - range.days()).abs() <= 1);
            prop_assert_eq!(year_ago.from.year(), range.from.year() - 1);
        } else {
            prop_assert!(range.days() > 365);
        }
    }
}
