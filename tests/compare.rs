//! Laws of what has changed: over random histories of edits, each a commit of a git repository, the parts of
//! a difference add up to it for every figure, unit and month; so do the causes of a filed return's drift,
//! and the records alone explain it as long as the plan is the same.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test of its own repositories")]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the repositories are opened here")]
mod base;

use chrono::NaiveDate;
use hazards::check::Context;
use hazards::figure::{Figures, Key};
use hazards::plan::UnitIndex;
use hazards::record::filing::Seal;
use hazards::record::term::Document;
use hazards::record::{Draft, Entry, FileIndex, Filing, Id, Month, Origin};
use hazards::store::git::Commit;
use hazards::store::{self, Repository};
use hazards::tally::compare::{Cause, Change, Delta, Difference, compare};
use hazards::tally::drift::{Drift, Why};
use hazards::tally::seal::{self, Sealing};
use hazards::tally::{self, Period, Scope};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A data folder under git: the base, with what a history writes into it.
struct History {
    folder: TempDir,
}

/// Where a record of the history stands: one of few, so that edits meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    unit: &'static str,
    number: u8,
}

/// What an edit does.
#[derive(Debug, Clone)]
enum Edit {
    Hazard {
        place: Place,
        own: bool,
        found: u16,
        completed: Option<u16>,
        supervised: Option<u16>,
    },
    Inspection {
        place: Place,
        enterprise: u8,
        day: u16,
        findings: u8,
    },
    Penalty {
        place: Place,
        enterprise: u8,
        day: u16,
        fine: u8,
        both: bool,
        halt: bool,
        referred: u8,
    },
    Activity {
        place: Place,
        kind: u8,
        day: u16,
        count: u8,
    },
    /// The record file of a kind goes.
    Delete {
        place: Place,
        kind: u8,
    },
    /// It goes to the folder of another unit.
    Move {
        place: Place,
        kind: u8,
        to: &'static str,
    },
    /// It can no longer be read.
    Break {
        place: Place,
        kind: u8,
    },
    /// The record is there a second time, in the folder of another unit.
    Double {
        place: Place,
        kind: u8,
        to: &'static str,
    },
    /// 乙县 stands below 甲县.
    Below,
    /// 乙县 is counted by what it has filed.
    ByFilings,
    /// The plan has 乙县 no longer.
    Gone,
    /// The plan counts from another day.
    From {
        day: u16,
    },
}

const UNITS: [&str; 3] = ["benji", "jia", "yi"];
const KINDS: [&str; 4] = ["hazards", "inspections", "penalties", "activities"];
const ACTIVITIES: [&str; 10] = [
    "技术检查员",
    "技术检查员",
    "举报奖励",
    "典型案例",
    "媒体专栏",
    "约谈企业",
    "曝光企业",
    "帮扶企业",
    "追责问责",
    "专题学习",
];

/// A day from April to September 2023: some before the window, some after the last cutoff.
fn day(number: u16) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 4, 1).unwrap() + chrono::Days::new(u64::from(number % 180))
}

fn places() -> impl Strategy<Value = Place> {
    (0..UNITS.len(), 0_u8..4).prop_map(|(unit, number)| Place { unit: UNITS[unit], number })
}

fn edits() -> impl Strategy<Value = Edit> {
    let days = || 0_u16..180;
    prop_oneof![
        4 => (places(), any::<bool>(), days(), prop::option::of(days()), prop::option::of(days()))
            .prop_map(|(place, own, found, completed, supervised)| Edit::Hazard { place, own, found, completed, supervised }),
        4 => (places(), 0_u8..3, days(), any::<u8>())
            .prop_map(|(place, enterprise, day, findings)| Edit::Inspection { place, enterprise, day, findings }),
        3 => (places(), 0_u8..3, days(), any::<u8>(), any::<bool>(), any::<bool>(), 0_u8..3)
            .prop_map(|(place, enterprise, day, fine, both, halt, referred)| Edit::Penalty { place, enterprise, day, fine, both, halt, referred }),
        5 => (places(), 0..10_u8, days(), 1_u8..4)
            .prop_map(|(place, kind, day, count)| Edit::Activity { place, kind, day, count }),
        2 => (places(), 0_u8..4).prop_map(|(place, kind)| Edit::Delete { place, kind }),
        2 => (places(), 0_u8..4, 0..UNITS.len()).prop_map(|(place, kind, to)| Edit::Move { place, kind, to: UNITS[to] }),
        1 => (places(), 0_u8..4).prop_map(|(place, kind)| Edit::Break { place, kind }),
        1 => (places(), 0_u8..4, 0..UNITS.len())
            .prop_map(|(place, kind, to)| Edit::Double { place, kind, to: UNITS[to] }),
    ]
}

