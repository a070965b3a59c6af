//! `hazards fmt` from outside: what is written, what is left alone, and how it ends.

use crate::base;
use std::fs;
use std::path::Path;
use std::process::Command;

fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hazards"))
        .args(["--lang", "en", "fmt"])
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const ACTIVITY: &[u8] = b"\xef\xbb\xbfdate: '2023-06-01'\r\nkind: \xe7\x8e\xb0\xe5\x9c\xba\xe7\x9d\xa3\xe5\xaf\xbc # 1\r\nid: x-1\r\n";
const FORMATTED: &str = "id: x-1\nkind: 现场督导 # 1\ndate: 2023-06-01\n";

#[test]
fn files_are_written_once_and_nothing_is_written_to_look() {
    let (path, anchor) = ("jia/activities/fmt.yaml", "jia/activities/anchor.yaml");
    let shared = b"id: &x x-2\nkind: \xe7\x8e\xb0\xe5\x9c\xba\xe7\x9d\xa3\xe5\xaf\xbc\ndate: 2023-06-01\n";
    let root = base::with(&[(path, ACTIVITY), (anchor, shared)]);
    let file = root.path().join(path);
    let checked = run(root.path(), &["--check", "jia/activities"]);
    assert_eq!((checked.0, checked.1.as_str()), (Some(1), "jia/activities/fmt.yaml\n"));
    assert!(checked.2.starts_with("jia/activities/anchor.yaml: written with an anchor"), "{}", checked.2);
    let (status, shown, _) = run(root.path(), &["--diff", "jia/activities/fmt.yaml"]);
    assert!(status == Some(1) && shown.contains("+id: x-1\n"), "{shown}");
    assert_eq!(fs::read(&file).unwrap(), ACTIVITY);
    let (status, out, said) = run(root.path(), &["jia/activities"]);
    assert_eq!((status, out.as_str()), (Some(0), ""));
    assert!(said.contains("formatted: jia/activities/fmt.yaml\n"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), FORMATTED);
    assert_eq!(fs::read(root.path().join(anchor)).unwrap(), shared);
    let written = fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(run(root.path(), &[]).0, Some(0));
    assert_eq!(
        fs::metadata(&file).unwrap().modified().unwrap(),
        written,
        "a file that has the form is not touched"
    );
    assert_eq!(run(root.path(), &["--check"]).0, Some(0));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_left() {
    let (bad, gbk) = ("jia/activities/bad.yaml", "jia/activities/gbk.yaml");
    let root = base::with(&[
        (bad, b"id: [\n"),
        (gbk, b"id: \xc7\xfa\xbe\xb8\n"),
        ("jia/activities/fmt.yaml", ACTIVITY),
    ]);
    let (status, _, said) = run(root.path(), &[]);
    assert_eq!(status, Some(1));
    for line in ["jia/activities/bad.yaml:1:5: error[F002]", "jia/activities/gbk.yaml:1:5: error[F001]"] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(fs::read(root.path().join(bad)).unwrap(), b"id: [\n");
    assert_eq!(fs::read_to_string(root.path().join("jia/activities/fmt.yaml")).unwrap(), FORMATTED);
    assert_eq!(run(root.path(), &["jia/activities/none.yaml"]).0, Some(2));
    assert_eq!(run(root.path(), &["--chek"]).0, Some(2));
}
