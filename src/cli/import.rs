//! `hazards import`: workbooks as counties send them, into records. Shown first, written with `--yes`.

mod given;

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::Context;
use crate::import::grid::Workbook;
use crate::import::{self, Form, Given, Request, read};
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::store::{self, Repository};
use crate::text::{quote, visible_whole};
use crate::write::proposal::{self, Told};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "import", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let flag =
        |name: &'static str, zh, en| Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(zh, en));
    let many = |name: &'static str, value: &'static str, zh, en| {
        Arg::new(name).long(name).value_name(value).action(ArgAction::Append).help(say(zh, en))
    };
    Command::new("import")
        .about(say(
            "导入各县报来的工作簿：企业清单、自检自查表、调度表、隐患清单",
            "import workbooks that counties send: 附件2, 附件1, 3-1, 3-2",
        ))
        .after_help(say(HELP.0, HELP.1))
        .arg(
            Arg::new("file")
                .value_name(say("文件", "FILE"))
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .help(say(".xlsx、.xls、.ods 或 .csv，可以是几个", ".xlsx, .xls, .ods or .csv; several at once if you like")),
        )
        .arg(
            Arg::new("form")
                .long("form")
                .value_name(say("表", "FORM"))
                .value_parser(Form::ALL.map(Form::name))
                .hide_possible_values(true)
                .help(say(
                    "annex2（企业清单）、annex1（自检自查）、3-1（调度表）或 3-2（隐患清单）；缺省按表头认",
                    "annex2, annex1, 3-1 or 3-2; else told by the headings",
                )),
        )
        .arg(arguments::unit(
            lang,
            "报送单位；缺省按表上的填报单位认。填上级单位时，各行按县区分到下级",
            "whose workbook it is; else by 填报单位 on the form. With a unit above others each row goes to its 县区",
        ))
        .arg(
            Arg::new("enterprise")
                .long("enterprise")
                .value_name(say("企业", "ENTERPRISE"))
                .help(say("附件1 是哪家企业的：编号、信用代码或全名；缺省按表题认", "whose 附件1 it is: id, code or full name; else by the title")),
        )
        .arg(many(
            "set",
            say("栏=值", "KEY=VALUE"),
            "表中没有的内容，为新增的各行一并说明，如 列入清单日期=2023-06-30；可多次使用",
            "what the workbook does not say, for all new rows, such as listed_on=2023-06-30; may be repeated",
        ))
        .arg(many(
            "same",
            say("行=编号", "ROW=ID"),
            "答复：第几行就是某编号的记录，如 9=ql-03",
            "an answer: a row is the record of this id, as in 9=ql-03",
        ))
        .arg(many("new", say("行", "ROW"), "答复：第几行确是另一家（另一条），如 9", "an answer: a row is another one, as in 9"))
        .arg(flag("yes", "写入；不加则只显示将要做什么", "write it; without it only what would be done is shown"))
        .arg(flag("dry-run", "只显示将要做什么（缺省）", "only show what would be done (the default)").conflicts_with("yes"))
        .arg(flag("all", "列出每一行，包括相同的", "list every row, those that stay the same included"))
        .arg(arguments::as_of(
            lang,
            "表上的“是”“否”说的是哪天的情况；缺省为今天，不晚于方案结束日",
            "the day of which 是 and 否 on the form speak; else today, never later than the plan's end",
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(["human", "json"])
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(say("human 或 json", "human or json")),
        )
}

