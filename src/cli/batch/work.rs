//! The work of a batch: months and units in parallel, each file saved as soon as it is made.

use crate::check::{self, Context, Gate};
use crate::cli::problem::Problem;
use crate::cli::{filed, terminal};
use crate::figure::Key;
use crate::finding::Finding;
use crate::form::Form;
use crate::form::content::{EnterpriseList, Return};
use crate::form::index::{self, IndexRow};
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::record::{Kind, Month};
use crate::store::{Repository, save};
use crate::tally::Period;
use crate::text::visible;
use crate::write::{self, Error, Format, Manner, bundle, xlsx};
use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const RETURN: &str = "调度表及隐患清单";
const LIST: &str = "企业清单";
const A: [Key; 6] = [Key::A1, Key::A2, Key::A3, Key::A4, Key::A5, Key::A6];

/// What is to be made.
pub(super) struct Batch<'b> {
    pub(super) repository: &'b Repository,
    /// The units, the one above the others first.
    pub(super) units: Vec<UnitIndex>,
    /// What the files of each unit of the plan begin with.
    pub(super) stems: Vec<String>,
    pub(super) formats: Vec<Format>,
    pub(super) folder: &'b Path,
    pub(super) over: bool,
    pub(super) allow_errors: bool,
    pub(super) today: NaiveDate,
}

/// The most findings that are kept of one form.
const KEPT: usize = 100;

/// What was made.
#[derive(Default)]
pub(super) struct Made {
    /// The lines of the index.
    pub(super) lines: Vec<IndexRow>,
    /// The findings for which something was refused.
    pub(super) findings: Vec<Finding>,
    /// What is to be said.
    pub(super) notes: Vec<Text>,
    /// The characters that a format shows the codes of instead.
    pub(super) substituted: BTreeSet<char>,
    /// How many files were written.
    pub(super) written: usize,
}

impl Made {
    fn add(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.findings.extend(other.findings);
        self.notes.extend(other.notes);
        self.substituted.extend(other.substituted);
        self.written += other.written;
    }
}

