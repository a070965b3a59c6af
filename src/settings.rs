//! `hazards.toml`: which plan, who fills in the forms, which rules are overridden or waived, and which units
//! are counted by what they have filed.

use crate::check::rules;
use crate::config::{At, ConfigError, Source, Table, unknown_word};
use crate::finding::{Place, Severity};
use crate::lang::Text;
use crate::plan::{FigureSource, Plan, UnitIndex};
use crate::record::Waiver;
use crate::text::quote;
use std::collections::BTreeMap;

/// The name of the file, which marks the root of a data repository.
pub const FILE: &str = "hazards.toml";

/// The version of the record format that this program reads.
pub(crate) const FORMAT: u32 = 1;

/// The settings of a data repository.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Who fills in the forms.
    pub filler: Filler,
    /// Severities other than the rules' own, by code; `None` is off.
    pub rules: BTreeMap<&'static str, Option<Severity>>,
    /// Waivers of findings about units.
    pub waivers: Vec<UnitWaiver>,
    /// The units that say where their figures come from.
    pub sources: Vec<(UnitIndex, FigureSource)>,
}

/// 填报人, 联系电话.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filler {
    /// 填报人
    pub name: String,
    /// 联系电话
    pub phone: String,
}

/// A waiver of findings about a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitWaiver {
    /// The unit.
    pub unit: UnitIndex,
    /// Rule, reason and last day.
    pub waiver: Waiver,
    /// Where it stands in the file.
    pub place: Place,
}

/// The words for a severity, `off` among them.
pub(crate) const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

impl Settings {
    /// The plan that the file names, a built-in id or a path, and where it stands. `None` where the file
    /// cannot tell; then [`Settings::read`] says why.
    pub fn plan_name(text: &str) -> Option<(String, Place)> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let table = crate::config::parse(text).ok()?;
        let plan = table.get_ref().get("plan")?;
        let span = plan.span();
        Some((plan.get_ref().as_str()?.to_owned(), Place::of(text, span.start, span.end)))
    }

    /// Reads the file. Without a plan (when that could not be read) the units of waivers are not looked up.
    ///
    /// # Errors
    /// All mistakes, each with its line.
    pub fn read(text: &str, plan: Option<&Plan>) -> Result<Self, Vec<ConfigError>> {
        Source::new(FILE, text).read(|top| read_settings(top, text, plan))
    }

    /// Tells the units of the plan where their figures come from.
    pub fn tell(&self, plan: &mut Plan) {
        for (unit, source) in &self.sources {
            if let Some(unit) = plan.units.get_mut(usize::from(unit.0)) {
                unit.figures_from = *source;
            }
        }
    }
}

fn read_settings(top: &mut Table<'_, '_>, text: &str, plan: Option<&Plan>) -> Option<Settings> {
    if let Some(format) = top.required("format", Table::whole)
        && format.value != FORMAT
    {
        let value = format.value;
        top.error(
            format.span,
            Text::made(
                format!("不支持的格式版本 {value}，本程序读取版本 {FORMAT}"),
                format!("format {value} is not known; this program reads format {FORMAT}"),
            ),
        );
    }
    top.required("plan", Table::text);
    let filler = top.table("filler", |table| {
        let name = table.any_text("name").unwrap_or_default();
        let phone = table.any_text("phone").unwrap_or_default();
        Some(Filler { name, phone })
    });
    let overrides = top.table("rules", |table| Some(read_overrides(table))).unwrap_or_default();
    let waivers = top.tables("waivers", |table| read_waiver(table, text, plan)).unwrap_or_default();
    let mut sources = Vec::new();
    top.tables("units", |table| {
        let source = read_source(table, plan, &sources)?;
        sources.push(source);
        Some(())
    });
    Some(Settings { filler: filler.unwrap_or_default(), rules: overrides, waivers, sources })
}