const HELP: (&str, &str) = (
    "示例：
  hazards import 麒麟区企业清单.xlsx --unit qilin                 先看将要做什么，什么也不写
  hazards import 麒麟区企业清单.xlsx --unit qilin --yes           写入
  hazards import 清单.csv --unit qilin --set 是否重点企业=否 --set 列入清单日期=2023-06-30 --yes
  hazards import 清单.xlsx --unit qilin --same 9=ql-03 --new 12 --yes   答复存疑的行
  hazards import 隐患清单.xls --form 3-2 --unit qilin --set 隐患来源=部门检查
  hazards import 自检自查表.xlsx --unit qilin --set 报送日期=2023-06-25
  hazards import 调度表.xlsx --unit malong --set 报送日期=2023-08-22    没有记录的县：存为报送记录

表头按字样认，不论在第几行、哪一列；认不出的栏和没有读的单元格都逐处列出。企业先按统一社会信用代码、
再按全名对应，名称相近的只提问，不猜。表中空着的栏不改动已有的记录。同一工作簿再导入一次，什么也不变。

退出状态：0 全部可导入或已导入；1 有存疑或被拒绝的行；2 无法执行",
    "Examples:
  hazards import list.xlsx --unit qilin                   shows what would be done and writes nothing
  hazards import list.xlsx --unit qilin --yes             writes it
  hazards import list.csv --unit qilin --set key=否 --set listed_on=2023-06-30 --yes
  hazards import list.xlsx --unit qilin --same 9=ql-03 --new 12 --yes   answers questions
  hazards import hazards.xls --form 3-2 --unit qilin --set source=部门检查
  hazards import selfcheck.xlsx --unit qilin --set submitted_on=2023-06-25
  hazards import return.xlsx --unit malong --set filed_on=2023-08-22    a county without records: kept as a filing

Headings are told by their words, in whatever row and column; columns that are not known and cells that are not
read are named. Enterprises are told by their code, then by their full name; one that is merely alike is a
question, never a guess. What is blank changes nothing. The same workbook once more changes nothing.

Exit status: 0 all rows can be or have been imported; 1 some are doubtful or refused; 2 could not",
);

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let files: Vec<&PathBuf> = matches.get_many("file").into_iter().flatten().collect();
    let single = files.len() == 1;
    if !single && (matches.contains_id("same") || matches.contains_id("new")) {
        return Err(Problem::new(Text::fixed(
            "--same 和 --new 说的是一个文件的行，请一次导入一个文件",
            "--same and --new name rows of one file: import one file at a time",
        )));
    }
    let _lock = world.lock_unless(!matches.get_flag("yes"))?;
    let mut repository = world.open()?;
    // What is wrong with one of several is said before the first is written.
    if !single {
        for file in &files {
            prepare(file, repository, matches, world)?;
        }
    }
    let mut status = 0;
    for file in files {
        let (written, one) = import_one(file, repository, matches, world)?;
        status = status.max(one);
        if written && !single {
            repository = world.open()?;
        }
    }
    Ok(status)
}

/// A file that has been read, and what is said of it.
struct Prepared<'f> {
    shown: String,
    name: String,
    read: read::Read,
    unit: UnitIndex,
    form: Form,
    given: Given,
    context: Context<'f>,
}

fn prepare(
    file: &Path,
    repository: &'static Repository,
    matches: &ArgMatches,
    world: &World,
) -> Result<Prepared<'static>, Problem> {
    let shown = visible_whole(&file.display().to_string());
    let wrong = |why: Text| of_file(&shown, &why);
    let bytes = store::read_bytes(file, read::LARGEST_FILE as u64).map_err(wrong)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let read = read::read(&name, bytes).map_err(wrong)?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let named = import::detect::unit(&read.workbook, plan);
    let said = arguments::unit_of(matches, plan)?;
    let unit = said.or(named).ok_or_else(|| wrong(NO_UNIT))?;
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let nothing = Given::default();
    let form = form_of(&read.workbook, matches, Request { context: &context, unit, given: &nothing })
        .map_err(wrong)?;
    if let Some(named) = named.filter(|named| !import::detect::may_be_of(*named, unit, form, plan)) {
        let (named, said) = (&plan.unit(named).name, &plan.unit(unit).name);
        return Err(wrong(Text::made(
            format!("表上的填报单位是{named}，--unit 指的是{said}：请更正其一"),
            format!("the form is of {named}, and --unit says {said}: put one of them right"),
        )));
    }
    let given = given::of(matches, form, &read.workbook, &repository.catalog)?;
    Ok(Prepared { shown, name, read, unit, form, given, context })
}

fn of_file(shown: &str, why: &Text) -> Problem {
    Problem::new(Text::made(format!("{shown}：{}", why.zh), format!("{shown}: {}", why.en)))
}

