//! The language server: what an editor asks, answered from the repositories that its files lie in. It knows
//! messages and values only; `cli` moves the messages.

mod answer;
mod complete;
mod cursor;
mod diagnose;
mod fix;
mod hover;
mod keys;
mod navigate;
mod root;
mod text;
mod uri;

use crate::lang::Lang;
use crate::store;
use chrono::NaiveDate;
use diagnose::Style;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Exit, Initialized, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{Initialize, RegisterCapability, Request as _, Shutdown};
use lsp_types::{
    CodeActionProviderCapability, CompletionOptions, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, FileChangeType, FileSystemWatcher, GlobPattern,
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, Registration, RegistrationParams,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use root::Root;
use serde_json::Value;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// More changed files than this, and the whole folder is read again.
const MANY: usize = 50;

/// What a server is started with.
#[derive(Debug)]
pub struct Options {
    /// The language, where the client does not say one.
    pub lang: Lang,
    /// A repository beside those that the client's folders and files lie in.
    pub root: Option<PathBuf>,
    /// The day that is judged; else today.
    pub as_of: Option<NaiveDate>,
    /// The machine's day.
    pub today: fn() -> NaiveDate,
}

/// A language server between two messages.
#[derive(Debug)]
pub struct Server {
    options: Options,
    style: Style,
    watches: bool,
    nested_symbols: bool,
    roots: Vec<Root>,
    /// Which file of which root an open document is, by its URI.
    documents: HashMap<String, (usize, String)>,
    initialized: bool,
    shut_down: bool,
    out: Vec<Message>,
}

impl Server {
    /// A server that waits to be initialized.
    pub fn new(options: Options) -> Self {
        let style = Style { encoding: text::Encoding::Utf16, lang: options.lang, related: false };
        Self {
            options,
            style,
            watches: false,
            nested_symbols: false,
            roots: Vec::new(),
            documents: HashMap::new(),
            initialized: false,
            shut_down: false,
            out: Vec::new(),
        }
    }

    /// Takes a message; gives the exit status once it is the last one. A fault of our own costs the answer to
    /// this message and no more.
    pub fn take(&mut self, message: Message) -> Option<u8> {
        let id = match &message {
            Message::Request(request) => Some(request.id.clone()),
            _ => None,
        };
        match catch_unwind(AssertUnwindSafe(|| self.handle(message))) {
            Ok(status) => status,
            Err(_) => {
                self.mend();
                if let Some(id) = id {
                    self.refuse(id, ErrorCode::InternalError, "internal error");
                }
                None
            }
        }
    }

    /// Checks what has changed and tells the client what is new.
    pub fn check(&mut self) {
        if catch_unwind(AssertUnwindSafe(|| self.check_all())).is_err() {
            self.mend();
            self.roots.iter_mut().for_each(|root| root.changed = false);
        }
    }

    /// Whether there is something to check.
    pub fn is_behind(&self) -> bool {
        self.roots.iter().any(|root| root.changed)
    }

    /// The messages to be sent.
    pub fn outgoing(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.out)
    }

    /// After a fault of our own nothing that is kept is trusted but the texts of open files.
    fn mend(&mut self) {
        self.roots.iter_mut().for_each(|root| root.reread = true);
    }

    fn check_all(&mut self) {
        let today = (self.options.today)();
        let as_of = self.options.as_of.unwrap_or(today);
        for root in self.roots.iter_mut().filter(|root| root.changed) {
            for parameters in root.check(as_of, today, self.style) {
                let method = PublishDiagnostics::METHOD.to_owned();
                self.out.push(Message::Notification(Notification::new(method, parameters)));
            }
        }
    }

    fn handle(&mut self, message: Message) -> Option<u8> {
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(notification) if notification.method == Exit::METHOD => {
                return Some(u8::from(!self.shut_down));
            }
            Message::Notification(notification) if self.initialized => self.note(notification),
            Message::Notification(_) | Message::Response(_) => {}
        }
        None
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match method.as_str() {
            _ if self.shut_down => {
                self.refuse(id, ErrorCode::InvalidRequest, "the server has been shut down")
            }
            Initialize::METHOD if self.initialized => {
                self.refuse(id, ErrorCode::InvalidRequest, "the server is initialized already");
            }
            Initialize::METHOD => match serde_json::from_value(params) {
                Ok(parameters) => {
                    let result = self.initialize(&parameters);
                    self.out.push(Message::Response(Response::new_ok(id, result)));
                }
                Err(error) => self.refuse(id, ErrorCode::InvalidParams, &error.to_string()),
            },
            _ if !self.initialized => {
                self.refuse(id, ErrorCode::ServerNotInitialized, "the server is not initialized");
            }
            Shutdown::METHOD => {
                self.shut_down = true;
                self.out.push(Message::Response(Response::new_ok(id, Value::Null)));
            }
            method => match self.look_up(method, params) {
                Some(Ok(result)) => self.out.push(Message::Response(Response::new_ok(id, result))),
                Some(Err(error)) => self.refuse(id, ErrorCode::InvalidParams, &error.to_string()),
                None => self.refuse(id, ErrorCode::MethodNotFound, "the method is not known"),
            },
        }
    }

    fn refuse(&mut self, id: RequestId, code: ErrorCode, why: &str) {
        self.out.push(Message::Response(Response::new_err(id, code as i32, why.to_owned())));
    }

    fn initialize(&mut self, parameters: &InitializeParams) -> InitializeResult {
        let capabilities = &parameters.capabilities;
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        self.style.encoding = text::Encoding::negotiate(offered);
        if let Some(locale) = parameters.locale.as_deref().filter(|locale| !locale.is_empty()) {
            let chinese = locale.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("zh"));
            self.style.lang = if chinese { Lang::Zh } else { Lang::En };
        }
        let of_text = capabilities.text_document.as_ref();
        self.style.related = of_text
            .and_then(|text| text.publish_diagnostics.as_ref()?.related_information)
            .unwrap_or_default();
        self.nested_symbols = of_text
            .and_then(|text| text.document_symbol.as_ref()?.hierarchical_document_symbol_support)
            .unwrap_or_default();
        self.watches = capabilities
            .workspace
            .as_ref()
            .and_then(|workspace| workspace.did_change_watched_files?.dynamic_registration)
            .unwrap_or_default();
        let folders = parameters.workspace_folders.iter().flatten().map(|folder| folder.uri.as_str());
        #[allow(deprecated, reason = "older clients name one folder so")]
        let folder = parameters.root_uri.as_ref().map(|uri| uri.as_str());
        let folders: Vec<PathBuf> = folders.chain(folder).filter_map(uri::path_of).collect();
        for folder in self.options.root.clone().into_iter().chain(folders) {
            self.root_of(&folder);
        }
        self.initialized = true;
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        };
        let typing = [":", " ", "-", "["].map(str::to_owned).to_vec();
        let capabilities = ServerCapabilities {
            position_encoding: Some(self.style.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(typing),
                ..CompletionOptions::default()
            }),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(CodeActionProviderCapability::Simple(true)),
            ..ServerCapabilities::default()
        };
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        InitializeResult {
            capabilities,
            server_info: Some(ServerInfo { name: "hazards".to_owned(), version }),
        }
    }

    /// The repository that a folder lies in; it is opened where it was not.
    fn root_of(&mut self, folder: &Path) -> Option<usize> {
        let path = store::find_root(folder)?;
        if let Some(known) = self.roots.iter().position(|root| root.path == path) {
            return Some(known);
        }
        self.roots.push(Root::new(path));
        Some(self.roots.len() - 1)
    }

    fn note(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            Initialized::METHOD => self.watch(),
            DidOpenTextDocument::METHOD => {
                if let Ok(DidOpenTextDocumentParams { text_document }) = serde_json::from_value(params) {
                    self.open(text_document);
                }
            }
            DidChangeTextDocument::METHOD => {
                let Ok(parameters) = serde_json::from_value::<DidChangeTextDocumentParams>(params) else {
                    return;
                };
                let known = self.documents.get(parameters.text_document.uri.as_str());
                // The whole text was asked for, so that the last one is the text.
                if let Some((root, path)) = known
                    && let Some(change) = parameters.content_changes.into_iter().next_back()
                    && let Some(root) = self.roots.get_mut(*root)
                {
                    root.change(path, parameters.text_document.version, change.text);
                }
            }
            DidSaveTextDocument::METHOD => {
                let Ok(DidSaveTextDocumentParams { text_document, .. }) = serde_json::from_value(params)
                else {
                    return;
                };
                if let Some((root, path)) = self.documents.get(text_document.uri.as_str())
                    && let Some(root) = self.roots.get_mut(*root)
                {
                    root.saved(path);
                }
            }
            DidCloseTextDocument::METHOD => {
                let Ok(DidCloseTextDocumentParams { text_document }) = serde_json::from_value(params) else {
                    return;
                };
                if let Some((root, path)) = self.documents.remove(text_document.uri.as_str())
                    && let Some(root) = self.roots.get_mut(root)
                {
                    root.close(&path);
                }
            }
            DidChangeWatchedFiles::METHOD => {
                if let Ok(parameters) = serde_json::from_value(params) {
                    self.changed_on_disk(parameters);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, document: lsp_types::TextDocumentItem) {
        let Some(file) = uri::path_of(document.uri.as_str()) else {
            return;
        };
        let Some(root) = file.parent().and_then(|folder| self.root_of(folder)) else {
            return;
        };
        let Some(known) = self.roots.get_mut(root) else {
            return;
        };
        if let Some(path) = uri::relative(&known.path, &file) {
            self.documents.insert(document.uri.as_str().to_owned(), (root, path.clone()));
            known.open(&path, document);
        }
    }

    fn changed_on_disk(&mut self, parameters: DidChangeWatchedFilesParams) {
        let many = parameters.changes.len() > MANY;
        for change in parameters.changes {
            let Some(file) = uri::path_of(change.uri.as_str()) else {
                continue;
            };
            let changed = change.typ == FileChangeType::CHANGED && !many;
            for root in &mut self.roots {
                if let Some(path) = uri::relative(&root.path, &file) {
                    root.changed_on_disk(&path, changed);
                }
            }
        }
    }

    /// Asks the client to watch the files that matter.
    fn watch(&mut self) {
        if !self.watches {
            return;
        }
        let watcher =
            |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
        let watchers = ["**/*.{yaml,yml,YAML,YML}", "**/*.toml"].map(watcher).to_vec();
        let options = serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers }).ok();
        let method = DidChangeWatchedFiles::METHOD.to_owned();
        let registration = Registration { id: "hazards-files".to_owned(), method, register_options: options };
        let parameters = RegistrationParams { registrations: vec![registration] };
        let id = RequestId::from("hazards-watch".to_owned());
        self.out.push(Message::Request(Request::new(id, RegisterCapability::METHOD.to_owned(), parameters)));
    }
}
