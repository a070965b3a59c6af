//! Conditions made up by chance: one and its opposite part the records, and no text makes a panic.

use super::{day, example};
use hazards::check::Context;
use hazards::list::{Condition, View, groups};
use hazards::record::Kind;
use hazards::store::{AnyRecord, Repository};
use proptest::prelude::*;
use std::sync::LazyLock;

static QUJING: LazyLock<Repository> = LazyLock::new(|| example("qujing"));

/// The names of columns, for any number.
fn name(kind: Kind, at: usize) -> String {
    let [own, of_enterprise] = groups(kind);
    let further =
        ["accidents.deaths", "waivers.rule", "items.3.status", "items.evidence", "figures.A1", "figures.D6"];
    let mut names: Vec<String> = own.into_iter().chain(of_enterprise).map(|field| field.name).collect();
    names.extend(further.map(str::to_owned));
    names[at % names.len()].clone()
}

const VALUES: [&str; 24] = [
    "",
    "是",
    "否",
    "true",
    "2023",
    "2023-07",
    "2023-07-15",
    "2023-12-31",
    "0",
    "1",
    "3.5",
    "0.0001",
    "建材",
    "建材、冶金",
    "部门检查",
    "企业自查，部门检查",
    "某",
    "有限空间",
    "麒麟区",
    "qilin",
    "GM-13-02",
    "已落实",
    "调度表",
    "ql-01",
];

fn split<'r>(view: &View<'r>, all: &[AnyRecord<'r>], condition: &Condition) -> (Vec<&'r str>, Vec<&'r str>) {
    let (is, is_not): (Vec<AnyRecord<'r>>, Vec<_>) =
        all.iter().partition(|record| condition.holds(view, **record));
    (is.iter().map(|record| record.id()).collect(), is_not.iter().map(|record| record.id()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_condition_and_its_opposite_part_the_records(
        kind in proptest::sample::select(&Kind::ALL[..]),
        at in any::<usize>(),
        value in proptest::sample::select(&VALUES[..]),
        both in proptest::sample::select(&[("=", "!="), ("~", "!~"), ("<", ">="), (">", "<=")][..]),
    ) {
        let repository = &*QUJING;
        let (plan, catalog) = (&repository.plan, &repository.catalog);
        let context = Context::new(&repository.records, plan, catalog, day("2023-08-24"), day("2023-12-31"));
        let view = View::new(&context);
        let all: Vec<AnyRecord<'_>> = repository.records.of_kind(kind).collect();
        let read = |sign: &str, value: &str| {
            Condition::read(kind, &format!("{}{sign}{value}", name(kind, at)), plan, catalog)
        };
        let (one, other) = (read(both.0, value), read(both.1, value));
        prop_assert_eq!(one.is_ok(), other.is_ok(), "{:?} {:?}", one, other);
        let (Ok(one), Ok(other)) = (one, other) else { return Ok(()) };
        let (is, is_not) = split(&view, &all, &one);
        let (others, _) = split(&view, &all, &other);
        if both.0 == "=" || both.0 == "~" {
            prop_assert_eq!(others, is_not);
        } else {
            // An order says nothing of what is not there; a list may have items on both sides.
            let (empty, there) = split(&view, &all, &read("=", "").unwrap());
            let is_list = matches!(one.field.ty, hazards::columns::Type::List(_));
            prop_assert!(is.iter().chain(&others).all(|id| there.contains(id)));
            if !is_list {
                prop_assert_eq!(is.len() + others.len() + empty.len(), all.len());
            }
        }
    }

    #[test]
    fn no_text_makes_a_panic(
        kind in proptest::sample::select(&Kind::ALL[..]),
        at in any::<usize>(),
        sign in "[=!<>~＝！＜＞～≤≥≠]{0,3}",
        value in "\\PC{0,12}|[0-9.、，,-]{0,12}|.{0,6}",
        other in "\\PC{0,24}|.{0,12}|[a-z.]{0,12}[=!<>~]{0,2}.{0,4}",
    ) {
        let repository = &*QUJING;
        let (plan, catalog) = (&repository.plan, &repository.catalog);
        let context = Context::new(&repository.records, plan, catalog, day("2023-08-24"), day("2023-12-31"));
        let view = View::new(&context);
        for word in [format!("{}{sign}{value}", name(kind, at)), other] {
            if let Ok(condition) = Condition::read(kind, &word, plan, catalog)
                && let Some(record) = repository.records.of_kind(kind).next()
            {
                condition.holds(&view, record);
            }
        }
    }
}
