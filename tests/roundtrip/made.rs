//! Records made at random, and what becomes of a workbook of them.

use chrono::NaiveDate;
use hazards::check::Context;
use hazards::import::grid::Workbook;
use hazards::import::proposal::{Outcome, Proposal};
use hazards::import::{self, Given, Request, read, value};
use hazards::plan::UnitIndex;
use hazards::record::Kind;
use hazards::record::date;
use hazards::record::draft::{Draft, Value};
use hazards::sheet::Rows;
use hazards::store::{Repository, Workspace};
use hazards::write::csv::csv;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

pub fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

/// The day by whose end everything is judged.
pub fn as_of() -> NaiveDate {
    day("2023-08-24")
}

pub fn context(repository: &Repository) -> Context<'_> {
    Context::new(&repository.records, &repository.plan, &repository.catalog, as_of(), day("2024-01-15"))
}

/// Words as they stand in records: signs of formulas, quotes, brackets, blanks and long text, but nothing that
/// no cell shows.
pub fn words() -> impl Strategy<Value = String> {
    let first = prop_oneof![4 => Just(String::new()), 1 => "[=+@(（“\"#*/-]", 1 => "[0-9]{1,12}", 1 => Just("备注".to_owned())];
    let inner = "[甲乙丙丁车间（）()\\[\\] \u{3000}.,，;；:：\"“”'`=+@#&<>{}0-9A-Za-zéẞ😀·-]{0,12}";
    let long = prop_oneof![9 => Just(1_usize), 1 => 2..60_usize];
    (first, inner, long).prop_map(|(first, inner, long)| format!("{first}某{}某", inner.repeat(long)))
}

/// The same with line breaks.
pub fn prose() -> impl Strategy<Value = String> {
    vec(words(), 1..4).prop_map(|lines| lines.join("\n"))
}

pub fn a_day() -> impl Strategy<Value = String> {
    (0..400_u64).prop_map(|days| (day("2023-03-01") + chrono::Days::new(days)).to_string())
}

fn phone() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["08743123456", "0874-3123456", "13800000000", "0874-3123456转12"])
        .prop_map(str::to_owned)
}

fn amount() -> impl Strategy<Value = String> {
    let odd = ["0", "0.0001", "123456789012.3456", "-3", "0.000000000000000001", "99999999999.9999"];
    prop_oneof![prop::sample::select(odd.to_vec()).prop_map(str::to_owned), "[1-9][0-9]{0,3}\\.[1-9]"]
}

fn yes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["是", "否"])
}

fn set(draft: &mut Draft, path: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        draft.set(path, value);
    }
}

/// An enterprise without its id.
fn enterprise() -> impl Strategy<Value = Draft> {
    let who = (words(), of(Just(())), vec(words(), 0..3), vec(words(), 1..3));
    let industry = prop::sample::select(vec!["冶金", "有色", "建材", "机械", "轻工", "纺织", "烟草", "商贸"]);
    let what = (industry, yes(), words(), phone(), yes(), yes(), a_day());
    let more = (of((0..90_u64, prose())), of(prose()));
    (who, what, more).prop_map(|((name, uscc, products, domains), what, (removed, note))| {
        let (industry, key, principal, phone, complete, code_check, listed_on) = what;
        let mut draft = Draft::new();
        draft.set("id", "");
        draft.set("name", name);
        set(&mut draft, "uscc", uscc.map(|()| ""));
        draft.set("products", products);
        draft.set("industry", industry);
        draft.set("domains", domains);
        draft.set("key", key);
        draft.set("principal", principal);
        draft.set("phone", phone);
        draft.set("base_info_complete", complete);
        draft.set("code_check", code_check);
        draft.set("listed_on", listed_on);
        if let Some((days, reason)) = removed {
            // Not yet: who has left is not in the workbook.
            let on = as_of() + chrono::Days::new(1 + days);
            draft.set("removed.on", on.to_string());
            draft.set("removed.reason", reason);
        }
        set(&mut draft, "note", note);
        draft
    })
}

