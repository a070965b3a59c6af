//! A new data repository, as files: settings, a folder for each kind of each unit, what git, the CI job and
//! the editor need, and a page that says how to begin.

use crate::catalog::Catalog;
use crate::plan::{Plan, Unit};
use crate::record::Kind;
use crate::schema::{self, Subject, editor};
use crate::settings::{self, Filler};

/// What a new repository is to be.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The plan.
    pub plan: &'w Plan,
    /// What `hazards.toml` calls it.
    pub plan_name: &'w str,
    /// The plan's own file, where it is none of the built-in ones.
    pub plan_text: Option<&'w str>,
    /// 填报人 and 联系电话, as they are printed on the forms.
    pub filler: &'w Filler,
    /// Who answers for the folder of a unit: its id, and accounts or teams as CODEOWNERS names them.
    pub owners: &'w [(String, String)],
    /// Whether there is to be nothing but settings, folders and line ends.
    pub minimal: bool,
}

/// Files of a new repository: path with `/`, and text. The settings come last: with them the folder becomes
/// a repository.
pub fn files(wanted: Wanted<'_>, catalog: &Catalog) -> Vec<(String, String)> {
    let Wanted { plan, plan_name, plan_text, .. } = wanted;
    let mut files: Vec<(String, String)> = Vec::new();
    for unit in &plan.units {
        // git keeps no empty folder; a hidden file is no business of the tool.
        let kept =
            kinds_of(unit).map(|kind| (format!("{}/{}/.gitkeep", unit.id, kind.folder()), String::new()));
        files.extend(kept);
    }
    files.push((".gitattributes".into(), ATTRIBUTES.into()));
    files.push((".gitignore".into(), format!("{}\n", crate::store::lock::LOCK_FILE)));
    if !wanted.minimal {
        for subject in Subject::all() {
            let text = schema::text(&subject.schema(catalog));
            files.push((format!(".vscode/schemas/{}", subject.file_name()), text));
        }
        files.push((".vscode/settings.json".into(), schema::text(&editor::vscode())));
        files.push((".github/workflows/hazards.yml".into(), WORKFLOW.into()));
        files.push((".github/CODEOWNERS".into(), owners(plan, wanted.owners)));
        files.push(("README.md".into(), readme(plan)));
    }
    if let Some(text) = plan_text {
        files.push((plan_name.to_owned(), text.to_owned()));
    }
    files.push((settings::FILE.into(), settings_text(plan, plan_name, wanted.filler)));
    files
}

/// The kinds of record that a unit keeps.
fn kinds_of(unit: &Unit) -> impl Iterator<Item = Kind> {
    let all = unit.level.holds_records();
    Kind::ALL.into_iter().filter(move |kind| all || *kind == Kind::Filing)
}

const ATTRIBUTES: &str = "*.yaml text eol=lf\n*.yml text eol=lf\n*.toml text eol=lf\n";

/// A text as TOML writes it.
fn text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Who is asked when records of a unit change: a line a unit, left out with a `#` where nobody is named.
fn owners(plan: &Plan, owners: &[(String, String)]) -> String {
    let mut text = String::from(
        "# 各单位文件夹由谁负责：合并请求改动了哪个单位的记录，就请谁审核（GitHub、GitLab、Gitee 企业版）。\n\
         # 去掉行首的 #，换成账号或团队；hazards.toml 和方案由市级负责。\n",
    );
    for unit in &plan.units {
        let named = owners.iter().find(|(id, _)| id == unit.id.as_str());
        let line = match named {
            Some((id, who)) => format!("/{id}/ {who}\n"),
            None => format!("# /{}/ @{}\n", unit.id, unit.id),
        };
        text.push_str(&line);
    }
    text
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

fn settings_text(plan: &Plan, plan_name: &str, filler: &Filler) -> String {
    let title = &plan.title;
    let (name, phone) = (text(&filler.name), text(&filler.phone));
    let unit = plan.units.iter().find(|unit| unit.level.holds_records()).map_or("", |unit| unit.id.as_str());
    format!(
        "\
# {title}
format = 1
plan = {plan_name:?}

# 印在报表上的填报人和联系电话
[filler]
name = {name}
phone = {phone}

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
