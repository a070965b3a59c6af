//! `hazards entry`: a workbook in which a unit enters its records, for `import`.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::{self, Context, Gate};
use crate::entry::{Book, Form};
use crate::lang::{Lang, Text};
use crate::store::save;
use crate::text::quote;
use crate::write;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "entry", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("entry")
        .about(say(
            "生成填报工作簿（企业清单、隐患清单），填好后用 import 导入",
            "make a workbook to enter enterprises or hazards in, for import",
        ))
        .after_help(say(HELP.0, HELP.1))
        .arg(
            Arg::new("form")
                .long("form")
                .value_name(say("表", "FORM"))
                .required(true)
                .value_parser(Form::ALL.map(Form::name))
                .hide_possible_values(true)
                .help(say(
                    "annex2（企业清单）或 3-2（隐患清单）",
                    "annex2 (the enterprise list) or 3-2 (the list of hazards)",
                )),
        )
        .arg(arguments::unit(
            lang,
            "填报单位，缺省为最上级",
            "whose workbook it is; else the root of the tree",
        ))
        .arg(
            Arg::new("blank")
                .long("blank")
                .action(ArgAction::SetTrue)
                .help(say("空白表，不填入已有的记录", "leave out the records that are there")),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("文件.xlsx", "FILE.xlsx"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say("写到这个 .xlsx 文件", "write to this .xlsx file")),
        )
        .arg(arguments::force(lang))
}

const HELP: (&str, &str) = (
    "示例：
  hazards entry --form annex2 --unit qilin -o 麒麟区企业清单.xlsx        已有的记录，可修改、可在下面增加
  hazards entry --form 3-2 --unit qilin -o 麒麟区隐患清单.xlsx
  hazards entry --form 3-2 --unit qilin --blank -o 空白表.xlsx           发给企业或乡镇填写
  hazards import 麒麟区隐患清单.xlsx --unit qilin                        填好后看将要做什么，加 --yes 写入

前面是正式报表的各栏，后面是记录还要的各栏：编号、信用代码、判定标准条款、发现日期、整改、挂牌督办等。
行业、来源、条款、企业等可从列表中选；标＊的必填；空着的栏不改动已有的记录。已移出清单的企业不在表中。",
    "Examples:
  hazards entry --form annex2 --unit qilin -o list.xlsx          the records, to change and add to
  hazards entry --form 3-2 --unit qilin -o hazards.xlsx
  hazards entry --form 3-2 --unit qilin --blank -o blank.xlsx    for others to fill in
  hazards import hazards.xlsx --unit qilin                       what it comes to; --yes writes it

The columns of the official form come first, then those that a record needs besides: id, code,
clause, days of finding, of rectification, of supervision. Industries, sources, clauses and
enterprises are chosen from lists; what is marked ＊ is required; what is blank changes nothing.
Enterprises that have left the list are not in it.",
);

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path).unwrap_or(Path::new(""));
    let over = matches.get_flag("force");
    check_ending(path)?;
    save::may_save(path, over).map_err(|error| Problem::new(error.message(path)))?;
    let repository = world.open()?;
    let plan = &repository.plan;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let as_of = world.today.min(plan.end);
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let named = matches.get_one::<String>("form");
    let form = Form::ALL.into_iter().find(|form| named.is_some_and(|name| name == form.name()));
    let form = form.unwrap_or(Form::Enterprises);
    let is_blank = matches.get_flag("blank");
    let book = Book::new(&context, form, unit, &repository.settings.filler, is_blank);
    let bytes = write::entry::xlsx(&book).map_err(|error| Problem::new(error.0))?;
    save::save(path, &bytes, over).map_err(|error| Problem::new(error.message(path)))?;
    terminal::note_written(path, world.lang);
    let tell = |text: Text| terminal::note(text.in_lang(world.lang));
    let left_out = Gate::new(&context, unit, None, check::references(&context)).left_out;
    if left_out > 0 && !is_blank {
        tell(Text::made(
            format!("注意：有 {left_out} 条记录或文件无法读取，不在表中；hazards check 可查看详情"),
            format!("note: {left_out} records or files cannot be read and are not in it; see hazards check"),
        ));
    }
    if book.too_long > 0 {
        let count = book.too_long;
        tell(Text::made(
            format!("注意：有 {count} 格的文字过长，工作簿放不下，已留空；留空不改动记录"),
            format!("note: {count} texts are too long for a cell and left blank, which changes nothing"),
        ));
    }
    Ok(0)
}

/// The workbook is an .xlsx file.
fn check_ending(path: &Path) -> Result<(), Problem> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    if ending.as_deref() == Some("xlsx") && !path.is_dir() {
        return Ok(());
    }
    let shown = quote(&path.to_string_lossy());
    Err(Problem::new(Text::made(
        format!("-o {shown}：应为 .xlsx 文件，如 -o 麒麟区隐患清单.xlsx"),
        format!("-o {shown}: name an .xlsx file, as in -o hazards.xlsx"),
    )))
}
