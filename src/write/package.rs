//! Packages of XML, as workbooks and documents are: the same bytes whatever system they are made on.

/// The end of a package without a comment: signature, number and place of the entries of its directory.
const END: usize = 22;
/// An entry of the directory, without its name and what follows that.
const ENTRY: usize = 46;
/// What the directory says of the system that made it: Unix, since the rights of files are as there.
const SYSTEM: u8 = 3;

/// A package that says nothing of the system that it was made on.
pub(crate) fn made_anywhere(mut package: Vec<u8>) -> Vec<u8> {
    let end = package.len().saturating_sub(END);
    if !package.get(end..).is_some_and(|end| end.starts_with(b"PK\x05\x06")) {
        return package;
    }
    let number = |package: &[u8], at: usize, length: usize| {
        let bytes = package.get(at..at + length).unwrap_or_default();
        bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let mut at = number(&package, end + 16, 4);
    while package.get(at..).is_some_and(|entry| entry.starts_with(b"PK\x01\x02")) {
        if let Some(system) = package.get_mut(at + 5) {
            *system = SYSTEM;
        }
        at += ENTRY + [28, 30, 32].map(|part| number(&package, at + part, 2)).iter().sum::<usize>();
    }
    package
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;
    use zip::{ZipArchive, ZipWriter};

    #[test]
    fn only_the_system_is_another() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "目录/b.xml", "c"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"PK\x01\x02 is no entry here").unwrap();
        }
        let made = made_anywhere(zip.finish().unwrap().into_inner());
        let mut elsewhere = made.clone();
        let directory = elsewhere.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
        let first =
            u32::from_le_bytes(elsewhere[directory + 16..directory + 20].try_into().unwrap()) as usize;
        let entries: Vec<usize> =
            (first..directory).filter(|at| elsewhere[*at..].starts_with(b"PK\x01\x02")).collect();
        assert_eq!(entries.len(), 3);
        for at in entries {
            assert_eq!(elsewhere[at + 5], 3);
            elsewhere[at + 5] = 0;
        }
        assert_eq!(made_anywhere(elsewhere), made);
        assert_eq!(ZipArchive::new(Cursor::new(made)).unwrap().len(), 3);
        for broken in [&b""[..], b"PK\x05\x06", &[0; 40], &[&b"PK\x05\x06"[..], &[0xff; 18]].concat()] {
            assert_eq!(made_anywhere(broken.to_vec()), broken);
        }
    }
}
