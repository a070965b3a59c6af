//! The workbooks to enter records in: held against the records that they are made of nothing changes, and
//! where these are not there they come out as they were.

use crate::made::{
    Made, all_new, all_same, as_csv, as_of, context, enterprises, hazards, nothing_lost, opened, proposed,
    unit,
};
use hazards::entry::{Book, Form};
use hazards::import::grid::Workbook;
use hazards::import::table::Table;
use hazards::import::{self, Given, Request, detect};
use hazards::record::Draft;
use hazards::settings::Filler;
use hazards::store::Repository;
use hazards::write;
use proptest::prelude::*;

pub fn filler() -> Filler {
    Filler { name: "某某某".into(), phone: "0874-0000000".into() }
}

pub fn book(repository: &Repository, form: Form, of: &str, is_blank: bool) -> Vec<u8> {
    let context = context(repository);
    let book = Book::new(&context, form, unit(repository, of), &filler(), is_blank);
    assert_eq!(book.too_long, 0);
    write::entry::xlsx(&book).unwrap()
}

/// The records of a kind that a unit has, as drafts by id.
fn own(repository: &Repository, form: Form, of: &str) -> Vec<(String, Draft)> {
    let (records, of) = (&repository.records, unit(repository, of));
    let mut all: Vec<_> = match form {
        Form::Enterprises => {
            let own = records.enterprises.iter().filter(|entry| entry.unit() == of);
            own.map(|entry| (entry.id.to_string(), Draft::from(entry))).collect()
        }
        Form::Hazards => {
            let own = records.hazards.iter().filter(|entry| entry.unit() == of);
            own.map(|entry| (entry.id.to_string(), Draft::from(entry))).collect()
        }
    };
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// Nothing changes in the repository that a workbook is made of; in the other one all is new, and as it was
/// but for what no cell tells.
pub fn holds(from: &Repository, to: &Repository, form: Form, workbook: &Workbook) {
    let (of, nothing) = (unit(from, "jia"), Given::default());
    let there = proposed(from, workbook, form.imported(), of, &nothing);
    nothing_lost(&there);
    let mut ids = all_same(&there);
    ids.sort_unstable();
    let expected = own(from, form, "jia");
    assert_eq!(ids, expected.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    let anew = proposed(to, workbook, form.imported(), of, &nothing);
    let mut drafts = all_new(&anew, form.kind());
    drafts.sort_by(|a, b| a.text("id").cmp(&b.text("id")));
    for (draft, (_, expected)) in drafts.iter().zip(&expected) {
        let carried = |key: &str| !matches!(key, "attachments" | "waivers" | "accidents");
        let mut kept = Draft::new();
        expected.iter().filter(|(key, _)| carried(key)).for_each(|(key, value)| kept.set(key, value.clone()));
        assert_eq!(draft, &kept);
    }
    assert_eq!(drafts.len(), expected.len());
}

/// The repository with these records, and what it is without those of the form.
pub fn both(enterprises: &[Draft], hazards: &[Draft], form: Form) -> (Made, Made) {
    let list = ("jia/enterprises/made.yaml", enterprises);
    let with = Made::of(&[list, ("jia/hazards/made.yaml", hazards)]);
    let mut without = match form {
        Form::Enterprises => Made::of(&[]),
        Form::Hazards => Made::of(&[list]),
    };
    let folder = match form {
        Form::Enterprises => "jia/enterprises/",
        Form::Hazards => "jia/hazards/",
    };
    let files = without.repository().records.files.iter().map(|file| file.path.clone());
    let gone: Vec<String> = files.filter(|path| path.starts_with(folder)).collect();
    gone.iter().for_each(|path| without.workspace.remove(path));
    (with, without)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_of_enterprises_comes_back(made in enterprises(0..6)) {
        comes_back(&made, &[], Form::Enterprises);
    }

    #[test]
    fn a_list_of_hazards_comes_back((list, made) in (enterprises(3..4), hazards(3, 0..6))) {
        comes_back(&list, &made, Form::Hazards);
    }
}

fn comes_back(enterprises: &[Draft], hazards: &[Draft], form: Form) {
    let (with, without) = both(enterprises, hazards, form);
    let bytes = book(with.repository(), form, "jia", false);
    assert_eq!(bytes, book(with.repository(), form, "jia", false));
    let workbook = opened("a.xlsx", bytes);
    holds(with.repository(), without.repository(), form, &workbook);
    holds(with.repository(), without.repository(), form, &as_csv(&workbook));
    // The city's workbook has the rows of all.
    let city = opened("b.xlsx", book(with.repository(), form, "shi", false));
    let of = unit(with.repository(), "shi");
    let proposal = proposed(with.repository(), &city, form.imported(), of, &Given::default());
    let made = match form {
        Form::Enterprises => enterprises.len(),
        Form::Hazards => hazards.len(),
    };
    assert!(all_same(&proposal).len() >= made);
}

#[test]
fn a_workbook_says_which_it_is_and_every_heading_is_known() {
    let made = Made::of(&[]);
    let repository = made.repository();
    for (form, columns) in [
        (Form::Enterprises, &import::enterprises::COLUMNS[..]),
        (Form::Hazards, &import::hazards::COLUMNS[1..]),
    ] {
        for (of, is_blank) in [("jia", false), ("jia", true), ("benji", true), ("shi", true)] {
            let workbook = opened("a.xlsx", book(repository, form, of, is_blank));
            let of = unit(repository, of);
            assert_eq!(detect::unit(&workbook, &repository.plan), Some(of));
            let (context, given) = (context(repository), Given::default());
            let request = Request { context: &context, unit: of, given: &given };
            assert_eq!(detect::forms(&workbook, request), [form.imported()]);
            let known = match form {
                Form::Enterprises => &import::enterprises::COLUMNS[..],
                Form::Hazards => &import::hazards::COLUMNS[..],
            };
            let table = Table::find(&workbook.sheets[0], known).unwrap();
            let found: Vec<_> = table.columns.iter().map(|(of, at)| (known[*of].name, *at)).collect();
            let expected: Vec<_> = columns.iter().map(|column| column.name).zip(0..).collect();
            assert_eq!(found, expected, "every column once, in its order");
            assert_eq!(table.rows.is_empty(), is_blank);
        }
    }
}

/// What a cell does not show is no change: it stays as it is in the record.
#[test]
fn what_no_cell_shows_does_not_change() {
    let text = "- {id: odd-1, name: \" 某某厂 \", products: [], industry: 商贸, domains: [\"甲，乙\"], key: 否,\n  \
                principal: \"张\\u200b某\", phone: \"0874 3123456 转 8\", base_info_complete: 是, code_check: 否,\n  \
                listed_on: 2023-05-22, note: \"一\\r\\n二 \"}\n";
    let mut made = Made::of(&[]);
    made.workspace.set("jia/enterprises/odd.yaml", text.to_owned());
    let bytes = book(made.repository(), Form::Enterprises, "jia", false);
    let workbook = opened("a.xlsx", bytes);
    for workbook in [as_csv(&workbook), workbook] {
        let of = unit(made.repository(), "jia");
        let proposal =
            proposed(made.repository(), &workbook, import::Form::Enterprises, of, &Given::default());
        assert_eq!(all_same(&proposal).len(), 3);
    }
}

/// Who has left the list is not in the workbook; a row that says so is read once and changes nothing again.
#[test]
fn who_leaves_the_list() {
    let made = |removed: &str| {
        let text = format!(
            "- {{id: gone, name: 某某某某厂, products: [], industry: 商贸, domains: [人员密集场所], key: 否, principal: 张某, phone: 08740000000, base_info_complete: 是, code_check: 否, listed_on: 2023-05-22{removed}}}\n"
        );
        let mut made = Made::of(&[]);
        made.workspace.set("jia/enterprises/gone.yaml", text);
        made
    };
    let (there, gone) = (made(""), made(", removed: {on: 2023-08-01, reason: 关停}"));
    let rows = |made: &Made| {
        let context = context(made.repository());
        Book::new(&context, Form::Enterprises, unit(made.repository(), "jia"), &filler(), false).rows.len()
    };
    assert_eq!((rows(&there), rows(&gone)), (3, 2));
    let csv = "编号,企业名称,移出日期,移出原因\ngone,某某某某厂,2023-08-01,关停\n";
    let workbook = opened("a.csv", csv.into());
    let outcome = |made: &Made| {
        let of = unit(made.repository(), "jia");
        let proposal =
            proposed(made.repository(), &workbook, import::Form::Enterprises, of, &Given::default());
        proposal.counts()
    };
    assert_eq!((outcome(&there).changed, outcome(&gone).same), (1, 1));
    assert!(as_of() > crate::made::day("2023-08-01"));
}

/// A text that no cell can hold is left blank and counted: nothing is cut off a record.
#[test]
fn what_does_not_fit_is_left_blank() {
    let mut made = Made::of(&[]);
    let text = std::fs::read_to_string(crate::base::folder().join("jia/hazards/jia-h1.yaml")).unwrap();
    let long = format!("{text}note: {}\n", "长".repeat(40_000));
    made.workspace.set("jia/hazards/jia-h1.yaml", long);
    let context = context(made.repository());
    let of = unit(made.repository(), "jia");
    let book = Book::new(&context, Form::Hazards, of, &filler(), false);
    assert_eq!(book.too_long, 1);
    let workbook = opened("a.xlsx", write::entry::xlsx(&book).unwrap());
    let proposal = proposed(made.repository(), &workbook, import::Form::Hazards, of, &Given::default());
    assert_eq!(all_same(&proposal), ["jia-h1", "jia-h2"]);
}