impl Edit {
    fn text(&self) -> Option<(Place, usize, String)> {
        let enterprise = |number: u8| ["jia-1", "jia-2", "yi-1"][usize::from(number % 3)];
        let id = |place: &Place, kind: &str| format!("{}-{kind}-{}", place.unit, place.number);
        Some(match self {
            Self::Hazard { place, own, found, completed, supervised } => {
                let source = if *own { "企业自查" } else { "部门检查" };
                let mut text = format!(
                    "id: {}\nenterprise: {}\nclause: GM-13-02\ndescription: 某某\nsource: {source}\nfound_on: {}\n",
                    id(place, "h"),
                    enterprise(place.number),
                    day(*found)
                );
                if let Some(completed) = completed {
                    text += &format!("rectification:\n  completed_on: {}\n", day(*completed));
                }
                if let Some(supervised) = supervised {
                    text += &format!("supervision: {{level: 县级, listed_on: {}}}\n", day(*supervised));
                }
                (*place, 0, text)
            }
            Self::Inspection { place, enterprise: number, day: on, findings } => {
                let all = [
                    "未亲自研究",
                    "未带队检查",
                    "无分管职责清单",
                    "机构人员不足",
                    "无证上岗",
                    "外包外租混乱",
                    "未开展演练",
                ];
                let found = all.iter().enumerate().filter(|(bit, _)| findings >> bit & 1 == 1);
                let found: Vec<&str> = found.map(|(_, word)| *word).collect();
                let text = format!(
                    "id: {}\nenterprise: {}\ndate: {}\ntype: 专项\ninspectors: [甲, 乙]\nfindings: [{}]\n",
                    id(place, "i"),
                    enterprise(*number),
                    day(*on),
                    found.join(", ")
                );
                (*place, 1, text)
            }
            Self::Penalty { place, enterprise: number, day: on, fine, both, halt, referred } => {
                let mut text = format!(
                    "id: {}\nenterprise: {}\ndecided_on: {}\non_enterprise: {{fine: {}.{}}}\n",
                    id(place, "p"),
                    enterprise(*number),
                    day(*on),
                    fine / 10,
                    fine % 10
                );
                if *both {
                    text += "on_principal: {other: [警告]}\n";
                }
                if *halt {
                    text += "halt: 是\n";
                }
                if *referred > 0 {
                    text += &format!("referred: {referred}\n");
                }
                (*place, 2, text)
            }
            Self::Activity { place, kind, day: on, count } => {
                let kind = ACTIVITIES[usize::from(*kind)];
                let more = match kind {
                    "技术检查员" => format!("headcount: {count}\n"),
                    "举报奖励" => format!("amount: 0.{count}\nanonymous: {}\n", count % 2 == 0),
                    "典型案例" => {
                        format!("dangerous_operation_crime: {}\ncount: {count}\n", count % 2 == 0)
                    }
                    "约谈企业" | "曝光企业" | "帮扶企业" => {
                        format!("enterprise: {}\n", enterprise(*count))
                    }
                    _ => format!("count: {count}\n"),
                };
                (*place, 3, format!("id: {}\nkind: {kind}\ndate: {}\n{more}", id(place, "a"), day(*on)))
            }
            _ => return None,
        })
    }
}

fn path(unit: &str, kind: usize, place: Place) -> String {
    format!("{unit}/{}/{}-{}.yaml", KINDS[kind], place.unit, place.number)
}

