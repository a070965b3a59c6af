//! Charts of the roll-up: hazards found, put right and supervised, inspections and penalties by unit. They show the cells of
//! the roll-up; what it has no cell for stands in a table below them.

use super::content::Return;
use super::{day, filed, left_out, rollup};
use crate::catalog::Forms;
use crate::figure::Key;
use crate::settings::Filler;
use crate::sheet::{Cells, Chart, ChartRow, ChartSheet, Number, Series};

/// The name of the sheet.
const NAME: &str = "图表";
const UNIT: &str = "单位";
/// The largest number up to which an axis counts by one.
const BY_ONE: u64 = 8;

/// The charts of a return's roll-up.
pub fn charts(content: &Return<'_>, forms: &Forms, filler: &Filler) -> ChartSheet {
    let lines = rollup::lines(content);
    let first = rollup::sheet(content, forms, filler).head.end;
    let units = lines.iter().filter(|line| !line.total).count();
    let on_rollup = |column| Cells { sheet: Some(rollup::NAME), rows: first..first + units, column };
    let figure = |name, key: Key| {
        let place = forms.parts().position(|part| part.key == key).unwrap_or_default();
        Series { name, values: on_rollup(1 + place) }
    };
    let below = |name, column| Series { name, values: Cells { sheet: None, rows: 0..units, column } };
    let chart = |title, values_axis, keys: &[Key], series| {
        let figures = lines.iter().filter(|line| !line.total).map(|line| line.figures);
        let most = figures.flat_map(|figures| keys.iter().map(|key| figures.count(*key))).max();
        Chart {
            title,
            names_axis: UNIT,
            values_axis,
            shares: false,
            by_one: (1..=BY_ONE).contains(&most.unwrap_or_default()),
            names: on_rollup(0),
            series,
        }
    };
    let charts = vec![
        chart(
            "各单位重大事故隐患发现和整改情况",
            "隐患数（个）",
            &[],
            vec![figure("自查发现", Key::A1), figure("部门检查发现", Key::A3), below("已整改", 2)],
        ),
        Chart {
            shares: true, ..chart("各单位重大事故隐患整改率", "整改率", &[], vec![below("整改率", 3)])
        },
        chart(
            "各单位挂牌督办重大事故隐患情况",
            "隐患数（个）",
            &[Key::A5],
            vec![figure("挂牌督办", Key::A5), figure("其中已整改", Key::A6)],
        ),
        chart("各单位执法检查企业数", "企业数（家）", &[Key::B1], vec![figure("执法检查企业", Key::B1)]),
        chart(
            "各单位行政处罚次数",
            "处罚次数（次）",
            &[Key::C3_count],
            vec![figure("行政处罚次数", Key::C3_count)],
        ),
        chart("各单位罚款金额", "罚款金额（万元）", &[], vec![figure("罚款金额", Key::C3_amount)]),
    ];
    let sum = |line: &rollup::Row<'_>, keys: [Key; 2]| keys.map(|key| line.figures.count(key)).iter().sum();
    let rows = lines.iter().map(|line| {
        let (found, completed) = (sum(line, [Key::A1, Key::A3]), sum(line, [Key::A2, Key::A4]));
        ChartRow {
            name: line.name.clone(),
            numbers: vec![Number::Count(found), Number::Count(completed), Number::Share(completed, found)],
            total: line.total,
        }
    });
    let mut notes = left_out(content.left_out);
    notes.extend(filed::of_units(content, forms));
    notes.push(
        "整改率为已整改隐患占发现隐患的比例，没有发现隐患的为空；其余各图的数字取自“汇总”表。".to_owned(),
    );
    ChartSheet {
        name: NAME.into(),
        title: format!("{}图表", forms.rollup_title),
        line: format!(
            "单位：{}　　统计期：{}至 {}",
            content.plan.unit(content.unit).name,
            day(content.from),
            day(content.cutoff)
        ),
        charts,
        headings: [UNIT, "发现隐患(个)", "已整改(个)", "整改率"].map(String::from).to_vec(),
        rows: rows.collect(),
        notes,
    }
}
