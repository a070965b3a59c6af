//! What an editor is told so that it uses the schemas.

use super::Subject;
use serde_json::{Map, Value, json};

/// Where the schemas stand, relative to the root of the data folder. Hidden folders are not read as records.
pub const FOLDER: &str = ".vscode/schemas";

/// The editors known by name.
pub const EDITORS: [&str; 1] = ["vscode"];

/// The content of `.vscode/settings.json` for the YAML extension of Visual Studio Code: which files follow
/// which schema. The extension reads `*` as anything, `/` included; other readers of globs need `**` as well.
pub fn vscode() -> Value {
    let patterns = |folder: &str| {
        let endings = ["yaml", "yml"].into_iter();
        let globs = endings.flat_map(|end| [format!("*/{folder}/*.{end}"), format!("*/{folder}/**/*.{end}")]);
        globs.collect::<Vec<String>>()
    };
    let of = |subject: Subject| match subject {
        Subject::Records(kind) => {
            let path = format!("./{FOLDER}/{}", subject.file_name());
            Some((path, patterns(kind.folder()).into()))
        }
        Subject::Settings | Subject::Plan => None,
    };
    let schemas: Map<String, Value> = Subject::all().filter_map(of).collect();
    json!({
        "yaml.schemas": schemas,
        "yaml.yamlVersion": "1.2",
        "[yaml]": {"editor.insertSpaces": true, "editor.tabSize": 2},
        "files.encoding": "utf8",
    })
}
