//! All that a plan wants done by a day, in order: documents, self-checks, inspections, the return of every
//! month, the end.

use super::Plan;
use crate::lang::Text;
use crate::record::Month;
use crate::record::term::{Document, Word};
use chrono::NaiveDate;

/// What is to be done by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A unit files a document, but a return.
    File(Document),
    /// A unit files the return of a month (附件3-1, 3-2).
    Return(Month),
    /// Enterprises hand in their self-checks (附件1).
    SelfCheck,
    /// Every listed enterprise has been inspected.
    Inspections,
    /// The campaign ends.
    End,
}

/// Something to be done, and the last day for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last day.
    pub day: NaiveDate,
    /// What is to be done.
    pub task: Task,
}

impl Task {
    /// The keys of all tasks in a plan file, in the order of the document.
    pub const KEYS: [&'static str; 8] =
        ["实施方案", "self_check", "企业清单", "四个清单", "inspections", "工作总结", "调度表", "end"];

    /// The task's key in a plan file.
    pub fn key(self) -> &'static str {
        match self {
            Self::File(document) => document.word(),
            Self::Return(_) => Document::Return.word(),
            Self::SelfCheck => "self_check",
            Self::Inspections => "inspections",
            Self::End => "end",
        }
    }

    /// The document to be filed, and of a return the month.
    pub fn document(self) -> Option<(Document, Option<Month>)> {
        match self {
            Self::File(document) => Some((document, None)),
            Self::Return(month) => Some((Document::Return, Some(month))),
            Self::SelfCheck | Self::Inspections | Self::End => None,
        }
    }

    /// What is to be done, in words.
    pub fn text(self) -> Text {
        match self {
            Self::File(Document::Scheme) => Text::fixed("报送实施方案", "file the scheme (实施方案)"),
            Self::File(Document::EnterpriseList) => {
                Text::fixed("报送企业清单（附件2）", "file the list of enterprises (附件2)")
            }
            Self::File(Document::FourLists) => {
                Text::fixed("报送四个清单（附件4）", "file the four lists (附件4)")
            }
            Self::File(Document::Summary) => Text::fixed("报送工作总结", "file the summary (工作总结)"),
            Self::File(Document::Return) => Text::fixed("报送调度表", "file the return (调度表)"),
            Self::Return(month) => Text::made(
                format!("报送 {month} 调度表（附件3-1、3-2）"),
                format!("file the return of {month} (附件3-1, 3-2)"),
            ),
            Self::SelfCheck => Text::fixed(
                "企业报送自检自查工作情况表（附件1）",
                "enterprises hand in their self-checks (附件1)",
            ),
            Self::Inspections => Text::fixed(
                "完成所有应检查企业的执法检查",
                "every enterprise that must be inspected has been",
            ),
            Self::End => Text::fixed("专项行动结束", "the campaign ends"),
        }
    }
}

impl Plan {
    /// All deadlines by day; those of a day in the order of the document.
    pub fn deadlines(&self) -> Vec<Deadline> {
        let file = |document| (self.deadline(document, None), Task::File(document));
        let single = [
            file(Document::Scheme),
            (self.self_check, Task::SelfCheck),
            file(Document::EnterpriseList),
            file(Document::FourLists),
            (self.inspections, Task::Inspections),
            file(Document::Summary),
        ];
        let returns =
            self.months().map(|month| (self.deadline(Document::Return, Some(month)), Task::Return(month)));
        let all = single.into_iter().chain(returns).chain([(Some(self.end), Task::End)]);
        let mut deadlines: Vec<Deadline> =
            all.filter_map(|(day, task)| Some(Deadline { day: day?, task })).collect();
        deadlines.sort_by_key(|deadline| deadline.day);
        deadlines
    }

    /// The passage of the document that a deadline comes from, if the plan gives it.
    pub fn passage(&self, task: Task) -> Option<&str> {
        self.passages.get(task.key()).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadlines_of_qujing() {
        let plan = Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap();
        let told: Vec<String> = plan
            .deadlines()
            .iter()
            .map(|Deadline { day, task }| {
                let month = task.document().and_then(|(_, month)| month);
                format!("{day} {}{}", task.key(), month.map(|month| format!(" {month}")).unwrap_or_default())
            })
            .collect();
        // Counted by hand in the document.
        let expected = [
            "2023-05-24 调度表 2023-05",
            "2023-05-25 实施方案",
            "2023-06-24 调度表 2023-06",
            "2023-06-30 self_check",
            "2023-06-30 企业清单",
            "2023-07-24 调度表 2023-07",
            "2023-07-31 四个清单",
            "2023-08-24 调度表 2023-08",
            "2023-08-31 inspections",
            "2023-09-24 调度表 2023-09",
            "2023-10-24 调度表 2023-10",
            "2023-11-24 调度表 2023-11",
            "2023-12-20 工作总结",
            "2023-12-24 调度表 2023-12",
            "2023-12-31 end",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn every_deadline_has_its_passage() {
        let plan = Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap();
        for Deadline { task, .. } in plan.deadlines() {
            assert!(Task::KEYS.contains(&task.key()));
            assert!(plan.passage(task).is_some_and(|passage| passage.contains('“')), "{}", task.key());
        }
    }
}
