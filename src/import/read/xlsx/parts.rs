//! The parts of an Excel workbook: where the workbook is, what it refers to, and its sheets.

use super::super::pack::{Pack, Part};
use super::super::refusal;
use super::super::xml::attribute;
use crate::lang::Text;
use quick_xml::events::Event;
use std::collections::HashMap;

/// The most relations and sheets.
const MOST: usize = 10_000;

/// A part that another refers to.
pub(super) struct Relation {
    /// The last word of its type: `worksheet`.
    pub(super) kind: String,
    /// Its path in the archive.
    pub(super) part: String,
}

/// The parts that a part refers to.
pub(super) struct Relations(HashMap<String, Relation>);

impl Relations {
    /// The one of an id.
    pub(super) fn get(&self, id: &str) -> Option<&Relation> {
        self.0.get(id)
    }

    /// The path of the only one of a kind.
    pub(super) fn of(&self, kind: &str) -> Option<&str> {
        let mut all = self.0.iter().filter(|(_, relation)| relation.kind == kind).collect::<Vec<_>>();
        all.sort_by_key(|(id, _)| id.as_str());
        all.first().map(|(_, relation)| relation.part.as_str())
    }
}

/// The path of the workbook.
pub(super) fn workbook_path(pack: &mut Pack<'_>) -> Result<String, Text> {
    let relations = relations(pack, "")?;
    Ok(relations.of("officeDocument").unwrap_or("xl/workbook.xml").to_owned())
}

/// What a part refers to; the archive itself is the part without a name.
pub(super) fn relations(pack: &mut Pack<'_>, part: &str) -> Result<Relations, Text> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{slash}_rels/{name}.rels");
    let mut all = HashMap::new();
    let Some(mut xml) = pack.part(&path)? else { return Ok(Relations(all)) };
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let named = |name| attribute(&element, name);
                if let (Some(id), Some(kind), Some(target)) = (named("Id"), named("Type"), named("Target"))
                    && named("TargetMode").as_deref() != Some("External")
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    all.insert(id, Relation { kind, part: resolve(folder, &target) });
                }
                if all.len() > MOST {
                    return Err(refusal::unpacked());
                }
            }
            Event::Eof => return Ok(Relations(all)),
            _ => {}
        }
    }
}

/// A path as a relation of a part in a folder names it.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let from = if target.starts_with(['/', '\\']) { "" } else { folder };
    for step in from.split('/').chain(target.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) relation: String,
}

/// What the workbook says.
#[derive(Default)]
pub(super) struct Sheets {
    pub(super) sheets: Vec<Listed>,
    pub(super) is_1904: bool,
}

/// The sheets of the workbook, in their order, and its date system.
pub(super) fn sheets(xml: &mut Part<'_, '_>) -> Result<Sheets, Text> {
    let mut all = Sheets::default();
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(element) if depth == 2 && element.local_name().as_ref() == "sheet" => {
                let relation = attribute(&element, "id").unwrap_or_default();
                let name = attribute(&element, "name").unwrap_or_default();
                let hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                all.sheets.push(Listed { name, hidden, relation });
                if all.sheets.len() > MOST {
                    return Err(refusal::unpacked());
                }
            }
            Event::Start(element) if depth == 1 && element.local_name().as_ref() == "workbookPr" => {
                let system = attribute(&element, "date1904");
                all.is_1904 = system.is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"));
            }
            Event::Eof if all.sheets.is_empty() => return Err(xml.damaged()),
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_of_relations() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "../xl/./sheet.xml"), "xl/sheet.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }
}
