//! The YAML reader: nodes, places, documents, faults and their words; then the public suite, the fast scanner against the
//! parser, and hostile input.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test; the number of rounds comes from the environment"
)]

#[path = "yaml/differential.rs"]
mod differential;
#[path = "yaml/hostile.rs"]
mod hostile;
#[path = "yaml/suite.rs"]
mod suite;

use hazards::store::yaml::{Kind, MAX_DEPTH, Node, Problem, Tag, Tree, parse, parse_fast, parse_slow};

/// A node and what is below it on one line: kind, text and the piece of the file that it spans.
fn show(text: &str, node: Node<'_, '_>) -> String {
    let span = text.get(node.start()..node.end()).expect("a span lies in the file");
    let tag = match node.tag() {
        Tag::None => "",
        Tag::Str => "!!str ",
        Tag::Other => "! ",
    };
    match node.kind() {
        Kind::Sequence => {
            format!("{tag}[{}]", node.items().map(|item| show(text, item)).collect::<Vec<_>>().join(", "))
        }
        Kind::Mapping => {
            let entries =
                node.entries().map(|(key, value)| format!("{}: {}", show(text, key), show(text, value)));
            format!("{tag}{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        _ if node.is_null() && span.is_empty() => format!("@{}", node.start()),
        _ if node.text() == span => format!("{tag}{span}"),
        kind => format!("{tag}{kind:?}({:?} = {span:?})", node.text()),
    }
}

/// The documents of a file: `-` for an empty one, `!` for a faulty one.
fn documents(text: &str, tree: &Tree<'_>) -> Vec<String> {
    tree.documents()
        .map(|document| match document.root {
            Some(root) => show(text, root),
            None => if document.faulty { "!" } else { "-" }.to_owned(),
        })
        .collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    assert_eq!(documents(text, &parse_slow(text)), expected, "parser: {text:?}");
    assert_eq!(documents(text, &parse(text)), expected, "{text:?}");
}

#[test]
fn scalars_are_as_written() {
    reads(
        "a: 001\nb: no\nc: 1e3\nd: 2023-06-30\ne: 12:30\n",
        &["{a: 001, b: no, c: 1e3, d: 2023-06-30, e: 12:30}"],
    );
    reads("a: x y   # note\n", &["{a: x y}"]);
    reads("a: 'x'\nb: \"y z\"\n", &[r#"{a: Quoted("x" = "'x'"), b: Quoted("y z" = "\"y z\"")}"#]);
    reads("a: 'it''s'\n", &[r#"{a: Quoted("it's" = "'it''s'")}"#]);
    reads("a: x\n  y\nb: 1\n", &[r#"{a: Plain("x y" = "x\n  y"), b: 1}"#]);
    reads(
        "a: !!str 5\nb: !<tag:yaml.org,2002:str> x\nc: !x y\nd: ! z\n",
        &["{a: !!str 5, b: !!str x, c: ! y, d: ! z}"],
    );
    reads(
        "a: |\n  x\n\n  y\n\n# c\nb: >-\n  p\n  q\n",
        &[r#"{a: Block("x\n\ny" = "|\n  x\n\n  y"), b: Block("p q" = ">-\n  p\n  q")}"#],
    );
    reads("a: |+\n  x\n\nb: |\n", &[r#"{a: Block("x\n" = "|+\n  x"), b: Block("" = "|")}"#]);
    reads("a: |\n  x", &[r#"{a: Block("x" = "|\n  x")}"#]);
    reads("名称: 甲：乙，丙\n", &["{名称: 甲：乙，丙}"]);
}

#[test]
fn escapes_are_known() {
    let text = "a: \"\\u202e\"\nb: \"x\"\nc: x\nd: 'it''s'\n";
    let tree = parse(text);
    let root = tree.documents().next().and_then(|document| document.root).expect("a root");
    let escaped: Vec<_> = root.entries().map(|(_, value)| value.has_escapes()).collect();
    assert_eq!(escaped, [true, false, false, true]);
}

#[test]
fn nulls_stand_behind_their_indicator() {
    reads("a:\nb: ~\nc: null\n", &["{a: @2, b: ~, c: null}"]);
    reads("a:   # note\n\nb:\n", &["{a: @2, b: @15}"]);
    reads("- a\n-\n-   # note\n- \n", &["[a, @5, @7, @18]"]);
    reads("a:\n-\n- x\n", &["{a: [@4, x]}"]);
    reads("{a: , b: , c}\n", &["{a: @3, b: @8, c: @12}"]);
    for (text, null) in [
        ("~", true),
        ("null", true),
        ("'~'", false),
        ("Null", false),
        ("!!str ~", false),
        ("!x", false),
        ("''", false),
    ] {
        let file = format!("a: {text}\n");
        let tree = parse(&file);
        let root = tree.documents().next().and_then(|document| document.root);
        assert_eq!(
            root.and_then(|root| root.entries().next()).map(|(_, value)| value.is_null()),
            Some(null),
            "{text}"
        );
    }
}

#[test]
fn collections_have_places() {
    let text = "# c\nlist:\n- a\n- [b, {c: d}]  # e\nmap:\n  k: v\n\n";
    let tree = parse(text);
    assert_eq!(documents(text, &tree), ["{list: [a, [b, {c: d}]], map: {k: v}}"]);
    let root = tree.documents().next().and_then(|document| document.root).expect("a root");
    let spans: Vec<_> = root.entries().map(|(_, value)| &text[value.start()..value.end()]).collect();
    assert_eq!(spans, ["- a\n- [b, {c: d}]", "k: v"]);
    assert_eq!(&text[root.start()..root.end()], &text[4..text.len() - 2]);
    reads("- - a\n  - b\n-\n  - c\n", &["[[a, b], [c]]"]);
    reads("a: 1\na: 2\n", &["{a: 1, a: 2}"]);
    reads("? [x, y]\n: z\n{a: b}: c\n", &["{[x, y]: z, {a: b}: c}"]);
}

#[test]
fn crlf_reads_as_lf() {
    for text in ["a: x\nb:\n- 1\n- 'y'\n", "a: |\n  x\n  y\nb: z\n", "---\na: 1\n---\nb: 2\n"] {
        let crlf = text.replace('\n', "\r\n");
        let texts = |text: &str| {
            let tree = parse(text);
            let roots: Vec<_> = tree.documents().filter_map(|document| document.root).collect();
            let entries = roots.iter().flat_map(|root| root.entries());
            entries.map(|(key, value)| (key.text().to_owned(), value.text().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(texts(&crlf), texts(text));
    }
    let text = "a: |\r\n  x\r\nb: y\r\n";
    assert_eq!(documents(text, &parse(text)), [r#"{a: Block("x" = "|\r\n  x"), b: y}"#]);
}

#[test]
fn documents_are_told_apart() {
    reads("", &[]);
    reads("\n# only a comment\n\n", &[]);
    reads("---\na: 1\n", &["{a: 1}"]);
    reads("# c\n---\na: 1\n", &["{a: 1}"]);
    reads("a: 1\n---\n", &["{a: 1}", "-"]);
    reads("---\n---\n# c\n---\n~\n", &["-", "-", "~"]);
    reads("%YAML 1.2\n---\na: 1\n...\n---\nb: 2\n...\n", &["{a: 1}", "{b: 2}"]);
    reads("a: 1\n...\nb: 2\n", &["{a: 1}", "{b: 2}"]);
    let text = "# c\na: 1\n--- # d\nb: 2\n";
    assert_eq!(parse(text).documents().map(|document| document.start).collect::<Vec<_>>(), [4, 9]);
}

#[test]
fn documents_around_a_fault_are_read() {
    reads("a: 1\n---\nb: [\n---\nc: 3\n", &["{a: 1}", "!", "{c: 3}"]);
    reads("a: 'x\n---\nb: 2\n", &["!", "{b: 2}"]);
    reads("a: x: y\nb: 2\n---\nc: 3\n---\n@\n", &["!", "{c: 3}", "!"]);
    reads("{a: 1} x\n---\nb: 2\n", &["!", "{b: 2}"]);
    reads("- a\n---\n%\n", &["[a]", "!"]);
    reads("a: 1\n...\n@\n", &["{a: 1}", "!"]);
    reads("a: 1\n... x\n", &["!"]);
    reads("a: &x 1\n---\nb: *x\n", &["{a: 1}", "!"]);
    let tree = parse_slow("a: 1\n---\nb: [\n---\nc: 3\n---\n- x\ny: z\n");
    let faults: Vec<_> = tree.faults().iter().map(|fault| (fault.document, fault.offset)).collect();
    assert_eq!(faults, [(1, 12), (3, 31)]);
}

#[test]
fn aliases_are_copies() {
    let text = "a: &a {x: [1, 2]}\nb: *a\nc: [*a, *a]\n";
    let tree = parse(text);
    let root = tree.documents().next().and_then(|document| document.root).expect("a root");
    let (_, alias) = root.entries().nth(1).expect("b");
    assert_eq!(&text[alias.start()..alias.end()], "*a");
    let (key, value) = alias.entries().next().expect("x");
    assert_eq!((key.text(), value.items().map(Node::text).collect::<Vec<_>>()), ("x", vec!["1", "2"]));
    let (_, list) = root.entries().nth(2).expect("c");
    assert_eq!(list.items().map(|item| item.entries().count()).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(&text[list.start()..list.end()], "[*a, *a]");
    // The name counts that was given last.
    reads("- &a 1\n- &a 2\n- [*a]\n", &[r#"[1, 2, [Plain("2" = "*a")]]"#]);
    reads("&k a: 1\n*k : 2\n", &[r#"{a: 1, Plain("a" = "*k"): 2}"#]);
}

#[test]
fn depth_counts_from_the_record() {
    let nested = |levels: usize| format!("{}x{}", "[".repeat(levels), "]".repeat(levels));
    let ok = |text: &str| match parse(text).faults() {
        [] => true,
        [fault] => {
            assert_eq!(fault.what, Problem::TooDeep, "{text}");
            false
        }
        _ => panic!("{text}"),
    };
    let below = MAX_DEPTH - 1;
    assert!(ok(&format!("a: {}\n", nested(below))) && !ok(&format!("a: {}\n", nested(below + 1))));
    assert!(ok(&format!("- a: {}\n", nested(below))) && !ok(&format!("- a: {}\n", nested(below + 1))));
    assert!(ok(&nested(MAX_DEPTH + 1)) && !ok(&nested(MAX_DEPTH + 2)));
    let block =
        |levels: usize| (0..levels).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>();
    assert!(ok(&block(MAX_DEPTH)) && !ok(&block(MAX_DEPTH + 1)));
    let dashes = |levels: usize| "- ".repeat(levels) + "x";
    assert!(ok(&dashes(MAX_DEPTH + 1)) && !ok(&dashes(MAX_DEPTH + 2)));
    assert!(ok(&("? ".repeat(MAX_DEPTH) + "x")) && !ok(&("? ".repeat(MAX_DEPTH + 1) + "x")));
    // An alias counts where it is used.
    let aliased =
        |outer: usize| format!("a: &a {}\nb: {}*a{}\n", nested(10), "[".repeat(outer), "]".repeat(outer));
    assert!(ok(&aliased(below - 10)) && !ok(&aliased(below - 9)));
}

#[test]
fn faults_say_what_to_do() {
    // The text, what its fault stands at, and a word of the message and of the help.
    let cases: &[(&str, &str, &str, &str)] = &[
        ("a: 1\n\tb: 2\n", "\tb", "Tab", "空格"),
        ("a:\n\t- b\n", "\t- b", "Tab", "空格"),
        ("说明: 错误: 原因\n", ": 原因", "“: ”", "引号"),
        ("a: \"abc\nb: 1\nc: \"x\"\n", "\"abc", "引号没有配对", "补上"),
        ("a: 'abc\n", "'abc", "引号没有配对", "补上"),
        ("a: \"x\" y\n", "y", "引号后面", "引号"),
        ("a: [1, 2\nb: 3\n", "[1", "括号", "]"),
        ("a: [1, 2", "[1", "括号", "]"),
        ("a: {x: 1\nb: 2\n", "{x", "括号", "]"),
        ("a: ]\n", "]", "右括号", "引号"),
        ("a:\n    b: 1\n  c: 2\n", "c: 2", "缩进", "对齐"),
        ("a: 1\n  b: 2\n", "b: 2", "缩进", "对齐"),
        ("a: 1\n- b\n", "- b", "列表项", "对齐"),
        ("a: - b\n", "- b", "列表项", "引号"),
        ("a: *x\n", "*x", "锚点", "引号"),
        ("a: &x [*x]\n", "*x", "包含它自己", "直接写"),
        ("a: \"D:\\照片\"\n", "\\照", "转义", "单引号"),
        ("a: \"ok \\n C:\\Users\"\n", "\\Users", "转义", "单引号"),
        ("a: @x\n", "@x", "不能以", "引号"),
        ("a: `x\n", "`x", "不能以", "引号"),
        ("a: %x\n", "%x", "不能以", "引号"),
        ("a：1\nb: 2\n", "：1", "全角冒号", "半角"),
        ("a: 1\nb：2\nc: 3\n", "：2", "全角冒号", "半角"),
        ("a: 1\n\u{3000}b\nc: 3\n", "\u{3000}b", "全角空格", "半角"),
        ("a:\u{3000}1\nb: 2\n", "\u{3000}1", "全角空格", "半角"),
        ("a:\u{a0}1\nb: 2\n", "\u{a0}1", "不间断空格", "半角"),
        ("a: 1\nb:2\nc: 3\n", "b:2", "缺一个空格", "键: 值"),
        ("a: 1\nfoo\nb: 2\n", "foo", "不是“键: 值”", "引号"),
        ("a: |x\n  y\n", "|x", "|", "引号"),
        ("%YAML 1.2 x\n---\na\n", "%", "指令", "删去"),
        ("a: !x!y z\n", "!x", "标签", "引号"),
    ];
    for (text, place, message, help) in cases {
        assert!(parse_fast(text).is_none(), "{text:?}");
        let tree = parse(text);
        let [fault] = tree.faults() else { panic!("{text:?}: {:?}", tree.faults()) };
        assert!(text[fault.offset..].starts_with(place), "{text:?} at {:?}", &text[fault.offset..]);
        assert!(fault.what.zh().contains(message), "{text:?}: {}", fault.what.zh());
        assert!(fault.what.help_zh().contains(help), "{text:?}: {}", fault.what.help_zh());
        assert!(fault.what.en().is_ascii() && fault.what.help_en().is_ascii(), "{text:?}");
    }
}
