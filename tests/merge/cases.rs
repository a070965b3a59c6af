//! A folder of `tests/merge/cases` is a case: `base.yaml`, `ours.yaml`, `theirs.yaml`, what comes of them, and what is
//! said (none of it where all is merged). `BLESS=1` rewrites the latter two; then read what changed.

use super::{how, merged};
use hazards::store::merge::{kind_of, merge};
use std::fs;
use std::path::Path;

#[test]
fn cases() {
    let mut folders: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/merge/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() > 20);
    let mut wrong = Vec::new();
    for folder in folders {
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        let path = match read("path").trim() {
            "" => "qilin/hazards/2023.yaml".to_owned(),
            path => path.to_owned(),
        };
        let (base, ours, theirs) = (read("base.yaml"), read("ours.yaml"), read("theirs.yaml"));
        let found = merged(&path, &base, &ours, &theirs);
        let conflicts = found.conflicts.iter().map(|conflict| conflict.message(&how(&path)));
        let mut said: String = conflicts.map(|message| format!("{}\n{}\n", message.zh, message.en)).collect();
        if let Some(why) = &found.by_lines {
            said.push_str(&format!("{}\n{}\n", why.zh, why.en));
        }
        let text = String::from_utf8(found.bytes).unwrap();
        if std::env::var_os("BLESS").is_some() {
            fs::write(folder.join("merged.yaml"), &text).unwrap();
            let _ = fs::remove_file(folder.join("said.txt"));
            if !said.is_empty() {
                fs::write(folder.join("said.txt"), &said).unwrap();
            }
        }
        if (text.as_str(), said.as_str()) != (&read("merged.yaml"), &read("said.txt")) {
            wrong.push(format!("{}\n{text}{said}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is no UTF-8 is merged by lines, to the byte; what is no text at all is left to git.
#[test]
fn other_bytes() {
    // 甲 and 乙 in GBK.
    let text = |one: &[u8], other: &[u8]| {
        [b"id: h-1\nnote: ", one, b"\nsource: x\n\n\ndescription: ", other, b"\n"].concat()
    };
    let (jia, yi): (&[u8], &[u8]) = (b"\xbc\xd7", b"\xd2\xd2");
    let how = how("qilin/hazards/x.yaml");
    let found = merge(&text(jia, jia), &text(yi, jia), &text(jia, yi), &how);
    assert_eq!((found.bytes, found.conflicts), (text(yi, yi), Vec::new()));
    assert!(found.by_lines.unwrap().zh.ends_with("不是 UTF-8 编码"));
    let found = merge(&text(jia, jia), &text(yi, jia), &text(b"\xb1\xfb", jia), &how);
    assert_eq!(found.conflicts.len(), 1);
    let has = |bytes: &[u8]| found.bytes.windows(bytes.len()).any(|part| part == bytes);
    assert!(has(yi) && has(b"\xb1\xfb") && has(b"<<<<<<< ours\n"));
    // Two files with the same new id, of which one cannot be read.
    let found = merge(b"", b"id: h-1\nnote: x\n", &text(jia, jia), &how);
    assert_eq!(found.conflicts.len(), 1);
    let found = merge(b"id: a\0", b"id: b\0", b"id: c\0", &how);
    assert_eq!((found.bytes.as_slice(), found.conflicts.len()), (&b"id: b\0"[..], 1));
    assert!(!found.conflicts.is_empty());
}

/// An id that both sides have added stops the merge also where records cannot be told from each other, and git
/// would have put both there.
#[test]
fn an_id_taken_twice_in_a_file_that_cannot_be_read() {
    let base = "- id: h-1\n  note: [\n\n\n- id: h-2\n  note: x\n";
    let ours = format!("- id: n-1\n  note: 甲\n{base}");
    let theirs = format!("{base}- id: n-1\n  note: 乙\n");
    let found = merged("qilin/hazards/x.yaml", base, &ours, &theirs);
    assert_eq!(
        String::from_utf8(found.bytes).unwrap(),
        format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    );
    let said = found.conflicts[0].message(&how("qilin/hazards/x.yaml")).zh.into_owned();
    assert!(said.contains("两边都新增了编号 `n-1`"), "{said}");
    let other = theirs.replace("n-1", "n-2");
    assert!(merged("qilin/hazards/x.yaml", base, &ours, &other).conflicts.is_empty());
}

/// Line ends, the mark at the beginning and the end of the last line are as the side that changed them has them.
#[test]
fn layout() {
    let base = "id: h-1\nnote: 甲\n\nsource: x\n";
    let ours = base.replace('甲', "乙");
    let theirs = base.replace('x', "y");
    let both = ours.replace('x', "y");
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let open = |text: &str| text.trim_end().to_owned();
    let path = "qilin/hazards/x.yaml";
    for (base, ours, theirs, both) in [
        (base.to_owned(), windows(&ours), theirs.clone(), windows(&both)),
        (base.to_owned(), ours.clone(), windows(&theirs), windows(&both)),
        (windows(base), ours.clone(), windows(&theirs), both.clone()),
        (base.to_owned(), open(&ours), theirs.clone(), open(&both)),
        (open(base), ours.clone(), open(&theirs), both.clone()),
        (base.to_owned(), windows(base), base.replace("甲", "丙"), windows(&base.replace("甲", "丙"))),
    ] {
        let found = merged(path, &base, &ours, &theirs);
        assert_eq!((String::from_utf8(found.bytes).unwrap(), found.conflicts), (both, Vec::new()));
    }
}

#[test]
fn the_kind_is_told_by_the_path() {
    use hazards::record::Kind;
    for (path, kind) in [
        ("qilin/hazards/x.yaml", Some(Kind::Hazard)),
        ("数据/qilin/selfchecks/2023/06/x.yaml", Some(Kind::Selfcheck)),
        ("hazards/x.yaml", None),
        ("qilin/hazards", None),
        (".github/workflows/hazards.yml", None),
        ("", None),
    ] {
        assert_eq!(kind_of(path), kind, "{path}");
    }
}