impl History {
    fn new() -> Self {
        let folder = base::with(&[]);
        // The base's own filings would be of no use here, and their units have none to check.
        let history = Self { folder };
        history.git(&["init", "-q", "-b", "main"]);
        history.commit();
        history
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, words: &[&str]) {
        let settings =
            ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"];
        let mut git = Command::new("git");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            git.env_remove(name);
        }
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.current_dir(self.root()).args(settings).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "next"]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Where the file of a record stands now.
    fn find(&self, place: Place, kind: usize) -> Option<String> {
        UNITS.iter().map(|unit| path(unit, kind, place)).find(|path| self.root().join(path).exists())
    }

    fn apply(&self, edit: &Edit) {
        if let Some((place, kind, text)) = edit.text() {
            let path = self.find(place, kind).unwrap_or_else(|| path(place.unit, kind, place));
            self.write(&path, &text);
            return;
        }
        let found = |place: &Place, kind: &u8| self.find(*place, usize::from(*kind));
        match edit {
            Edit::Delete { place, kind } => {
                if let Some(path) = found(place, kind) {
                    fs::remove_file(self.root().join(path)).unwrap();
                }
            }
            Edit::Move { place, kind, to } => {
                if let Some(from) = found(place, kind) {
                    let text = fs::read_to_string(self.root().join(&from)).unwrap();
                    fs::remove_file(self.root().join(from)).unwrap();
                    self.write(&path(to, usize::from(*kind), *place), &text);
                }
            }
            Edit::Break { place, kind } => {
                if let Some(path) = found(place, kind) {
                    let text = fs::read_to_string(self.root().join(&path)).unwrap();
                    self.write(&path, &text.replace("2023-", "2023年"));
                }
            }
            Edit::Double { place, kind, to } => {
                if let Some(from) = found(place, kind) {
                    let text = fs::read_to_string(self.root().join(from)).unwrap();
                    self.write(
                        &format!("{to}/{}/double-{}.yaml", KINDS[usize::from(*kind)], place.number),
                        &text,
                    );
                }
            }
            Edit::Below => self.replace_in_plan(
                "name = \"乙县\"\nlevel = \"county\"\nparent = \"shi\"",
                "name = \"乙县\"\nlevel = \"own\"\nparent = \"jia\"",
            ),
            Edit::Gone => self.replace_in_plan(
                "[[units]]\nid = \"yi\"\nname = \"乙县\"\nlevel = \"county\"\nparent = \"shi\"\n",
                "",
            ),
            Edit::ByFilings => {
                let text = fs::read_to_string(self.root().join("hazards.toml")).unwrap();
                self.write("hazards.toml", &(text + "\n[[units]]\nid = \"yi\"\nsource = \"filings\"\n"));
            }
            Edit::From { day: from } => {
                let text = fs::read_to_string(self.root().join("plan.toml")).unwrap();
                let at = text.find("counting_from = ").unwrap();
                let line = text[at..].lines().next().unwrap().to_owned();
                self.write(
                    "plan.toml",
                    &text.replace(&line, &format!("counting_from = {}", day(*from % 60))),
                );
            }
            _ => {}
        }
    }

    fn replace_in_plan(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join("plan.toml")).unwrap();
        assert!(text.contains(from), "{text}");
        self.write("plan.toml", &text.replace(from, to));
    }

    fn open(&self) -> Repository {
        store::open(self.root()).unwrap()
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 12, 31).unwrap()
}

fn context(of: &Repository) -> Context<'_> {
    Context::new(&of.records, &of.plan, &of.catalog, of.plan.end, today())
}

fn period(of: &Repository, month: &str) -> Period {
    let month = Month::parse(month).unwrap();
    Period::new(month, of.plan.due(month))
}

fn sum(key: Key, changes: &[Change]) -> Delta {
    changes.iter().map(|change| change.delta).fold(Delta::zero(key.sort()), |sum, more| sum + more)
}

/// The parts of every difference come to it, and its two values are those of the returns.
fn adds_up(differences: &[Difference], before: &Figures, after: &Figures) {
    assert_eq!(differences.len(), Key::ALL.len());
    for Difference { key, before: was, after: is, changes } in differences {
        assert_eq!((*was, *is), (before[*key], after[*key]), "{key}");
        assert_eq!(sum(*key, changes), Delta::of(*is) - Delta::of(*was), "{key}: {changes:?}");
        assert!(changes.iter().all(|change| !change.delta.is_zero()), "{key}: {changes:?}");
    }
}

fn compared(old: (&Repository, &str), new: (&Repository, &str), unit: UnitIndex) -> Vec<Difference> {
    let (old_context, new_context) = (context(old.0), context(new.0));
    let before = Scope::new(&old_context, unit, period(old.0, old.1));
    let after = Scope::new(&new_context, unit, period(new.0, new.1));
    let differences = compare(&before, &after);
    adds_up(&differences, &tally::figures(&before), &tally::figures(&after));
    differences
}

