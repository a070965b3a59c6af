//! P001: a county unit lists fewer enterprises than the quota.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::plan::{Level, UnitIndex};
use crate::record::Kind;
use crate::record::term::Document;
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "P001",
    name: "enterprise-quota",
    severity: Severity::Error,
    summary: Text::fixed(
        "县级单位列入企业清单的企业少于规定户数",
        "a county unit lists fewer enterprises than the quota",
    ),
    help: Text::fixed(
        "在该单位的 enterprises/ 下补充列入企业；确实不足的，在 hazards.toml 写明经批准的豁免",
        "list more enterprises under the unit's enterprises/, or put the approved exemption into hazards.toml as a waiver",
    ),
    explain: Text::fixed(
        "方案要求每个县（市、区）统筹梳理企业清单，总量不少于规定户数（方案的 enterprises_per_county）。\
         方案中的每个县级单位都要计算，无论是否已有文件夹；只计截止判定日已列入（listed_on）且未移出（removed.on）的企业。\
         企业清单截止日当日及以前为警告，其后为错误；方案未定企业清单截止日的不报。每个单位只报一次，位置为单位的文件夹。\
         企业文件中编号可读而内容有误的也计为已列入；市本级和市、省一级不受户数限制。按报送的调度表计（hazards.toml 的 units）而没有企业记录的单位不报：其清单不在这里。",
        "The plan document wants every county to draw up a list of at least so many enterprises (the plan's enterprises_per_county): a shorter list means that \
         enterprises go unchecked. Every county unit of the plan is counted, with a folder or not; an enterprise counts when it is listed (listed_on) and not removed \
         (removed.on) as of the day judged. It is a warning until the 企业清单 deadline, that day included, and an error after it; a plan without that deadline gives no \
         finding. One finding a unit, at the unit's folder. An enterprise whose id can be read counts even if the rest of its record cannot; own, city and province units have no quota, nor has a unit that is counted by what it has filed (`units` in hazards.toml) and has no enterprise recorded: its list is not kept here.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 四（二）2：“按照‘重点工贸企业全覆盖执法检查、其他工贸企业执法抽查、总量不少于15户’的原则，统筹梳理本地区排查整治企业清单（附件2），\
         于6月底前报市局基础科”；附件2 备注1：“每个县（市区）纳入清单企业不得少于15户”",
        "曲应急〔2023〕25号, part 4 (2) 2: \"总量不少于15户\", \"统筹梳理本地区排查整治企业清单（附件2），于6月底前报市局基础科\"; 附件2, note 1: \"每个县（市区）纳入清单企业不得少于15户\"",
    ),
    wrong: Example {
        path: "yi/enterprises/list.yml",
        text: "\
- id: yi-1
  name: 乙县某某水泥有限公司
  products: [水泥熟料]
  industry: 建材
  domains: [水泥熟料生产, 有限空间]
  key: 是
  principal: 王某某
  phone: 0874-0000003
  base_info_complete: 是
  code_check: 是
  listed_on: 2023-05-22
  removed: {on: 2023-12-01, reason: 误填，企业仍在生产}
",
    },
    right: Example {
        path: "yi/enterprises/list.yml",
        text: "\
- id: yi-1
  name: 乙县某某水泥有限公司
  products: [水泥熟料]
  industry: 建材
  domains: [水泥熟料生产, 有限空间]
  key: 是
  principal: 王某某
  phone: 0874-0000003
  base_info_complete: 是
  code_check: 是
  listed_on: 2023-05-22
",
    },
    examine: Examine::Unit(examine),
};

fn examine(unit: UnitIndex, context: &Context<'_>) -> Vec<Fault> {
    let plan = context.plan;
    let Some(deadline) = plan.deadline(Document::EnterpriseList, None) else {
        return Vec::new();
    };
    if plan.unit(unit).level != Level::County || !context.keeps(unit, Kind::Enterprise) {
        return Vec::new();
    }
    let (quota, count) = (plan.quota.enterprises_per_county as usize, context.listed_count(unit));
    if count >= quota {
        return Vec::new();
    }
    let name = quote(&plan.unit(unit).name);
    let lack = quota - count;
    let (severity, zh, en) = if context.as_of > deadline {
        (Severity::Error, format!("企业清单已于 {deadline} 截止"), format!("the list was due on {deadline}"))
    } else {
        (Severity::Warning, format!("企业清单 {deadline} 截止"), format!("the list is due on {deadline}"))
    };
    let message = Text::made(
        format!("{name} 列入企业 {count} 户，少于 {quota} 户，差 {lack} 户（{zh}）"),
        format!("{name} lists {count} of at least {quota} enterprises, {lack} short ({en})"),
    );
    vec![Fault::of_record(message).severity(severity)]
}
