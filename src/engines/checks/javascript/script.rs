//! A JavaScript file, parsed once, as the facts that checks ask for.

use std::collections::BTreeSet;

use oxc_allocator::Allocator;
use oxc_ast_visit::Visit;
use oxc_diagnostics::OxcDiagnostic;
use oxc_parser::Parser;
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::SourceType;
use oxc_syntax::module_record::{ExportEntry, ExportImportName, ImportEntry, ImportImportName, ModuleRecord, NameSpan};

use super::super::place::{Lines, extension};
use super::super::report::Fault;
use super::globals::Home;
use super::walk::{Names, Walk};

/// Brackets deeper than this are no program that somebody means.
const DEEPEST: usize = 200;

/// What a module asks of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Asked {
    /// `import { name }`; `default` for the default export.
    Name(String),
    /// `import * as all`.
    Everything,
    /// `import './x.js'`.
    Nothing,
}

/// An import, or an export that passes another module's name on.
#[derive(Clone, Debug)]
pub(in super::super) struct Import {
    /// `./store.js`, as written.
    pub(in super::super) from: String,
    pub(in super::super) line: usize,
    pub(in super::super) asked: Asked,
}

/// A text with its line.
#[derive(Clone, Debug)]
pub(in super::super) struct Text {
    pub(in super::super) text: String,
    pub(in super::super) line: usize,
}

/// The facts of a JavaScript file.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Script {
    pub(in super::super) path: String,
    /// Why it does not parse; the other facts are empty then.
    pub(in super::super) syntax: Vec<Fault>,
    /// What it must not do, or names without a meaning.
    pub(in super::super) faults: Vec<Fault>,
    pub(in super::super) imports: Vec<Import>,
    /// What it exports; `default` for the default.
    pub(in super::super) exports: BTreeSet<String>,
    /// Modules whose exports are its own: `export * from`.
    pub(in super::super) passes_on: Vec<String>,
    /// Addresses within the application, `{}` for what is filled in: `#/recipes/{}`.
    pub(in super::super) addresses: Vec<Text>,
    /// The values of `path:` in objects: routes, in a module of routes.
    pub(in super::super) route_paths: Vec<String>,
    /// Custom properties that it names in texts: `--cover`.
    pub(in super::super) properties: BTreeSet<String>,
    /// Files that it names relative to itself: `new URL('./x.json', import.meta.url)`, `import('./x.js')`.
    pub(in super::super) files: Vec<Text>,
}

impl Script {
    /// Parses a file.
    pub(in super::super) fn read(path: &str, content: &str) -> Self {
        let mut script = Self { path: path.to_owned(), ..Self::default() };
        if let Some(line) = too_deep(content) {
            script.syntax.push(Fault::new(line, "nested deeper than anybody can read"));
            return script;
        }
        let allocator = Allocator::default();
        let kind = if extension(path) == "cjs" { SourceType::cjs() } else { SourceType::mjs() };
        let parsed = Parser::new(&allocator, content, kind).parse();
        let lines = Lines::of(content);
        script.syntax.extend(parsed.diagnostics.errors().map(|error| fault(error, &lines)));
        if !script.syntax.is_empty() || parsed.panicked {
            return script;
        }
        let built = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
        script.syntax.extend(built.diagnostics.errors().map(|error| fault(error, &lines)));
        if !script.syntax.is_empty() {
            return script;
        }
        script.take_module(&parsed.module_record, &lines);
        let mut walk = Walk::new(&mut script, &lines);
        walk.visit_program(&parsed.program);
        let names = walk.names();
        script.take_names(built.semantic.scoping(), &lines, &names);
        script
    }

