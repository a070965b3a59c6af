//! The language server as an editor meets it: messages over standard input and output of the built program.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test of the program from outside"
)]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the server opens the folder itself")]
mod base;

use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

const HAZARD: &str = "jia/hazards/h1.yaml";

struct Session {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    next: i64,
    root: PathBuf,
    version: i64,
    /// Notifications and requests of the server that nobody has waited for yet.
    waiting: VecDeque<Value>,
    /// The last diagnostics of each file, by its name in the folder.
    shown: BTreeMap<String, Vec<Value>>,
    _folder: TempDir,
}

impl Session {
    fn start(files: &[(&str, &[u8])], locale: &str) -> Self {
        Self::with(base::with(files), locale, json!(["utf-16"]))
    }

    fn with(folder: TempDir, locale: &str, encodings: Value) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hazards"))
            .args(["lsp", "--as-of", "2023-12-31"])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let root = folder.path().canonicalize().unwrap();
        let (waiting, shown) = (VecDeque::new(), BTreeMap::new());
        let mut session =
            Self { child, to, from, next: 0, root, version: 0, waiting, shown, _folder: folder };
        let capabilities = json!({
            "general": {"positionEncodings": encodings},
            "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
            "textDocument": {"publishDiagnostics": {"relatedInformation": true},
                             "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}
        });
        let folders = json!([{"uri": uri(&session.root), "name": "a"}]);
        let result = session.ask(
            "initialize",
            json!({"processId": null, "rootUri": null, "locale": locale, "workspaceFolders": folders,
                   "capabilities": capabilities}),
        );
        assert_eq!(result["capabilities"]["positionEncoding"], encodings[0]);
        session.tell("initialized", json!({}));
        let watch = session.wait(|message| message["method"] == "client/registerCapability");
        session.send(json!({"jsonrpc": "2.0", "id": watch["id"], "result": null}));
        session
    }

