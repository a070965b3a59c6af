//! What was filed and when: the plan's documents, and the 调度表 of each month with its figures frozen.

use crate::date::{Date, day};
use crate::figures::figures;
use crate::record::{Extra, Filing};
use crate::words::UNITS;
use crate::world::{World, unit};

/// The plan's `[returns]`: May to December, due on the 24th.
const MONTHS: std::ops::RangeInclusive<i64> = 5..=12;
const DUE_DAY: i64 = 24;

/// Counties that keep their figures with the filing; the others file the workbook only.
const FROZEN: [&str; 5] = ["qilin", "luliang", "huize", "xuanwei", "jingkai"];

pub fn all(world: &mut World) {
    for (u, unit) in UNITS.iter().enumerate().skip(1) {
        documents(world, u);
        for month in MONTHS {
            let mut on = back_to_workday(day(month, DUE_DAY - (u as i64 + month) % 4));
            // 逾期报送: three times in the year.
            match (unit.id, month) {
                ("fuyuan", 6) => on = day(6, 27),
                ("shizong", 7) => on = day(7, 25),
                ("luliang", 10) => on = day(10, 26),
                _ => {}
            }
            county_return(world, u, month, on);
        }
    }
    // The city's own return to the province, over all counties and the 本级.
    let all: Vec<usize> = (0..UNITS.len()).collect();
    for month in [8, 11, 12] {
        let on = back_to_workday(day(month, DUE_DAY));
        let (figures, rows) = figures(world, &all, on);
        let filing = Filing {
            id: format!("qj-bs-23{month:02}"),
            document: "调度表",
            filed_on: on,
            month: Some(month),
            figures,
            rows: Some(rows),
            extra: Extra::default(),
        };
        world.filings.push(("qujing", filing));
    }
    plain(world, "qujing", "qj-bs-fangan", "实施方案", day(5, 17), Some("曲应急〔2023〕25号"));
    plain(world, "qujing", "qj-bs-zongjie", "工作总结", day(12, 20), None);
}

/// Offices are closed on holidays: file before.
fn back_to_workday(mut on: Date) -> Date {
    while on.workday() != on {
        on = on.plus(-1);
    }
    on
}

fn plain(
    world: &mut World,
    folder: &'static str,
    id: &str,
    document: &'static str,
    on: Date,
    note: Option<&str>,
) {
    let extra = Extra { note: note.map(str::to_owned), ..Extra::default() };
    world.filings.push((
        folder,
        Filing { id: id.to_owned(), document, filed_on: on, month: None, figures: vec![], rows: None, extra },
    ));
}

fn documents(world: &mut World, u: usize) {
    let (folder, mark, n) = (UNITS[u].id, UNITS[u].mark, u as i64);
    let plan_on = if folder == "huize" { day(5, 29) } else { back_to_workday(day(5, 25 - n % 4)) };
    plain(
        world,
        folder,
        &format!("{mark}-bs-fangan"),
        "实施方案",
        plan_on,
        (folder == "huize").then_some("县局会议推迟，晚报4天"),
    );
    plain(
        world,
        folder,
        &format!("{mark}-bs-qingdan"),
        "企业清单",
        back_to_workday(day(6, 30 - n % 3)),
        None,
    );
    plain(world, folder, &format!("{mark}-bs-sige"), "四个清单", back_to_workday(day(7, 31 - n % 5)), None);
    plain(
        world,
        folder,
        &format!("{mark}-bs-zongjie"),
        "工作总结",
        back_to_workday(day(12, 20 - n % 3)),
        None,
    );
}

fn county_return(world: &mut World, u: usize, month: i64, on: Date) {
    let (folder, mark) = (UNITS[u].id, UNITS[u].mark);
    let id = format!("{mark}-bs-23{month:02}");
    let mut extra = Extra::default();
    let (mut frozen, mut rows) = (vec![], None);
    // Luliang began in July to keep the figures; 经开区 keeps the first section only.
    if FROZEN.contains(&folder) && !(folder == "luliang" && month < 7) {
        let (all, n) = figures(world, &[u], on.min(day(month, DUE_DAY)));
        (frozen, rows) = (all, Some(n));
        if folder == "jingkai" {
            frozen.retain(|(key, _)| key.starts_with('A'));
        }
    }
    // Xuanwei sent September's return in a hurry with a wrong figure, and again the next day: the last one counts.
    if u == unit("xuanwei") && month == 9 {
        let mut wrong = frozen.clone();
        wrong[0].1 = "0".to_owned();
        let extra =
            Extra { note: Some("漏填企业自查数，次日重报".to_owned()), ..Extra::default() };
        let filing = Filing {
            id: format!("{id}-chu"),
            document: "调度表",
            filed_on: on,
            month: Some(month),
            figures: wrong,
            rows,
            extra,
        };
        world.filings.push((folder, filing));
        let (all, n) = figures(world, &[u], on.plus(1));
        (frozen, rows) = (all, Some(n));
        extra_filing(world, folder, id, month, on.plus(1), frozen, rows);
        return;
    }
    if on > day(month, DUE_DAY) {
        extra.note = Some("逾期报送，数据仍截至24日".to_owned());
    }
    world.filings.push((
        folder,
        Filing { id, document: "调度表", filed_on: on, month: Some(month), figures: frozen, rows, extra },
    ));
}

fn extra_filing(
    world: &mut World,
    folder: &'static str,
    id: String,
    month: i64,
    on: Date,
    figures: Vec<(&'static str, String)>,
    rows: Option<usize>,
) {
    let extra = Extra { note: Some("更正报送".to_owned()), ..Extra::default() };
    world.filings.push((
        folder,
        Filing { id, document: "调度表", filed_on: on, month: Some(month), figures, rows, extra },
    ));
}
