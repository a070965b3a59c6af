//! V008: an amount that is negative, or finer than 1 yuan.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::figure::Value;
use crate::finding::{Field, Severity};
use crate::lang::Text;
use crate::record::{Amount, Detail, Filing, Penalty};
use crate::store::records::AnyRecord;

pub(super) static RULE: Rule = Rule {
    code: "V008",
    name: "bad-amount",
    severity: Severity::Error,
    summary: Text::fixed("金额为负，或小于 1 元的零头", "a negative amount, or one finer than 1 yuan"),
    help: Text::fixed(
        "金额以万元填写，不为负，最多精确到 1 元（0.0001 万元）",
        "amounts are in 万元, not negative, and no finer than 1 yuan (0.0001)",
    ),
    explain: Text::fixed(
        "表格的金额单位是万元，1 元是 0.0001。负数无从说起；有小于 1 元零头的，多半是把小数点写错。末尾的 0 不计，1.50000 没有问题，0 也可以。\
         检查整改资金、对企业和主要负责人的罚款、举报奖励，以及调度表中的金额指标。是否把元当作万元填写，无法判断，不检查。",
        "Amounts of the forms are in 万元 (ten thousand yuan), so 1 yuan is 0.0001. A negative amount means nothing, and one finer than a yuan has mostly its point in the wrong place. Zeros at the end do not \
         count: 1.50000 is fine, and so is 0. Looked at are the funds of rectification, fines, rewards, and the amounts among filed figures. Whether yuan were written for 万元 cannot be \
         known and is not checked.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-1：“行政处罚(次，万元)”“举报奖励(万元)”",
        "曲应急〔2023〕25号, form 附件3-1: \"行政处罚(次，万元)\", \"举报奖励(万元)\"",
    ),
    wrong: Example {
        path: "jia/activities/v008.yaml",
        text: "\
id: v008
kind: 举报奖励
date: 2023-06-09
amount: 0.00005
",
    },
    right: Example {
        path: "jia/activities/v008.yaml",
        text: "\
id: v008
kind: 举报奖励
date: 2023-06-09
amount: 0.05
",
    },
    examine: Examine::Any(examine),
};

fn examine(record: AnyRecord<'_>, _: &Context<'_>) -> Vec<Fault> {
    amounts(record).into_iter().filter_map(|(field, amount)| fault(field, amount)).collect()
}

fn fault(field: Field, amount: Amount) -> Option<Fault> {
    let message = if amount.is_negative() {
        Text::made(format!("金额 `{amount}` 万元为负数"), format!("the amount `{amount}` (万元) is negative"))
    } else if amount.is_finer_than_a_yuan() {
        Text::made(
            format!("金额 `{amount}` 万元有不足 1 元的零头"),
            format!("the amount `{amount}` (万元) is finer than 1 yuan"),
        )
    } else {
        return None;
    };
    Some(Fault::at(field, message))
}

/// The amounts of a record, with their fields.
fn amounts(record: AnyRecord<'_>) -> Vec<(Field, Amount)> {
    match record {
        AnyRecord::Hazard(hazard) => hazard
            .rectification
            .funds
            .into_iter()
            .map(|funds| ("rectification.funds".into(), funds))
            .collect(),
        AnyRecord::Penalty(penalty) => of_penalty(penalty),
        AnyRecord::Activity(activity) => match activity.detail {
            Detail::Reward { amount, .. } => vec![("amount".into(), amount)],
            _ => Vec::new(),
        },
        AnyRecord::Filing(filing) => of_filing(filing),
        AnyRecord::Enterprise(_) | AnyRecord::Selfcheck(_) | AnyRecord::Inspection(_) => Vec::new(),
    }
}

fn of_penalty(penalty: &Penalty) -> Vec<(Field, Amount)> {
    let fines =
        [("on_enterprise.fine", &penalty.on_enterprise), ("on_principal.fine", &penalty.on_principal)];
    fines.into_iter().filter_map(|(field, sanction)| Some((field.into(), sanction.as_ref()?.fine?))).collect()
}

fn of_filing(filing: &Filing) -> Vec<(Field, Amount)> {
    let figures = filing.figures.iter().flatten();
    let amount = |(key, value): (&crate::figure::Key, &Value)| match value {
        Value::Amount(amount) => Some((format!("figures.{key}").into(), *amount)),
        Value::Count(_) | Value::YesNo(_) => None,
    };
    figures.filter_map(amount).collect()
}