/// Files the return of a month, as `hazards file` does.
fn filed(repository: &Repository, unit: UnitIndex, month: &str) -> Filing {
    let context = context(repository);
    let filed_on = period(repository, month).cutoff;
    let scope = Scope::new(&context, unit, period(repository, month).filed_by(filed_on));
    let figures: BTreeMap<_, _> = tally::figures(&scope).iter().collect();
    let rows = u32::try_from(scope.rows()).unwrap();
    let id = &repository.plan.unit(unit).id;
    let month = Month::parse(month).unwrap();
    let of = Sealing { unit: id, month, filed_on, figures: &figures, rows };
    let sealed: Seal = seal::seal(&scope, of, 0);
    Filing {
        id: Id::parse(&format!("{id}-{month}-s")).unwrap(),
        document: Document::Return,
        filed_on,
        month: Some(month),
        figures: Some(figures),
        rows: Some(rows),
        corrects: None,
        reason: None,
        with_errors: None,
        sealed: Some(Box::new(sealed)),
    }
}

/// Every sealed filing's drift is what its causes come to.
fn drifts_add_up(repository: &Repository, plan_is_the_same: bool) {
    let context = context(repository);
    for filing in repository.records.filings.iter().filter(|filing| filing.sealed.is_some()) {
        let unit = &repository.plan.unit(filing.unit()).id;
        let fingerprint = seal::fingerprint(unit, filing);
        assert_eq!(fingerprint, filing.sealed.as_ref().map(|seal| seal.fingerprint.clone()));
        // What a unit has filed that is counted by it is held against nothing.
        let Some(drift) = Drift::of(filing, &context) else { continue };
        assert_eq!(drift.why, Why::Known);
        for Difference { key, before, after, changes } in &drift.figures {
            assert_eq!(Some(before), filing.figures.as_ref().unwrap().get(key));
            assert_eq!(sum(*key, changes), Delta::of(*after) - Delta::of(*before), "{key}: {changes:?}");
            let of_records = |change: &Change| !change.cause.is_of_no_record();
            assert!(!plan_is_the_same || changes.iter().all(of_records), "{key}: {changes:?}");
            assert!(changes.iter().all(|change| change.cause != Cause::Definition), "{key}: {changes:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_up(
        steps in prop::collection::vec(prop::collection::vec(edits(), 1..8), 2..5),
        plan in 0_u16..80,
        unit in 0_usize..4,
        month in 0_usize..2,
    ) {
        let month = ["2023-07", "2023-08"][month];
        let history = History::new();
        for (step, edits) in steps.iter().enumerate() {
            edits.iter().for_each(|edit| history.apply(edit));
            if step == 0 {
                let repository = history.open();
                let unit = repository.plan.find_unit(["shi", "benji", "jia", "yi"][unit]).unwrap();
                let record = filed(&repository, unit, month);
                let path = format!("{}/filings/sealed.yaml", repository.plan.unit(unit).id);
                let origin = Origin { file: FileIndex(0), nth: 0, unit };
                let text = Draft::from(&Entry { origin, extras: None, record: record.clone() }).to_yaml();
                history.write(&path, &text);
                let read = history.open();
                prop_assert!(read.records.filings.iter().any(|filing| filing.record == record));
            }
            drifts_add_up(&history.open(), true);
            history.commit();
        }
        let edit = match plan {
            60..65 => Some(Edit::Below),
            65..70 => Some(Edit::ByFilings),
            70..75 => Some(Edit::Gone),
            75.. => None,
            day => Some(Edit::From { day }),
        };
        if let Some(edit) = edit {
            history.apply(&edit);
            drifts_add_up(&history.open(), false);
            history.commit();
        }
        let now = history.open();
        let earlier = Commit::find(history.root(), "HEAD~1").unwrap().lay_out().unwrap();
        let then = store::open(earlier.path()).unwrap();
        for (unit, of) in now.plan.units() {
            if then.plan.find_unit(&of.id) != Some(unit) {
                continue;
            }
            for (old, new) in [("2023-07", "2023-08"), ("2023-08", "2023-07")] {
                compared((&now, old), (&now, new), unit);
                compared((&then, old), (&now, new), unit);
                compared((&then, new), (&now, new), unit);
            }
            let none = compared((&now, "2023-08"), (&now, "2023-08"), unit);
            prop_assert!(none.iter().all(|difference| difference.changes.is_empty()));
        }
    }
}

/// What a clerk would say of each edit.
#[test]
fn causes_are_named() {
    let history = History::new();
    let place = |number| Place { unit: "jia", number };
    let hazard = |number, own, found, completed| Edit::Hazard {
        place: place(number),
        own,
        found,
        completed,
        supervised: None,
    };
    // Day 40 is 2023-05-11, day 150 is 2023-08-29.
    for number in 0..4 {
        history.apply(&hazard(number, true, 40, None));
    }
    history.commit();
    let sealed = filed(&history.open(), history.open().plan.find_unit("jia").unwrap(), "2023-08");
    let origin = Origin { file: FileIndex(0), nth: 0, unit: UnitIndex(0) };
    history.write(
        "jia/filings/sealed.yaml",
        &Draft::from(&Entry { origin, extras: None, record: sealed }).to_yaml(),
    );
    history.apply(&hazard(0, true, 150, None)); // found later than was said: out of the window
    history.apply(&hazard(1, false, 40, None)); // 部门检查, not 企业自查
    history.apply(&Edit::Delete { place: place(2), kind: 0 });
    history.apply(&Edit::Move { place: place(3), kind: 0, to: "yi" });
    history.apply(&Edit::Hazard {
        place: Place { unit: "benji", number: 1 },
        own: true,
        found: 41,
        completed: None,
        supervised: None,
    });
    history.apply(&Edit::Move { place: Place { unit: "benji", number: 1 }, kind: 0, to: "jia" });
    let repository = history.open();
    let context = context(&repository);
    let filing = repository.records.filings.iter().find(|filing| filing.sealed.is_some()).unwrap();
    let drift = Drift::of(filing, &context).unwrap();
    let a1 = drift.figures.iter().find(|difference| difference.key == Key::A1).unwrap();
    let named: BTreeMap<&str, (Cause, String)> = a1
        .changes
        .iter()
        .map(|change| (change.id.as_str(), (change.cause, change.delta.to_string())))
        .collect();
    assert_eq!(named["jia-h-0"], (Cause::Redated, "−1".to_owned()));
    assert_eq!(named["jia-h-1"], (Cause::Reclassified, "−1".to_owned()));
    assert_eq!(named["jia-h-2"], (Cause::Deleted, "−1".to_owned()));
    assert_eq!(named["jia-h-3"], (Cause::Moved, "−1".to_owned()));
    assert_eq!(named["benji-h-1"], (Cause::Entered, "+1".to_owned()));
    assert_eq!(named.len(), 5);
}

/// What changed in the plan is not said of the records.
#[test]
fn causes_of_the_plan_are_the_plans() {
    for edit in [Edit::Below, Edit::ByFilings, Edit::Gone] {
        let history = History::new();
        let unit = history.open().plan.find_unit("shi").unwrap();
        let sealed = filed(&history.open(), unit, "2023-08");
        let origin = Origin { file: FileIndex(0), nth: 0, unit };
        let text = Draft::from(&Entry { origin, extras: None, record: sealed }).to_yaml();
        history.write("shi/filings/sealed.yaml", &text);
        history.commit();
        history.apply(&edit);
        let now = history.open();
        let earlier = Commit::find(history.root(), "HEAD").unwrap().lay_out().unwrap();
        let then = store::open(earlier.path()).unwrap();
        let differences = compared((&then, "2023-08"), (&now, "2023-08"), now.plan.find_unit("shi").unwrap());
        let context = context(&now);
        let filing = now.records.filings.iter().find(|filing| filing.sealed.is_some()).unwrap();
        let drift = Drift::of(filing, &context).unwrap();
        let changes = differences.iter().chain(&drift.figures).flat_map(|difference| &difference.changes);
        // 乙县's own return gives D6 only, so that it adds nothing in place of the records.
        let causes: Vec<Cause> = changes.map(|change| change.cause).collect();
        assert!(causes.iter().all(|cause| *cause == Cause::Plan), "{edit:?}: {causes:?}");
        assert_eq!(causes.is_empty(), matches!(edit, Edit::Below), "{edit:?}: the city is the same");
    }
}

#[test]
fn a_record_that_is_there_twice_was_entered() {
    let history = History::new();
    let then = history.open();
    let text = fs::read_to_string(history.root().join("jia/hazards/jia-h2.yaml")).unwrap();
    history.write("jia/hazards/twice.yaml", &text);
    let now = history.open();
    let unit = now.plan.find_unit("jia").unwrap();
    let differences = compared((&then, "2023-08"), (&now, "2023-08"), unit);
    let a3 = differences.iter().find(|difference| difference.key == Key::A3).unwrap();
    let causes: Vec<Cause> = a3.changes.iter().map(|change| change.cause).collect();
    assert_eq!(causes, [Cause::Entered]);
}
