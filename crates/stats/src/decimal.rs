//! Decimal numerals to floats. The standard library's parser, exact for any length, brings 14 KB of
//! tables and big integers along.

/// The value of an ASCII numeral: digits with at most one point, an exponent after `e` or `E`; no sign
/// in front. Exact up to 15 significant digits and powers of ten up to 22, as amounts are; else within
/// two units in the last place. `None` for anything else, and for what is too large.
///
/// ```
/// use planscore_stats::decimal;
/// assert_eq!([decimal("0.1"), decimal("1e3"), decimal("12."), decimal(".5")], [0.1, 1e3, 12.0, 0.5].map(Some));
/// for wrong in ["", ".", "1.2.3", "-1", "1e", "1e999", "0x1", "１"] {
///     assert_eq!(decimal(wrong), None, "{wrong}");
/// }
/// ```
pub fn decimal(text: &str) -> Option<f64> {
    /// A mantissa below this takes another digit.
    const ROOM: u64 = u64::MAX / 10 - 1;
    let (mut mantissa, mut exponent) = (0_u64, 0_i32);
    let (mut digits, mut after_point) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits = true;
                let kept = mantissa < ROOM;
                if kept {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                }
                exponent = exponent.checked_add(i32::from(!kept) - i32::from(after_point))?;
            }
            b'.' if !after_point => after_point = true,
            b'e' | b'E' => {
                exponent = exponent.checked_add(text.get(at + 1..)?.parse::<i32>().ok()?)?;
                break;
            }
            _ => return None,
        }
    }
    if !digits {
        return None;
    }
    let mut value = mantissa as f64;
    if value == 0.0 {
        return Some(0.0);
    }
    while exponent != 0 && value != 0.0 && value.is_finite() {
        let step = exponent.clamp(-22, 22);
        let power = POWERS_OF_TEN[step.unsigned_abs() as usize];
        value = if step > 0 { value * power } else { value / power };
        exponent -= step;
    }
    value.is_finite().then_some(value)
}

/// Powers of ten that a float holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::decimal;

    proptest! {
        #[test]
        fn amounts_are_exact(cents in 0..999_999_999_999_999_u64, places in 0..16_usize) {
            let digits = format!("{cents:016}");
            let (whole, fraction) = digits.split_at(16 - places);
            let text = format!("{whole}.{fraction}");
            prop_assert_eq!(decimal(&text), text.parse().ok());
        }

        #[test]
        fn long_numerals_are_close(text in r"[0-9]{1,40}(\.[0-9]{0,40})?(e-?[0-9]{1,2})?") {
            let expected: f64 = text.parse().unwrap();
            prop_assert!((decimal(&text).unwrap() - expected).abs() <= expected * 1e-15, "{}", text);
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text: String) {
            prop_assert!(decimal(&text).is_none_or(f64::is_finite));
        }
    }
}
