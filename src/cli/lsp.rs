//! `hazards lsp`: the language server for editors, over standard input and output.
#![expect(clippy::disallowed_methods, reason = "the day is asked for anew at each check")]

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::lang::{Lang, Text};
use crate::lsp::{Options, Server};
use crate::store;
use chrono::Local;
use clap::{ArgMatches, Command};
use lsp_server::Connection;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::{Duration, Instant};

pub(super) const VERB: Verb = Verb { name: "lsp", command, run };

/// How long a check waits for more to be typed.
const PAUSE: Duration = Duration::from_millis(30);

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("lsp")
        .about(say(
            "编辑器的语言服务器：边写边检查、提示、跳转、补全、改正",
            "the language server for editors: checks, hints, jumps, completion and fixes while typing",
        ))
        .after_help(say(
            "由编辑器启动，经标准输入输出交换消息（Language Server Protocol）。编辑器打开的文件夹或文件所在的
数据文件夹（有 hazards.toml）自动识别，-C 可另外指定一个。

VS Code：安装通用的 LSP 客户端扩展，例如 Generic LSP Client（zsol.vscode-glspc），在 .vscode/settings.json 中写：
  \"glspc.server.command\": \"hazards\",
  \"glspc.server.commandArguments\": [\"lsp\"],
  \"glspc.server.languageId\": [\"yaml\", \"toml\"]
Neovim 0.11：
  vim.lsp.config('hazards', { cmd = { 'hazards', 'lsp' }, filetypes = { 'yaml' }, root_markers = { 'hazards.toml' } })
  vim.lsp.enable('hazards')
Helix，languages.toml：
  [language-server.hazards]
  command = \"hazards\"
  args = [\"lsp\"]
  [[language]]
  name = \"yaml\"
  language-servers = [\"hazards\"]

退出状态：0 编辑器正常关闭；1 未先通知关闭就断开；2 无法运行",
            "Started by the editor, with messages over standard input and output (Language Server Protocol). The data
folders (with a hazards.toml) of the editor's folders and files are found by themselves; -C names one more.

VS Code: install a generic LSP client extension, such as Generic LSP Client (zsol.vscode-glspc), and in .vscode/settings.json write:
  \"glspc.server.command\": \"hazards\",
  \"glspc.server.commandArguments\": [\"lsp\"],
  \"glspc.server.languageId\": [\"yaml\", \"toml\"]
Neovim 0.11:
  vim.lsp.config('hazards', { cmd = { 'hazards', 'lsp' }, filetypes = { 'yaml' }, root_markers = { 'hazards.toml' } })
  vim.lsp.enable('hazards')
Helix, languages.toml:
  [language-server.hazards]
  command = \"hazards\"
  args = [\"lsp\"]
  [[language]]
  name = \"yaml\"
  language-servers = [\"hazards\"]

Exit status: 0 the editor has shut it down; 1 it left without; 2 could not run",
        ))
        .arg(arguments::as_of(
            lang,
            "按这一天结束时的情况判断；缺省为今天，不晚于方案结束日",
            "judge the state at the end of this day; else today, never later than the plan's end",
        ))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let options = Options {
        lang: world.lang,
        root: root_of(world)?,
        as_of: arguments::as_of_of(matches)?,
        today: || Local::now().date_naive(),
    };
    if io::stdin().is_terminal() {
        let waiting = Text::fixed(
            "正在等待编辑器的消息；用法见 hazards lsp --help，按 Ctrl-C 结束",
            "waiting for an editor; see hazards lsp --help, end with Ctrl-C",
        );
        terminal::note(waiting.in_lang(world.lang));
    }
    let (connection, threads) = Connection::stdio();
    let status = serve(&connection, &mut Server::new(options));
    drop(connection);
    match threads.join() {
        Ok(()) => Ok(status),
        Err(error) => {
            let error = crate::text::visible(&error.to_string());
            Err(Problem::new(Text::made(
                format!("与编辑器的连接中断：{error}"),
                format!("the connection to the editor broke: {error}"),
            )))
        }
    }
}

/// The data folder of `-C`.
fn root_of(world: &World) -> Result<Option<PathBuf>, Problem> {
    let Some(dir) = &world.dir else {
        return Ok(None);
    };
    // On Windows a path that is resolved in full is none that an editor would write.
    let whole = if cfg!(windows) { std::path::absolute(dir) } else { dir.canonicalize() };
    let whole = whole.map_err(|error| Problem::of_io(dir, &error))?;
    if store::find_root(&whole).is_some_and(|root| root == whole) {
        return Ok(Some(whole));
    }
    let shown = crate::text::quote(&dir.display().to_string());
    Err(Problem::new(Text::made(
        format!("{shown} 中没有 hazards.toml，不是数据文件夹"),
        format!("{shown} has no hazards.toml; it is no data folder"),
    )))
}

/// Moves messages until the last one; checks once nothing more has been typed for a moment.
fn serve(connection: &Connection, server: &mut Server) -> u8 {
    let mut due: Option<Instant> = None;
    loop {
        for message in server.outgoing() {
            if connection.sender.send(message).is_err() {
                return 1;
            }
        }
        if server.is_behind() && due.is_none() {
            due = Some(Instant::now() + PAUSE);
        }
        let message = match due {
            Some(due) if due > Instant::now() => connection.receiver.recv_deadline(due).ok(),
            Some(_) => None,
            None => match connection.receiver.recv() {
                Ok(message) => Some(message),
                Err(_) => return 1,
            },
        };
        let Some(message) = message else {
            server.check();
            due = None;
            continue;
        };
        if let Some(status) = server.take(message) {
            return status;
        }
        if !server.is_behind() {
            due = None;
        }
    }
}
