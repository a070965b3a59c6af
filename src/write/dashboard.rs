//! The page for leaders: one HTML file that holds all it needs and asks nobody for anything. What stands in
//! the records goes in as packed data that the page unpacks and shows as text; its policy lets no script run
//! but those that are written here.

mod data;

use super::Error;
use crate::dashboard::Dashboard;
use crate::finding::Spot;
use crate::lang::Text;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use brotli_decompressor::BrotliDecompress;
use flate2::Compression;
use flate2::write::GzEncoder;
use quick_xml::escape::escape;
use sha2::{Digest, Sha256};
use std::io::Write;

const PAGE: &str = include_str!("dashboard/page.html");
const STYLE: &str = include_str!("dashboard/style.css");

/// The page's own script, in the order in which it runs.
const SCRIPT: [&str; 5] = [
    include_str!("dashboard/data.js"),
    include_str!("dashboard/records.js"),
    include_str!("dashboard/table.js"),
    include_str!("dashboard/charts.js"),
    include_str!("dashboard/page.js"),
];

/// The library that draws the charts, packed.
const CHARTS: &[u8] = include_bytes!("dashboard/echarts/echarts.common.min.js.br");

/// A page, with the places of its rows: `spots` has one for each of [`Dashboard::rows`].
///
/// # Errors
/// Never in practice.
pub fn html(dashboard: &Dashboard<'_>, spots: &[Spot]) -> Result<Vec<u8>, Error> {
    let packed = pack(&data::json(dashboard, spots)?).map_err(|error| failed(&error))?;
    let charts = charts().map_err(|error| failed(&error))?;
    // A line break after the tag and one before its end: the policy's hash is of all between the two.
    let script = format!("\n'use strict';\n(() => {{\n{}}})();\n", SCRIPT.join("\n"));
    let style = format!("\n{STYLE}");
    let policy = format!(
        "default-src 'none'; script-src {} {}; style-src {}; connect-src 'none'; base-uri 'none'; form-action 'none'",
        hash(&charts),
        hash(&script),
        hash(&style),
    );
    let plan = dashboard.context.plan;
    let unit = dashboard.units.first().map_or("", |unit| plan.unit(*unit).name.as_str());
    let title = format!("{}　{}　{}", plan.title, unit, dashboard.as_of());
    let filled = fill(&[
        ("policy", &policy),
        ("title", &escape(data::clean(&title))),
        ("style", &style),
        ("data", &packed),
        ("charts", &charts),
        ("script", &script),
    ]);
    Ok(filled.into_bytes())
}

/// The page with the parts put in where it names them: `{{name}}`. What is put in is not looked at again.
fn fill(parts: &[(&str, &str)]) -> String {
    let mut page =
        String::with_capacity(PAGE.len() + parts.iter().map(|(_, text)| text.len()).sum::<usize>());
    let mut pieces = PAGE.split("{{");
    page.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
        page.push_str(parts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text));
        page.push_str(rest);
    }
    page
}

/// What the policy calls a script or a style by.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes())))
}

/// Data by gzip, which browsers unpack, and as letters and digits, which mean nothing in HTML. Its header bears
/// no time and no name.
fn pack(data: &[u8]) -> std::io::Result<String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(data)?;
    Ok(BASE64.encode(packer.finish()?))
}

fn charts() -> std::io::Result<String> {
    let mut whole = vec![b'\n'];
    BrotliDecompress(&mut &*CHARTS, &mut whole)?;
    String::from_utf8(whole).map_err(std::io::Error::other)
}

fn failed(error: &std::io::Error) -> Error {
    Error(Text::made(format!("无法生成页面：{error}"), format!("cannot make the page: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the folder's README says of the library.
    const CHECKSUM: &str = "61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5";

    #[test]
    fn the_library_is_the_one_that_was_published() {
        let charts = charts().unwrap();
        let digest = Sha256::digest(&charts.as_bytes()[1..]);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, CHECKSUM);
        assert!(include_str!("dashboard/echarts/README.md").contains(CHECKSUM));
    }

    #[test]
    fn no_part_ends_its_element_or_calls_what_the_policy_forbids() {
        let charts = charts().unwrap();
        for part in SCRIPT.iter().copied().chain([charts.as_str(), STYLE]) {
            let lower = part.to_lowercase();
            for bad in ["</script", "</style", "<!--", "<script", "\r"] {
                assert!(!lower.contains(bad), "{bad}");
            }
        }
        for part in SCRIPT {
            for bad in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "Function(",
                "http:",
                "https:",
            ] {
                assert!(!part.contains(bad), "{bad}");
            }
        }
    }

    #[test]
    fn every_part_of_the_page_is_filled() {
        let names = ["policy", "title", "style", "data", "charts", "script"];
        let filled = fill(&names.map(|name| (name, "{{title}}")));
        assert_eq!(filled.matches("{{title}}").count(), names.len());
        assert_eq!(PAGE.matches("{{").count(), names.len());
    }
}