    fn send(&mut self, message: Value) {
        let body = message.to_string();
        let to = self.to.as_mut().unwrap();
        write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        to.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The next message; diagnostics are kept.
    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.from.read_line(&mut line).unwrap(), 0, "the server has gone");
            match line.trim_end() {
                "" => break,
                line => length = line.strip_prefix("Content-Length: ").map_or(length, |n| n.parse().unwrap()),
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        if message["method"] == "textDocument/publishDiagnostics" {
            let name = message["params"]["uri"].as_str().unwrap();
            let name = name.strip_prefix(&uri(&self.root)).unwrap_or(name).trim_start_matches('/').to_owned();
            let diagnostics = message["params"]["diagnostics"].as_array().unwrap().clone();
            self.shown.insert(name, diagnostics);
        }
        message
    }

    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(at).unwrap();
        }
        loop {
            let message = self.read();
            if wanted(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.ask_whole(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn ask_whole(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    fn uri_of(&self, path: &str) -> String {
        uri(&self.root.join(path))
    }

    fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri_of(path);
        let item = json!({"uri": uri, "languageId": "yaml", "version": 0, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    fn change(&mut self, path: &str, text: &str) {
        self.version += 1;
        let document = json!({"uri": self.uri_of(path), "version": self.version});
        let changes = json!([{"text": text}]);
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// Waits until a file has the diagnostics that are wanted.
    fn until(&mut self, path: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        while !self.shown.get(path).is_some_and(|shown| wanted(shown)) {
            self.read();
        }
        self.shown[path].clone()
    }

    /// Waits until a file has exactly these rules.
    fn rules(&mut self, path: &str, rules: &[&str]) -> Vec<Value> {
        let codes = |shown: &[Value]| -> Vec<String> {
            shown.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap_or("-").to_owned()).collect()
        };
        self.until(path, |shown| codes(shown) == rules)
    }

    /// A question about the place of the first `|`-marked word of a text.
    fn at(&self, path: &str, text: &str, word: &str) -> Value {
        let offset = text.find(word).unwrap();
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column: usize = before.rsplit('\n').next().unwrap().chars().map(char::len_utf16).sum();
        json!({"textDocument": {"uri": self.uri_of(path)}, "position": {"line": line, "character": column}})
    }

    fn end(mut self) -> String {
        assert!(self.ask("shutdown", Value::Null).is_null());
        let late = self.ask_whole("textDocument/hover", json!({}));
        assert_eq!(late["error"]["code"], -32600);
        self.tell("exit", Value::Null);
        drop(self.to.take());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

fn uri(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/");
    let encoded: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("file://{}{encoded}", if encoded.starts_with('/') { "" } else { "/" })
}

/// The path of the base's hazards, found by what is in it.
fn hazards() -> (String, String) {
    let folder = base::folder().join("jia/hazards");
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    found.sort();
    let path = found.into_iter().find(|path| fs::read_to_string(path).unwrap().contains("id: jia-h2"));
    let path = path.unwrap();
    let name = format!("jia/hazards/{}", path.file_name().unwrap().to_str().unwrap());
    let text = fs::read_to_string(path).unwrap();
    (name, text)
}

#[test]
fn diagnostics_come_and_go_while_typing() {
    let (path, text) = hazards();
    let mut session = Session::start(&[], "zh-cn");
    session.open(&path, &text);
    session.change(&path, &text.replace("enterprise: jia-1", "enterprise: jia-9"));
    let shown = session.rules(&path, &["R002"]);
    let found = shown.iter().find(|shown| shown["code"] == "R002").unwrap();
    assert_eq!(found["source"], "hazards");
    assert_eq!(found["severity"], 1);
    let message = found["message"].as_str().unwrap();
    assert!(message.starts_with("没有编号为 `jia-9` 的企业\n\n"), "{message}");
    session.change(&path, &text.replace("source: 部门检查", "source: 部门𠀀检查 # 𠀀\n\u{feff}"));
    session
        .until(&path, |shown| shown.iter().any(|shown| shown["code"] == "F005" || shown["code"] == "F002"));
    // Half a line is no YAML; the records of other files that refer to this one are not reported for it.
    session.change(&path, &format!("{text}\nrectif"));
    session.rules(&path, &["F002"]);
    let others: Vec<_> =
        session.shown.iter().filter(|(name, shown)| **name != path && !shown.is_empty()).collect();
    assert!(others.is_empty(), "{others:?}");
    session.change(&path, &text.replace('\n', "\r\n"));
    session.rules(&path, &[]);
    assert!(!session.end().contains("panicked"));
}

#[test]
fn columns_are_counted_as_agreed() {
    let text = "id: h1\nenterprise: jia-1\nrectification: {responsible: 𠀀, due_on: 2023.6.30}\n";
    for (encoding, column) in [("utf-16", 41), ("utf-8", 43)] {
        let folder = base::with(&[(HAZARD, b"[]")]);
        let mut session = Session::with(folder, "en-US", json!([encoding]));
        session.open(HAZARD, text);
        let found = session.until(HAZARD, |shown| shown.iter().any(|found| found["code"] == "F005"));
        let found = found.iter().find(|found| found["code"] == "F005").unwrap();
        let start = json!({"line": 2, "character": column});
        let end = json!({"line": 2, "character": column + 9});
        assert_eq!(found["range"], json!({"start": start, "end": end}));
        assert!(found["message"].as_str().unwrap().starts_with("`2023.6.30` is not a date\n\n"));
        session.end();
    }
}

#[test]
fn hover_definition_references_and_symbols() {
    let (path, text) = hazards();
    let mut session = Session::start(&[], "zh-CN");
    session.open(&path, &text);
    let hover = |session: &mut Session, word: &str| {
        let at = session.at(&path, &text, word);
        session.ask("textDocument/hover", at)["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let said = hover(&mut session, "GM-04-06");
    assert!(said.contains("第四条第（六）项") && said.contains("所属行业：冶金"), "{said}");
    let said = hover(&mut session, "jia-1\n");
    assert!(said.contains("甲县某某钢铁有限公司") && said.contains("冶金"), "{said}");
    assert!(said.contains("隐患 2 个（未整改 0 个），检查 1 次，处罚 1 次"), "{said}");
    let said = hover(&mut session, "contingency");
    assert_eq!(said, "rectification.contingency: 应急预案 · contingency plan");
    let said = hover(&mut session, "jia-i1");
    assert!(said.contains("全覆盖 · 2023-07-10 · 孙某某、周某某"), "{said}");

    let at = session.at(&path, &text, "jia-i1");
    let found = session.ask("textDocument/definition", at);
    let location = &found.as_array().unwrap()[0];
    let uri = location["uri"].as_str().unwrap();
    assert!(uri.contains("/jia/inspections/"), "{found}");
    assert_eq!(location["range"]["start"], json!({"line": 0, "character": 6}));

    let mut at = session.at(&path, &text, "jia-h2");
    at["context"] = json!({"includeDeclaration": true});
    let found = session.ask("textDocument/references", at);
    let found: Vec<&str> = found.as_array().unwrap().iter().map(|one| one["uri"].as_str().unwrap()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].ends_with(&path) && found[1].contains("/jia/penalties/"), "{found:?}");

    let document = json!({"textDocument": {"uri": session.uri_of(&path)}});
    let symbols = session.ask("textDocument/documentSymbol", document);
    assert_eq!(symbols[0]["name"], "jia-h2", "{symbols}");
    let symbols = session.ask("workspace/symbol", json!({"query": "钢铁"}));
    assert_eq!(symbols[0]["name"], "企业 jia-1 甲县某某钢铁有限公司", "{symbols}");
    session.end();
}

/// What is offered at the `|` of a text.
fn offered(session: &mut Session, path: &str, text: &str) -> Vec<String> {
    let clean = text.replacen('|', "", 1);
    session.change(path, &clean);
    let place = session.at(path, text, "|");
    let offers = session.ask("textDocument/completion", place);
    let items = offers["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["textEdit"]["newText"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn completion_offers_what_fits() {
    let mut session = Session::start(&[(HAZARD, b"[]")], "zh");
    session.open(HAZARD, "[]\n");
    let head = "id: h1\nenterprise: jia-2\n";
    let offers = offered(&mut session, HAZARD, &format!("{head}source: |\n"));
    assert_eq!(offers, ["企业自查", "部门检查"]);
    let offers = offered(&mut session, HAZARD, &format!("{head}clause: |"));
    assert_eq!(offers.len(), 64);
    assert!(offers[0].starts_with("GM-03") && !offers.starts_with(&["GM-04-01".to_owned()]));
    let of_cold = offers.iter().position(|code| code == "GM-12-01").unwrap();
    let of_metal = offers.iter().position(|code| code == "GM-04-01").unwrap();
    assert!(of_cold < of_metal, "the clauses for the enterprise come first");
    let offers = offered(&mut session, HAZARD, &format!("{head}cl|"));
    assert!(offers.contains(&"clause: ".to_owned()) && !offers.contains(&"id: ".to_owned()), "{offers:?}");
    let offers = offered(&mut session, HAZARD, &format!("{head}rectification:\n  due_on: 2023-06-30\n  |"));
    assert_eq!(offers[0], "responsible: ", "{offers:?}");
    assert!(!offers.contains(&"due_on: ".to_owned()));
    let offers = offered(&mut session, HAZARD, &format!("{head}inspection: |"));
    assert_eq!(offers[0], "jia-i2", "an inspection of the same enterprise comes first");
    let offers = offered(&mut session, HAZARD, "id: h1\nenterprise: |");
    assert_eq!(offers[..2], ["jia-1", "jia-2"]);
    let offers = offered(&mut session, HAZARD, &format!("{head}supervision: {{level: |"));
    assert_eq!(offers, ["县级", "市级", "省级"]);
    let path = "jia/inspections/new.yaml";
    session.open(path, "");
    assert_eq!(offered(&mut session, path, "findings:\n- 未|")[0], "未亲自研究");
    assert_eq!(offered(&mut session, path, "date: |").len(), 1);
    session.end();
}

/// Applies the edits of a code action to the text of its file.
fn apply(action: &Value, text: &str) -> String {
    let edits = action["edit"]["changes"].as_object().unwrap().values().next().unwrap();
    let edit = &edits.as_array().unwrap()[0];
    let offset = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units = position["character"].as_u64().unwrap() as usize;
        let mut seen = 0;
        let rest = &text[start..];
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            if seen >= units {
                end = at;
                break;
            }
            seen += c.len_utf16();
        }
        start + end
    };
    let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
    format!("{}{}{}", &text[..start], edit["newText"].as_str().unwrap(), &text[end..])
}

fn actions(session: &mut Session, path: &str, found: &Value) -> Vec<Value> {
    let document = json!({"uri": session.uri_of(path)});
    let context = json!({"diagnostics": [found]});
    let asked = json!({"textDocument": document, "range": found["range"], "context": context});
    session.ask("textDocument/codeAction", asked).as_array().unwrap().clone()
}

#[test]
fn quick_fixes_leave_a_clean_file() {
    let (path, clean) = hazards();
    let mut session = Session::start(&[], "en");
    session.open(&path, &clean);
    for (right, wrong, rule) in [
        ("found_on: 2023-07-10", "fuond_on: 2023-07-10", "F003"),
        ("source: 部门检查", "source: 部门检察", "F005"),
        ("found_on: 2023-07-10", "found_on: \"2023年7月10日\"", "F005"),
        ("found_on: 2023-07-10", "found_on: ２０２３-07-10", "F005"),
        ("inspection: jia-i1", "inspection: jia-i11", "R002"),
        ("clause: GM-04-06", "clause: gm-4-6", "R003"),
        ("responsible: 张某某", "responsible: 张\u{200b}某某", "F008"),
    ] {
        let text = clean.replacen(right, wrong, 1);
        assert_ne!(text, clean);
        session.change(&path, &text);
        let wants = |shown: &[Value]| shown.iter().any(|found| found["code"] == rule);
        let shown = session.until(&path, wants);
        let found = shown.iter().find(|found| found["code"] == rule).unwrap();
        let actions = actions(&mut session, &path, found);
        let fixed = actions.iter().find(|action| action["isPreferred"] == true);
        let fixed = apply(fixed.unwrap_or_else(|| panic!("no fix for {wrong}")), &text);
        session.change(&path, &fixed);
        session.rules(&path, &[]);
    }
    // Out of order is a finding that can be waived, by lines below the record.
    let text = clean.replacen("verified_on: 2023-08-02", "verified_on: 2023-07-31", 1);
    session.change(&path, &text);
    let shown = session.rules(&path, &["V005"]);
    let actions = actions(&mut session, &path, &shown[0]);
    let waived = apply(&actions[0], &text);
    assert!(waived.contains("waivers:\n  - rule: V005\n    reason: state the reason\n"), "{waived}");
    session.change(&path, &waived);
    session.rules(&path, &[]);
    session.end();
}

#[test]
fn settings_that_break_are_told_and_the_rest_stays() {
    let (path, text) = hazards();
    let mut session = Session::start(&[], "en");
    session.open(&path, &text.replace("enterprise: jia-1", "enterprise: jia-9"));
    session.rules(&path, &["R002"]);
    let settings = session.root.join("hazards.toml");
    let sound = fs::read_to_string(&settings).unwrap();
    let changed = json!({"changes": [{"uri": uri(&settings), "type": 2}]});
    fs::write(&settings, sound.replace("plan =", "paln =")).unwrap();
    session.tell("workspace/didChangeWatchedFiles", changed.clone());
    session.until("hazards.toml", |shown| {
        shown.iter().any(|found| found["message"].as_str().unwrap().contains("paln"))
    });
    assert_eq!(session.shown[&path].len(), 1, "the findings of the last sound state stay");
    session.change(&path, &text);
    session.rules(&path, &[]);
    fs::write(&settings, sound).unwrap();
    session.tell("workspace/didChangeWatchedFiles", changed);
    session.rules("hazards.toml", &[]);
    // A file that appears and one that goes.
    let copy = session.root.join("jia/hazards/again.yaml");
    fs::write(&copy, &text).unwrap();
    session.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&copy), "type": 1}]}));
    while !session.shown.values().flatten().any(|found| found["code"] == "R001") {
        session.read();
    }
    fs::remove_file(&copy).unwrap();
    session.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&copy), "type": 3}]}));
    while session.shown.values().flatten().any(|found| found["code"] == "R001") {
        session.read();
    }
    session.end();
}

