//! What the commands that make forms have in common: the gate before them, and where they go.

use super::formats::disagree;
use super::problem::Problem;
use super::{World, terminal};
use crate::check::{self, Context, Gate};
use crate::finding::Finding;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::store::{Repository, folders, save};
use crate::text::{quote, visible};
use crate::write::findings::short;
use crate::write::pdf::substitute;
use crate::write::{Error, Format, Output};
use chrono::NaiveDate;
use clap::{Arg, ArgMatches};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The most findings that are told when a form is refused.
const TOLD: usize = 20;

/// `--format` of the commands that make forms.
pub(super) fn format(lang: crate::lang::Lang) -> Arg {
    let help = super::words(
        lang,
        "table、csv、json、xlsx、pdf 或 docx；缺省按 -o 的扩展名，写到目录为 xlsx，否则 table",
        "table, csv, json, xlsx, pdf or docx; else by the ending of -o, xlsx for a folder, table on a terminal",
    );
    Arg::new("format")
        .long("format")
        .value_name(super::words(lang, "格式", "FORMAT"))
        .value_parser(Format::ALL.map(Format::name))
        .hide_possible_values(true)
        .help(help)
}

/// Where forms go, and as what.
pub(super) struct Destination {
    pub(super) format: Format,
    place: Option<Place>,
    over: bool,
}

enum Place {
    File(PathBuf),
    Folder(PathBuf),
}

impl Destination {
    /// Reads `--format`, `-o` and `--force`.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, Problem> {
        let named = matches.get_one::<String>("format");
        let asked = named.and_then(|name| Format::ALL.into_iter().find(|format| format.name() == name));
        let place = matches.get_one::<PathBuf>("output").map(|path| place(path)).transpose()?;
        let by_ending = match &place {
            Some((Place::File(_), format)) => *format,
            _ => None,
        };
        if let (Some(asked), Some(by_ending)) = (asked, by_ending)
            && asked != by_ending
        {
            return Err(disagree(asked.name(), by_ending.extension()));
        }
        let default = match &place {
            Some((Place::Folder(_), _)) => Format::Xlsx,
            _ => Format::Table,
        };
        Ok(Self {
            format: asked.or(by_ending).unwrap_or(default),
            place: place.map(|(place, _)| place),
            over: matches.get_flag("force"),
        })
    }

    /// Sends the forms where they go: one output, or for a folder a file a form.
    pub(super) fn send(
        &self,
        world: &World,
        one: impl FnOnce() -> Result<Vec<u8>, Error>,
        each: impl FnOnce() -> Result<Vec<Output>, Error>,
    ) -> Result<(), Problem> {
        let refused = |error: Error| Problem::new(error.0);
        match &self.place {
            None if !self.format.is_text() && terminal::is_terminal() => {
                let name = self.format.name();
                Err(Problem::new(Text::made(
                    format!("{name} 不能显示在终端上，请用 -o 指定文件，如 -o 8月.{name}"),
                    format!(
                        "{name} cannot be shown on a terminal; name a file with -o, as in -o august.{name}"
                    ),
                )))
            }
            None => terminal::print(&one().map_err(refused)?),
            Some(Place::File(path)) => self.save_all(world, vec![(path.clone(), one().map_err(refused)?)]),
            Some(Place::Folder(folder)) => {
                let files = each().map_err(refused)?;
                let made = folders::make(folder).map_err(|error| Problem::new(error.message(folder)))?;
                let files = files.into_iter().map(|file| (folder.join(file.name), file.bytes)).collect();
                self.save_all(world, files)?;
                made.keep();
                Ok(())
            }
        }
    }

    /// The folder that `-o` names, and whether files in it may be written over.
    pub(super) fn folder(&self) -> Option<(&Path, bool)> {
        match &self.place {
            Some(Place::Folder(folder)) => Some((folder, self.over)),
            _ => None,
        }
    }

    /// The file of a workbook, where that is what `-o` names.
    pub(super) fn workbook(&self) -> Option<&Path> {
        match &self.place {
            Some(Place::File(path)) if self.format == Format::Xlsx => Some(path),
            _ => None,
        }
    }

    /// Says which characters of the forms the format shows the codes of instead.
    pub(super) fn tell_substituted(&self, world: &World, missing: &BTreeSet<char>) {
        tell_substituted(self.format.name(), missing, world.lang);
    }

    /// Saves one file.
    pub(super) fn save(&self, world: &World, path: &Path, bytes: Vec<u8>) -> Result<(), Problem> {
        self.save_all(world, vec![(path.to_owned(), bytes)])
    }

    /// Saves files: all are written in full beside their targets before the first takes its place.
    fn save_all(&self, world: &World, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(), Problem> {
        save::save_all(&files, self.over).map_err(|(path, error)| Problem::new(error.message(path)))?;
        files.iter().for_each(|(path, _)| terminal::note_written(path, world.lang));
        Ok(())
    }
}

