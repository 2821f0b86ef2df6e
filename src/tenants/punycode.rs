//! Reads one label of an internationalised domain name (RFC 3492), so that `xn--mnchen-3ya` shows as `münchen`.

const BASE: u32 = 36;
const FIRST_CODE: u32 = 0x80;
const FIRST_BIAS: u32 = 72;

/// The letters of a label that began with `xn--` (given without that prefix), or nothing when it is not one.
///
/// A label that would decode to plain ASCII is refused: `xn--shopify-` must not pass for `shopify`.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let (basic, deltas) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    if deltas.is_empty() || !encoded.is_ascii() {
        return None;
    }
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut code, mut position, mut bias) = (FIRST_CODE, 0_u32, FIRST_BIAS);
    let mut digits = deltas.bytes();
    while digits.len() > 0 {
        let before = position;
        position = next_position(&mut digits, before, bias)?;
        let count = u32::try_from(letters.len()).ok()?.checked_add(1)?;
        bias = adapt(position - before, count, before == 0);
        code = code.checked_add(position / count)?;
        position %= count;
        let letter = char::from_u32(code).filter(|letter| letter.is_alphanumeric())?;
        letters.insert(usize::try_from(position).ok()?, letter);
        position += 1;
    }
    Some(letters.into_iter().collect())
}

/// Reads one number of variable length and adds it to the position before.
fn next_position(digits: &mut std::str::Bytes<'_>, before: u32, bias: u32) -> Option<u32> {
    let (mut position, mut weight, mut step) = (before, 1_u32, BASE);
    loop {
        let digit = match digits.next()? {
            byte @ b'a'..=b'z' => u32::from(byte - b'a'),
            byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
            _ => return None,
        };
        position = position.checked_add(digit.checked_mul(weight)?)?;
        let threshold = step.saturating_sub(bias).clamp(1, 26);
        if digit < threshold {
            return Some(position);
        }
        weight = weight.checked_mul(BASE - threshold)?;
        step += BASE;
    }
}

/// The bias for the next number, as the standard sets it.
fn adapt(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += BASE;
    }
    steps + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn names_in_other_scripts_are_read() {
        assert_eq!(decode("mnchen-3ya").as_deref(), Some("münchen"));
        assert_eq!(decode("bcher-kva").as_deref(), Some("bücher"));
        assert_eq!(decode("fsqu00a").as_deref(), Some("例子"));
        assert_eq!(decode("e1afmkfd").as_deref(), Some("пример"));
    }

    #[test]
    fn a_label_that_hides_plain_letters_is_refused() {
        assert_eq!(decode("shopify-"), None);
        assert_eq!(decode(""), None);
    }

    #[test]
    fn garbage_is_refused_without_harm() {
        for garbage in ["99999999999", "-", "a-!", "ü-a", "a-\0"] {
            assert_eq!(decode(garbage), None, "{garbage}");
        }
    }
}
