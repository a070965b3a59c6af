//! How fast workbooks are read and written: an import as a ratio to calamine reading the same cells, an export
//! as a ratio to rust_xlsxwriter writing the same cells, in one run.
//!
//!     cargo bench --bench workbooks                       100,000 rows
//!     cargo bench --bench workbooks -- --records 10000
//!
//! An import is the whole command, `hazards import … --yes`: the repository, reading, matching, judging by the
//! rules, writing the list files. An export is that from the records in memory to the bytes of the workbook.
//! How it is measured: [`measure`].

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a program of its own that measures the rest"
)]

#[path = "workbooks/alone.rs"]
mod alone;
#[path = "speed/measure.rs"]
mod measure;

use calamine::{Reader, Xlsx, open_workbook};
use hazards::check::Context;
use hazards::form::Form;
use hazards::form::content::{EnterpriseList, Return};
use hazards::record::Month;
use hazards::sheet::Sheet;
use hazards::store::{self, Repository};
use hazards::write::xlsx::xlsx;
use measure::{Asked, Measured, ROUNDS, answer, asked, generate, probe};
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// An enterprise list has every enterprise of the data, a list of hazards every hazard: of so many records in
/// a hundred.
const ENTERPRISES: usize = 12;
const HAZARDS: usize = 25;

fn main() {
    let rows = match asked() {
        Asked::Probe(name, on) => return answer(run_probe(&name, &on)),
        Asked::Records(rows) => rows,
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let of = |name: &str| folder.path().join(name);
    let (lists, hazards, list) = (of("lists"), of("hazards"), of("附件2.xlsx"));
    generate(&lists, (rows * 100).div_ceil(ENTERPRISES), "lists");
    generate(&hazards, rows * 100 / HAZARDS, "lists");
    probe("make", &[lists.as_os_str(), list.as_os_str()]);
    println!("{rows} rows, {} threads, median of {ROUNDS}\n", rayon::current_num_threads());
    println!("| form | what | time | ratio | peak memory |\n| --- | --- | ---: | ---: | ---: |");
    import(&list, folder.path());
    for (form, dir) in [("annex2", &lists), ("3-2", &hazards)] {
        let ways =
            [("alone", "rust_xlsxwriter alone"), ("export", "export"), ("open", "open the repository")];
        let mut measured = ways.map(|_| Measured::default());
        for round in 0..=ROUNDS {
            for ((way, _), measured) in ways.iter().zip(&mut measured) {
                let came_to = probe(way, &[form.as_ref(), dir.as_os_str()]);
                if round > 0 {
                    measured.add(came_to);
                }
            }
        }
        for ((_, what), way) in ways.iter().zip(&measured) {
            way.tell(form, what, &measured[0]);
        }
    }
}

/// Imports a list into a repository without these enterprises, and once more.
fn import(list: &Path, folder: &Path) {
    let [mut calamine, mut new, mut same] = [(); 3].map(|()| Measured::default());
    for round in 0..=ROUNDS {
        let dir = folder.join(format!("import-{round}"));
        std::fs::create_dir(&dir).unwrap();
        std::fs::write(dir.join("hazards.toml"), "format = 1\nplan = \"qujing-2023\"\n").unwrap();
        let read = probe("calamine", &[list.as_os_str()]);
        let first = probe("import", &[list.as_os_str(), dir.as_os_str()]);
        let second = probe("import", &[list.as_os_str(), dir.as_os_str()]);
        if round > 0 {
            calamine.add(read);
            new.add(first);
            same.add(second);
        }
        std::fs::remove_dir_all(dir).unwrap();
    }
    calamine.tell("附件2", "calamine alone", &calamine);
    new.tell("附件2", "import, all rows new", &calamine);
    same.tell("附件2", "import, all rows the same", &calamine);
}

fn run_probe(name: &str, on: &[String]) -> Duration {
    let on: Vec<&str> = on.iter().map(String::as_str).collect();
    match (name, on.as_slice()) {
        ("make", [dir, list]) => timed(|| alone::make_list(open(dir), Path::new(list))),
        ("calamine", [list]) => timed(|| calamine(list)),
        ("import", [list, dir]) => timed(|| {
            let call = ["hazards", "-C", dir, "import", list, "--unit", "qujing", "--yes"];
            let status = hazards::cli::main(call.iter().map(Into::into));
            assert!(status == ExitCode::SUCCESS, "the import has failed");
        }),
        ("open", [_, dir]) => timed(|| open(dir)),
        ("export", [form, dir]) => {
            let repository = open(dir);
            let context = context(repository);
            timed(|| xlsx(&[sheet(form, &context, repository)]).unwrap())
        }
        ("alone", [form, dir]) => {
            let repository = open(dir);
            let sheet = sheet(form, &context(repository), repository);
            timed(|| alone::write(&sheet).unwrap())
        }
        _ => panic!("no such probe: {name}"),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(work());
    let time = start.elapsed();
    // The program ends with it.
    std::mem::forget(made);
    time
}

fn calamine(list: &str) -> usize {
    let mut workbook: Xlsx<_> = open_workbook(list).unwrap();
    let name = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&name).unwrap();
    assert!(range.used_cells().count() > range.height() * 13, "every cell is there");
    range.height()
}

/// The repository, never freed: like the program, which ends with it.
fn open(dir: &str) -> &'static Repository {
    Box::leak(Box::new(store::open(Path::new(dir)).unwrap()))
}

fn context(repository: &'static Repository) -> Context<'static> {
    let day = repository.plan.end;
    Context::new(&repository.records, &repository.plan, &repository.catalog, day, day)
}

/// A form from the records.
fn sheet(form: &str, context: &Context<'_>, repository: &Repository) -> Sheet {
    let (plan, day) = (&repository.plan, repository.plan.end);
    let (forms, filler) = (&repository.catalog.forms, &repository.settings.filler);
    if form == "annex2" {
        let content = EnterpriseList::new(context, plan.root(), day, 0);
        return Form::Enterprises(&content).sheet(forms, filler);
    }
    let content = Return::new(context, plan.root(), Month::parse("2023-12").unwrap(), day, 0).unwrap();
    Form::Hazards(&content).sheet(forms, filler)
}
