//! The part of the strict scanner for flow collections of simple scalars that stand on one line: `[a, "b"]`, `{k: v}`.

use super::Kind;
use super::scanner::{LONGEST_KEY, Scanner, begins_plain};

/// Deeper nesting is the parser's business.
const LEVELS: usize = 8;

/// Where a scalar of a flow collection stands.
struct Scalar {
    kind: Kind,
    from: usize,
    to: usize,
    behind: usize,
}

/// Reads the collection whose bracket stands at `at`; the place behind its closing bracket.
pub(super) fn read(scanner: &mut Scanner<'_>, mut at: usize) -> Option<usize> {
    // For each open collection its node and whether it is a mapping.
    let mut open = [(0_usize, false); LEVELS];
    let mut height = 0_usize;
    loop {
        // A node is due at `at`; the blanks before it are skipped.
        let map = scanner.byte(at)? == b'{';
        if map || scanner.byte(at)? == b'[' {
            let kind = if map { Kind::Mapping } else { Kind::Sequence };
            *open.get_mut(height)? = (scanner.open(kind, at), map);
            height += 1;
            at = scanner.skip_blanks(at + 1);
            if scanner.byte(at)? != closing(map) {
                at = key(scanner, at, map)?;
                continue;
            }
        } else {
            let value = scalar(scanner, at)?;
            scanner.scalar(value.kind, value.from, value.to);
            at = scanner.skip_blanks(value.behind);
        }
        // Behind a value, or at the bracket that ends an empty collection.
        loop {
            let (item, map) = open.get(height.checked_sub(1)?).copied()?;
            let byte = scanner.byte(at)?;
            if byte == b',' {
                at = key(scanner, scanner.skip_blanks(at + 1), map)?;
                break;
            }
            if byte != closing(map) {
                return None;
            }
            scanner.ended = at + 1;
            scanner.close(item);
            height -= 1;
            if height == 0 {
                return Some(at + 1);
            }
            at = scanner.skip_blanks(at + 1);
        }
    }
}

fn closing(map: bool) -> u8 {
    if map { b'}' } else { b']' }
}

/// In a mapping reads `key: `; the place where the value is due.
fn key(scanner: &mut Scanner<'_>, at: usize, map: bool) -> Option<usize> {
    if !map {
        return Some(at);
    }
    let key = scalar(scanner, at)?;
    let colon = key.behind;
    let sure = scanner.byte(colon)? == b':'
        && scanner.byte(colon + 1)? == b' '
        && scanner.byte(colon - 1)? != b' '
        && colon - at <= LONGEST_KEY;
    if !sure {
        return None;
    }
    scanner.scalar(key.kind, key.from, key.to);
    Some(scanner.skip_blanks(colon + 1))
}

/// Reads a simple scalar up to what ends it.
fn scalar(scanner: &Scanner<'_>, at: usize) -> Option<Scalar> {
    let first = scanner.byte(at)?;
    if matches!(first, b'\'' | b'"') {
        let to = scanner.quoted(at)?;
        return Some(Scalar { kind: Kind::Quoted, from: at + 1, to, behind: to + 1 });
    }
    if first == b'-' || !begins_plain(first, None) {
        return None;
    }
    let mut stop = at;
    loop {
        match scanner.byte(stop)? {
            b',' | b'[' | b']' | b'{' | b'}' => break,
            b'\n' => return None,
            b'#' if scanner.byte(stop - 1)? == b' ' => return None,
            b':' => match scanner.byte(stop + 1)? {
                b' ' => break,
                b'\n' | b',' | b'[' | b']' | b'{' | b'}' => return None,
                _ => {}
            },
            _ => {}
        }
        stop += 1;
    }
    Some(Scalar { kind: Kind::Plain, from: at, to: scanner.trimmed(at, stop), behind: stop })
}
