//! `hazards man`: the help as manual pages.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, program, terminal};
use crate::lang::{Lang, Text};
use crate::store::{folders, save};
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(super) const VERB: Verb = Verb { name: "man", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("man")
        .about(say("生成手册页（man）", "write the manual pages"))
        .after_help(say(
            "示例：
  hazards man | man -l -                    阅读总的手册页
  hazards man -o ~/.local/share/man/man1    每个命令一个手册页，之后可用 man hazards-report",
            "Examples:
  hazards man | man -l -                    read the page of the program
  hazards man -o ~/.local/share/man/man1    a page a command, for man hazards-report",
        ))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("目录", "DIR"))
                .value_parser(value_parser!(PathBuf))
                .help(say("每个命令写一个文件到目录", "write a file a command to this folder")),
        )
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let page = |command: Command| {
        let mut bytes = Vec::new();
        clap_mangen::Man::new(command).render(&mut bytes).map(|()| bytes).map_err(|error| {
            Problem::new(Text::made(
                format!("无法生成手册页：{error}"),
                format!("cannot make a manual page: {error}"),
            ))
        })
    };
    let mut all = program(world.lang);
    all.build();
    let Some(folder) = matches.get_one::<PathBuf>("output") else {
        terminal::print(&page(all)?)?;
        return Ok(0);
    };
    let named = all.get_subcommands().filter(|command| command.get_name() != "help").map(|command| {
        let name = format!("hazards-{}", command.get_name());
        (format!("{name}.1"), command.clone().name(name))
    });
    let mut files = vec![(folder.join("hazards.1"), page(all.clone())?)];
    for (name, command) in named {
        files.push((folder.join(name), page(command)?));
    }
    let made = folders::make(folder).map_err(|error| Problem::new(error.message(folder)))?;
    let over = matches.get_flag("force");
    save::save_all(&files, over).map_err(|(path, error)| Problem::new(error.message(path)))?;
    made.keep();
    terminal::note_written(folder, world.lang);
    Ok(0)
}
