//! A finding keeps its identity while lines move and the file is renamed; another has another.

use super::base;
use super::run::Run;
use std::collections::HashSet;

const HAZARD: &str = "id: h-9\nenterprise: jia-1\nclause: GM-13-02\ndescription: x\nsource: 企业自查\nfound_on: 2023.7.1\nfundz: 1\n";

fn fingerprints(files: &[(&str, &str)]) -> HashSet<String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    Run::of(base::with(&files).path()).fingerprints().into_iter().collect()
}

#[test]
fn it_is_stable_over_versions() {
    let mut found: Vec<String> = fingerprints(&[("jia/hazards/h-9.yaml", HAZARD)]).into_iter().collect();
    found.sort();
    // The lengths as eight bytes and the parts F003, jia, hazards, h-9, fundz and F005, …, found_on, then four
    // zero bytes, through `sha256sum`.
    assert_eq!(found, ["6ed09eabe27db3bd3be7724b04c12ea5", "ef7399dd746b1c5fc513d082dc09f287"]);
}

#[test]
fn lines_may_move_and_the_file_be_renamed() {
    let before = fingerprints(&[("jia/hazards/h-9.yaml", HAZARD)]);
    let moved = format!("# a note\n\n{}", HAZARD.replace("description: x\n", ""));
    let moved = format!("{moved}description: |\n  another\n  text\n");
    assert_eq!(fingerprints(&[("jia/hazards/2023/renamed.yaml", &moved)]), before);
    let in_a_list = format!("- {}", HAZARD.trim_end().replace('\n', "\n  "));
    assert_eq!(fingerprints(&[("jia/hazards/all.yaml", &in_a_list)]), before);
}

#[test]
fn another_record_or_field_has_another() {
    let before = fingerprints(&[("jia/hazards/h-9.yaml", HAZARD)]);
    for changed in
        [HAZARD.replace("h-9", "h-8"), HAZARD.replace("fundz", "funsd").replace("found_on", "fuond_on")]
    {
        assert!(fingerprints(&[("jia/hazards/h-9.yaml", &changed)]).is_disjoint(&before));
    }
    assert!(fingerprints(&[("yi/hazards/h-9.yaml", HAZARD)]).is_disjoint(&before));
}

#[test]
fn putting_one_missing_key_right_leaves_the_others_what_they_are() {
    let all = fingerprints(&[("jia/hazards/h-9.yaml", "id: h-9\nenterprise: jia-1\n")]);
    let fewer = fingerprints(&[("jia/hazards/h-9.yaml", "id: h-9\nenterprise: jia-1\nclause: GM-13-02\n")]);
    assert_eq!(fewer.len() + 1, all.len());
    assert!(fewer.is_subset(&all));
}

#[test]
fn twins_differ() {
    let twice = format!("{HAZARD}---\n{HAZARD}");
    let run = Run::of(base::with(&[("jia/hazards/h-9.yaml", twice.as_bytes())]).path());
    let distinct: HashSet<String> = run.fingerprints().into_iter().collect();
    assert_eq!(distinct.len(), run.listing.findings.len());
}
