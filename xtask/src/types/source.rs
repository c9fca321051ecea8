//! The Rust sources, read for the types that cross the boundary and for the functions that name them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use syn::{
    Attribute, Expr, ExprLit, Fields, FnArg, GenericArgument, ImplItem, Item, ItemEnum, ItemStruct, ItemUse,
    Lit, LitStr, Meta, PathArguments, Signature, Token, Type, UseTree,
};

use super::docs::Docs;
use super::serde::{Attributes, derived};

/// A type that crosses the boundary.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The module it stands in: an index into [`Sources::modules`].
    pub module: usize,
    /// Its name in Rust.
    pub ident: String,
    /// What it means.
    pub docs: Docs,
    /// How serde sees it.
    pub serde: Attributes,
    /// Whether it can be read from JavaScript by serde's derive.
    pub read: bool,
    /// What it consists of.
    pub shape: Shape,
}

/// What a type consists of.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Named fields.
    Struct(Vec<Field>),
    /// One of several.
    Enum(Vec<Variant>),
    /// What another type consists of.
    Newtype(Kind),
}

/// A named field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in Rust.
    pub ident: String,
    /// What it means.
    pub docs: Docs,
    /// How serde sees it.
    pub serde: Attributes,
    /// What stands in it.
    pub kind: Kind,
}

/// One of an enum's variants.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its name in Rust.
    pub ident: String,
    /// What it means.
    pub docs: Docs,
    /// How serde sees it.
    pub serde: Attributes,
    /// What it holds.
    pub content: Content,
}

/// What a variant holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing but its name.
    Name,
    /// Another type.
    Newtype(Kind),
    /// Named fields.
    Fields(Vec<Field>),
}

/// A type as it is used.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A number of any size.
    Number,
    /// A text.
    Text,
    /// Yes or no.
    Flag,
    /// Perhaps nothing.
    Option(Box<Kind>),
    /// Any number of them.
    List(Box<Kind>),
    /// A fixed number of them.
    Tuple(Vec<Kind>),
    /// A type by its path: `ArchetypeTable`, `plan::ArchetypeTable`.
    Named(Vec<String>),
}

/// A source file.
pub struct Module {
    /// The crate it belongs to, as `use` names it.
    pub krate: String,
    /// Names brought in by `use`, with their full paths.
    pub uses: HashMap<String, Vec<String>>,
}

/// A type that a boundary function names.
pub struct Root {
    /// The TypeScript type, as the attribute writes it.
    pub text: String,
    /// Whether it is a parameter.
    pub given: bool,
    /// The function, for messages.
    pub function: String,
}

/// Everything that was read.
#[derive(Default)]
pub struct Sources {
    /// The files.
    pub modules: Vec<Module>,
    /// The types.
    pub types: Vec<Declared>,
    /// The types that the boundary's functions name.
    pub roots: Vec<Root>,
}

impl Sources {
    /// Reads the sources of crates: pairs of the crate's name and its `src`.
    pub fn read(crates: &[(String, PathBuf)]) -> Result<Self> {
        let mut sources = Self::default();
        for (krate, dir) in crates {
            for file in rust_files(dir)? {
                let text = fs::read_to_string(&file)?;
                sources.module(krate, &text).with_context(|| file.display().to_string())?;
            }
        }
        Ok(sources)
    }

    /// Reads one file of a crate.
    pub fn module(&mut self, krate: &str, text: &str) -> Result<()> {
        let parsed = syn::parse_file(text)?;
        self.modules.push(Module { krate: krate.to_owned(), uses: HashMap::new() });
        self.items(self.modules.len() - 1, &parsed.items)
    }

