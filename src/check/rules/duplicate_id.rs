//! R001: the same id twice within a kind.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Kind, Origin};
use crate::text::quote;
use hashbrown::HashMap;
use rayon::prelude::*;

pub(super) static RULE: Rule = Rule {
    code: "R001",
    name: "duplicate-id",
    severity: Severity::Error,
    summary: Text::fixed("同类记录的编号重复", "the same id twice within a kind"),
    help: Text::fixed(
        "给其中一条换一个编号，或删去重复的一条",
        "give one of the two another id, or remove it if it is the same record",
    ),
    explain: Text::fixed(
        "编号在同一类记录中、整个仓库内不得重复，否则引用它的记录不知道指的是哪一条，同一件事也可能计两次。自检自查没有编号，以企业为编号，一户只能有一份。\
         按路径顺序，报在第二条及以后各条，并指明第一条所在的文件。不同类别的记录可以同号。读不全但编号可读的记录也参与比较。",
        "An id is unique within its kind over the whole repository, or nobody knows which record a reference means, and one fact may count twice. A selfcheck \
         has no id: its enterprise is its id, so an enterprise has one. Reported are the second and later records in path order, with the path of the first. \
         Records of different kinds may have the same id. A record that cannot be read, but whose id can, takes part.",
    ),
    basis: Text::fixed(
        "记录格式第3节：编号在全仓库同类记录中唯一",
        "the record format, section 3: an id is unique within its kind over the whole repository",
    ),
    wrong: Example {
        path: "jia/activities/r001.yaml",
        text: "\
id: jia-a1
kind: 专题研究
date: 2023-06-09
",
    },
    right: Example {
        path: "jia/activities/r001.yaml",
        text: "\
id: r001
kind: 专题研究
date: 2023-06-09
",
    },
    examine: Examine::Whole(examine),
};

fn examine(context: &Context<'_>) -> Vec<(Origin, Fault)> {
    let of_kind = |kind: &Kind| of_kind(*kind, context);
    Kind::ALL.par_iter().map(of_kind).collect::<Vec<_>>().concat()
}

fn of_kind(kind: Kind, context: &Context<'_>) -> Vec<(Origin, Fault)> {
    let records = context.records;
    let sound = records.of_kind(kind).map(|record| (record.origin(), record.id()));
    let mut all: Vec<_> = sound.collect();
    let stubs = records.stubs.iter().filter(|stub| stub.kind == kind && !stub.glimpsed);
    all.extend(stubs.filter_map(|stub| Some((stub.origin, stub.id.as_deref()?))));
    all.sort_by_key(|(origin, _)| *origin);
    let mut firsts = HashMap::with_capacity(all.len());
    let mut faults = Vec::new();
    for (origin, id) in all {
        let first = *firsts.entry(id).or_insert(origin);
        if first != origin {
            faults.push((origin, fault(kind, id, origin, first, context)));
        }
    }
    faults
}

fn fault(kind: Kind, id: &str, origin: Origin, first: Origin, context: &Context<'_>) -> Fault {
    let id = quote(id);
    let place = if first.file == origin.file {
        let number = first.nth + 1;
        Text::made(format!("本文件第 {number} 条记录"), format!("record {number} of this file"))
    } else {
        let path = quote(context.records.path(first));
        Text::made(format!("文件 {path}"), format!("the file {path}"))
    };
    let (zh, en) = (place.zh, place.en);
    if kind == Kind::Selfcheck {
        let message = Text::made(
            format!("企业 {id} 的自检自查不止一份，第一份见{zh}"),
            format!("the enterprise {id} has more than one selfcheck; the first is in {en}"),
        );
        return Fault::at("enterprise", message).help(Text::fixed(
            "一户企业只能有一份自检自查：保留最后报送的一份，或改正企业编号",
            "an enterprise has one selfcheck: keep the last one handed in, or correct the enterprise",
        ));
    }
    let name = kind.name();
    let message = Text::made(
        format!("{}编号 {id} 重复，首次使用见{zh}", name.zh),
        format!("the {} id {id} is not unique; the first use is in {en}", name.en),
    );
    Fault::at("id", message)
}
