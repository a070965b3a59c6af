//! Whether two wordings may be the same hazard.

/// So alike, of 1, that it is a question.
const ALIKE: f64 = 0.75;

/// Whether two wordings differ so little that it may be the same hazard. What cannot be is told from the
/// characters alone, before the two are compared in order.
pub(super) fn is_like(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut text: Vec<char> = text.chars().collect();
        text.sort_unstable();
        text
    };
    let (longer, shorter) =
        (one.chars().count().max(other.chars().count()), one.chars().count().min(other.chars().count()));
    #[expect(clippy::cast_precision_loss, reason = "lengths of texts")]
    let enough = |shared: usize| shared as f64 >= ALIKE * longer as f64;
    enough(shorter)
        && enough(shared(&sorted(one), &sorted(other)))
        && strsim::normalized_damerau_levenshtein(one, other) >= ALIKE
}

/// How many characters two sorted texts have in common.
fn shared(one: &[char], other: &[char]) -> usize {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut count = 0;
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => _ = one.next(),
            std::cmp::Ordering::Greater => _ = other.next(),
            std::cmp::Ordering::Equal => {
                count += 1;
                (_, _) = (one.next(), other.next());
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_or_not() {
        assert!(is_like("煤气区域未安装报警装置", "煤气区域未装报警装置"));
        assert!(is_like("", ""));
        for other in ["", "煤气", "制粉车间横梁积尘严重，未清扫", "置装警报装安未域区气煤"]
        {
            assert!(!is_like("煤气区域未安装报警装置", other), "{other}");
        }
    }
}