    fn items(&mut self, module: usize, items: &[Item]) -> Result<()> {
        for item in items {
            match item {
                Item::Use(found) => self.uses(module, found),
                Item::Struct(found) => self.structure(module, found)?,
                Item::Enum(found) => self.enumeration(module, found)?,
                Item::Fn(found) => self.roots(&found.attrs, &found.sig)?,
                Item::Impl(found) => {
                    for member in &found.items {
                        if let ImplItem::Fn(method) = member {
                            self.roots(&method.attrs, &method.sig)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn uses(&mut self, module: usize, item: &ItemUse) {
        let mut found = Vec::new();
        paths(&item.tree, &mut Vec::new(), &mut found);
        self.modules[module].uses.extend(found);
    }

    fn structure(&mut self, module: usize, item: &ItemStruct) -> Result<()> {
        let Some((docs, serde, read)) = crossing(&item.attrs, &item.ident.to_string())? else {
            return Ok(());
        };
        let shape = match &item.fields {
            _ if docs.verbatim.is_some() => Shape::Struct(Vec::new()),
            Fields::Unnamed(inner) if inner.unnamed.len() == 1 => Shape::Newtype(kind(&inner.unnamed[0].ty)?),
            fields => Shape::Struct(named(fields)?),
        };
        self.types.push(Declared { module, ident: item.ident.to_string(), docs, serde, read, shape });
        Ok(())
    }

    fn enumeration(&mut self, module: usize, item: &ItemEnum) -> Result<()> {
        let Some((docs, serde, read)) = crossing(&item.attrs, &item.ident.to_string())? else {
            return Ok(());
        };
        let mut variants = Vec::new();
        // What is written by hand outside may hold anything inside.
        for variant in item.variants.iter().filter(|_| docs.verbatim.is_none()) {
            let ident = variant.ident.to_string();
            variants.push(Variant {
                docs: Docs::read(&variant.attrs),
                serde: Attributes::read(&variant.attrs, &ident)?,
                content: match &variant.fields {
                    Fields::Unit => Content::Name,
                    Fields::Unnamed(inner) if inner.unnamed.len() == 1 => {
                        Content::Newtype(kind(&inner.unnamed[0].ty)?)
                    }
                    fields => Content::Fields(named(fields)?),
                },
                ident,
            });
        }
        let shape = Shape::Enum(variants);
        self.types.push(Declared { module, ident: item.ident.to_string(), docs, serde, read, shape });
        Ok(())
    }

    /// What a function of the boundary takes and returns, by its attributes.
    fn roots(&mut self, attributes: &[Attribute], signature: &Signature) -> Result<()> {
        let function = signature.ident.to_string();
        let mut add = |attributes: &[Attribute], name: &str, given: bool| -> Result<()> {
            if let Some(text) = bound(attributes, name)? {
                self.roots.push(Root { text, given, function: function.clone() });
            }
            Ok(())
        };
        add(attributes, "unchecked_return_type", false)?;
        for input in &signature.inputs {
            if let FnArg::Typed(input) = input {
                add(&input.attrs, "unchecked_param_type", true)?;
            }
        }
        Ok(())
    }
}

/// The files below a folder, in a fixed order.
fn rust_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// The names that a `use` brings in.
fn paths(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<(String, Vec<String>)>) {
    let with = |last: &syn::Ident| {
        let last = Some(last.to_string()).filter(|name| name != "self");
        before.iter().cloned().chain(last).collect::<Vec<_>>()
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            paths(&path.tree, before, found);
            before.pop();
        }
        UseTree::Name(name) => {
            let path = with(&name.ident);
            found.extend(path.last().cloned().map(|last| (last, path)));
        }
        UseTree::Rename(name) => found.push((name.rename.to_string(), with(&name.ident))),
        UseTree::Group(group) => group.items.iter().for_each(|tree| paths(tree, before, found)),
        UseTree::Glob(_) => {}
    }
}

/// Documentation, serde's attributes and whether serde reads it, for a type that crosses the boundary.
fn crossing(attributes: &[Attribute], ident: &str) -> Result<Option<(Docs, Attributes, bool)>> {
    let docs = Docs::read(attributes);
    let (written, read) = derived(attributes)?;
    if !written && !read && docs.verbatim.is_none() {
        return Ok(None);
    }
    Ok(Some((docs, Attributes::read(attributes, ident)?, read)))
}

fn named(fields: &Fields) -> Result<Vec<Field>> {
    let mut found = Vec::new();
    for field in fields {
        let ident = field.ident.as_ref().ok_or_else(|| anyhow!("a tuple cannot cross by names"))?;
        let ident = ident.to_string();
        let serde = Attributes::read(&field.attrs, &ident)?;
        if !serde.has("skip") {
            let docs = Docs::read(&field.attrs);
            let kind = if docs.verbatim.is_some() { optional(&field.ty) } else { kind(&field.ty)? };
            found.push(Field { ident, docs, serde, kind });
        }
    }
    Ok(found)
}

/// Of a field whose type is written by hand: whether it may be missing.
fn optional(ty: &Type) -> Kind {
    match kind(ty) {
        Ok(kind @ Kind::Option(_)) => kind,
        _ => Kind::Text,
    }
}

/// Longest array that is written out as a tuple.
const TUPLE: usize = 4;

/// The length of an array, where it is a plain number.
fn length(length: &Expr) -> Option<usize> {
    match length {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    }
}

/// A Rust type as serde writes it.
fn kind(ty: &Type) -> Result<Kind> {
    Ok(match ty {
        Type::Reference(reference) => kind(&reference.elem)?,
        Type::Slice(slice) => Kind::List(Box::new(kind(&slice.elem)?)),
        Type::Array(array) => match length(&array.len) {
            Some(count) if count <= TUPLE => Kind::Tuple(vec![kind(&array.elem)?; count]),
            _ => Kind::List(Box::new(kind(&array.elem)?)),
        },
        Type::Tuple(tuple) => Kind::Tuple(tuple.elems.iter().map(kind).collect::<Result<_>>()?),
        Type::Path(path) => {
            let last = path.path.segments.last().ok_or_else(|| anyhow!("a type without a name"))?;
            let inner = || -> Result<Kind> {
                let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                    return Err(anyhow!("{} needs a type inside", last.ident));
                };
                let mut types = arguments.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                });
                kind(types.next().ok_or_else(|| anyhow!("{} needs a type inside", last.ident))?)
            };
            match last.ident.to_string().as_str() {
                "f64" | "f32" | "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64"
                | "isize" => Kind::Number,
                "String" | "str" | "char" => Kind::Text,
                "bool" => Kind::Flag,
                "Option" => Kind::Option(Box::new(inner()?)),
                "Vec" => Kind::List(Box::new(inner()?)),
                "Box" | "Rc" | "Arc" | "Cow" => inner()?,
                _ => {
                    Kind::Named(path.path.segments.iter().map(|segment| segment.ident.to_string()).collect())
                }
            }
        }
        _ => return Err(anyhow!("a type of a kind that does not cross")),
    })
}

/// The text of `#[wasm_bindgen(name = "...")]`.
fn bound(attributes: &[Attribute], name: &str) -> Result<Option<String>> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wasm_bindgen")) {
        if matches!(attribute.meta, Meta::Path(_)) {
            continue;
        }
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident(name) {
                found = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if meta.input.peek(Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        })?;
    }
    Ok(found)
}
