//! `--template`: the forms go into a workbook that is there already.

use super::arguments::words;
use super::forms::Destination;
use super::problem::Problem;
use super::{World, terminal};
use crate::lang::{Lang, Text};
use crate::store;
use crate::template::{self, Offer};
use crate::text::visible_whole;
use clap::{Arg, ArgMatches, value_parser};
use std::path::{Path, PathBuf};

/// `--template`
pub(super) fn argument(lang: Lang) -> Arg {
    Arg::new("template")
        .long("template")
        .value_name(words(lang, "模板.xlsx", "FORM.xlsx"))
        .value_parser(value_parser!(PathBuf))
        .help(words(
            lang,
            "填入本单位现成的工作簿，字体、列宽、公式等保持不变；需用 -o 指定另一个 .xlsx 文件",
            "fill in a workbook of your own, which keeps its fonts, widths, formulas; -o names another .xlsx file",
        ))
}

/// What the help says of templates.
pub(super) fn help(lang: Lang) -> &'static str {
    words(
        lang,
        "

模板：按表上的指标名称、表头文字找格子，汇总表不填入模板。
  已有内容的格子不覆盖，公式保留；示例行（空行或 1. 2. ……）填入记录，不够时按其样式增加。
  格子里也可写占位符：{{A1}} {{C3_amount}} {{C3}} {{填报单位}} {{填报人}} {{联系电话}} {{时间}} {{月份}}，
  一行里写 {{行:企业名称}} 等则每条记录一行；还可把单元格命名为 hz_A1。",
        "

Templates: cells are found by the form's labels and headings. The roll-up goes into no template.
  What a cell holds is not written over, and formulas stay. Sample rows (blank, or 1. 2. ……) take
  the records; more rows are made in their likeness.
  Placeholders in cells: {{A1}} {{C3_amount}} {{C3}} {{填报单位}} {{填报人}} {{联系电话}} {{时间}}
  {{月份}}; those of columns in one row, as {{行:企业名称}}, give a row a record. Or name a cell hz_A1.",
    )
}

/// Fills the template that is asked for, and saves it; whether one is.
///
/// # Errors
/// No place for it; a template that cannot be read or filled.
pub(super) fn send(
    matches: &ArgMatches,
    destination: &Destination,
    world: &World,
    offer: impl FnOnce() -> Offer,
) -> Result<bool, Problem> {
    let Some(path) = matches.get_one::<PathBuf>("template") else {
        return Ok(false);
    };
    let target = destination.workbook().ok_or_else(|| {
        Problem::new(Text::fixed(
            "--template 需用 -o 指定一个 .xlsx 文件，如 -o 8月.xlsx",
            "--template needs -o with the name of an .xlsx file, as in -o august.xlsx",
        ))
    })?;
    let about = |why: &Text| {
        let shown = visible_whole(&path.display().to_string());
        Problem::new(Text::made(
            format!("模板 {shown}：{}", why.zh),
            format!("the template {shown}: {}", why.en),
        ))
    };
    refuse_other_endings(path).map_err(|why| about(&why))?;
    let bytes = store::read_bytes(path, template::SIZE_LIMIT).map_err(|why| about(&why))?;
    let filled = template::fill(&bytes, &offer()).map_err(|error| about(&error.0))?;
    destination.save(world, target, filled.bytes)?;
    for said in filled.said {
        terminal::note(said.in_lang(world.lang));
    }
    Ok(true)
}

/// A workbook in another format is known by its ending before it is opened.
fn refuse_other_endings(path: &Path) -> Result<(), Text> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("xlsx") => Ok(()),
        _ => Err(Text::fixed(
            "不是 .xlsx 工作簿，请在 WPS 或 Excel 中另存为 .xlsx",
            "is no .xlsx workbook: save it as .xlsx",
        )),
    }
}
