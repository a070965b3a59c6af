//! The official forms: what is exported is imported as what is there already; a list of enterprises makes the
//! same list again where they are not there.

use crate::entry::{both, filler};
use crate::made::{
    Made, all_new, all_same, as_of, context, enterprises, hazards, nothing_lost, opened, proposed, prose,
    unit,
};
use hazards::entry::Form as Entered;
use hazards::figure::Key;
use hazards::form::content::{EnterpriseList, Return, SelfcheckTable, listed};
use hazards::import::{Form, Given, value};
use hazards::record::draft::Value;
use hazards::record::{Draft, Kind, Month};
use hazards::store::Repository;
use hazards::write::{self, Format, Manner};
use proptest::prelude::*;

/// What makes a form of a context.
type Make = fn(&hazards::check::Context<'_>, &str, Manner<'_>) -> Vec<u8>;

fn exported(
    repository: &Repository,
    of: &str,
    format: Format,
    make: Make,
) -> hazards::import::grid::Workbook {
    let filler = filler();
    let manner = Manner { forms: &repository.catalog.forms, filler: &filler, format, width: 100 };
    opened("a", make(&context(repository), of, manner))
}

fn annex2(context: &hazards::check::Context<'_>, of: &str, manner: Manner<'_>) -> Vec<u8> {
    let of = context.plan.find_unit(of).unwrap();
    write::annex2(&EnterpriseList::new(context, of, as_of(), 0), manner).unwrap()
}

fn report(context: &hazards::check::Context<'_>, of: &str, manner: Manner<'_>) -> Vec<u8> {
    let (of, month) = (context.plan.find_unit(of).unwrap(), Month::parse("2023-08").unwrap());
    write::report(&Return::new(context, of, month, as_of(), 0).unwrap(), manner).unwrap()
}

fn annex1(context: &hazards::check::Context<'_>, of: &str, manner: Manner<'_>) -> Vec<u8> {
    let enterprise = [context.enterprise(of).unwrap()];
    write::annex1(&SelfcheckTable::of_all(context, &enterprise)[0], manner).unwrap()
}

