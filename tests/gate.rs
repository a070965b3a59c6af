//! What stands in the way of figures: records and files of the unit, and those elsewhere that a row of its
//! forms rests on; and how many are left out when the forms are made all the same.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test: it lays files over the base")]

#[path = "support/base.rs"]
mod base;

use hazards::check::{self, Context, Gate};
use hazards::record::date;

/// The rules that stand in the way and the number left out.
fn gate(files: &[(&str, &[u8])], unit: &str, until: Option<&str>) -> (Vec<&'static str>, usize) {
    let (_root, repository) = base::open_with(files);
    let plan = &repository.plan;
    let day = date::parse("2023-12-31").unwrap();
    let context = Context::new(&repository.records, plan, &repository.catalog, day, day);
    let until = until.map(|day| date::parse(day).unwrap());
    let gate = Gate::new(&context, plan.find_unit(unit).unwrap(), until, check::references(&context));
    (gate.findings.iter().map(|finding| finding.rule).collect(), gate.left_out)
}

/// A hazard that the city bureau's own level found at an enterprise of 乙县.
fn own_hazard(found_on: &str) -> String {
    format!(
        "id: bz\nenterprise: yi-1\nclause: GM-13-02\ndescription: d\nsource: 企业自查\nfound_on: {found_on}\n\
         rectification: {{completed_on: {found_on}, verified_on: {found_on}}}\n"
    )
}

const AUGUST: Option<&str> = Some("2023-08-24");
const LIST: &str = "yi/enterprises/list.yml";

fn list_and(more: &[u8]) -> Vec<u8> {
    let mut bytes = std::fs::read(base::folder().join(LIST)).unwrap();
    bytes.extend(more);
    bytes
}

#[test]
fn a_sound_repository_has_no_gate() {
    for unit in ["shi", "benji", "jia", "yi"] {
        assert_eq!(gate(&[], unit, AUGUST), (vec![], 0), "{unit}");
    }
}

#[test]
fn the_enterprise_of_a_row_may_be_in_a_file_that_is_unreadable_as_a_whole() {
    let hazard = own_hazard("2023-06-10");
    for (more, rule) in [(&b"  x: [\n"[..], "F002"), (b"# \xff\n", "F001"), (b"# \x01\n", "F008")] {
        let list = list_and(more);
        let files = [("benji/hazards/z.yaml", hazard.as_bytes()), (LIST, list.as_slice())];
        assert_eq!(gate(&files, "benji", AUGUST), (vec![rule], 1), "{rule}");
        assert_eq!(gate(&files, "jia", AUGUST), (vec![], 0), "{rule}");
        assert_eq!(gate(&files, "yi", AUGUST), (vec![rule], 1), "{rule}");
    }
}

#[test]
fn a_list_of_enterprises_rests_on_nothing_elsewhere() {
    let (hazard, list) = (own_hazard("2023-06-10"), list_and(b"  x: [\n"));
    let files = [("benji/hazards/z.yaml", hazard.as_bytes()), (LIST, list.as_slice())];
    assert_eq!(gate(&files, "benji", None), (vec![], 0));
}

#[test]
fn a_hazard_outside_of_the_window_has_no_row() {
    let list = list_and(b"  x: [\n");
    for found_on in ["2023-04-01", "2023-09-01"] {
        let hazard = own_hazard(found_on);
        let files = [("benji/hazards/z.yaml", hazard.as_bytes()), (LIST, list.as_slice())];
        assert_eq!(gate(&files, "benji", AUGUST), (vec![], 0), "{found_on}");
    }
}

#[test]
fn a_penalty_of_another_unit_on_a_row() {
    let penalty = b"id: z\nenterprise: jia-1\nhazard: jia-h2\non_enterprise: {fine: 9}\n";
    assert_eq!(gate(&[("benji/penalties/z.yaml", penalty)], "jia", AUGUST), (vec!["F004"], 1));
    assert_eq!(gate(&[("benji/penalties/z.yaml", penalty)], "yi", AUGUST), (vec![], 0));
    assert_eq!(gate(&[("benji/penalties/z.yaml", penalty)], "jia", None), (vec![], 0));
    // What such a file is about cannot be told: it concerns all whom it may be about.
    let unreadable = b"{id: z, enterprise: jia-1, hazard: jia-h2, x: [\n";
    assert_eq!(gate(&[("benji/penalties/z.yaml", unreadable)], "jia", AUGUST), (vec!["F002"], 1));
}

#[test]
fn what_stands_in_no_folder_of_a_unit_concerns_the_whole_tree() {
    assert_eq!(gate(&[("nowhere/hazards/z.yaml", b"a: 1\n")], "shi", AUGUST), (vec!["F007"], 1));
    assert_eq!(gate(&[("nowhere/hazards/z.yaml", b"a: 1\n")], "jia", AUGUST), (vec![], 0));
    assert_eq!(gate(&[("jia/z.yaml", b"a: 1\n")], "jia", AUGUST), (vec!["F007"], 1));
}
