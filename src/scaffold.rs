//! A new data repository, as files: settings, a folder for each kind of each unit, what git, the CI job and
//! the editor need, and a page that says how to begin.

mod page;

use crate::catalog::Catalog;
use crate::plan::{Level, Plan, Unit, UnitIndex};
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
    /// The units that keep records in it, in the order of the plan.
    pub units: &'w [UnitIndex],
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
    let Wanted { plan_name, plan_text, .. } = wanted;
    let mut files: Vec<(String, String)> = Vec::new();
    for unit in wanted.kept() {
        // git keeps no empty folder; a hidden file is no business of the tool.
        let kept =
            kinds_of(unit).map(|kind| (format!("{}/{}/.gitkeep", unit.id, kind.folder()), String::new()));
        files.extend(kept);
    }
    files.push((".gitattributes".into(), ATTRIBUTES.into()));
    files.push((".gitignore".into(), ignored()));
    if !wanted.minimal {
        for subject in Subject::all() {
            let text = schema::text(&subject.schema(catalog));
            files.push((format!(".vscode/schemas/{}", subject.file_name()), text));
        }
        files.push((".vscode/settings.json".into(), schema::text(&editor::vscode())));
        files.push((".github/workflows/hazards.yml".into(), WORKFLOW.into()));
        files.push((".github/CODEOWNERS".into(), owners(wanted)));
        files.push(("README.md".into(), page::page(wanted)));
    }
    if let Some(text) = plan_text {
        files.push((plan_name.to_owned(), text.to_owned()));
    }
    files.push((settings::FILE.into(), settings_text(wanted)));
    files
}

impl<'w> Wanted<'w> {
    /// The units that keep records in it.
    fn kept(self) -> impl Iterator<Item = &'w Unit> {
        self.units.iter().map(move |unit| self.plan.unit(*unit))
    }

    /// The counties that keep theirs elsewhere.
    fn elsewhere(self) -> impl Iterator<Item = &'w Unit> {
        let others = self.plan.units().filter(move |(index, _)| !self.units.contains(index));
        others.map(|(_, unit)| unit).filter(|unit| unit.level == Level::County)
    }
}

/// The kinds of record that a unit keeps.
fn kinds_of(unit: &Unit) -> impl Iterator<Item = Kind> {
    let all = unit.level.holds_records();
    Kind::ALL.into_iter().filter(move |kind| all || *kind == Kind::Filing)
}

const ATTRIBUTES: &str =
    "*.yaml text eol=lf merge=hazards\n*.yml text eol=lf merge=hazards\n*.toml text eol=lf\n";

/// What is no part of the repository: the lock, and what a command that was ended by force has left.
fn ignored() -> String {
    let (before, behind) = crate::store::save::PART;
    format!("{}\n{before}*{behind}\n", crate::store::lock::LOCK_FILE)
}

/// A text as TOML writes it.
fn text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Who is asked when records of a unit change: a line a unit, left out with a `#` where nobody is named.
fn owners(wanted: Wanted<'_>) -> String {
    let mut text = String::from(
        "# 各单位文件夹由谁负责：合并请求改动了哪个单位的记录，就请谁审核（GitHub、GitLab、Gitee 企业版）。\n\
         # 去掉行首的 #，换成账号或团队；hazards.toml 和方案由市级负责。\n",
    );
    for unit in wanted.kept() {
        let named = wanted.owners.iter().find(|(id, _)| id == unit.id.as_str());
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

fn settings_text(wanted: Wanted<'_>) -> String {
    let Wanted { plan, plan_name, filler, .. } = wanted;
    let title = comment(&plan.title);
    let (name, phone) = (text(&filler.name), text(&filler.phone));
    let unit = wanted.kept().find(|unit| unit.level.holds_records()).map_or("", |unit| unit.id.as_str());
    let elsewhere: String = wanted.elsewhere().map(waivers).collect();
    let elsewhere = if elsewhere.is_empty() {
        String::new()
    } else {
        format!(
            "\n# 不在这里保存记录的县：不检查其企业户数和报送。以后要在这里保存的，删去它的两段\n{elsewhere}"
        )
    };
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
{elsewhere}",
        plan.end
    )
}

/// What would be found of a county that keeps its records elsewhere is waived.
fn waivers(unit: &Unit) -> String {
    let one = |rule: &str| {
        format!("\n[[waivers]]\nrule = {rule:?}\nunit = {:?}\nreason = \"{}\"\n", unit.id.as_str(), ELSEWHERE)
    };
    ["P001", "P014"].map(one).concat()
}

/// Why the findings of a county are waived.
const ELSEWHERE: &str = "该单位的记录不在这里保存";

/// A text fit for a comment: on one line.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