/// A list as the form can tell it: an empty cell does not say that there are no products, and commas part what
/// stands alone in a cell.
fn plain(draft: &mut Draft) {
    for key in ["products", "domains"] {
        let Some(Value::List(items)) = draft.get(key) else { continue };
        let mut items: Vec<String> =
            items.iter().map(|item| value::printed(item).replace(['，', ',', '；', ';'], "")).collect();
        if items.is_empty() {
            items.push("某某".to_owned());
        }
        draft.set(key, items);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn annex_2(mut made in enterprises(0..6)) {
        made.iter_mut().for_each(plain);
        let (with, without) = both(&made, &[], Entered::Enterprises);
        let (from, to) = (with.repository(), without.repository());
        let defaults = [("key", "否".to_owned()), ("listed_on", "2023-05-01".to_owned())];
        let given = Given { defaults: defaults.into(), ..Given::default() };
        for format in [Format::Xlsx, Format::Csv] {
            for of in ["jia", "shi"] {
                let workbook = exported(from, of, format, annex2);
                let proposal = proposed(from, &workbook, Form::Enterprises, unit(from, of), &Given::default());
                nothing_lost(&proposal);
                all_same(&proposal);
            }
            let workbook = exported(from, "jia", format, annex2);
            let anew = all_new(&proposed(to, &workbook, Form::Enterprises, unit(to, "jia"), &given), Kind::Enterprise);
            let mut made = Made::of(&[("jia/enterprises/new.yaml", &anew)]);
            for name in ["jia-1", "jia-2"] {
                made.workspace.remove(&format!("jia/enterprises/{name}.yaml"));
            }
            let again = exported(made.repository(), "jia", format, annex2);
            prop_assert_eq!(again, workbook);
        }
    }

    #[test]
    fn forms_3_1_and_3_2((list, made) in (enterprises(3..4), hazards(3, 0..6))) {
        let (mut with, _) = both(&list, &made, Entered::Hazards);
        for of in ["jia", "shi"] {
            let (content, month) = (context(with.repository()), Month::parse("2023-08").unwrap());
            let figures = Return::new(&content, unit(with.repository(), of), month, as_of(), 0).unwrap().figures;
            let mut filing = Draft::new();
            filing.set("id", format!("made-f-{of}"));
            filing.set("document", "调度表");
            filing.set("filed_on", as_of().to_string());
            filing.set("month", "2023-08");
            for key in Key::ALL {
                filing.set(&format!("figures.{}", key.name()), figures[*key].to_string());
            }
            drop(content);
            with.workspace.set(&format!("{of}/filings/made.yaml"), filing.to_yaml());
            let repository = with.repository();
            let workbook = exported(repository, of, Format::Xlsx, report);
            let (of, given) = (unit(repository, of), Given::default());
            let proposal = proposed(repository, &workbook, Form::Return, of, &given);
            all_same(&proposal);
            let own = proposal.ignored.iter().filter(|(sheet, _)| *sheet == 0);
            prop_assert_eq!(own.collect::<Vec<_>>(), Vec::<&(usize, _)>::new());
            let mut list = workbook;
            list.sheets.retain(|sheet| sheet.name == "3-2");
            let proposal = proposed(repository, &list, Form::Hazards, of, &given);
            nothing_lost(&proposal);
            all_same(&proposal);
        }
    }

    #[test]
    fn annex_1(
        (statuses, days) in (
            prop::collection::vec((0..4_usize, prop::option::of(prose())), 29),
            prop::collection::btree_set(0..80_u64, 0..5),
        ),
        name in crate::made::words(),
    ) {
        let words = ["已落实", "部分落实", "未落实", "不适用"];
        let mut draft = Draft::new();
        draft.set("enterprise", "jia-1");
        draft.set("submitted_on", "2023-06-20");
        draft.set("signed_by", name);
        for (number, (status, evidence)) in (1..).zip(statuses) {
            draft.set(&format!("items.{number}.status"), words[status]);
            if let Some(evidence) = evidence {
                draft.set(&format!("items.{number}.evidence"), evidence);
            }
        }
        let day = |days: &u64| (crate::made::day("2023-06-01") + chrono::Days::new(*days)).to_string();
        if !days.is_empty() {
            draft.set("leader_checks", days.iter().map(day).collect::<Vec<_>>());
        }
        let mut made = Made::of(&[]);
        made.workspace.set("jia/selfchecks/jia-1.yaml", draft.to_yaml());
        let repository = made.repository();
        let workbook = exported(repository, "jia-1", Format::Xlsx, annex1);
        let proposal = proposed(repository, &workbook, Form::Selfcheck, unit(repository, "jia"), &Given::default());
        nothing_lost(&proposal);
        prop_assert_eq!(all_same(&proposal), ["jia-1"]);
        // The same anew, where it is not there.
        let expected = Draft::from(&repository.records.selfchecks[0]);
        made.workspace.remove("jia/selfchecks/jia-1.yaml");
        let repository = made.repository();
        let proposal = proposed(repository, &workbook, Form::Selfcheck, unit(repository, "jia"), &Given::default());
        prop_assert_eq!(all_new(&proposal, Kind::Selfcheck), [expected]);
    }
}

/// The base's own list has as many rows as it has enterprises: the properties above are not about nothing.
#[test]
fn the_forms_have_rows() {
    let made = Made::of(&[]);
    let context = context(made.repository());
    let root = made.repository().plan.root();
    assert_eq!(listed(&context, root, as_of()).len(), 3);
    let workbook = exported(made.repository(), "shi", Format::Xlsx, annex2);
    let proposal = proposed(made.repository(), &workbook, Form::Enterprises, root, &Given::default());
    assert_eq!(all_same(&proposal).len(), 3);
}
