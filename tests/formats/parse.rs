//! Each format read back, as its consumer reads it.

use super::run::Told;
use hazards::write::findings::Format;
use serde_json::Value;

pub fn parse(format: Format, text: &str) -> Vec<Told> {
    match format {
        Format::Human => human(text),
        Format::Short => text.lines().map(short).collect(),
        Format::Json => json(text)["findings"].as_array().unwrap().iter().map(item).collect(),
        Format::Jsonl => jsonl(text),
        Format::Sarif => json(text)["runs"][0]["results"].as_array().unwrap().iter().map(sarif).collect(),
        Format::Github => text.lines().map(github).collect(),
        Format::Gitlab => json(text).as_array().unwrap().iter().map(gitlab).collect(),
        Format::Junit => junit(text),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().map(|number| usize::try_from(number).unwrap())
}

/// A title, and below it the place.
fn human(text: &str) -> Vec<Told> {
    let mut told = Vec::new();
    let mut title = None;
    for line in text.lines() {
        let severities = [("错误[", "error"), ("警告[", "warning"), ("提示[", "info")];
        if let Some((word, name)) = severities.into_iter().find(|(word, _)| line.starts_with(word)) {
            title = Some((line[word.len()..word.len() + 4].to_owned(), name.to_owned()));
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some((rule, severity)) = title.take()
        {
            let (path, line, column) = place_of(place);
            told.push((path, line, column, rule, severity));
        }
    }
    told
}

/// `path:line:column` or a path alone.
fn place_of(place: &str) -> (String, Option<usize>, Option<usize>) {
    let mut parts = place.rsplitn(3, ':');
    let (column, line, path) = (parts.next(), parts.next(), parts.next());
    let parsed = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
    match (path, parsed(line), parsed(column)) {
        (Some(path), Some(line), Some(column)) => (path.to_owned(), Some(line), Some(column)),
        _ => (place.to_owned(), None, None),
    }
}

/// `path:line:column: severity[code] message`; the first code is the finding's, since data comes behind it
/// or in a path that ends in `.yaml` or `.yml` or has none.
fn short(line: &str) -> Told {
    let found = ["error", "warning", "info"].into_iter().flat_map(|severity| {
        let mark = format!(": {severity}[");
        line.match_indices(&mark).map(|(at, _)| (at, severity, at + mark.len())).collect::<Vec<_>>()
    });
    let is_code = |code: &str| hazards::check::rules::find(code).is_some();
    let (at, severity, code) = found
        .filter(|(_, _, code)| line.get(*code..code + 4).is_some_and(is_code))
        .filter(|(at, ..)| {
            let (path, ..) = place_of(&line[..*at]);
            [".yaml", ".yml", ".toml"].iter().any(|ending| path.ends_with(ending)) || !path.contains('.')
        })
        .min_by_key(|(at, ..)| *at)
        .unwrap();
    let (path, row, column) = place_of(&line[..at]);
    (path, row, column, line[code..code + 4].to_owned(), severity.to_owned())
}

fn item(item: &Value) -> Told {
    let (line, column) = (number(&item["line"]), number(&item["column"]));
    (text(&item["path"]), line, column, text(&item["rule"]), text(&item["severity"]))
}

fn jsonl(text: &str) -> Vec<Told> {
    let mut lines: Vec<Value> = text.lines().map(json).collect();
    assert_eq!(lines.pop().unwrap()["type"], "summary");
    assert!(lines.iter().all(|line| line["type"] == "finding"));
    for line in lines.iter().filter(|line| !line["line"].is_null()) {
        assert_eq!(line["end_line"], line["line"]);
        assert!(line["end_column"].as_u64() > line["column"].as_u64());
    }
    lines.iter().map(item).collect()
}

fn sarif(result: &Value) -> Told {
    let severity = match result["level"].as_str().unwrap() {
        "note" => "info",
        level => level,
    };
    let place = &result["locations"][0]["physicalLocation"];
    let uri = text(&place["artifactLocation"]["uri"]);
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
    assert!(uri.chars().all(legal) && !uri.starts_with('/'), "{uri}");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let path = percent_encoding::percent_decode_str(&uri).decode_utf8().unwrap().into_owned();
    let (line, column) = (number(&place["region"]["startLine"]), number(&place["region"]["startColumn"]));
    assert_eq!(number(&place["region"]["endLine"]), line);
    (path, line, column, text(&result["ruleId"]), severity.to_owned())
}

/// As the runner reads a line: the command ends at the first `::` behind its beginning; then properties are
/// split at `,`, each at its first `=`, and unescaped.
fn github(line: &str) -> Told {
    let rest = line.trim_start().strip_prefix("::").unwrap();
    let (command, message) = rest.split_once("::").unwrap();
    assert!(!message.is_empty());
    let (name, properties) = command.split_once(' ').unwrap();
    let severity = match name {
        "notice" => "info",
        name => name,
    };
    let mut path = String::new();
    let mut title = String::new();
    let (mut row, mut column) = (None, None);
    for property in properties.split(',') {
        let (key, value) = property.split_once('=').unwrap();
        let value = value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":");
        let value = value.replace("%2C", ",").replace("%25", "%");
        match key {
            "file" => path = value,
            "title" => title = value,
            "line" => row = value.parse().ok(),
            "col" => column = value.parse().ok(),
            "endLine" | "endColumn" => assert!(value.parse::<usize>().unwrap() >= 1),
            _ => panic!("{key}"),
        }
    }
    (path, row, column, title.split(' ').next().unwrap().to_owned(), severity.to_owned())
}

fn gitlab(issue: &Value) -> Told {
    let severity = match issue["severity"].as_str().unwrap() {
        "major" => "error",
        "minor" => "warning",
        other => other,
    };
    let begin = &issue["location"]["positions"]["begin"];
    let (line, column) = (number(&begin["line"]), number(&begin["column"]));
    (text(&issue["location"]["path"]), line, column, text(&issue["check_name"]), severity.to_owned())
}

fn junit(text: &str) -> Vec<Told> {
    let tree = roxmltree::Document::parse(text).unwrap();
    let mut told = Vec::new();
    for case in tree.descendants().filter(|node| node.has_tag_name("testcase")) {
        let Some(path) = case.attribute("file") else {
            assert_eq!(case.children().count(), 0);
            continue;
        };
        let suite = case.parent_element().unwrap().attribute("name").unwrap();
        let rule = suite.split(' ').next().unwrap();
        assert_eq!(case.attribute("classname"), Some(format!("hazards.{rule}").as_str()));
        let line = case.attribute("line").map(|line| line.parse::<usize>().unwrap());
        let behind = case.attribute("name").unwrap().strip_prefix(path).unwrap();
        let column = line.map(|line| {
            let behind = behind.strip_prefix(&format!(":{line}:")).unwrap();
            behind.split(':').next().unwrap().parse().unwrap()
        });
        let said = case.children().find(|node| node.is_element()).unwrap();
        let message = said.attribute("message").unwrap();
        let severity = said.attribute("type").unwrap_or_else(|| message.split('[').next().unwrap());
        told.push((path.to_owned(), line, column, rule.to_owned(), severity.to_owned()));
    }
    told
}
