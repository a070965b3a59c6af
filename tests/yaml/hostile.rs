//! Inputs made to exhaust: each must end in an answer, quickly, with its memory in proportion.

use std::time::{Duration, Instant};

use hazards::store::yaml::{Problem, Tree, parse, parse_slow};

/// A release build needs a small part of it, on any machine.
const LIMIT: Duration = Duration::from_secs(10);
/// The largest file that is read; for a debug build, which is twenty times slower, a twentieth of it.
const FULL: usize = if cfg!(debug_assertions) { 1 << 20 } else { 16 << 20 };

fn timed<'t>(name: &str, text: &'t str, check: impl Fn(&Tree<'t>)) {
    for (how, read) in [("parse", parse as fn(&'t str) -> Tree<'t>), ("slow", parse_slow)] {
        let begun = Instant::now();
        let tree = read(text);
        let took = begun.elapsed();
        check(&tree);
        drop(tree);
        assert!(took < LIMIT, "{name}: {how} {took:?}");
    }
}

fn only_fault(tree: &Tree<'_>) -> Problem {
    let [fault] = tree.faults() else { panic!("{} faults", tree.faults().len()) };
    fault.what
}

fn too_deep(tree: &Tree<'_>) {
    assert_eq!(only_fault(tree), Problem::TooDeep);
}

#[test]
fn depth_is_refused_at_once() {
    timed("100,000 [", &"[".repeat(100_000), too_deep);
    timed("16 Mi [", &"[".repeat(FULL), too_deep);
    timed("16 Mi {a: [", &"{a: [".repeat(FULL / 5), too_deep);
    timed("16 Mi [{", &"[{".repeat(FULL / 2), |tree| assert_eq!(tree.faults().len(), 1));
    timed("50,000 dashes", &"- ".repeat(50_000), too_deep);
    timed("8 Mi dashes", &"- ".repeat(FULL / 2), too_deep);
    timed("50,000 ?", &"? ".repeat(50_000), too_deep);
    timed("50,000 ? and -", &"? - ".repeat(50_000), too_deep);
    timed("16 Mi :", &":".repeat(FULL), |tree| assert_eq!(tree.faults().len(), 1));
    timed("8 Mi : and blank", &": ".repeat(FULL / 2), |tree| assert_eq!(tree.faults().len(), 1));
    timed("4 Mi &a ", &"&a ".repeat(FULL / 4), |tree| assert_eq!(tree.faults().len(), 1));
    timed("4 Mi !a ", &"!a ".repeat(FULL / 4), |tree| assert_eq!(tree.faults().len(), 1));
    let nested: String = (0..5_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    timed("5,000 block levels", &nested, too_deep);
    let nested: String = (0..20_000).map(|level| format!("{}a:\n", " ".repeat(level % 500))).collect();
    timed("20,000 lines of levels", &nested, too_deep);
}

#[test]
fn aliases_are_paid_before_they_are_copied() {
    let mut bomb = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..10 {
        let uses = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{uses}]\n"));
    }
    timed("billion laughs", &bomb, |tree| assert_eq!(only_fault(tree), Problem::TooManyAliases));
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 17].join(", "));
    timed("17 MiB of text", &text, |tree| assert_eq!(only_fault(tree), Problem::TooManyAliases));
    let text = format!("a: &a x\nb: [{}]\n", vec!["*a"; 100_000].join(", "));
    timed("100,000 aliases", &text, |tree| assert!(tree.faults().is_empty()));
    let text = format!("a: &a x\nb: [{}]\n", vec!["*a"; 100_001].join(", "));
    timed("100,001 aliases", &text, |tree| assert_eq!(only_fault(tree), Problem::TooManyAliases));
    let text: String = (0..300_000).map(|n| format!("- &a{n} x\n")).collect();
    timed("300,000 anchors", &text, |tree| assert!(tree.faults().is_empty()));
}

#[test]
fn size_costs_in_proportion() {
    let text: String = (0..200_000).map(|n| format!("key{n}: value\n")).collect();
    timed("200,000 keys", &text, |tree| {
        let root = tree.documents().next().and_then(|document| document.root);
        assert_eq!(root.map(|root| root.entries().count()), Some(200_000));
    });
    timed("16 MiB plain", &format!("a: {}", "x".repeat(FULL - 3)), |tree| assert!(tree.faults().is_empty()));
    timed("16 MiB quoted", &format!("a: \"{}\"", "\\n".repeat(FULL / 2 - 3)), |tree| {
        assert!(tree.faults().is_empty())
    });
    timed("16 MiB block", &format!("a: |\n{}", " x\n".repeat(FULL / 3 - 2)), |tree| {
        assert!(tree.faults().is_empty())
    });
    timed("16 MiB folded", &format!("a: x\n{}", " x\n".repeat(FULL / 3 - 2)), |tree| {
        assert!(tree.faults().is_empty())
    });
    timed("16 MiB key", &"x".repeat(FULL), |tree| assert!(tree.faults().is_empty()));
    timed("16 MiB comment", &format!("#{}", "#".repeat(FULL - 1)), |tree| {
        assert_eq!(tree.documents().count(), 0)
    });
    timed("16 MiB comments", &"#\n".repeat(FULL / 2), |tree| assert_eq!(tree.documents().count(), 0));
    timed("16 MiB line ends", &"\n".repeat(FULL), |tree| assert_eq!(tree.documents().count(), 0));
    timed("16 MiB blanks", &" ".repeat(FULL), |tree| assert_eq!(tree.documents().count(), 0));
    timed("16 MiB open quote", &format!("a: \"{}", "\n".repeat(FULL - 4)), |tree| {
        assert_eq!(tree.faults().len(), 1)
    });
    timed("16 MiB list", &"-\n".repeat(FULL / 2), |tree| assert!(tree.faults().is_empty()));
    timed("16 MiB flow", &format!("[{}]", "a,".repeat(FULL / 2 - 1)), |tree| {
        assert!(tree.faults().is_empty())
    });
    timed("16 MiB flow lines", &format!("[{}]", "a,\n ".repeat(FULL / 4 - 1)), |tree| {
        assert!(tree.faults().is_empty())
    });
    timed("16 MiB comments in a list", &format!("- a\n{}", "#\n".repeat(FULL / 2 - 2)), |tree| {
        assert!(tree.faults().is_empty())
    });
}

#[test]
fn many_documents_cost_in_proportion() {
    let count = FULL / 4;
    timed("16 MiB ---", &"---\n".repeat(count), |tree| {
        assert!(tree.faults().is_empty());
        assert_eq!(tree.documents().filter(|document| document.root.is_none()).count(), count);
    });
    for (name, unit) in [
        ("[", "---\n[\n"),
        ("quote", "--- \"\n"),
        ("@", "---\n@\n"),
        ("text", "--- a: b: c\n"),
        ("alias", "---\n- *a\n"),
    ] {
        let text = unit.repeat(FULL / 4 / unit.len());
        timed(name, &text, |tree| {
            assert_eq!(tree.faults().len(), FULL / 4 / unit.len());
            assert_eq!(tree.documents().filter(|document| document.faulty).count(), tree.faults().len());
        });
    }
    timed("...", &"...\n".repeat(count), |tree| assert!(tree.faults().is_empty()));
    timed("%", &"%A\n".repeat(count), |tree| assert_eq!(tree.faults().len(), 1));
}
