//! What a template's styles say that filling has to know: whether a cell has borders, wraps, and how large
//! its letters are.

use super::Error;
use super::package::parse;
use roxmltree::Node;

/// The looks of cells by the number of their style.
#[derive(Default)]
pub(super) struct Looks(Vec<Look>);

/// The look of a cell.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) bordered: bool,
    pub(super) wraps: bool,
    /// The size of its letters, in points.
    pub(super) size: f64,
}

/// What a cell without a style looks like.
const PLAIN: Look = Look { bordered: false, wraps: false, size: 11.0 };

impl Looks {
    pub(super) fn read(text: &str, part: &str) -> Result<Self, Error> {
        let document = parse(text, part)?;
        let root = document.root_element();
        let children = |name: &str| -> Vec<Node<'_, '_>> {
            let list = root.children().find(|node| node.tag_name().name() == name);
            list.into_iter().flat_map(|list| list.children()).filter(Node::is_element).collect()
        };
        let sizes: Vec<Option<f64>> = children("fonts")
            .iter()
            .map(|font| {
                font.children().find(|node| node.tag_name().name() == "sz")?.attribute("val")?.parse().ok()
            })
            .collect();
        let borders: Vec<bool> = children("borders")
            .iter()
            .map(|border| {
                border.children().any(|side| side.attribute("style").is_some_and(|style| style != "none"))
            })
            .collect();
        let look = |xf: &Node<'_, '_>| {
            let number = |name| xf.attribute(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(0);
            let alignment = xf.children().find(|node| node.tag_name().name() == "alignment");
            let wrap = alignment.and_then(|alignment| alignment.attribute("wrapText"));
            Look {
                bordered: borders.get(number("borderId")).copied().unwrap_or(false),
                wraps: wrap.is_some_and(|wrap| matches!(wrap, "1" | "true")),
                size: sizes.get(number("fontId")).copied().flatten().unwrap_or(PLAIN.size),
            }
        };
        Ok(Self(children("cellXfs").iter().map(look).collect()))
    }

    /// The look of a style.
    pub(super) fn of(&self, style: Option<u32>) -> Look {
        self.0.get(style.unwrap_or(0) as usize).copied().unwrap_or(PLAIN)
    }
}
