//! Help and complaints about arguments, in both languages. clap speaks English only; its layout is
//! kept and its words are given here.

use super::problem::{Outcome, Problem};
use super::terminal;
use crate::lang::{Lang, Text};
use crate::text::quote;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

/// A command with headings, usage line and help flag in the language.
pub(super) fn localized(command: Command, lang: Lang) -> Command {
    let say = |zh, en| super::words(lang, zh, en);
    let template = match lang {
        Lang::Zh => "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
        Lang::En => "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    };
    let is_program = command.get_name() == "hazards";
    let help =
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(say("显示帮助", "print help"));
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(say("显示版本", "print version"));
    let options = say("选项", "Options");
    let command = command
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(help);
    let command = if is_program { command.arg(version) } else { command };
    let positional = say("参数", "Arguments");
    let usage = usage_line(&command, lang);
    let command = command.override_usage(usage);
    command.mut_args(move |argument| {
        let heading = if argument.is_positional() { positional } else { options };
        argument.help_heading(heading)
    })
}

/// How a command is called, in the language.
fn usage_line(command: &Command, lang: Lang) -> String {
    let name = command.get_name();
    let bin_name = if name == "hazards" { name.to_owned() } else { format!("hazards {name}") };
    let usage = command.clone().bin_name(bin_name).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    match lang {
        Lang::Zh => usage.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>"),
        Lang::En => usage.to_owned(),
    }
}

/// Says what is wrong with the arguments, or shows the help that was asked for.
pub(super) fn explain(error: &clap::Error, lang: Lang) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal::print(error.render().to_string().as_bytes())?;
            Ok(0)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal::note(error.render().to_string().trim_end());
            Ok(2)
        }
        ErrorKind::MissingSubcommand => Err(Problem::new(Text::fixed(
            "缺少命令；hazards --help 可列出全部命令",
            "a command is missing; hazards --help lists all commands",
        ))),
        _ => Err(Problem::new(complaint(error, lang))),
    }
}

fn complaint(error: &clap::Error, lang: Lang) -> Text {
    let context = |kind| error.get(kind).map(words_of).unwrap_or_default();
    let argument = quote(&context(ContextKind::InvalidArg));
    let value = quote(&context(ContextKind::InvalidValue));
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(context)
        .find(|word| !word.is_empty());
    let near = near
        .map(|near| (format!("，是否为 {}？", quote(&near)), format!(", did you mean {}?", quote(&near))))
        .unwrap_or_default();
    let valid = context(ContextKind::ValidValue);
    let valid = if valid.is_empty() {
        Default::default()
    } else {
        (format!("；可用：{valid}"), format!("; allowed: {valid}"))
    };
    match error.kind() {
        ErrorKind::UnknownArgument => Text::made(
            format!("没有参数 {argument}{}", near.0),
            format!("there is no argument {argument}{}", near.1),
        ),
        ErrorKind::InvalidSubcommand => {
            let wrong = context(ContextKind::InvalidSubcommand);
            let name = quote(&wrong);
            if let Some(verb) = crate::text::nearest(&wrong, super::VERBS.iter().map(|verb| verb.name)) {
                return Text::made(
                    format!("没有命令 {name}，是否为 `{verb}`？"),
                    format!("there is no command {name}, did you mean `{verb}`?"),
                );
            }
            Text::made(format!("没有命令 {name}{}", near.0), format!("there is no command {name}{}", near.1))
        }
        ErrorKind::MissingRequiredArgument => {
            let usage = usage_of(error);
            Text::made(
                format!("缺少参数 {}{}", context(ContextKind::InvalidArg), usage.zh),
                format!("missing argument {}{}", context(ContextKind::InvalidArg), usage.en),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value == "``" => Text::made(
            format!("参数 {argument} 缺少值{}", valid.0),
            format!("the argument {argument} needs a value{}", valid.1),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| why.to_string()).unwrap_or_default();
            let why = number(&why);
            Text::made(
                format!("参数 {argument} 的值 {value} 不对{}{}{}", why.zh, near.0, valid.0),
                format!("{value} is not a value of {argument}{}{}{}", why.en, near.1, valid.1),
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = quote(&context(ContextKind::PriorArg));
            Text::made(
                format!("{argument} 不能与 {other} 同时使用"),
                format!("{argument} cannot be used with {other}"),
            )
        }
        _ => {
            let said = error.render().to_string();
            let said = said.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let said = crate::text::visible(said);
            match lang {
                Lang::Zh => Text::made(format!("参数有误（{said}）"), said),
                Lang::En => Text::made(said.clone(), said),
            }
        }
    }
}

/// What a number must be, of what the parser of numbers says in English only.
fn number(why: &str) -> Text {
    if let Some((least, most)) = why.split_once(" is not in ").and_then(|(_, range)| range.split_once("..="))
    {
        return Text::made(
            format!("：应为 {least} 至 {most} 的整数"),
            format!(": must be a whole number from {least} to {most}"),
        );
    }
    match why {
        "" => Text::none(),
        "invalid digit found in string" => Text::fixed("：应为整数，用半角数字", ": must be a whole number"),
        "number too large to fit in target type" => Text::fixed("：太大", ": is too large"),
        other => Text::made(format!("：{other}"), format!(": {other}")),
    }
}

fn words_of(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::StyledStr(words) => words.to_string(),
        other => other.to_string(),
    }
}

fn usage_of(error: &clap::Error) -> Text {
    let usage = error.get(ContextKind::Usage).map(words_of).unwrap_or_default();
    let usage = usage.trim_start_matches("Usage:").trim();
    if usage.is_empty() {
        Text::none()
    } else {
        Text::made(format!("；用法：{usage}"), format!("; usage: {usage}"))
    }
}
