//! The columns of a workbook: those that `import` knows, the official form's under its own wording, the others
//! under the official terms of their keys.

use super::{Column, Form, Sort, lists};
use crate::catalog::Forms;
use crate::import::table;
use crate::import::words::{heading, without_brackets};
use crate::record::Kind;
use crate::schema;
use crate::schema::field::{Field, Shape};

/// The columns of a form's workbook. `holds` says whether the unit has records of its own; another one must
/// say of each row whose it is.
pub(super) fn of(form: Form, forms: &Forms, holds: bool) -> Vec<Column> {
    let (known, official) = form.known();
    let form32 = &forms.form32;
    let (wording, group) = match form {
        Form::Enterprises => (&forms.annex2.columns, None),
        Form::Hazards => (&form32.wording.columns, Some((&form32.group, &form32.group_columns))),
    };
    let single = wording.iter().map(|name| (None, name));
    let grouped =
        group.into_iter().flat_map(|(group, names)| names.iter().map(move |name| (Some(group), name)));
    let mut worded = single.chain(grouped);
    let further = known.iter().skip(official.end);
    let own = known.iter().take(official.end).skip(official.start).map(|column| (column, worded.next()));
    let all: Vec<_> = own.chain(further.map(|column| (column, None))).collect();
    all.into_iter().map(|(column, worded)| of_one(form, column, worded, holds)).collect()
}

fn of_one(
    form: Form,
    column: &table::Column,
    worded: Option<(Option<&String>, &String)>,
    holds: bool,
) -> Column {
    let name = column.name;
    let field = field(form, name);
    // The wording of another catalogue that `import` would not know is not taken.
    let knows = |text: &str| {
        let words = [heading(text), without_brackets(text)];
        words.iter().any(|word| column.words.contains(&word.as_str()))
    };
    let worded = worded.filter(|(group, name)| knows(&format!("{}{name}", group.map_or("", String::as_str))));
    let (group, title) = match (worded, field) {
        (Some((group, name)), _) => (group.cloned(), name.clone()),
        (None, Some(field)) if knows(field.title) => (None, field.title.to_owned()),
        _ => (None, column.words.first().copied().unwrap_or_default().to_owned()),
    };
    let sort = sort(name, field);
    let heading = if sort == Sort::Amount { format!("{title}（万元）") } else { title };
    let key = schema::field(form.kind(), name).filter(|_| name != "id" && !name.contains('.'));
    let own = key.is_some_and(|field| field.required);
    Column {
        name,
        group,
        heading,
        required: column.needed || own || (name == "county" && !holds),
        about: about(name, field),
        width: width(name, &sort),
        sort,
    }
}

/// The key that a column is about, be it one of the record or of another that the row names.
pub(super) fn field(form: Form, name: &str) -> Option<&'static Field> {
    match name {
        "decided_on" => schema::field(Kind::Penalty, name),
        "principal.name" => schema::field(Kind::Penalty, "on_principal.name"),
        _ => match name.strip_prefix("enterprise.") {
            Some(name) => schema::field(Kind::Enterprise, name),
            None => schema::field(form.kind(), name),
        },
    }
}

fn sort(name: &str, field: Option<&Field>) -> Sort {
    match (name, field.map(|field| &field.shape)) {
        ("no", _) => Sort::Count,
        ("supervised" | "rectified" | "penalized", _) | (_, Some(Shape::Boolean)) => {
            Sort::Words(vec!["是", "否"])
        }
        ("enterprise.name", _) => Sort::Listed(lists::ENTERPRISES),
        (_, Some(Shape::Clause)) => Sort::Listed(lists::CLAUSES),
        (_, Some(Shape::Words(words, _))) => Sort::Words(words()),
        (_, Some(Shape::Date)) => Sort::Day,
        (_, Some(Shape::Amount)) => Sort::Amount,
        (
            "description"
            | "note"
            | "removed.reason"
            | "penalty_principal"
            | "penalty_enterprise"
            | "rectification.measures"
            | "rectification.contingency",
            _,
        ) => Sort::Prose,
        _ => Sort::Text,
    }
}

fn width(name: &str, sort: &Sort) -> f64 {
    match (name, sort) {
        ("no", _) => 6.0,
        ("description", _) => 42.0,
        ("name" | "enterprise.name", _) => 30.0,
        ("uscc" | "enterprise.uscc", _) => 22.0,
        ("products" | "domains" | "id", _) => 18.0,
        ("base_info_complete" | "code_check", _) => 14.0,
        ("city" | "county", _) => 11.0,
        (_, Sort::Prose) => 26.0,
        (_, Sort::Words(_)) => 10.0,
        (_, Sort::Listed(_)) => 13.0,
        (_, Sort::Text | Sort::Count | Sort::Amount | Sort::Day) => 14.0,
    }
}

/// What to write.
fn about(name: &str, field: Option<&Field>) -> String {
    let own = match name {
        "no" => "可不填。",
        "city" => "可不填。",
        "county" => "企业所在的县区；只填本单位的企业时可不填。",
        "supervised" => "可不填，以挂牌日期为准；填“是”须有挂牌日期和督办级别。",
        "rectified" => "可不填，以整改完成日期为准；填“是”须有整改完成日期。",
        "penalized" => "可不填，以处罚情况为准；填“是”须有处罚情况和处罚决定日期。",
        "penalty_principal" => "如：罚款1.5万元、警告。须填处罚决定日期。",
        "penalty_enterprise" => "如：罚款5万元、责令停产整顿。须填处罚决定日期。",
        "id" => "已有记录的编号，请勿改动。新增的可不填，导入时自动编号；要自定的，用小写字母、数字和 -。",
        "enterprise.name" => "从列表中选，或照企业清单填写全名；全部企业见工作表“企业”。",
        "enterprise.uscc" => "可不填；有同名企业时按它区分。",
        "clause" => "从列表中选条款编号，如 GM-13-02；各条内容见工作表“条款”。",
        "phone" => "手机号或带区号的固定电话，如 13800000000、0874-3123456。",
        "products" => "几种产品用顿号“、”分开；没有的填“/”。",
        "domains" => {
            "至少一项，几项用顿号“、”分开：湿法冶炼、钢冶炼、硅冶炼、电解铝、铝加工、水泥熟料生产、粉尘涉爆、涉氨制冷、有限空间、人员密集场所等。"
        }
        "inspection" => "发现该隐患的检查的编号；部门检查发现的应填写。",
        "removed.on" => "企业退出清单时填写，并写明移出原因。",
        "supervision.level" => "挂牌督办的须填写。",
        "decided_on" => "有处罚的须填写，如 2023-08-20。",
        "principal.name" => "受处罚的主要负责人。",
        _ => "",
    };
    let Some(field) = field.filter(|_| own.is_empty()) else {
        return own.to_owned();
    };
    let mut said = Vec::new();
    if !field.about.is_empty() {
        said.push(field.about.to_owned());
    }
    match &field.shape {
        Shape::Date => said.push("填日期，如 2023-06-30".to_owned()),
        Shape::Boolean => said.push("填“是”或“否”".to_owned()),
        Shape::Words(words, _) => said.push(format!("填：{}", words().join("、"))),
        _ => said.extend((!field.examples.is_empty()).then(|| format!("如 {}", field.examples.join("、")))),
    }
    if said.is_empty() { String::new() } else { format!("{}。", said.join("；")) }
}
