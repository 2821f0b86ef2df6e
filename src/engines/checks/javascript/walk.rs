//! A walk over a script's syntax tree: forbidden calls, addresses, and texts that name something.

use std::collections::{BTreeSet, HashMap};

use oxc_ast::ast::{
    Argument, AssignmentExpression, CallExpression, Expression, IdentifierReference, ImportExpression, NewExpression,
    ObjectProperty, PropertyKey, StringLiteral, TemplateLiteral, UnaryExpression, UnaryOperator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::Span;

use super::super::place::Lines;
use super::super::report::Fault;
use super::script::{Script, Text};

/// Methods that read a text as markup or code, with what to do instead.
const FORBIDDEN_METHODS: &[(&str, &str)] = &[
    ("insertAdjacentHTML", "build elements instead"),
    ("write", "build elements instead"),
    ("writeln", "build elements instead"),
    ("setHTMLUnsafe", "build elements instead"),
    ("createContextualFragment", "build elements instead"),
];

/// Collects facts of the tree into a script.
pub(super) struct Walk<'s, 'a> {
    script: &'s mut Script,
    lines: &'s Lines,
    names: Names<'a>,
}

/// How a script uses names.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// Those that it asks about by `typeof` before it uses them.
    pub(super) guarded: BTreeSet<&'a str>,
    /// The byte at which each is used first.
    pub(super) first_use: HashMap<&'a str, usize>,
}

impl<'s, 'a> Walk<'s, 'a> {
    /// A walk that fills this script.
    pub(super) fn new(script: &'s mut Script, lines: &'s Lines) -> Self {
        Self { script, lines, names: Names::default() }
    }

    /// What it learned about names.
    pub(super) fn names(self) -> Names<'a> {
        self.names
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        let line = self.lines.at(span.start as usize);
        self.script.faults.push(Fault::new(line, message));
    }

    fn text(&mut self, text: &str, span: Span) {
        // Tests write such addresses to prove that they are refused.
        let runs = text.trim_start().get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
        if runs && !self.script.path.starts_with("tests/") {
            self.fault(span, "a `javascript:` address runs text as code");
        }
        if text.starts_with("#/") {
            self.script.addresses.push(Text { text: text.to_owned(), line: self.lines.at(span.start as usize) });
        }
        self.script.properties.extend(custom_properties(text));
    }

    fn file(&mut self, source: &Expression<'_>) {
        if let Expression::StringLiteral(source) = source {
            let line = self.lines.at(source.span.start as usize);
            self.script.files.push(Text { text: source.value.to_string(), line });
        }
    }
}

impl<'a> Visit<'a> for Walk<'_, 'a> {
    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        if let Some(message) = forbidden_call(call) {
            self.fault(call.span, message);
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        if new.callee.is_specific_id("Function") {
            self.fault(new.span, "`new Function` runs text as code");
        }
        if let (true, [Argument::StringLiteral(file), base]) = (new.callee.is_specific_id("URL"), &new.arguments[..])
            && is_own_address(base)
        {
            let line = self.lines.at(file.span.start as usize);
            self.script.files.push(Text { text: file.value.to_string(), line });
        }
        walk::walk_new_expression(self, new);
    }

    fn visit_assignment_expression(&mut self, assignment: &AssignmentExpression<'a>) {
        let target = assignment.left.as_member_expression().and_then(|member| member.static_property_name());
        if let Some(name @ ("innerHTML" | "outerHTML")) = target {
            self.fault(assignment.span, format!("`{name}` reads data as markup; build elements instead"));
        }
        walk::walk_assignment_expression(self, assignment);
    }

    fn visit_object_property(&mut self, property: &ObjectProperty<'a>) {
        if let (PropertyKey::StaticIdentifier(key), Expression::StringLiteral(value)) = (&property.key, &property.value)
            && key.name == "path"
        {
            self.script.route_paths.push(value.value.to_string());
        }
        walk::walk_object_property(self, property);
    }

    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        self.file(&import.source);
        walk::walk_import_expression(self, import);
    }

    fn visit_unary_expression(&mut self, unary: &UnaryExpression<'a>) {
        if let (UnaryOperator::Typeof, Expression::Identifier(name)) = (unary.operator, &unary.argument) {
            self.names.guarded.insert(name.name.as_str());
        }
        walk::walk_unary_expression(self, unary);
    }

    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        self.names.first_use.entry(name.name.as_str()).or_insert(name.span.start as usize);
    }

    fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
        self.text(&literal.value, literal.span);
    }

    fn visit_template_literal(&mut self, template: &TemplateLiteral<'a>) {
        let parts: Vec<&str> = template.quasis.iter().map(|part| part.value.raw.as_str()).collect();
        self.text(&parts.join("{}"), template.span);
        walk::walk_template_literal(self, template);
    }
}

fn forbidden_call(call: &CallExpression<'_>) -> Option<String> {
    if call.callee.is_specific_id("eval") {
        return Some("`eval` runs text as code".to_owned());
    }
    let timer = ["setTimeout", "setInterval"].into_iter().find(|name| call.callee.is_specific_id(name));
    if let (Some(name), Some(Argument::StringLiteral(_) | Argument::TemplateLiteral(_))) =
        (timer, call.arguments.first())
    {
        return Some(format!("`{name}` with a text runs it as code; hand over a function"));
    }
    let member = call.callee.as_member_expression()?;
    let name = member.static_property_name()?;
    let (_, instead) = FORBIDDEN_METHODS.iter().find(|(forbidden, _)| *forbidden == name)?;
    // Streams and files have a `write` of their own.
    if name.starts_with("write") && !member.object().is_specific_id("document") {
        return None;
    }
    Some(format!("`{name}` reads data as markup; {instead}"))
}

/// `import.meta.url`.
fn is_own_address(argument: &Argument<'_>) -> bool {
    argument.as_expression().and_then(Expression::as_member_expression).is_some_and(|member| {
        member.static_property_name() == Some("url") && matches!(member.object(), Expression::ImportMeta(_))
    })
}

/// The custom properties that a text names: `--cover` in `--cover: url(x)`.
pub(in super::super) fn custom_properties(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices("--").filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter)).unwrap_or(rest.len());
        rest.starts_with(char::is_alphabetic).then(|| format!("--{}", &rest[..end]))
    })
}
