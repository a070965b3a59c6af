//! What a new repository is to be: what is said, each judged, and of the rest what is asked.

use super::super::problem::Problem;
use super::questions::Asking;
use crate::check::rules::is_phone;
use crate::config::unknown_word;
use crate::lang::Text;
use crate::plan::{BUILT_IN, Plan, UnitIndex};
use crate::settings::Filler;
use crate::store;
use crate::text::{is_invisible, quote};
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::path::Path;

/// The name that a plan file of one's own gets in the new repository.
const PLAN_FILE: &str = "plan.toml";

/// What is wished for, said or asked.
pub(super) struct Wishes {
    pub(super) plan: Chosen,
    pub(super) units: Vec<UnitIndex>,
    pub(super) filler: Filler,
    pub(super) owners: Vec<(String, String)>,
    pub(super) minimal: bool,
}

impl Wishes {
    /// What is said, and of the rest what is asked, or else the default. What is said is judged before anything
    /// is asked, but for what depends on the plan.
    pub(super) fn of(matches: &ArgMatches, asking: Option<Asking>) -> Result<Self, Problem> {
        let said = |name: &str| matches.get_one::<String>(name);
        let name = said("filler").map(|name| sound_name(name)).transpose()?;
        let phone = said("phone").map(|phone| sound_phone(phone)).transpose()?;
        let plan = said("plan").map(|named| Chosen::of(named)).transpose()?;
        let plan = match (plan, asking) {
            (Some(plan), _) => plan,
            (None, Some(asking)) => asking.plan()?,
            (None, None) => Chosen::of(BUILT_IN.first().map_or("", |(id, _)| id))?,
        };
        let units = units(matches, &plan.plan)?;
        let owners = owners(matches, &plan.plan)?;
        let units = match (units, asking) {
            (Some(units), _) => units,
            (None, Some(asking)) => asking.units(&plan.plan)?,
            (None, None) => plan.plan.units().map(|(index, _)| index).collect(),
        };
        kept_here(&owners, &units, &plan.plan)?;
        let name = name.map_or_else(|| asking.map_or(Ok(String::new()), |asking| asking.name()), Ok)?;
        let phone = phone.map_or_else(|| asking.map_or(Ok(String::new()), |asking| asking.phone()), Ok)?;
        let minimal = match asking {
            Some(asking) if !matches.get_flag("minimal") && owners.is_empty() => asking.is_minimal()?,
            _ => matches.get_flag("minimal"),
        };
        let owners = match asking {
            Some(asking) if owners.is_empty() && !minimal => asking.owners(&plan.plan, &units)?,
            _ => owners,
        };
        Ok(Self { plan, units, filler: Filler { name, phone }, owners, minimal })
    }
}

/// The units whose folders are to be made: those named and all below them.
fn units(matches: &ArgMatches, plan: &Plan) -> Result<Option<Vec<UnitIndex>>, Problem> {
    let Some(given) = matches.get_many::<String>("units") else { return Ok(None) };
    let mut wanted = BTreeSet::new();
    let parts = given.flat_map(|given| given.split([',', '，', '、'])).map(str::trim);
    for word in parts.filter(|part| !part.is_empty()) {
        let unit = plan.find_unit(word).ok_or_else(|| unknown_unit(word, plan))?;
        wanted.extend(plan.within(unit));
    }
    if wanted.is_empty() {
        return Err(Problem::new(Text::fixed(
            "--units 应写明单位，如 qilin,luliang",
            "--units must name units, as in qilin,luliang",
        )));
    }
    Ok(Some(wanted.into_iter().collect()))
}

fn unknown_unit(word: &str, plan: &Plan) -> Problem {
    let units: Vec<&str> = plan.units.iter().map(|unit| unit.id.as_str()).collect();
    let said = unknown_word(word, units);
    Problem::new(Text::made(format!("未知的单位：{}", said.zh), format!("unknown unit: {}", said.en)))
}

/// Sees that nobody is named for a folder that is not made.
fn kept_here(owners: &[(String, String)], units: &[UnitIndex], plan: &Plan) -> Result<(), Problem> {
    let is_kept = |id: &str| plan.find_unit(id).is_some_and(|unit| units.contains(&unit));
    match owners.iter().find(|(id, _)| !is_kept(id)) {
        None => Ok(()),
        Some((id, _)) => Err(Problem::new(Text::made(
            format!("--owner 的单位 {id} 不在 --units 之中，没有它的文件夹"),
            format!("--owner names {id}, which is not among --units and has no folder"),
        ))),
    }
}

