//! The answers to what an editor asks about a place in a file.

use super::complete::{self, Place};
use super::hover::{self, Asked};
use super::root::Root;
use super::text::Lines;
use super::{Server, cursor, diagnose, fix, navigate};
use crate::finding::Finding;
use crate::plan::UnitIndex;
use crate::record::Kind;
use crate::settings::FILE;
use crate::store::Workspace;
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, GotoDefinition, HoverRequest, References,
    Request as _, WorkspaceSymbolRequest,
};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CompletionList, CompletionParams, DocumentSymbolParams,
    Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Position, ReferenceParams,
    TextDocumentPositionParams, Uri, WorkspaceEdit, WorkspaceSymbolParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The answer, or why the question cannot be read; `None` for a method that is not known.
type Answer = Option<serde_json::Result<Value>>;

impl Server {
    /// Answers a request.
    pub(super) fn look_up(&mut self, method: &str, params: Value) -> Answer {
        match method {
            HoverRequest::METHOD => self.reply(params, Self::hover),
            Completion::METHOD => self.reply(params, Self::complete),
            GotoDefinition::METHOD => self.reply(params, Self::define),
            References::METHOD => self.reply(params, Self::refer),
            DocumentSymbolRequest::METHOD => self.reply(params, Self::symbols_of),
            WorkspaceSymbolRequest::METHOD => self.reply(params, Self::symbols),
            CodeActionRequest::METHOD => self.reply(params, Self::act),
            _ => None,
        }
    }

    fn reply<P: DeserializeOwned, R: Serialize>(
        &mut self,
        params: Value,
        find: fn(&mut Self, P) -> Option<R>,
    ) -> Answer {
        let answer = serde_json::from_value(params).map(|params| find(self, params));
        Some(answer.and_then(serde_json::to_value))
    }

    /// The repository of an open document and the document's path, with all changes laid in.
    fn fresh(&mut self, uri: &Uri) -> Option<(&Root, &Workspace, &str)> {
        let (root, path) = self.documents.get(uri.as_str())?;
        let root = self.roots.get_mut(*root)?;
        root.fresh()?;
        let root: &Root = root;
        Some((root, root.workspace()?, path))
    }

