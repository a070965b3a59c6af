//! A headless Chromium, driven by its DevTools protocol: opens a page and says what it complains of, what it
//! asks for and what it shows. Where none is on the machine, a test that needs it says so and is skipped;
//! `HAZARDS_BROWSER` names another program, and with `HAZARDS_BROWSER=required` its lack is a failure.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// How long a page may take for anything at all.
const PATIENCE: Duration = Duration::from_secs(15);

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"];

/// A page in a browser.
pub(crate) struct Page {
    child: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: Option<String>,
    last: u64,
    /// What went wrong on the page: errors, warnings, refused scripts, dialogs.
    pub(crate) complaints: Vec<String>,
    /// Every address that was asked for.
    pub(crate) requests: Vec<String>,
    _profile: TempDir,
}

/// The program to run, if there is any.
fn program() -> Option<String> {
    let named = std::env::var("HAZARDS_BROWSER").ok().filter(|name| !name.is_empty());
    let is_there = |name: &&str| {
        let version =
            Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success())
    };
    match named.as_deref() {
        None => PROGRAMS.iter().find(|name| is_there(name)).map(|name| (*name).to_owned()),
        Some("required") => {
            let found = PROGRAMS.iter().find(|name| is_there(name)).map(|name| (*name).to_owned());
            assert!(found.is_some(), "none of {PROGRAMS:?} is on this machine");
            found
        }
        Some(name) => Some(name.to_owned()),
    }
}

impl Page {
    /// A browser with an empty page of this size; nothing where there is no browser.
    pub(crate) fn new(width: u32, height: u32) -> Option<Self> {
        let Some(program) = program() else {
            // Past the test harness, which would keep it to itself.
            let said = "SKIPPED: no Chromium on this machine, the page was not opened in a browser\n";
            std::io::stderr().write_all(said.as_bytes()).unwrap();
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"])
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update"])
            .args(["--disable-extensions", "--disable-dev-shm-usage", "--force-device-scale-factor=1"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            line.unwrap().strip_prefix("DevTools listening on ").map(|address| address.trim().to_owned())
        });
        // What else it says must be read, or it waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address.unwrap()).unwrap();
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
        }
        let mut page = Self {
            child,
            socket,
            session: None,
            last: 0,
            complaints: Vec::new(),
            requests: Vec::new(),
            _profile: profile,
        };
        let target = page.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            page.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        page.session = Some(attached["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.size(width, height);
        Some(page)
    }

    /// Calls a method and waits for its answer; what happens meanwhile is noted.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        let mut request = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = &self.session {
            request["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(request.to_string())).unwrap();
        loop {
            let Message::Text(text) = self.socket.read().unwrap() else { continue };
            let mut answer: Value = serde_json::from_str(&text).unwrap();
            if answer["id"] == json!(id) {
                assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.note(&answer);
        }
    }

    fn note(&mut self, event: &Value) {
        let params = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                self.requests.push(params["request"]["url"].as_str().unwrap().to_owned());
            }
            "Runtime.consoleAPICalled" => self.complaints.push(format!("console: {}", params["args"])),
            "Runtime.exceptionThrown" => {
                self.complaints.push(format!("exception: {}", params["exceptionDetails"]));
            }
            "Log.entryAdded" => self.complaints.push(format!("log: {}", params["entry"]["text"])),
            "Page.javascriptDialogOpening" => {
                self.complaints.push(format!("dialog: {}", params["message"]));
                self.last += 1;
                let close = json!({ "id": self.last, "sessionId": self.session, "method": "Page.handleJavaScriptDialog", "params": { "accept": false } });
                self.socket.send(Message::text(close.to_string())).unwrap();
            }
            _ => {}
        }
    }

    /// The size of the window.
    pub(crate) fn size(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Whether the system wants it dark.
    pub(crate) fn scheme(&mut self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Opens a file as a double click does and waits until it says that it is ready; how long that took.
    pub(crate) fn open(&mut self, file: &Path) -> Duration {
        self.requests.clear();
        let begin = Instant::now();
        self.call("Page.navigate", json!({ "url": format!("file://{}", file.display()) }));
        self.wait("document.documentElement?.dataset.ready === 'yes'");
        begin.elapsed()
    }

    /// Waits until something holds.
    pub(crate) fn wait(&mut self, what: &str) {
        let begin = Instant::now();
        while self.ask(what) != json!(true) {
            assert!(begin.elapsed() < PATIENCE, "{what} never holds; {:?}", self.complaints);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The value of an expression on the page.
    pub(crate) fn ask(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.call("Runtime.evaluate", asked);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].take()
    }

    /// The text of an element.
    pub(crate) fn text(&mut self, selector: &str) -> String {
        let asked = format!("document.querySelector({}).textContent", json!(selector));
        self.ask(&asked).as_str().unwrap().to_owned()
    }

    /// Presses a key that the page has the focus for.
    pub(crate) fn press(&mut self, key: &str, code: u32) {
        let text = if key == "Enter" { "\r" } else { "" };
        let down = json!({ "type": "keyDown", "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code });
        self.call("Input.dispatchKeyEvent", down);
        let up = json!({ "type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code });
        self.call("Input.dispatchKeyEvent", up);
    }

    /// What the window shows, as PNG; kept where `HAZARDS_SCREENSHOTS` names a folder.
    pub(crate) fn screenshot(&mut self, name: &str) -> Vec<u8> {
        let shot = self.call("Page.captureScreenshot", json!({}));
        keep(&format!("{name}.png"), BASE64.decode(shot["data"].as_str().unwrap()).unwrap())
    }

    /// The page on A4, as PDF.
    pub(crate) fn print(&mut self, name: &str) -> Vec<u8> {
        let paper = json!({ "preferCSSPageSize": true, "printBackground": false });
        let print = self.call("Page.printToPDF", paper);
        keep(&format!("{name}.pdf"), BASE64.decode(print["data"].as_str().unwrap()).unwrap())
    }
}

fn keep(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    if let Some(folder) = std::env::var_os("HAZARDS_SCREENSHOTS") {
        std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
    }
    bytes
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.socket.close(None);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