    fn take_module(&mut self, module: &ModuleRecord<'_>, lines: &Lines) {
        for (from, places) in &module.requested_modules {
            for place in places.iter().filter(|place| place.is_import) {
                let line = lines.at(place.statement_span.start as usize);
                self.imports.push(Import { from: from.to_string(), line, asked: Asked::Nothing });
            }
        }
        self.imports.extend(module.import_entries.iter().map(|entry| import(entry, lines)));
        self.imports.sort_by_key(|import| import.line);
        let named = |entry: &&ExportEntry<'_>| !entry.export_name.is_null();
        let exported = module.local_export_entries.iter().chain(&module.indirect_export_entries);
        self.exports.extend(exported.filter(named).map(export_name));
        for entry in module.indirect_export_entries.iter().chain(&module.star_export_entries) {
            let Some(request) = &entry.module_request else { continue };
            self.imports.extend(passed_on(entry, request, lines));
            if entry.export_name.is_null() {
                self.passes_on.push(request.name.to_string());
            }
        }
    }

    fn take_names(&mut self, scoping: &Scoping, lines: &Lines, names: &Names<'_>) {
        for symbol in scoping.symbol_ids() {
            if scoping.symbol_flags(symbol).is_import() && scoping.symbol_is_unused(symbol) {
                let line = lines.at(scoping.symbol_span(symbol).start as usize);
                let name = scoping.symbol_name(symbol);
                self.faults.push(Fault::new(line, format!("`{name}` is imported and never used")));
            }
        }
        let home = Home::of(&self.path);
        for name in scoping.root_unresolved_references().keys() {
            let name: &str = name.as_str();
            if home.knows(name) || names.guarded.contains(name) {
                continue;
            }
            let line = names.first_use.get(name).map_or(1, |byte| lines.at(*byte));
            self.faults.push(Fault::new(line, format!("`{name}` is defined nowhere and {home} does not know it")));
        }
        self.faults.sort_by(|one, other| (one.line, &one.message).cmp(&(other.line, &other.message)));
    }
}

/// The line at which brackets are nested too deeply for a parser that descends.
fn too_deep(content: &str) -> Option<usize> {
    let (mut depth, mut prefixes) = (0_usize, 0_usize);
    for (at, byte) in content.bytes().enumerate() {
        depth = match byte {
            b'(' | b'[' | b'{' => depth + 1,
            b')' | b']' | b'}' => depth.saturating_sub(1),
            _ => depth,
        };
        prefixes = if matches!(byte, b'!' | b'~') { prefixes + 1 } else { 0 };
        if depth > DEEPEST || prefixes > DEEPEST {
            return Some(Lines::of(&content[..at]).at(at));
        }
    }
    None
}

fn fault(error: &OxcDiagnostic, lines: &Lines) -> Fault {
    let line = error.labels.first().map_or(1, |label| lines.at(label.offset() as usize));
    Fault::new(line, error.message.trim_end_matches('.').to_owned())
}

fn import(entry: &ImportEntry<'_>, lines: &Lines) -> Import {
    let asked = match &entry.import_name {
        ImportImportName::Name(name) => Asked::Name(name.name.to_string()),
        ImportImportName::Default(_) => Asked::Name("default".to_owned()),
        ImportImportName::NamespaceObject => Asked::Everything,
    };
    let line = lines.at(entry.local_name.span.start as usize);
    Import { from: entry.module_request.name.to_string(), line, asked }
}

fn passed_on(entry: &ExportEntry<'_>, request: &NameSpan<'_>, lines: &Lines) -> Option<Import> {
    let asked = match &entry.import_name {
        ExportImportName::Name(name) => Asked::Name(name.name.to_string()),
        ExportImportName::All | ExportImportName::AllButDefault => Asked::Everything,
        ExportImportName::Null => return None,
    };
    Some(Import { from: request.name.to_string(), line: lines.at(entry.statement_span.start as usize), asked })
}

fn export_name(entry: &ExportEntry<'_>) -> String {
    use oxc_syntax::module_record::ExportExportName;
    match &entry.export_name {
        ExportExportName::Name(name) => name.name.to_string(),
        ExportExportName::Default(_) | ExportExportName::Null => "default".to_owned(),
    }
}
