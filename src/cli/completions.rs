//! `hazards completions`: what makes a shell complete commands, options, and the ids of the repository that
//! one stands in.

use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{Verb, World, program, terminal};
use crate::catalog::Catalog;
use crate::check::rules;
use crate::figure::Key;
use crate::lang::{Lang, Text};
use crate::record::Kind;
use crate::schema::Subject;
use crate::store::{self, Repository};
use clap::{Arg, ArgMatches, Command};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;
use hashbrown::HashSet;
use std::ffi::OsString;

pub(super) const VERB: Verb = Verb { name: "completions", command, run };

/// What the shell sets when it asks for completions.
const VARIABLE: &str = "HAZARDS_COMPLETE";

/// The shells.
const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("completions")
        .about(say("命令补全：按 Tab 补全命令、选项和编号", "shell completion of commands, options and ids"))
        .after_help(say(
            "示例：
  bash        echo 'source <(hazards completions bash)' >> ~/.bashrc
  zsh         echo 'source <(hazards completions zsh)' >> ~/.zshrc
  fish        echo 'hazards completions fish | source' >> ~/.config/fish/config.fish
  PowerShell  在 $PROFILE 中加一行：hazards completions powershell | Out-String | Invoke-Expression

在数据文件夹内按 Tab，还补全单位、月份、企业、隐患、报送的编号，指标和规则的编号，list 的列名。
升级后重开终端即可。",
            "Examples:
  bash        echo 'source <(hazards completions bash)' >> ~/.bashrc
  zsh         echo 'source <(hazards completions zsh)' >> ~/.zshrc
  fish        echo 'hazards completions fish | source' >> ~/.config/fish/config.fish
  PowerShell  a line in $PROFILE: hazards completions powershell | Out-String | Invoke-Expression

In a data folder Tab also completes units, months, the ids of enterprises, hazards and filings,
the codes of figures and rules, and the columns of list. After an upgrade open a new terminal.",
        ))
        .arg(
            Arg::new("shell")
                .value_name(say("终端", "SHELL"))
                .required(true)
                .value_parser(SHELLS)
                .hide_possible_values(true)
                .help(say("bash、zsh、fish、powershell 或 elvish", "bash, zsh, fish, powershell or elvish")),
        )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let name = matches.get_one::<String>("shell").map_or("bash", String::as_str);
    let mut script = Vec::new();
    let _ = world;
    let failed = |error: &dyn std::fmt::Display| {
        Problem::new(Text::made(
            format!("无法生成补全脚本：{error}"),
            format!("cannot make the completion script: {error}"),
        ))
    };
    let shells = Shells::builtins();
    let shell = shells.completer(name).ok_or_else(|| failed(&name))?;
    // The program is called by the name under which the shell finds it.
    shell
        .write_registration(VARIABLE, "hazards", "hazards", "hazards", &mut script)
        .map_err(|error| failed(&error))?;
    terminal::print(&script)?;
    Ok(0)
}

/// Answers a shell that asks for completions, and says whether one did.
pub(super) fn answer(arguments: &[OsString], lang: Lang) -> bool {
    if std::env::var_os(VARIABLE).is_none() {
        return false;
    }
    let here = std::env::current_dir().ok();
    let complete = CompleteEnv::with_factory(|| with_candidates(program(lang))).var(VARIABLE).bin("hazards");
    // What cannot be completed is not completed; there is nobody to tell.
    complete.try_complete(arguments.to_vec(), here.as_deref()).unwrap_or(true)
}

/// The command line whose values are completed from the repository.
fn with_candidates(program: Command) -> Command {
    program.mut_subcommands(|command| {
        command.mut_args(|argument| {
            let candidates: fn() -> Vec<CompletionCandidate> = match argument.get_id().as_str() {
                "unit" => units,
                "month" | "from" | "to" => months,
                "figure" => figures,
                "enterprise" | "for" => enterprises,
                "hazard" => hazards,
                "record" => records,
                "from-filing" => filings,
                "rule" | "code" => codes,
                "kind" => kinds,
                "condition" | "where" | "columns" | "sort" => columns,
                _ => return argument,
            };
            argument.add(ArgValueCandidates::new(candidates))
        })
    })
}

/// The repository that one stands in.
fn here() -> Option<Repository> {
    let here = std::env::current_dir().ok()?;
    store::open(&store::find_root(&here)?).ok()
}

fn candidate(value: impl Into<OsString>, help: &str) -> CompletionCandidate {
    let help = crate::text::visible(help);
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.into()))
}

fn of_repository(list: impl Fn(&Repository) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    here().as_ref().map(list).unwrap_or_default()
}

fn units() -> Vec<CompletionCandidate> {
    of_repository(|repository| {
        repository.plan.units.iter().map(|unit| candidate(unit.id.as_str(), &unit.name)).collect()
    })
}

fn months() -> Vec<CompletionCandidate> {
    of_repository(|repository| {
        repository.plan.months().map(|month| candidate(month.to_string(), "")).collect()
    })
}

fn figures() -> Vec<CompletionCandidate> {
    let catalog = Catalog::built_in();
    let name = |key: Key| catalog.forms.parts().find(|part| part.key == key).map_or("", |part| &part.name);
    Key::ALL.iter().map(|key| candidate(key.name(), name(*key))).collect()
}

fn enterprises() -> Vec<CompletionCandidate> {
    of_repository(|repository| {
        let all = repository.records.enterprises.iter();
        all.map(|enterprise| candidate(enterprise.id.as_str(), &enterprise.name)).collect()
    })
}

fn hazards() -> Vec<CompletionCandidate> {
    of_repository(|repository| {
        let all = repository.records.hazards.iter();
        all.map(|hazard| candidate(hazard.id.as_str(), &hazard.description)).collect()
    })
}

fn filings() -> Vec<CompletionCandidate> {
    of_repository(|repository| {
        let all = repository.records.filings.iter().filter(|filing| filing.month.is_some());
        all.map(|filing| candidate(filing.id.as_str(), &filing.filed_on.to_string())).collect()
    })
}

fn records() -> Vec<CompletionCandidate> {
    of_repository(|repository| {
        // A selfcheck has the id of its enterprise: one word to complete.
        let mut known = HashSet::new();
        let all = repository.records.all().filter(|record| known.insert(record.id().to_owned()));
        all.map(|record| candidate(record.id(), &record.kind().name().zh)).collect()
    })
}

fn kinds() -> Vec<CompletionCandidate> {
    Kind::ALL.map(|kind| candidate(Subject::Records(kind).name(), &kind.name().zh)).into()
}

/// The columns of the kind that is named on the line to be completed.
fn columns() -> Vec<CompletionCandidate> {
    let words = std::env::args().skip_while(|word| word != "list").skip(1);
    let kind = words.filter_map(|word| super::arguments::kind_named(&word)).next();
    let [own, of_enterprise] = kind.map(crate::list::groups).unwrap_or_default();
    own.iter().chain(&of_enterprise).map(|field| candidate(&field.name, &field.title)).collect()
}

fn codes() -> Vec<CompletionCandidate> {
    rules::ALL.iter().map(|rule| candidate(rule.code, rule.name)).collect()
}