/// Says which characters a format shows the codes of instead.
pub(super) fn tell_substituted(format: &str, missing: &BTreeSet<char>, lang: crate::lang::Lang) {
    if missing.is_empty() {
        return;
    }
    let codes: Vec<String> = missing.iter().take(TOLD).map(|c| substitute(*c)).collect();
    let (codes, count) = (codes.concat(), missing.len());
    let said = Text::made(
        format!("注意：{format} 的字库中没有以下 {count} 种字符，表中以其编码代替：{codes}"),
        format!(
            "note: the fonts of the {format} lack {count} characters; the form shows their codes: {codes}"
        ),
    );
    terminal::note(said.in_lang(lang));
}

/// What `-o` names: a file by its ending, else a folder.
fn place(path: &Path) -> Result<(Place, Option<Format>), Problem> {
    let text = path.to_string_lossy();
    if text == "-" {
        return Err(Problem::new(Text::fixed(
            "-o 应为文件或目录；要写到标准输出，去掉 -o",
            "-o names a file or folder; leave it out to write to standard output",
        )));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let by_ending = Format::ALL.into_iter().find(|format| ending.as_deref() == Some(format.extension()));
    if path.is_dir() || text.ends_with(['/', '\\']) || ending.is_none() {
        return Ok((Place::Folder(path.to_owned()), None));
    }
    if by_ending.is_none() {
        let shown = quote(&text);
        return Err(Problem::new(Text::made(
            format!("-o {shown}：扩展名应为 .xlsx、.pdf、.docx、.csv、.json 或 .txt；目录请以 / 结尾"),
            format!("-o {shown}: a file ends in .xlsx, .pdf, .docx, .csv, .json or .txt, a folder in /"),
        )));
    }
    Ok((Place::File(path.to_owned()), by_ending))
}

/// Judges the records of a unit before its figures are made. Where they are unsure and that is not
/// allowed, says why and returns nothing.
pub(super) fn pass_gate(
    context: &Context<'_>,
    repository: &Repository,
    unit: UnitIndex,
    until: Option<NaiveDate>,
    matches: &ArgMatches,
    world: &World,
) -> Option<usize> {
    let lang = world.lang;
    warn_of_links(context, unit, lang);
    let gate = Gate::new(context, unit, until, check::references(context));
    let name = &context.plan.unit(unit).name;
    let left_out = gate.left_out;
    if gate.findings.is_empty() {
        return Some(left_out);
    }
    if matches.get_flag("allow-errors") {
        let errors = gate.findings.len();
        let said = Text::made(
            format!(
                "注意：{name}范围内的记录有 {errors} 个错误，{left_out} 条记录或文件无法读取、未计入；hazards check 可查看详情"
            ),
            format!(
                "note: the records of {name} have {errors} errors; {left_out} records or files cannot be read and are left out; see hazards check"
            ),
        );
        terminal::note(said.in_lang(lang));
        return Some(left_out);
    }
    let mut findings = gate.findings;
    repository.locate(&mut findings);
    tell_findings(&findings, lang);
    let count = findings.len();
    let said = Text::made(
        format!(
            "拒绝出表：{name}范围内的记录有 {count} 个错误，数字可能不对。改正后重新出表；确需先出表的，加 --allow-errors，表上会注明漏计条数"
        ),
        format!(
            "no form was made: the records of {name} have {count} errors, so that figures may be wrong. Put them right; or add --allow-errors, and the form says how many records are left out"
        ),
    );
    terminal::note(said.in_lang(lang));
    None
}

/// Says how many records or files of a unit cannot be read and are left out, and gives their number. `until` is
/// the last day that counts.
pub(super) fn tell_left_out(
    context: &Context<'_>,
    unit: UnitIndex,
    until: NaiveDate,
    lang: crate::lang::Lang,
) -> usize {
    let left_out = Gate::new(context, unit, Some(until), check::references(context)).left_out;
    if left_out > 0 {
        let name = visible(&context.plan.unit(unit).name);
        let said = Text::made(
            format!("注意：{name}范围内有 {left_out} 条记录或文件无法读取，未计入；hazards check 可查看详情"),
            format!(
                "note: {left_out} records or files of {name} cannot be read and are left out; see hazards check"
            ),
        );
        terminal::note(said.in_lang(lang));
    }
    left_out
}

/// Tells findings, the first of them, and how many more there are.
pub(super) fn tell_findings(findings: &[Finding], lang: crate::lang::Lang) {
    for finding in findings.iter().take(TOLD) {
        terminal::note(&short::line(finding, lang));
    }
    if findings.len() > TOLD {
        let more = findings.len() - TOLD;
        let said = Text::made(
            format!("……还有 {more} 个，用 hazards check 查看"),
            format!("... and {more} more, see hazards check"),
        );
        terminal::note(said.in_lang(lang));
    }
}

/// Says which links and the like were not followed where records were expected (F009): what is behind them
/// is not counted.
pub(super) fn warn_of_links(context: &Context<'_>, unit: UnitIndex, lang: crate::lang::Lang) {
    let in_scope = |of: Option<UnitIndex>| context.plan.concerns(of, unit);
    let links =
        context.records.findings.iter().filter(|finding| finding.rule == "F009" && in_scope(finding.unit));
    for finding in links.take(TOLD) {
        terminal::note(&short::line(finding, lang));
    }
}
