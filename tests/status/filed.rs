//! Units that are counted by what they have filed: until when a return stands, and what it contradicts or leaves out.

use super::{YI, base, day, look, of, share};
use hazards::figure::Key;
use hazards::lang::Lang;
use hazards::status::{DASH, Share, Status};
use hazards::store::{self, Repository};
use hazards::write::Format;
use hazards::write::status as written;

/// 乙县 has filed these figures for August, and keeps nothing but its filings here.
fn filed(figures: &str) -> (tempfile::TempDir, Repository) {
    let filing = format!(
        "- {{id: yi-f5, document: 调度表, month: 2023-08, filed_on: 2023-08-22, figures: {{{figures}}}, rows: 6}}\n"
    );
    let plan = std::fs::read_to_string(base::folder().join("plan.toml")).unwrap();
    let plan = plan.replace("last_month = \"2023-08\"", "last_month = \"2023-09\"");
    let files =
        [("hazards.toml", YI), ("plan.toml", plan.as_bytes()), ("yi/filings/yi-f5.yaml", filing.as_bytes())];
    let (root, _) = base::open_with(&files);
    for folder in ["yi/enterprises", "yi/inspections", "yi/selfchecks", "yi/activities", "benji/inspections"]
    {
        std::fs::remove_dir_all(root.path().join(folder)).unwrap();
    }
    let repository = store::open(root.path()).unwrap();
    assert!(repository.records.findings.is_empty());
    (root, repository)
}

fn written(status: &Status<'_>, format: Format, lang: Lang) -> String {
    String::from_utf8(written::status(status, format, lang, 100).unwrap()).unwrap()
}

#[test]
fn a_return_stands_until_the_deadline_of_the_next_has_passed() {
    let (_root, repository) = filed("A1: 4, A2: 1, A3: 2, A4: 2, B1: 9");
    for on in ["2023-08-22", "2023-09-23", "2023-09-24"] {
        look(&repository, "shi", on, |status| {
            let yi = of(status, "yi");
            let standing = yi.standing.unwrap();
            assert_eq!(
                (standing.month.to_string().as_str(), standing.filed_on),
                ("2023-08", day("2023-08-22"))
            );
            assert_eq!((yi.hazards.completed(), yi.inspected), (share(3, 6), Some(9)), "{on}");
            assert!(status.total.unknown.is_empty());
        });
    }
    look(&repository, "shi", "2023-09-25", |status| {
        let yi = of(status, "yi");
        assert_eq!((yi.standing, yi.hazards.completed(), yi.inspected), (None, None, None));
        assert_eq!(status.total.unknown, [yi.unit]);
        // What 甲县 has found alone.
        assert_eq!(status.total.hazards.completed(), share(2, 2));
    });
}

#[test]
fn a_part_greater_than_its_whole_is_in_no_rate() {
    let (_root, repository) = filed("A1: 5, A2: 9, A3: 2, A4: 1, A5: 0, A6: 1");
    look(&repository, "shi", "2023-08-24", |status| {
        let (yi, total) = (of(status, "yi").hazards, status.total.hazards);
        assert_eq!((yi.by_enterprise, yi.by_department), (None, share(1, 2)));
        assert_eq!((yi.completed(), yi.open, yi.supervised, yi.supervised_open), (None, None, None, None));
        // 甲县 has found one of each and completed both; one of them is under supervision.
        assert_eq!((total.by_enterprise, total.by_department), (share(1, 1), share(2, 3)));
        assert_eq!((total.completed(), total.open), (share(2, 2), Some(0)));
        assert_eq!((total.supervised, total.supervised_open), (share(1, 1), Some(0)));
        let [gap] = status.total.gaps.as_slice() else { panic!("{:?}", status.total.gaps) };
        assert_eq!((gap.unit, gap.missing.len()), (of(status, "yi").unit, 0));
        let said: Vec<_> = gap.contradictions.iter().map(|of| (of.part, of.whole, of.share)).collect();
        assert_eq!(said, [(Key::A2, Key::A1, Share::new(9, 5)), (Key::A6, Key::A5, Share::new(1, 0))]);
        for format in [Format::Table, Format::Csv] {
            let text = written(status, format, Lang::Zh).replace(['\n', ' '], "");
            assert!(
                text.contains("乙县报送的数字相互矛盾：A2（9）大于A1（5）；A6（1）大于A5（0）；"),
                "{text}"
            );
            assert!(!text.contains("180%") && !text.contains("133"), "{text}");
        }
        let text = written(status, Format::Table, Lang::En);
        assert!(text.contains("A2 (9) is more than A1 (5)"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&written(status, Format::Json, Lang::Zh)).unwrap();
        let expected = serde_json::json!([{"unit": "yi", "missing": [], "contradictions": [
            {"part": "A2", "value": 9, "whole": "A1", "of": 5},
            {"part": "A6", "value": 1, "whole": "A5", "of": 0},
        ]}]);
        assert_eq!(json["total"]["gaps"], expected);
    });
}

#[test]
fn a_unit_that_does_not_give_all_is_in_neither_part_nor_whole_of_the_total() {
    for (figures, missing, by_enterprise) in [
        ("A1: 4", vec![Key::A2, Key::A3, Key::A4, Key::A5, Key::A6], share(1, 1)),
        // What it gives in pairs counts in that pair, and not where both are added up.
        ("A1: 4, A2: 1, A3: 7", vec![Key::A4, Key::A5, Key::A6], share(2, 5)),
    ] {
        let (_root, repository) = filed(figures);
        look(&repository, "shi", "2023-08-24", |status| {
            let (yi, total) = (of(status, "yi").hazards, status.total.hazards);
            assert_eq!((yi.completed(), yi.open), (None, None));
            assert_eq!((total.completed(), total.open), (share(2, 2), Some(0)));
            assert_eq!((total.by_enterprise, total.by_department), (by_enterprise, share(1, 1)));
            assert_eq!(status.total.gaps[0].missing, missing);
            let csv = written(status, Format::Csv, Lang::Zh);
            let row = csv.lines().find(|line| line.starts_with("乙县")).unwrap();
            assert_eq!(row.split(',').skip(13).take(4).collect::<Vec<_>>(), [DASH; 4]);
            assert!(csv.contains("乙县没有报 A"), "{csv}");
        });
    }
}
