//! A new data repository, as files: settings, a folder for each kind of each unit, what git, the CI job and
//! the editor need, and a page that says how to begin.

use crate::catalog::Catalog;
use crate::plan::{Plan, Unit};
use crate::record::Kind;
use crate::schema::{self, Subject, editor};
use crate::settings;

/// Files of a new repository: path with `/`, and text. The settings come last: with them the folder becomes
/// a repository.
///
/// `plan_name` is what `hazards.toml` calls the plan; `plan_text` is the plan's own file where it is none of
/// the built-in ones.
pub fn files(
    plan: &Plan,
    plan_name: &str,
    plan_text: Option<&str>,
    catalog: &Catalog,
) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for unit in &plan.units {
        // git keeps no empty folder; a hidden file is no business of the tool.
        let kept =
            kinds_of(unit).map(|kind| (format!("{}/{}/.gitkeep", unit.id, kind.folder()), String::new()));
        files.extend(kept);
    }
    for subject in Subject::all() {
        let text = schema::text(&subject.schema(catalog));
        files.push((format!(".vscode/schemas/{}", subject.file_name()), text));
    }
    files.push((".vscode/settings.json".into(), schema::text(&editor::vscode())));
    files.push((
        ".gitattributes".into(),
        "*.yaml text eol=lf\n*.yml text eol=lf\n*.toml text eol=lf\n".into(),
    ));
    files.push((".github/workflows/hazards.yml".into(), WORKFLOW.into()));
    files.push(("README.md".into(), readme(plan)));
    if let Some(text) = plan_text {
        files.push((plan_name.to_owned(), text.to_owned()));
    }
    files.push((settings::FILE.into(), settings_text(plan, plan_name)));
    files
}

/// The kinds of record that a unit keeps.
fn kinds_of(unit: &Unit) -> impl Iterator<Item = Kind> {
    let all = unit.level.holds_records();
    Kind::ALL.into_iter().filter(move |kind| all || *kind == Kind::Filing)
}

const WORKFLOW: &str = "\
# 每次推送和合并请求都检查记录，问题标在改动的行上。
# 把 OWNER/hazards 换成 hazards 程序所在的仓库。
name: hazards
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: OWNER/hazards@main
        with:
          directory: .
";

fn settings_text(plan: &Plan, plan_name: &str) -> String {
    let title = &plan.title;
    let unit = plan.units.iter().find(|unit| unit.level.holds_records()).map_or("", |unit| unit.id.as_str());
    format!(
        "\
# {title}
format = 1
plan = {plan_name:?}

# 印在报表上的填报人和联系电话
[filler]
name = \"\"
phone = \"\"

# 规则级别：error、warning、info 或 off，如
# [rules]
# P006 = \"info\"

# 对单位的豁免，如
# [[waivers]]
# rule = \"P001\"
# unit = {unit:?}
# reason = \"…\"
# until = {}

# 只报调度表、不在这里建记录的单位：数字取自其 filings/ 中该月最后一次报送的调度表，如
# [[units]]
# id = {unit:?}
# source = \"filings\"
",
        plan.end
    )
}

fn readme(plan: &Plan) -> String {
    let (title, document) = (&plan.title, &plan.document);
    let (first, due) = (plan.returns.first_month, plan.returns.due_day);
    let folders: String =
        Kind::ALL.iter().map(|kind| format!("| `{}/` | {} |\n", kind.folder(), kind.name().zh)).collect();
    let units: String =
        plan.units.iter().map(|unit| format!("| `{}/` | {} |\n", unit.id, unit.name)).collect();
    format!(
        "\
# {title}

依据：{document}。本文件夹是全部记录的唯一来源；报表都由它生成。

## 怎么用

1. 在本单位的文件夹里，按种类新建 `.yaml` 文件，一条记录一个文件，或一个文件写一个列表。
2. 写完运行 `hazards check`，逐条改正。写法看 `hazards explain 规则编号`，条款看 `hazards catalog 词`。
3. 每月 {due} 日前运行 `hazards report --month {first} -o 报表.xlsx` 出调度表和隐患清单，`hazards annex2 -o 企业清单.xlsx` 出企业清单。

用 VS Code 打开本文件夹并安装 YAML 扩展，边写边有提示（`.vscode/` 已配好）。

## 单位

| 文件夹 | 单位 |
| --- | --- |
{units}
## 种类

| 文件夹 | 内容 |
| --- | --- |
{folders}"
    )
}
