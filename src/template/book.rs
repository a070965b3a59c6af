//! The workbook of a template: its sheets, its names, its shared texts; and what follows in all its parts
//! when rows move.

use super::Error;
use super::edit::Splices;
use super::moving;
use super::package::{Package, Relation, not_a_workbook, parse};
use super::refs::Shift;
use super::sheet::{Sheet, Words, prefix_of};
use roxmltree::{Document, Node};

/// The content type of an .xlsx workbook's main part.
const MAIN: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// A workbook.
pub(super) struct Book {
    /// The name of its main part.
    main: String,
    pub(super) sheets: Vec<Sheet>,
    /// The defined names that are not of one sheet only, with what they stand for.
    pub(super) names: Vec<(String, String)>,
    /// Where styles are, if they are.
    pub(super) styles: Option<String>,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Error> {
        if !package.has("[Content_Types].xml") {
            return Err(not_a_workbook());
        }
        let top = package.relations("")?;
        let main = top.into_iter().find(|relation| relation.kind == "officeDocument");
        let main = main.ok_or_else(not_a_workbook)?.target;
        let types = package.need("[Content_Types].xml")?;
        let types = parse(&types, "[Content_Types].xml")?;
        let type_of = |part: &str| {
            let is_it = |node: &Node<'_, '_>| {
                node.attribute("PartName").is_some_and(|name| name.trim_start_matches('/') == part)
            };
            types.descendants().find(is_it)?.attribute("ContentType")
        };
        if type_of(&main) != Some(MAIN) {
            return Err(not_a_workbook());
        }
        let text = package.need(&main)?;
        let document = parse(&text, &main)?;
        let relations = package.relations(&main)?;
        let part = |kind: &str| {
            relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone())
        };
        let shared = match part("sharedStrings") {
            Some(name) => shared(&package.need(&name)?, &name)?,
            None => Vec::new(),
        };
        let mut sheets = Vec::new();
        for node in document.descendants().filter(|node| node.tag_name().name() == "sheet") {
            let id = node
                .attributes()
                .find(|attribute| attribute.name() == "id" && attribute.namespace().is_some());
            let relation = id.and_then(|id| relations.iter().find(|relation| relation.id == id.value()));
            let Some(Relation { kind, target, .. }) = relation else { continue };
            if kind != "worksheet" {
                continue;
            }
            let name = node.attribute("name").unwrap_or_default();
            sheets.push(Sheet::read(name, target, package.need(target)?, &shared)?);
        }
        let names = document
            .descendants()
            .filter(|node| node.tag_name().name() == "definedName" && !node.has_attribute("localSheetId"))
            .filter_map(|node| Some((node.attribute("name")?.to_owned(), node.text()?.to_owned())))
            .collect();
        Ok(Self { main, sheets, names, styles: part("styles") })
    }

    /// Has the program that opens the workbook work out all formulas anew, if there are any.
    pub(super) fn recalculate(&self, package: &mut Package<'_>) -> Result<bool, Error> {
        if !self.sheets.iter().any(Sheet::has_formula) {
            return Ok(false);
        }
        let text = package.need(&self.main)?;
        let document = parse(&text, &self.main)?;
        let root = document.root_element();
        let mut splices = Splices::default();
        let child = |name: &str| root.children().find(|node| node.tag_name().name() == name);
        // The order of the parts of a workbook is fixed: calcPr comes right after these.
        let before = ["definedNames", "externalReferences", "functionGroups", "sheets"];
        if let Some(calc) = child("calcPr") {
            match calc.attribute_node("fullCalcOnLoad") {
                Some(set) => splices.put(set.range_value(), "1"),
                None => {
                    let at = calc.range().start + 1 + prefix_of(calc, &text).len() + "calcPr".len();
                    splices.put(at..at, " fullCalcOnLoad=\"1\"");
                }
            }
        } else if let Some(node) = before.into_iter().find_map(child) {
            let end = node.range().end;
            splices.put(end..end, format!("<{}calcPr fullCalcOnLoad=\"1\"/>", prefix_of(root, &text)));
        }
        package.set(&self.main, splices.apply(&text, 0..text.len()));
        Ok(true)
    }

    /// Lets everything outside of a sheet's own part follow its rows.
    pub(super) fn follow(
        &self,
        package: &mut Package<'_>,
        sheet: &Sheet,
        shift: &Shift,
    ) -> Result<(), Error> {
        splice(package, &self.main, |document, splices| moving::references(document, shift, splices))?;
        for relation in package.relations(&self.main)? {
            match relation.kind.as_str() {
                "pivotCacheDefinition" => {
                    splice(package, &relation.target, |document, splices| {
                        moving::references(document, shift, splices);
                    })?;
                }
                // It is made anew by the program that opens the workbook.
                "calcChain" => self.drop_part(package, &relation)?,
                _ => {}
            }
        }
        for other in &self.sheets {
            if other.part != sheet.part {
                splice(package, &other.part, |document, splices| {
                    moving::references(document, shift, splices);
                })?;
            }
            for relation in package.relations(&other.part)? {
                if relation.kind == "drawing" {
                    for chart in package.relations(&relation.target)? {
                        if chart.kind.starts_with("chart") {
                            splice(package, &chart.target, |document, splices| {
                                moving::references(document, shift, splices);
                            })?;
                        }
                    }
                }
            }
        }
        for relation in package.relations(&sheet.part)? {
            let way = match relation.kind.as_str() {
                "drawing" => moving::anchors,
                "vmlDrawing" => moving::boxes,
                "table" | "comments" | "threadedComment" => moving::of_the_sheet,
                _ => continue,
            };
            splice(package, &relation.target, |document, splices| way(document, shift, splices))?;
        }
        Ok(())
    }

    /// Takes a part out of the package, with its relation and its content type.
    fn drop_part(&self, package: &mut Package<'_>, part: &Relation) -> Result<(), Error> {
        let (folder, file) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let drop = |package: &mut Package<'_>, name: &str, is_it: &dyn Fn(Node<'_, '_>) -> bool| {
            splice(package, name, |document, splices| {
                for node in document.descendants().filter(|node| node.is_element() && is_it(*node)) {
                    splices.put(node.range(), "");
                }
            })
        };
        drop(package, &format!("{folder}_rels/{file}.rels"), &|node| node.attribute("Id") == Some(&part.id))?;
        drop(package, "[Content_Types].xml", &|node| {
            node.attribute("PartName").is_some_and(|name| name.trim_start_matches('/') == part.target)
        })?;
        package.remove(&part.target);
        Ok(())
    }
}

/// Changes a part, if it is there and there is something to change.
fn splice(
    package: &mut Package<'_>,
    part: &str,
    change: impl FnOnce(&Document<'_>, &mut Splices),
) -> Result<(), Error> {
    let Some(text) = package.read(part)? else { return Ok(()) };
    let mut splices = Splices::default();
    change(&parse(&text, part)?, &mut splices);
    if !splices.is_empty() {
        package.set(part, splices.apply(&text, 0..text.len()));
    }
    Ok(())
}

/// The shared texts.
fn shared(text: &str, part: &str) -> Result<Vec<Words>, Error> {
    let document = parse(text, part)?;
    let texts = document.root_element().children().filter(|node| node.tag_name().name() == "si");
    Ok(texts.map(|node| Words::read(node, text)).collect())
}