/// A unit that says where its figures come from; `known` have said so before.
fn read_source(
    table: &mut Table<'_, '_>,
    plan: Option<&Plan>,
    known: &[(UnitIndex, FigureSource)],
) -> Option<(UnitIndex, FigureSource)> {
    let id = table.required("id", Table::text);
    let source = table.required("source", |table, key| table.word(key, &FigureSource::WORDS));
    let (id, plan) = (id?, plan?);
    let unit = find_unit(table, &id, plan)?;
    let name = quote(&id.value);
    if known.iter().any(|(before, _)| *before == unit) {
        table.error(
            id.span,
            Text::made(format!("单位 {name} 出现两次"), format!("the unit {name} is named twice")),
        );
        return None;
    }
    let source = source?;
    if source.value == FigureSource::Filings && plan.units.iter().any(|below| below.parent == Some(unit)) {
        let said = Text::made(
            format!("{name} 之下还有单位，其数字由下级各单位汇总而来，不能按报送的调度表计"),
            format!(
                "{name} has units below it: its figures are made of theirs and cannot be taken from filings"
            ),
        );
        table.error(source.span, said);
        return None;
    }
    Some((unit, source.value))
}

/// The unit of an id; that there is none is a mistake.
fn find_unit(table: &Table<'_, '_>, id: &At<String>, plan: &Plan) -> Option<UnitIndex> {
    let found = plan.find_unit(&id.value);
    if found.is_none() {
        let said = unknown_word(&id.value, plan.units.iter().map(|unit| unit.id.as_str()));
        table.error(
            id.span.clone(),
            Text::made(format!("未知的单位：{}", said.zh), format!("unknown unit: {}", said.en)),
        );
    }
    found
}

fn read_overrides(table: &mut Table<'_, '_>) -> BTreeMap<&'static str, Option<Severity>> {
    let mut overrides = BTreeMap::new();
    for (code, word) in table.pairs() {
        let rule = negotiable(&code.value);
        if let Err(message) = &rule {
            table.error(code.span, message.clone());
        }
        let severity = SEVERITIES.iter().find(|(known, _)| *known == word.value);
        if severity.is_none() {
            let said = unknown_word(&word.value, SEVERITIES.iter().map(|(known, _)| *known));
            let message =
                Text::made(format!("未知的级别：{}", said.zh), format!("unknown severity: {}", said.en));
            table.error(word.span, message);
        }
        if let (Ok(rule), Some((_, severity))) = (rule, severity) {
            overrides.insert(rule, *severity);
        }
    }
    overrides
}

fn read_waiver(table: &mut Table<'_, '_>, text: &str, plan: Option<&Plan>) -> Option<UnitWaiver> {
    let span = table.span();
    let rule = table.required("rule", Table::text);
    let unit = table.required("unit", Table::text);
    let reason = table.required("reason", Table::text);
    let approved_by = table.text("approved_by").map(|name| name.value);
    let until = table.date("until").map(|until| until.value);
    let rule =
        rule.and_then(|rule| negotiable(&rule.value).map_err(|message| table.error(rule.span, message)).ok());
    let unit = unit.zip(plan).and_then(|(unit, plan)| find_unit(table, &unit, plan));
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Some(UnitWaiver {
        unit: unit?,
        waiver: Waiver { rule: rule?.to_owned(), reason: reason?.value, approved_by, until },
        place: Place::of(text, span.start, span.start + 1),
    })
}

/// The code of a rule that can be waived and overridden.
///
/// # Errors
/// What to say of a rule that takes no waiver, or of a code that is no rule's.
pub fn negotiable(code: &str) -> Result<&'static str, Text> {
    match rules::find(code) {
        Some(rule) if rule.is_negotiable() => Ok(rule.code),
        Some(_) => Err(Text::made(
            format!("规则 {} 不能豁免、改级或关闭（只有 V、P 类规则可以）", quote(code)),
            format!("the rule {} can be neither waived nor overridden (only V and P rules can)", quote(code)),
        )),
        None => {
            let said = unknown_word(
                code,
                rules::ALL.iter().filter(|rule| rule.is_negotiable()).map(|rule| rule.code),
            );
            Err(Text::made(format!("未知的规则：{}", said.zh), format!("unknown rule: {}", said.en)))
        }
    }
}