impl Batch<'_> {
    /// All files that the batch may write.
    pub(super) fn files(&self, months: &[Month]) -> Vec<PathBuf> {
        let context = self.context(self.repository.plan.end);
        let mut files = Vec::new();
        for month in months {
            let folder = self.folder.join(month.to_string());
            for unit in &self.units {
                let list =
                    if self.has_list(&context, *unit) { self.list_names(*unit, *month) } else { vec![] };
                let names = self.formats.iter().flat_map(|format| self.return_names(*unit, *month, *format));
                files.extend(names.chain(list).map(|name| folder.join(name)));
            }
            files.push(folder.join(bundle::INDEX));
        }
        if months.len() > 1 {
            files.push(self.folder.join(bundle::INDEX));
        }
        files
    }

    /// Makes all of it. Units and months whose records have errors are left out.
    pub(super) fn make(&self, months: &[Month], lang: Lang) -> Result<Made, Problem> {
        // It hides itself where the standard error is no terminal.
        let bar = ProgressBar::new((months.len() * self.units.len()) as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        let made: Result<Vec<Made>, Problem> =
            months.par_iter().map(|month| self.month(*month, &bar)).collect();
        bar.finish_and_clear();
        let mut all = Made::default();
        for (month, made) in months.iter().zip(made?) {
            if months.len() > 1 && !made.notes.is_empty() {
                terminal::note(Text::made(format!("{month}："), format!("{month}:")).in_lang(lang));
                made.notes.iter().for_each(|said| terminal::note(said.in_lang(lang)));
                all.add(Made { notes: Vec::new(), ..made });
            } else {
                all.add(made);
            }
        }
        Ok(all)
    }

    /// Saves the index of a folder.
    pub(super) fn save_index(
        &self,
        folder: &Path,
        unit: UnitIndex,
        lines: &[IndexRow],
    ) -> Result<(), Problem> {
        let day = lines.last().map_or(self.repository.plan.end, |line| line.cutoff);
        let sheet = index::sheet(&self.repository.plan.unit(unit).name, day, lines);
        let bytes = xlsx::xlsx(&[sheet]).map_err(|error| Problem::new(error.0))?;
        self.save(&folder.join(bundle::INDEX), &bytes)
    }

    fn context(&self, day: NaiveDate) -> Context<'_> {
        let Repository { records, plan, catalog, .. } = self.repository;
        Context::new(records, plan, catalog, day, self.today)
    }

    fn month(&self, month: Month, bar: &ProgressBar) -> Result<Made, Problem> {
        let plan = &self.repository.plan;
        let cutoff = plan.due(month).min(plan.end);
        let context = self.context(cutoff);
        let references = check::references(&context);
        let one = |unit: &UnitIndex| {
            bar.set_message(format!("{month} {}", visible(&plan.unit(*unit).name)));
            let made = self.unit(&context, *unit, Period::new(month, cutoff), &references);
            bar.inc(1);
            made
        };
        let made: Result<Vec<Made>, Problem> = self.units.par_iter().with_max_len(1).map(one).collect();
        let mut all = Made::default();
        for mut made in made? {
            // What the unit above says of those below is said once.
            made.notes.retain(|note| !all.notes.contains(note));
            all.add(made);
        }
        let top = self.units.first().copied().unwrap_or(plan.root());
        self.save_index(&self.folder.join(month.to_string()), top, &all.lines)?;
        Ok(all)
    }

    fn unit(
        &self,
        context: &Context<'_>,
        unit: UnitIndex,
        period: Period,
        references: &[Finding],
    ) -> Result<Made, Problem> {
        let plan = &self.repository.plan;
        let Period { month, cutoff, .. } = period;
        let has_below = plan.units.iter().any(|below| below.parent == Some(unit));
        let line = |document, files: Vec<String>, sheets| IndexRow {
            month,
            unit: plan.unit(unit).name.clone(),
            document,
            files,
            sheets,
            figures: None,
            rows: None,
            cutoff,
            left_out: 0,
            refused: None,
        };
        let mut made = Made::default();
        let names = self.formats.iter().flat_map(|format| self.return_names(unit, month, *format)).collect();
        let sheets = if has_below { vec!["3-1", "3-2", "汇总"] } else { vec!["3-1", "3-2"] };
        let mut row = line(RETURN, names, sheets);
        let gate = Gate::new(context, unit, Some(cutoff), references.to_vec());
        if self.pass(&gate, &mut row, &mut made) {
            let content = Return::of(context, unit, period, gate.left_out)
                .map_err(|mismatch| Problem::new(mismatch.text()))?;
            made.notes.extend(filed::lines(&content));
            row.figures = Some(A.map(|key| content.figures.count(key)));
            row.rows = Some(content.hazards.len());
            for format in &self.formats {
                let names = self.return_names(unit, month, *format);
                let manner = self.manner(*format);
                made.substituted.extend(write::substituted(&Form::of_return(&content), manner));
                if *format == Format::Csv {
                    let files = write::report_files(&content, manner).map_err(refused)?;
                    for (name, file) in names.iter().zip(files) {
                        self.put(month, name, &file.bytes, &mut made)?;
                    }
                } else {
                    let bytes = write::report(&content, manner).map_err(refused)?;
                    for name in &names {
                        self.put(month, name, &bytes, &mut made)?;
                    }
                }
            }
        }
        made.lines.push(row);
        if self.has_list(context, unit) {
            let names = self.list_names(unit, month);
            let mut row = line(LIST, names.clone(), vec!["附件2"]);
            let gate = Gate::new(context, unit, None, references.to_vec());
            if self.pass(&gate, &mut row, &mut made) {
                let content = EnterpriseList::new(context, unit, cutoff, gate.left_out);
                row.rows = Some(content.rows.len());
                for (format, name) in self.formats.iter().zip(&names) {
                    let manner = self.manner(*format);
                    made.substituted.extend(write::substituted(&[Form::Enterprises(&content)], manner));
                    let bytes = write::annex2(&content, manner).map_err(refused)?;
                    self.put(month, name, &bytes, &mut made)?;
                }
            }
            made.lines.push(row);
        }
        Ok(made)
    }

    /// Whether forms may be made of the records behind; else says in the index why not.
    fn pass(&self, gate: &Gate, row: &mut IndexRow, made: &mut Made) -> bool {
        row.left_out = gate.left_out;
        if gate.findings.is_empty() || self.allow_errors {
            return true;
        }
        let mut findings = gate.findings.clone();
        self.repository.locate(&mut findings);
        let count = findings.len();
        let first = findings.first().map(|finding| {
            let line = finding.place().map(|place| format!(":{}", place.line)).unwrap_or_default();
            format!("，如 {} {}{line}", finding.rule, visible(&finding.path))
        });
        let folder = self.folder.join(row.month.to_string());
        let stale = row.files.iter().any(|name| save::may_save(&folder.join(name), false).is_err());
        let stale = if stale { "；同名文件是以前生成的，未改动" } else { "" };
        row.refused = Some(format!("未生成：记录有 {count} 个错误{}{stale}", first.unwrap_or_default()));
        made.findings.extend(findings.into_iter().take(KEPT));
        false
    }

    /// A unit that keeps no list here has none to send.
    fn has_list(&self, context: &Context<'_>, unit: UnitIndex) -> bool {
        bundle::has_list(&self.repository.plan, unit) && context.keeps(unit, Kind::Enterprise)
    }

    fn return_names(&self, unit: UnitIndex, month: Month, format: Format) -> Vec<String> {
        let has_below = self.repository.plan.units.iter().any(|below| below.parent == Some(unit));
        bundle::of_return(self.stem(unit), month, has_below, format)
    }

    fn list_names(&self, unit: UnitIndex, month: Month) -> Vec<String> {
        self.formats.iter().map(|format| bundle::of_list(self.stem(unit), month, *format)).collect()
    }

    fn stem(&self, unit: UnitIndex) -> &str {
        self.stems.get(usize::from(unit.0)).map_or("", String::as_str)
    }

    fn manner(&self, format: Format) -> Manner<'_> {
        Manner {
            forms: &self.repository.catalog.forms,
            filler: &self.repository.settings.filler,
            format,
            width: terminal::WIDTH,
        }
    }

    fn put(&self, month: Month, name: &str, bytes: &[u8], made: &mut Made) -> Result<(), Problem> {
        self.save(&self.folder.join(month.to_string()).join(name), bytes)?;
        made.written += 1;
        Ok(())
    }

    fn save(&self, path: &Path, bytes: &[u8]) -> Result<(), Problem> {
        save::save(path, bytes, self.over).map_err(|error| Problem::new(error.message(path)))
    }
}

fn refused(error: Error) -> Problem {
    Problem::new(error.0)
}