/// Imports a file. Returns whether anything has been written, and the exit status.
fn import_one(
    file: &Path,
    repository: &'static Repository,
    matches: &ArgMatches,
    world: &World,
) -> Result<(bool, u8), Problem> {
    let lang = world.lang;
    let Prepared { shown, name, read, unit, form, given, context } =
        prepare(file, repository, matches, world)?;
    let (plan, as_of) = (&repository.plan, context.as_of);
    if !plan.unit(unit).level.holds_records() && matches!(form, Form::Return) && plan.root() != unit {
        terminal::note(ABOVE.in_lang(lang));
    }
    let propose = |given: &Given| {
        let request = Request { context: &context, unit, given };
        import::propose(&read.workbook, form, request).map_err(|why| of_file(&shown, &why))
    };
    let mut proposal = propose(&given)?;
    given::see_answers(&given, &proposal)?;
    let answered = !given.same.is_empty() || !given.new.is_empty();
    let unanswered = Given { same: BTreeMap::new(), new: BTreeSet::new(), ..given.clone() };
    let unanswered = answered.then(|| propose(&unanswered)).transpose()?;
    let idle = given::idle(&given, form, &proposal, unanswered.as_ref());
    let incoming = repository.incoming(&mut proposal, as_of, world.today);
    let counts = proposal.counts();
    let write = matches.get_flag("yes") && incoming.elsewhere.is_empty();
    let files = incoming.new.len() + incoming.rewrites.len();
    let told = Told {
        source: &name,
        plan,
        proposal: &proposal,
        incoming: &incoming,
        notes: &read.notes,
        all: matches.get_flag("all"),
    };
    let json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    if !json {
        terminal::print(proposal::text(told, lang).as_bytes())?;
    }
    if write && files > 0 {
        repository.write_incoming(&incoming).map_err(Problem::new)?;
    }
    if json {
        terminal::print(proposal::json(told, write, lang).as_bytes())?;
    }
    idle.iter().for_each(|text| terminal::note(text.in_lang(lang)));
    let open = proposal.open();
    terminal::note(
        summary(&incoming.elsewhere, (write, files, open), counts.new + counts.changed).in_lang(lang),
    );
    let status = u8::from(open > 0 || !incoming.elsewhere.is_empty());
    // A long list is freed beside what comes next, most often the end.
    rayon::spawn(move || drop((read, proposal, incoming)));
    Ok((write && files > 0, status))
}

fn summary(
    elsewhere: &[crate::finding::Finding],
    (write, files, open): (bool, usize, usize),
    rows: usize,
) -> Text {
    let left = Text::made(format!("；{open} 行未导入"), format!("; {open} rows not imported"));
    let left = if open == 0 { Text::none() } else { left };
    let (zh, en) = (&left.zh, &left.en);
    match (elsewhere.is_empty(), write, files) {
        (false, ..) => Text::fixed(
            "什么也没有写：导入后别处的记录会出错（见上）",
            "nothing was written: records elsewhere would be wrong by it (see above)",
        ),
        (true, _, 0) => Text::made(format!("没有要写的{zh}"), format!("nothing to write{en}")),
        (true, true, files) => Text::made(
            format!("已写入 {rows} 条记录，{files} 个文件{zh}"),
            format!("written: {rows} records in {files} files{en}"),
        ),
        (true, false, files) => Text::made(
            format!("以上为预演，什么也没有写；加 --yes 写入 {rows} 条记录，{files} 个文件{zh}"),
            format!("nothing was written; with --yes {rows} records are written in {files} files{en}"),
        ),
    }
}

const NO_UNIT: Text = Text::fixed(
    "表上没有可认的填报单位：请用 --unit 指明",
    "the form names no unit that is known: name it with --unit",
);
const ABOVE: Text = Text::fixed(
    "注意：这是上级单位的调度表，存为它自己的报送记录",
    "note: this is the return of a unit above others; it is kept as a filing of its own",
);

/// Which form it is: as said, or by the headings.
fn form_of(workbook: &Workbook, matches: &ArgMatches, request: Request<'_, '_>) -> Result<Form, Text> {
    if let Some(name) = matches.get_one::<String>("form")
        && let Some(form) = Form::ALL.into_iter().find(|form| form.name() == name)
    {
        return Ok(form);
    }
    match import::detect::forms(workbook, request).as_slice() {
        [form] => Ok(*form),
        [] => Err(Text::fixed(
            "认不出是哪张表：没有一个工作表有企业清单、隐患清单、自检自查表或调度表的表头；可用 --form 指明，会说明缺哪一栏",
            "no sheet has the headings of a form that is known; with --form you are told which heading is missing",
        )),
        several => {
            let names: Vec<&str> = several.iter().map(|form| form.name()).collect();
            let (zh, en) = (names.join("、"), names.join(", "));
            Err(Text::made(
                format!("工作簿里有几张表（{zh}）：请用 --form 指明导入哪一张"),
                format!("the workbook has several forms ({en}): say which with --form"),
            ))
        }
    }
}

/// An argument that is not understood.
fn misunderstood(option: &str, said: &str, zh: &str, en: &str) -> Problem {
    let said = quote(said);
    Problem::new(Text::made(format!("--{option} {said}：{zh}"), format!("--{option} {said}: {en}")))
}