/// Enterprises of a county, no two of which have the same id, name or code.
pub fn enterprises(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Draft>> {
    vec(enterprise(), count).prop_map(|mut drafts| {
        for (number, draft) in drafts.iter_mut().enumerate() {
            draft.set("id", format!("made-{number}"));
            let name = draft.text("name").unwrap().to_owned();
            draft.set("name", format!("{name}第{number}厂"));
            if draft.get("uscc").is_some() {
                draft.set("uscc", format!("91530300{number:07}E16"));
            }
        }
        drafts
    })
}

/// A hazard without its id and enterprise.
fn hazard() -> impl Strategy<Value = Draft> {
    let codes = vec!["GM-03-01", "GM-04-06", "GM-11-10", "GM-13-02"];
    let source = prop::sample::select(vec!["企业自查", "部门检查"]);
    let what =
        (prop::sample::select(codes), prose(), source, a_day(), of("[a-z0-9][a-z0-9-]{0,9}"), of(a_day()));
    let plan = (of(words()), of(prose()), of(amount()), of(a_day()), of(prose()));
    let done = (of(a_day()), of(a_day()), of(words()));
    let level = prop::sample::select(vec!["县级", "市级", "省级"]);
    let supervision = of((level, a_day(), of(a_day())));
    (what, plan, done, supervision, of(prose())).prop_map(|(what, plan, done, supervision, note)| {
        let (clause, description, source, found_on, inspection, reported_on) = what;
        let mut draft = Draft::new();
        draft.set("id", "");
        draft.set("enterprise", "");
        draft.set("clause", clause);
        draft.set("description", description);
        draft.set("source", source);
        draft.set("found_on", found_on);
        let device = |id: &String| hazards::record::Id::parse(id).is_ok();
        set(&mut draft, "inspection", inspection.filter(device));
        set(&mut draft, "reported_on", reported_on);
        set(&mut draft, "rectification.responsible", plan.0);
        set(&mut draft, "rectification.measures", plan.1);
        set(&mut draft, "rectification.funds", plan.2);
        set(&mut draft, "rectification.due_on", plan.3);
        set(&mut draft, "rectification.contingency", plan.4);
        set(&mut draft, "rectification.completed_on", done.0);
        set(&mut draft, "rectification.verified_on", done.1);
        set(&mut draft, "rectification.verified_by", done.2);
        if let Some((level, listed_on, released_on)) = supervision {
            draft.set("supervision.level", level);
            draft.set("supervision.listed_on", listed_on);
            set(&mut draft, "supervision.released_on", released_on);
        }
        set(&mut draft, "note", note);
        draft
    })
}

/// Hazards of these enterprises.
pub fn hazards(of: usize, count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Draft>> {
    vec((hazard(), 0..of), count).prop_map(|drafts| {
        let made = drafts.into_iter().enumerate().map(|(number, (mut draft, of))| {
            draft.set("id", format!("made-h{number}"));
            draft.set("enterprise", format!("made-{of}"));
            let said = draft.text("description").unwrap().to_owned();
            draft.set("description", format!("{said}{number}"));
            draft
        });
        made.collect()
    })
}

/// The base with these records laid over it.
pub struct Made {
    _root: tempfile::TempDir,
    pub workspace: Workspace,
}

impl Made {
    pub fn of(files: &[(&str, &[Draft])]) -> Self {
        let root = crate::base::with(&[]);
        let mut workspace = Workspace::open(root.path()).unwrap();
        for (path, drafts) in files {
            let text: String = drafts.iter().map(Draft::to_yaml_item).collect();
            workspace.set(path, if drafts.is_empty() { "[]\n".to_owned() } else { text });
        }
        let findings = &workspace.repository().records.findings;
        assert!(findings.is_empty(), "{findings:?}");
        Self { _root: root, workspace }
    }

    pub fn repository(&self) -> &Repository {
        self.workspace.repository()
    }
}

pub fn unit(repository: &Repository, id: &str) -> UnitIndex {
    repository.plan.find_unit(id).unwrap()
}

/// A workbook as it is read.
pub fn opened(name: &str, bytes: Vec<u8>) -> Workbook {
    read::read(name, bytes).unwrap_or_else(|text| panic!("{name}: {}", text.zh)).workbook
}

/// The first sheet of a workbook as CSV, cell by cell.
pub fn as_csv(workbook: &Workbook) -> Workbook {
    let cells = &workbook.sheets[0].cells;
    let width = cells.iter().map(|cell| cell.at.column + 1).max().unwrap() as usize;
    let height = cells.last().unwrap().at.row as usize + 1;
    let mut rows = vec![vec![String::new(); width]; height];
    for cell in cells {
        rows[cell.at.row as usize][cell.at.column as usize] = match &cell.value {
            hazards::import::grid::Value::Text(text) => text.clone(),
            other => value::text(other).unwrap(),
        };
    }
    let mut rows = rows.into_iter();
    let headings = rows.next().unwrap();
    let rows = rows.map(|row| row.iter().map(hazards::sheet::Value::from).collect()).collect();
    opened("a.csv", csv(&Rows { headings, rows }).unwrap())
}

/// What an import would do.
pub fn proposed(
    repository: &Repository,
    workbook: &Workbook,
    form: import::Form,
    unit: UnitIndex,
    given: &Given,
) -> Proposal {
    let context = context(repository);
    let request = Request { context: &context, unit, given };
    import::propose(workbook, form, request).unwrap_or_else(|text| panic!("{}", text.zh))
}

/// Every row is a record that is there and says the same; the ids, in order of the rows.
pub fn all_same(proposal: &Proposal) -> Vec<String> {
    let id = |row: &import::proposal::Row| match (&row.outcome, row.notes.is_empty()) {
        (Outcome::Same(_, id), true) => id.clone(),
        _ => panic!("{row:#?}"),
    };
    proposal.rows.iter().map(id).collect()
}

/// Every row is a new record; the drafts of a kind, in order of the rows.
pub fn all_new(proposal: &Proposal, kind: Kind) -> Vec<Draft> {
    let draft = |row: &import::proposal::Row| match &row.outcome {
        Outcome::New(new) => (new.kind == kind).then(|| new.draft.clone()),
        _ => panic!("{row:#?}"),
    };
    proposal.rows.iter().filter_map(draft).collect()
}

/// No cell of a row is left out: what is not read are titles, headings, notes and lists.
pub fn nothing_lost(proposal: &Proposal) {
    for (_, ignored) in &proposal.ignored {
        let known = ["表头以上的标题、填报行", "表头", "备注、合计等", "供选用的列表，不导入"];
        assert!(known.contains(&ignored.what.zh.as_ref()), "{ignored:?}");
    }
}
