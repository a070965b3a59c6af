//! The scanner of the block subset against the full parser: whatever the scanner accepts, both must read the same, down
//! to every place; and nothing at all makes either panic or leave a place outside the file.

use hazards::store::yaml::{Node, Tree, parse, parse_fast, parse_slow};
use proptest::prelude::*;

/// Everything of a tree that a caller can see.
fn dump(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    for document in tree.documents() {
        out.push_str(&format!("document {} faulty {}\n", document.start, document.faulty));
        // By hand, since a test of depth must not be the one that overflows.
        let mut todo: Vec<(usize, Node<'_, '_>)> = document.root.into_iter().map(|root| (0, root)).collect();
        while let Some((depth, node)) = todo.pop() {
            let (kind, tag, text) = (node.kind(), node.tag(), node.text());
            let places = (node.start(), node.end(), node.is_null(), node.has_escapes());
            out.push_str(&format!("{depth} {kind:?} {tag:?} {text:?} {places:?}\n"));
            let mut below: Vec<_> =
                node.items().chain(node.entries().flat_map(|(key, value)| [key, value])).collect();
            below.reverse();
            todo.extend(below.into_iter().map(|node| (depth + 1, node)));
        }
    }
    out
}

/// Says where two dumps part.
fn same(text: &str, fast: &str, slow: &str) {
    if fast != slow {
        let parted = fast.lines().zip(slow.lines()).find(|(fast, slow)| fast != slow);
        panic!("{text:?}\n{parted:?}\n{} and {} lines", fast.lines().count(), slow.lines().count());
    }
}

/// What must hold of any text; whether the scanner read it.
fn holds(text: &str) -> bool {
    let slow = parse_slow(text);
    let faulty = slow.documents().filter(|document| document.faulty).count();
    assert_eq!(faulty, slow.faults().len(), "one fault a faulty document: {text:?}");
    for fault in slow.faults() {
        assert!(text.is_char_boundary(fault.offset), "place of a fault: {text:?}");
        let document = slow.documents().nth(fault.document);
        assert!(document.is_some_and(|document| document.faulty), "document of a fault: {text:?}");
        for message in [fault.what.zh(), fault.what.en(), fault.what.help_zh(), fault.what.help_en()] {
            assert!(!message.is_empty() && !message.chars().any(char::is_control), "{message:?}");
        }
    }
    for document in slow.documents() {
        assert!(document.start <= text.len());
        let mut todo: Vec<_> = document.root.into_iter().collect();
        while let Some(node) = todo.pop() {
            assert!(node.start() <= node.end() && text.get(node.start()..node.end()).is_some(), "{text:?}");
            todo.extend(node.items().chain(node.entries().flat_map(|(key, value)| [key, value])));
        }
    }
    let Some(fast) = parse_fast(text) else {
        assert_eq!(dump(&parse(text)), dump(&slow));
        return false;
    };
    assert!(slow.faults().is_empty(), "the scanner read what is no YAML: {text:?} {:?}", slow.faults());
    same(text, &dump(&fast), &dump(&slow));
    true
}

/// A generator that needs no more than a seed.
struct Seed(u64);

impl Seed {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or("")
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n ",
    " ",
    "  ",
    "- ",
    "-",
    ": ",
    ":",
    "a",
    "b1",
    "key",
    "名称",
    "说明：",
    "12:30",
    "#",
    " # c",
    "# c",
    "'",
    "\"",
    "''",
    "\\",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "a: 1",
    "a: ",
    "- a",
    "- k: v",
    "[a, b]",
    "{a: b}",
    "['x', \"y\"]",
    "---",
    "\n---\n",
    "...",
    "\n...\n",
    "|",
    ">",
    "|\n",
    "&x ",
    "*x",
    "!",
    "!!str ",
    "? ",
    "%",
    "@",
    "`",
    "~",
    "null",
    "\t",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{3000}",
    "，",
    "\0",
    "-1",
    "--",
    "- - ",
    ":\n",
    ":\n- ",
    "<<",
    "=",
    "+",
    "(",
    "/",
    "~x",
    "<",
    ".",
    "_",
    "*",
    "&",
    "\u{7f}",
    "\u{fffe}",
    "：",
    "k:v",
    "?",
    "- #",
    ": #",
    "\u{10ffff}",
    "\u{fffd}",
    "$",
    "^",
    ";",
];

const SAMPLES: &[&str] = &[
    "id: qilin-2023-0001\nenterprise: qilin-0001\nclause: GM-13-02\ndescription: 有限空间未设置警示标志\nsource: 部门检查\nfound_on: 2023-06-12\nrectification:\n  responsible: 张三\n  measures: 增设标志：三处\n  funds: 1.50\n  due_on: 2023-07-01\n  completed_on:\nsupervision: {level: 县级, listed_on: 2023-06-20}\n",
    "# list\n- id: a\n  name: \"甲\"  # note\n  domains: [粉尘涉爆, '有限空间']\n  accidents:\n  - on: 2022-01-01\n    deaths: 0\n    summary: 12:30 左右 #2 炉\n- id: b\n\n  products:\n    - x y\n    -\n    - 'z'\n",
    "---\nenterprise: a\nitems:\n  1: {status: 已落实, evidence: \"文件 3\"}\n  2: {status: 不适用}\nwaivers: [{rule: P001, reason: x}, {rule: P002, reason: [y]}]\n---\n- - a\n  - b: c\n    d:\n      - e\n- []\n- {}\n---\n",
];

#[test]
fn scanner_agrees_on_the_samples() {
    for sample in SAMPLES {
        assert!(holds(sample), "the scanner should read this: {sample:?}");
    }
}

#[test]
fn scanner_agrees_on_mutated_records() {
    let rounds = std::env::var("YAML_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(60_000);
    let mut seed = Seed(0x9e37_79b9_7f4a_7c15 ^ rounds as u64);
    let mut read = 0_usize;
    for round in 0..rounds {
        let mut text = String::new();
        if round % 3 == 0 {
            for _ in 0..1 + seed.below(14) {
                text.push_str(seed.pick(PIECES));
            }
        } else {
            text.push_str(SAMPLES.get(seed.below(SAMPLES.len())).copied().unwrap_or(""));
            for _ in 0..1 + seed.below(4) {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let from = seed.below(places.len());
                let to = (from + seed.below(4)).min(places.len() - 1);
                let (from, to) =
                    (places.get(from).copied().unwrap_or(0), places.get(to).copied().unwrap_or(0));
                let new = if seed.below(3) == 0 { "" } else { seed.pick(PIECES) };
                text.replace_range(from..to.max(from), new);
            }
        }
        read += usize::from(holds(&text));
    }
    assert!(read * 20 > rounds, "the scanner gave up too often to be tested: {read} of {rounds}");
    println!("{read} of {rounds} read by the scanner");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scanner_agrees_on_fragments(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        holds(&pieces.concat());
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*|(?s:.){0,60}") {
        holds(&text);
    }
}
