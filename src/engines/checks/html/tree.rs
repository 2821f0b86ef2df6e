//! An HTML document as a flat list of nodes with the lines they were written in, built by html5ever's own rules.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_document};

use super::super::report::Fault;

/// A node; children and parent are places in the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// The element's name in lower case; empty for text and what else is no element.
    pub(super) name: String,
    /// Attributes in order.
    pub(super) attributes: Vec<(String, String)>,
    /// Text of a text node.
    pub(super) text: String,
    pub(super) line: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
}

impl Node {
    /// The value of an attribute.
    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }
}

/// A document.
#[derive(Debug)]
pub(super) struct Tree {
    /// The first one is the document itself.
    pub(super) nodes: Vec<Node>,
    /// What the standard calls parse errors.
    pub(super) errors: Vec<Fault>,
}

impl Tree {
    /// Parses a whole document.
    pub(super) fn parse(content: &str) -> Self {
        let opts = ParseOpts {
            tokenizer: TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() },
            tree_builder: TreeBuilderOpts {
                exact_errors: true,
                // What stands in `noscript` is looked at as well.
                scripting_enabled: false,
                ..TreeBuilderOpts::default()
            },
        };
        parse_document(Sink::new(), opts).one(content)
    }

    /// Every element that is in the document, in its order.
    pub(super) fn elements(&self) -> impl Iterator<Item = (usize, &Node)> {
        let mut open = vec![0_usize];
        std::iter::from_fn(move || {
            loop {
                let at = open.pop()?;
                let node = self.nodes.get(at)?;
                open.extend(node.children.iter().rev());
                if !node.name.is_empty() {
                    return Some((at, node));
                }
            }
        })
    }

    /// The elements around a node, the nearest first.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.nodes.get(at), |node| node.parent.and_then(|parent| self.nodes.get(parent))).skip(1)
    }

    /// All text inside a node, with the texts that stand for images.
    pub(super) fn text_of(&self, at: usize) -> String {
        let (mut open, mut text) = (vec![at], String::new());
        while let Some(node) = open.pop().and_then(|at| self.nodes.get(at)) {
            text.push_str(&node.text);
            for said in [node.get("alt"), node.get("aria-label")].into_iter().flatten() {
                text.push_str(said);
            }
            open.extend(node.children.iter().rev());
        }
        text.trim().to_owned()
    }
}

/// A node while the document is being built.
#[derive(Clone)]
struct Handle {
    at: usize,
    name: Rc<QualName>,
}

/// Takes what the parser builds.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    errors: RefCell<Vec<Fault>>,
    line: Cell<usize>,
    nameless: Rc<QualName>,
}

impl Sink {
    fn new() -> Self {
        Self {
            nodes: RefCell::new(vec![Node::default()]),
            errors: RefCell::new(Vec::new()),
            line: Cell::new(1),
            nameless: Rc::new(QualName::new(None, ns!(), local_name!(""))),
        }
    }

    fn add(&self, node: Node, name: Rc<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { line: self.line.get(), ..node });
        Handle { at: nodes.len() - 1, name }
    }

    fn place(&self, child: NodeOrText<Handle>) -> usize {
        match child {
            NodeOrText::AppendNode(node) => node.at,
            NodeOrText::AppendText(text) => {
                self.add(Node { text: text.to_string(), ..Node::default() }, Rc::clone(&self.nameless)).at
            }
        }
    }

    /// Takes a node out of where it is.
    fn detach(nodes: &mut [Node], at: usize) {
        if let Some(parent) = nodes[at].parent.take() {
            nodes[parent].children.retain(|child| *child != at);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), errors: self.errors.into_inner() }
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.errors.borrow_mut().push(Fault::new(self.line.get(), message));
    }

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: Rc::clone(&self.nameless) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        let attributes = pairs(attributes);
        self.add(Node { name: name.local.to_string(), attributes, ..Node::default() }, Rc::new(name))
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.add(Node::default(), Rc::clone(&self.nameless))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.add(Node::default(), Rc::clone(&self.nameless))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let child = self.place(child);
        let mut nodes = self.nodes.borrow_mut();
        Self::detach(&mut nodes, child);
        nodes[child].parent = Some(parent.at);
        nodes[parent.at].children.push(child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.at].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    // The contents of a template are looked at where it stands.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        Handle { at: target.at, name: Rc::clone(&self.nameless) }
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.at == other.at
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let child = self.place(child);
        let mut nodes = self.nodes.borrow_mut();
        Self::detach(&mut nodes, child);
        let Some(parent) = nodes[sibling.at].parent else { return };
        nodes[child].parent = Some(parent);
        let place = nodes[parent].children.iter().position(|one| *one == sibling.at).unwrap_or_default();
        nodes[parent].children.insert(place, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        for (name, value) in pairs(attributes) {
            if nodes[target.at].get(&name).is_none() {
                nodes[target.at].attributes.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        Self::detach(&mut self.nodes.borrow_mut(), target.at);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.at].children);
        for child in &children {
            nodes[*child].parent = Some(new_parent.at);
        }
        nodes[new_parent.at].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(usize::try_from(line).unwrap_or(usize::MAX));
    }
}

fn pairs(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    attributes.into_iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect()
}
