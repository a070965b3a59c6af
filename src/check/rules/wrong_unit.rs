//! R004: a record refers to an enterprise of another unit.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::plan::{Level, UnitIndex};
use crate::record::Origin;
use crate::text::{quote, visible};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "R004",
    name: "wrong-unit",
    severity: Severity::Error,
    summary: Text::fixed("记录所涉企业属于另一单位", "a record refers to an enterprise of another unit"),
    help: Text::fixed(
        "把记录移到企业所属单位的文件夹，或改正企业编号",
        "move the record to the folder of the enterprise's unit, or correct the enterprise",
    ),
    explain: Text::fixed(
        "调度表按单位统计，记录计入其文件夹所属的单位；涉及别县企业的记录会使两个单位的数字都不对。本级（own）的记录可以涉及其上级单位辖区内的任何企业，\
         如市级督导检查县里的企业。企业记录读不全的，不报；同一编号的企业在几个单位都有的，只要其中有本单位的，也不报（另报 R001）。",
        "Returns count by unit, and a record counts for the unit of its folder, so one about another county's enterprise makes both units' figures wrong. A record \
         of an `own` unit may refer to any enterprise below its parent: a city's supervisory visit to an enterprise of a county. Not reported where the enterprise \
         cannot be read, nor where the same id stands in several units, one of them the right one (that is R001).",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-1 注1：“按月调度辖区内各县区统计数据连同本级一并报送”；四（三）2：“本辖区内所有应检查工贸企业”",
        "曲应急〔2023〕25号, 附件3-1 注1: \"按月调度辖区内各县区统计数据连同本级一并报送\"; part 4 (3) 2: \"本辖区内所有应检查工贸企业\"",
    ),
    wrong: Example {
        path: "jia/activities/r004.yaml",
        text: "\
id: r004
kind: 约谈企业
date: 2023-09-08
enterprise: yi-1
",
    },
    right: Example {
        path: "yi/activities/r004.yaml",
        text: "\
id: r004
kind: 约谈企业
date: 2023-09-08
enterprise: yi-1
",
    },
    examine: Examine::Whole(examine),
};

fn examine(context: &Context<'_>) -> Vec<(Origin, Fault)> {
    let strays = context.records.all().filter_map(|record| {
        let id = record.enterprise()?;
        let listed_by = context.enterprise(id)?.unit();
        let may = context.plan.may_refer(record.origin().unit, listed_by);
        (!may).then_some((record.origin(), id, listed_by))
    });
    let mut strays = strays.peekable();
    if strays.peek().is_none() {
        return Vec::new();
    }
    // An id that several units use: the reference may be meant for any of them.
    let places: HashSet<(&str, UnitIndex)> =
        context.records.enterprises.iter().map(|entry| (entry.id.as_str(), entry.unit())).collect();
    let meant = |from: UnitIndex, id: &str| {
        context.is_stub(crate::record::Kind::Enterprise, id)
            || context
                .plan
                .units()
                .any(|(unit, _)| context.plan.may_refer(from, unit) && places.contains(&(id, unit)))
    };
    let strays = strays.filter(|(origin, id, _)| !meant(origin.unit, id));
    strays.map(|(origin, id, listed_by)| (origin, fault(origin.unit, id, listed_by, context))).collect()
}

fn fault(from: UnitIndex, id: &str, listed_by: UnitIndex, context: &Context<'_>) -> Fault {
    let (plan, id) = (context.plan, quote(id));
    let (own, other) = (plan.unit(from), plan.unit(listed_by));
    let (own_name, other_name, folder) = (visible(&own.name), visible(&other.name), quote(&other.id));
    let message = if own.level == Level::Own {
        Text::made(
            format!("企业 {id} 属于{other_name}，不在{own_name}的辖区内"),
            format!(
                "the enterprise {id} belongs to {other_name}, which is not below the parent of {own_name}"
            ),
        )
    } else {
        Text::made(
            format!("企业 {id} 属于{other_name}，不属于{own_name}"),
            format!("the enterprise {id} belongs to {other_name}, not to {own_name}"),
        )
    };
    Fault::at("enterprise", message).help(Text::made(
        format!("把记录移到 {folder} 文件夹之下，或改正企业编号"),
        format!("move the record below the folder {folder}, or correct the enterprise"),
    ))
}
