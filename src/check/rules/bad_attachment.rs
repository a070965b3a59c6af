//! R007: an attachment that is no file of the repository.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::AttachmentState;
use crate::store::records::AnyRecord;
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "R007",
    name: "bad-attachment",
    severity: Severity::Error,
    summary: Text::fixed("附件不是仓库中的文件", "an attachment that is no file of the repository"),
    help: Text::fixed(
        "把文件放到该路径，或改正路径；路径相对于本文件",
        "put the file there or correct the path; it is relative to this file",
    ),
    explain: Text::fixed(
        "附件（attachments）是佐证材料，写明相对于本记录文件的路径。该处没有文件、不是普通文件（如文件夹），或者路径离开了数据仓库（绝对路径、用 .. 越出根目录、经过符号链接），都会报出：\
         佐证材料要随仓库一起保存，别人取到仓库就应能打开。文件的内容和类型不检查。",
        "Attachments are the evidence, each as a path relative to the record's file. Reported are a path where nothing stands or something that is no regular file (a folder), \
         and one that leaves the repository: absolute, by `..` above the root, or through a link. The evidence is kept with the records, so that whoever gets the repository \
         can open it. What is in the file is not looked at.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件1：“落实要求或佐证材料”；记录格式第3节：attachments 为相对于本文件的路径",
        "曲应急〔2023〕25号, form 附件1: \"落实要求或佐证材料\"; the record format, section 3: attachments are paths relative to the file",
    ),
    wrong: Example {
        path: "jia/activities/r007.yaml",
        text: "\
id: r007
kind: 专题学习
date: 2023-06-09
attachments: [photos/学习签到.jpg]
",
    },
    right: Example {
        path: "jia/activities/r007.yaml",
        text: "\
id: r007
kind: 专题学习
date: 2023-06-09
attachments: [../hazards/jia-h1-acceptance.txt]
",
    },
    examine: Examine::Any(examine),
};

fn examine(record: AnyRecord<'_>, _: &Context<'_>) -> Vec<Fault> {
    let faults = record.attachments().iter().enumerate().filter_map(|(index, attachment)| {
        let path = quote(&attachment.path);
        let message = match &attachment.state {
            AttachmentState::File => return None,
            AttachmentState::NotAFile | AttachmentState::Twin { .. } => Text::made(
                format!("附件 {path} 不存在，或不是文件"),
                format!("the attachment {path} is not there, or is no file"),
            ),
            AttachmentState::Outside => Text::made(
                format!("附件 {path} 不在数据文件夹之内，或经过链接"),
                format!("the attachment {path} is outside of the data folder, or reached through a link"),
            ),
        };
        let fault = Fault::at(format!("attachments[{index}]"), message);
        Some(match &attachment.state {
            AttachmentState::Twin { path, composed } => fault.help(spelled_otherwise(path, *composed)),
            _ => fault,
        })
    });
    faults.collect()
}

/// What to do where a file is there whose name some systems would take for the one written.
fn spelled_otherwise(there: &str, composed: bool) -> Text {
    let there = quote(there);
    if composed {
        return Text::made(
            format!(
                "有 {there}，看上去同名而字符的组成不同（Unicode 的 NFC 与 NFD，多见于 macOS 上起的名字），在有的系统上打不开：重打文件名，或重打这里的路径"
            ),
            format!(
                "{there} is there, which looks the same but has its characters composed otherwise (Unicode NFC and NFD, as names given on macOS); not every system opens it: type the name of the file anew, or this path"
            ),
        );
    }
    Text::made(
        format!("有 {there}，字母的大小写不同，在有的系统上打不开：把路径和文件名写成一样"),
        format!(
            "{there} is there, its letters in another case; not every system opens it: write path and file name alike"
        ),
    )
}
