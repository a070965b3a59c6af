//! The questions that `init` asks on a terminal for what is not said: each answer is checked as it is given, and
//! nothing is written before the last one.

use super::super::arguments::words;
use super::super::asking::{PAGE, left};
use super::super::problem::Problem;
use super::wishes::{Chosen, is_owner, sound_name, sound_phone};
use crate::lang::{Lang, Text};
use crate::plan::{BUILT_IN, Plan, UnitIndex};
use crate::text::visible;
use inquire::list_option::ListOption;
use inquire::validator::Validation;
use inquire::{InquireError, MultiSelect, Select};
use std::fmt;

/// One who asks, in a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking {
    pub(super) lang: Lang,
}

/// One of several answers, and how it is shown.
struct Choice<T> {
    shown: String,
    value: T,
}

impl<T> fmt::Display for Choice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Asking {
    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        words(self.lang, zh, en)
    }

    /// Which plan: a built-in one, or a file.
    pub(super) fn plan(self) -> Result<Chosen, Problem> {
        let built_in = BUILT_IN.iter().map(|(id, text)| {
            let title = Plan::read(id, text).map(|plan| plan.title).unwrap_or_default();
            Choice { shown: format!("{id}　{title}"), value: Some(*id) }
        });
        let own = self.say("自己的方案文件……", "a plan file of our own...");
        let own = Choice { shown: own.to_owned(), value: None };
        match self.select(self.say("方案", "plan"), built_in.chain([own]).collect())? {
            Some(id) => Chosen::of(id),
            None => {
                let path = self.text(
                    self.say("方案文件的路径（.toml）", "the path of the plan file (.toml)"),
                    self.say(
                        "还没有的，按 Esc 退出，先用 hazards new-plan 写一个",
                        "if there is none yet, leave with Esc and write one with hazards new-plan",
                    ),
                    |path| Chosen::of(path.trim()).map(|_| ()),
                )?;
                Chosen::of(path.trim())
            }
        }
    }

    /// Which units keep their records here.
    pub(super) fn units(self, plan: &Plan) -> Result<Vec<UnitIndex>, Problem> {
        let choices = plan.units().map(|(index, unit)| Choice {
            shown: format!("{}　{}", visible(&unit.id), visible(&unit.name)),
            value: index,
        });
        let none = self.say("至少选一个单位", "at least one unit");
        let chosen = MultiSelect::new(
            self.say("哪些单位在这里保存记录？", "which units keep their records here?"),
            choices.collect(),
        )
        .with_all_selected_by_default()
        .with_validator(move |chosen: &[ListOption<&Choice<UnitIndex>>]| {
            Ok(if chosen.is_empty() { Validation::Invalid(none.into()) } else { Validation::Valid })
        })
        .with_formatter(&|chosen| {
            let names: Vec<&str> = chosen
                .iter()
                .map(|choice| choice.value.shown.split('　').next().unwrap_or_default())
                .collect();
            names.join(" ")
        })
        .with_help_message(self.say(
            "空格勾选或取消，→ 全选，← 全不选，回车完成，键入可查找，Esc 放弃",
            "space to tick or untick, → all, ← none, enter when done, type to search, Esc to leave",
        ))
        .with_page_size(PAGE)
        .prompt();
        chosen.map(|chosen| chosen.into_iter().map(|choice| choice.value).collect()).map_err(left)
    }

    /// 填报人
    pub(super) fn name(self) -> Result<String, Problem> {
        let title = self.say("填报人（印在报表上）", "who fills in the forms (填报人)");
        let answer = self.text(title, self.skip(), |name| sound_name(name).map(|_| ()))?;
        sound_name(&answer)
    }

    /// 联系电话
    pub(super) fn phone(self) -> Result<String, Problem> {
        let title = self.say("联系电话（印在报表上）", "the telephone number (联系电话)");
        let answer = self.text(title, self.skip(), |phone| sound_phone(phone).map(|_| ()))?;
        sound_phone(&answer)
    }

    /// Whether only what must be is written.
    pub(super) fn is_minimal(self) -> Result<bool, Problem> {
        let choices = vec![
            Choice {
                shown: self
                    .say(
                        "全部：说明、CI 任务、CODEOWNERS、编辑器设置",
                        "all: README, CI job, CODEOWNERS, editor settings",
                    )
                    .to_owned(),
                value: false,
            },
            Choice {
                shown: self
                    .say(
                        "最少：hazards.toml、单位文件夹、git 设置",
                        "the least: hazards.toml, folders of units, settings for git",
                    )
                    .to_owned(),
                value: true,
            },
        ];
        self.select(self.say("写哪些文件？", "which files?"), choices)
    }

    /// Who reviews the folders of units, if that is to be written down.
    pub(super) fn owners(self, plan: &Plan, units: &[UnitIndex]) -> Result<Vec<(String, String)>, Problem> {
        let no =
            Choice { shown: self.say("现在不写，以后再填", "not now").to_owned(), value: false };
        let yes = Choice { shown: self.say("逐个单位填写", "unit by unit").to_owned(), value: true };
        let title = self.say(
            "各单位的文件夹由谁审核（CODEOWNERS）？",
            "who reviews the folders of the units (CODEOWNERS)?",
        );
        if !self.select(title, vec![no, yes])? {
            return Ok(Vec::new());
        }
        let mut owners = Vec::new();
        for unit in units {
            let unit = plan.unit(*unit);
            let help = self
                .say("账号或团队，如 @qilin-yingji；不写的直接回车", "as in @team; enter alone for nobody");
            let answer = self.text(&format!("{}（{}）", visible(&unit.name), unit.id), help, |who| {
                let who = who.trim();
                if who.is_empty() || is_owner(who) {
                    return Ok(());
                }
                Err(Problem::new(Text::fixed("应写作 @账号，如 @qilin-yingji", "write @WHO, as in @team")))
            })?;
            if !answer.trim().is_empty() {
                owners.push((unit.id.to_string(), answer.trim().to_owned()));
            }
        }
        Ok(owners)
    }

    /// Whether it shall be written.
    pub(super) fn go_on(self) -> Result<(), Problem> {
        let yes = Choice { shown: self.say("写入", "write it").to_owned(), value: true };
        let no = Choice { shown: self.say("放弃", "leave").to_owned(), value: false };
        match self.select(self.say("写入？", "write it?"), vec![yes, no])? {
            true => Ok(()),
            false => Err(left(InquireError::OperationCanceled)),
        }
    }

    fn skip(self) -> &'static str {
        self.say(
            "以后再填的直接回车；Esc 放弃",
            "enter alone to leave it for later; Esc to leave without writing",
        )
    }

    fn select<T>(self, title: &str, choices: Vec<Choice<T>>) -> Result<T, Problem> {
        let help = self.say("↑↓ 移动，回车选定，Esc 放弃", "↑↓ to move, enter to choose, Esc to leave");
        let answer = Select::new(title, choices).with_help_message(help).with_page_size(PAGE).prompt();
        answer.map(|choice| choice.value).map_err(left)
    }

    /// A line of text that the check has nothing against.
    fn text(
        self,
        title: &str,
        help: &str,
        check: impl Fn(&str) -> Result<(), Problem> + Clone + 'static,
    ) -> Result<String, Problem> {
        let lang = self.lang;
        let validator = move |text: &str| {
            Ok(match check(text) {
                Ok(()) => Validation::Valid,
                Err(problem) => Validation::Invalid(problem.lines(lang).concat().into()),
            })
        };
        inquire::Text::new(title).with_help_message(help).with_validator(validator).prompt().map_err(left)
    }
}