    fn hover(&mut self, parameters: HoverParams) -> Option<Hover> {
        let style = self.style;
        let TextDocumentPositionParams { text_document, position } = parameters.text_document_position_params;
        let (root, workspace, path) = self.fresh(&text_document.uri)?;
        let lines = Lines::new(root.text(path)?, style.encoding);
        let (kind, _) = kind_and_unit(workspace, path)?;
        let offset = lines.offset(position);
        let cursor = cursor::at(lines.body(), offset);
        let findings = findings_at(root, path, &lines, offset, offset);
        let findings: Vec<&Finding> = findings.collect();
        let asked = Asked {
            repository: workspace.repository(),
            kind,
            cursor: cursor.as_ref(),
            findings: &findings,
            lang: style.lang,
            as_of: root.as_of,
        };
        let value = hover::text(&asked)?;
        let range = cursor.map(|cursor| lines.range(cursor.span.start, cursor.span.end));
        // Plain text: nothing in a record can pass for a link or an image.
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::PlainText, value });
        Some(Hover { contents, range })
    }

    fn complete(&mut self, parameters: CompletionParams) -> Option<CompletionList> {
        let (style, today) = (self.style, (self.options.today)());
        let TextDocumentPositionParams { text_document, position } = parameters.text_document_position;
        let (root, workspace, path) = self.fresh(&text_document.uri)?;
        let lines = Lines::new(root.text(path)?, style.encoding);
        let (kind, unit) = kind_and_unit(workspace, path)?;
        let typed = cursor::typed(lines.body(), lines.offset(position))?;
        let place = Place {
            repository: workspace.repository(),
            lines: &lines,
            kind,
            unit,
            typed: &typed,
            lang: style.lang,
            today,
        };
        let (items, is_incomplete) = complete::offers(&place);
        Some(CompletionList { is_incomplete, items })
    }

    /// The kind and id that a place in a document names.
    fn named(&mut self, uri: &Uri, position: Position) -> Option<(Kind, String)> {
        let style = self.style;
        let (root, workspace, path) = self.fresh(uri)?;
        let lines = Lines::new(root.text(path)?, style.encoding);
        let (kind, _) = kind_and_unit(workspace, path)?;
        let cursor = cursor::at(lines.body(), lines.offset(position))?;
        navigate::named(kind, &cursor).map(|(kind, id)| (kind, id.to_owned()))
    }

    fn define(&mut self, parameters: lsp_types::GotoDefinitionParams) -> Option<Vec<lsp_types::Location>> {
        let encoding = self.style.encoding;
        let TextDocumentPositionParams { text_document, position } = parameters.text_document_position_params;
        let (kind, id) = self.named(&text_document.uri, position)?;
        let (_, workspace, _) = self.fresh(&text_document.uri)?;
        Some(navigate::definitions(workspace, kind, &id, encoding))
    }

    fn refer(&mut self, parameters: ReferenceParams) -> Option<Vec<lsp_types::Location>> {
        let encoding = self.style.encoding;
        let TextDocumentPositionParams { text_document, position } = parameters.text_document_position;
        let (kind, id) = self.named(&text_document.uri, position)?;
        let (_, workspace, _) = self.fresh(&text_document.uri)?;
        let mut found = Vec::new();
        if parameters.context.include_declaration {
            found = navigate::definitions(workspace, kind, &id, encoding);
        }
        found.extend(navigate::references(workspace, kind, &id, encoding));
        Some(found)
    }

    fn symbols_of(&mut self, parameters: DocumentSymbolParams) -> Option<Value> {
        let (style, nested) = (self.style, self.nested_symbols);
        let uri = parameters.text_document.uri;
        let (root, workspace, path) = self.fresh(&uri)?;
        let (kind, _) = kind_and_unit(workspace, path)?;
        let lines = Lines::new(root.text(path)?, style.encoding);
        let symbols = navigate::symbols_of(&lines, kind, style.lang);
        let symbols = match nested {
            true => serde_json::to_value(symbols),
            false => serde_json::to_value(navigate::flat(symbols, &uri)),
        };
        symbols.ok()
    }

    fn symbols(&mut self, parameters: WorkspaceSymbolParams) -> Option<Vec<lsp_types::SymbolInformation>> {
        let style = self.style;
        let mut found = Vec::new();
        for root in &mut self.roots {
            if let Some(workspace) = root.fresh() {
                found.extend(navigate::symbols(workspace, &parameters.query, style.encoding, style.lang));
            }
        }
        Some(found)
    }

    fn act(&mut self, parameters: CodeActionParams) -> Option<Vec<CodeAction>> {
        if self.is_behind() {
            self.check_all();
        }
        let style = self.style;
        let uri = parameters.text_document.uri;
        let (root, path) = self.documents.get(uri.as_str())?;
        let (root, path) = (self.roots.get(*root)?, path.as_str());
        let lines = Lines::new(root.text(path)?, style.encoding);
        let (start, end) = (lines.offset(parameters.range.start), lines.offset(parameters.range.end));
        let fixes: Vec<(&Finding, fix::Fix)> = if path == FILE {
            let of_units = root.findings.iter().filter(|finding| diagnose::file_of(finding) == FILE);
            let of_units = of_units.filter(|finding| start == 0 && finding.place().is_none());
            of_units
                .filter_map(|finding| Some((finding, fix::waive_unit(finding, &lines, style.lang)?)))
                .collect()
        } else {
            let findings = findings_at(root, path, &lines, start, end);
            findings
                .flat_map(|finding| {
                    fix::fixes(finding, &lines, style.lang).into_iter().map(move |fix| (finding, fix))
                })
                .collect()
        };
        let actions = fixes.into_iter().map(|(finding, fix)| {
            let diagnostics = parameters.context.diagnostics.iter().filter(|diagnostic| {
                let code = diagnostic.code.as_ref();
                code == Some(&lsp_types::NumberOrString::String(finding.rule.to_owned()))
            });
            #[allow(clippy::mutable_key_type, reason = "the type of the protocol")]
            let changes = [(uri.clone(), vec![fix.edit])].into();
            CodeAction {
                title: fix.title.in_lang(style.lang).to_owned(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(diagnostics.cloned().collect()),
                edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
                is_preferred: fix.preferred.then_some(true),
                ..CodeAction::default()
            }
        });
        Some(actions.collect())
    }
}

/// The kind and unit of a record file; `None` for one at no right place.
fn kind_and_unit(workspace: &Workspace, path: &str) -> Option<(Kind, Option<UnitIndex>)> {
    let files = &workspace.repository().records.files;
    let index = files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
    let file = files.get(index)?;
    Some((file.kind?, file.unit))
}

/// The findings of a file whose mark touches a range.
fn findings_at<'a>(
    root: &'a Root,
    path: &'a str,
    lines: &'a Lines<'a>,
    start: usize,
    end: usize,
) -> impl Iterator<Item = &'a Finding> {
    let first = root.findings.partition_point(|finding| finding.path.as_str() < path);
    let of_file = root.findings.iter().skip(first).take_while(move |finding| finding.path == path);
    of_file.filter(move |finding| {
        let span = finding.place().map(|place| lines.span(place));
        span.is_some_and(|(from, to)| from <= end && start <= to)
    })
}