/// The name that the forms print.
pub(super) fn sound_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    if name.contains(|c: char| c.is_control() || is_invisible(c)) {
        let name = quote(name);
        return Err(Problem::new(Text::made(
            format!("填报人 {name} 中有控制字符或看不见的字符"),
            format!("the filler {name} has control or invisible characters"),
        )));
    }
    Ok(name.to_owned())
}

/// The telephone number that the forms print, as V002 has it; none is one too.
pub(super) fn sound_phone(phone: &str) -> Result<String, Problem> {
    let phone = phone.trim();
    if phone.is_empty() || is_phone(phone) {
        return Ok(phone.to_owned());
    }
    let phone = quote(phone);
    Err(Problem::new(Text::made(
        format!(
            "联系电话 {phone} 既不是手机号码，也不是固定电话：手机 11 位，如 13800000001；固定电话带区号，如 0874-0000000"
        ),
        format!(
            "the phone number {phone} is neither a mobile number (11 digits, as 13800000001) nor a landline with its area code, as 0874-0000000"
        ),
    )))
}

/// Whether something can stand in CODEOWNERS as those who answer for a folder.
pub(super) fn is_owner(who: &str) -> bool {
    who.contains('@') && !who.contains(|c: char| c.is_control() || c == '#' || is_invisible(c))
}

/// The values of `--owner`: a unit of the plan, and who answers for its folder.
fn owners(matches: &ArgMatches, plan: &Plan) -> Result<Vec<(String, String)>, Problem> {
    let given = matches.get_many::<String>("owner").into_iter().flatten();
    let mut named = BTreeSet::new();
    given
        .map(|given| {
            let (unit, who) = given.split_once('=').unwrap_or((given, ""));
            if !is_owner(who) {
                let given = quote(given);
                return Err(Problem::new(Text::made(
                    format!("--owner 的值 {given} 应写作 单位=@账号，如 qilin=@qilin-yingji"),
                    format!("--owner {given} must be UNIT=@WHO, as in qilin=@team"),
                )));
            }
            if plan.find_unit(unit).is_none() {
                return Err(unknown_unit(unit, plan));
            }
            if !named.insert(unit) {
                return Err(Problem::new(Text::made(
                    format!("--owner 的单位 {unit} 写了两次；几个账号写在一起，如 {unit}=\"@a @b\""),
                    format!("--owner names {unit} twice; name several together, as in {unit}=\"@a @b\""),
                )));
            }
            Ok((unit.to_owned(), who.trim().to_owned()))
        })
        .collect()
}

/// A plan that is chosen.
pub(super) struct Chosen {
    pub(super) plan: Plan,
    /// What the settings call it.
    pub(super) name: String,
    /// The text of a plan file of one's own.
    pub(super) own: Option<String>,
}

impl Chosen {
    /// The plan that a word names, as it is read.
    pub(super) fn of(named: &str) -> Result<Self, Problem> {
        let (name, own) = plan_text(named)?;
        let text = own.as_deref().or_else(|| Plan::built_in(&name)).unwrap_or_default();
        let plan = Plan::read(named, text).map_err(Problem::Config)?;
        Ok(Self { plan, name, own })
    }
}

/// What the settings call the plan, and the text of a plan file of one's own.
fn plan_text(named: &str) -> Result<(String, Option<String>), Problem> {
    if Plan::built_in(named).is_some() {
        return Ok((named.to_owned(), None));
    }
    if !named.ends_with(".toml") {
        let said = unknown_word(named, BUILT_IN.map(|(id, _)| id));
        return Err(Problem::new(Text::made(
            format!("没有这个内置方案：{} 方案文件请写以 .toml 结尾的路径", said.zh),
            format!(
                "there is no such built-in plan: {} A plan file is named by a path that ends in .toml",
                said.en
            ),
        )));
    }
    let text = store::read_plan_file(Path::new(named)).map_err(|why| {
        let path = quote(named);
        Problem::new(Text::made(
            format!("方案文件 {path}：{}", why.zh),
            format!("plan file {path}: {}", why.en),
        ))
    })?;
    Ok((PLAN_FILE.to_owned(), Some(text)))
}