#[test]
fn no_edit_ends_the_server() {
    let (path, clean) = hazards();
    let mut session = Session::start(&[], "en");
    session.open(&path, &clean);
    session.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": "untitled:1", "languageId": "yaml", "version": 1, "text": "a: ["}}),
    );
    session.tell("textDocument/didOpen", json!({"textDocument": {"uri": "file:///nowhere/a.yaml", "languageId": "yaml", "version": 1, "text": "a: ["}}));
    session.tell("textDocument/didChange", json!({"nonsense": true}));
    assert_eq!(session.ask_whole("textDocument/hover", json!([]))["error"]["code"], -32602);
    assert_eq!(session.ask_whole("no/such", json!({}))["error"]["code"], -32601);
    let pieces = [
        "\n",
        "  ",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "𠀀",
        "\u{feff}",
        "\r",
        "\r\n",
        "'",
        "\"",
        "|\n",
        "#",
        "&a",
        "*a",
        "---\n",
        "\0",
        "甲: ",
        "\t",
        "waivers:\n",
        "!x ",
    ];
    let mut text = clean.clone();
    let mut seed: u64 = 20_230_630;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    for round in 0..300 {
        let start = text.floor_char_boundary(random(text.len() + 1));
        let end = text.floor_char_boundary((start + random(12)).min(text.len())).max(start);
        let piece = if random(3) == 0 { "" } else { pieces[random(pieces.len())] };
        text.replace_range(start..end, piece);
        if round % 40 == 0 {
            text.clone_from(&clean);
        }
        session.change(&path, &text);
        if round % 5 == 0 {
            let position = json!({"line": random(30), "character": random(40)});
            let document = json!({"uri": session.uri_of(&path)});
            let range = json!({"start": position, "end": {"line": 4_000_000_000_u32, "character": 1}});
            let asked = json!({"textDocument": document, "position": position, "range": range,
                "context": {"triggerKind": 1, "diagnostics": [], "includeDeclaration": true}, "query": ""});
            let methods = ["hover", "completion", "definition", "references", "codeAction", "documentSymbol"];
            for method in methods {
                session.ask(&format!("textDocument/{method}"), asked.clone());
            }
            session.ask("workspace/symbol", asked);
        }
    }
    session.change(&path, &clean);
    let close = json!({"textDocument": {"uri": session.uri_of(&path)}});
    session.tell("textDocument/didClose", close);
    session.open(&path, &clean.replace("enterprise: jia-1", "enterprise: jia-9"));
    session.rules(&path, &["R002"]);
    let said = session.end();
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn leaving_without_shutdown_is_status_1() {
    let mut session = Session::start(&[], "en");
    drop(session.to.take());
    assert_eq!(session.child.wait().unwrap().code(), Some(1));
}

/// What a repository holds, with its findings in one order.
fn held(records: &hazards::store::Records) -> (hazards::store::Records, Vec<String>) {
    let mut records = records.clone();
    let mut findings: Vec<String> = records.findings.iter().map(|finding| format!("{finding:?}")).collect();
    findings.sort();
    records.findings.clear();
    (records, findings)
}

#[test]
fn what_is_kept_in_memory_is_what_would_be_read_anew() {
    use hazards::store::{self, Workspace};
    let (path, clean) = hazards();
    let folder = base::with(&[]);
    let mut workspace = Workspace::open(folder.path()).unwrap();
    let list = format!("- {}\n- {{id: x\n", clean.trim_end().replace('\n', "\n  "));
    for (name, text) in [
        (path.as_str(), clean.replace("jia-h2", "jia-h9")),
        ("jia/hazards/a/new.yaml", clean.replace("jia-h2", "jia-h3")),
        ("jia/enterprises/zz.yml", "id: jia-7\n".to_owned()),
        ("jia/hazards/a/new.yaml", list),
        ("jia/hazard/misplaced.yaml", clean.clone()),
        ("nowhere/misplaced.yaml", "id: a".to_owned()),
        (path.as_str(), String::new()),
        (path.as_str(), clean.replace("jia-1", "jia-2")),
    ] {
        workspace.set(name, text.clone());
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        let anew = store::open(folder.path()).unwrap();
        assert_eq!(held(&workspace.repository().records), held(&anew.records), "{name}");
    }
    for name in ["jia/hazards/a/new.yaml", "jia/enterprises/zz.yml", path.as_str()] {
        fs::remove_file(folder.path().join(name)).unwrap();
        workspace.reset(name).unwrap();
        let anew = store::open(folder.path()).unwrap();
        assert_eq!(held(&workspace.repository().records), held(&anew.records), "{name} is gone");
    }
}
