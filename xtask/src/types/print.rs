//! The types as TypeScript.

use anyhow::{Context, Result, ensure};

use super::docs::Docs;
use super::reach::{Crossing, name};
use super::source::{Content, Declared, Field, Kind, Shape, Variant};

/// Longest line of the generated file.
const WIDTH: usize = 120;

/// Writes every type that crosses.
pub fn print(crossing: &Crossing<'_>) -> Result<String> {
    let mut out = String::new();
    let mut last = "";
    for (i, declared) in crossing.sources.types.iter().enumerate() {
        if !crossing.crosses(i) {
            continue;
        }
        let krate = crossing.sources.modules[declared.module].krate.as_str();
        if krate != last {
            out += &format!("\n// ── {} ──\n", krate.replace('_', "-"));
            last = krate;
        }
        let printer = Printer { crossing, declared, given: crossing.given[i], result: crossing.result[i] };
        out.push('\n');
        out += &printer.declaration().with_context(|| declared.ident.clone())?;
    }
    Ok(out)
}

struct Printer<'a> {
    crossing: &'a Crossing<'a>,
    declared: &'a Declared,
    given: bool,
    result: bool,
}

impl Printer<'_> {
    fn declaration(&self) -> Result<String> {
        let name = name(self.declared);
        ensure!(!self.declared.docs.is_empty(), "it has no doc comment");
        let mut docs = self.declared.docs.clone();
        if let Some(typescript) = &docs.verbatim {
            return Ok(format!("{}export {typescript}\n", self.comment(&docs, "")));
        }
        let body = match &self.declared.shape {
            Shape::Struct(fields) => {
                let fields = self.fields(fields, "  ")?;
                return Ok(format!("{}export interface {name} {{\n{fields}}}\n", self.comment(&docs, "")));
            }
            Shape::Newtype(kind) => format!(" {}", self.kind(kind)?),
            Shape::Enum(variants)
                if variants.iter().all(|variant| matches!(variant.content, Content::Name)) =>
            {
                let mut names = Vec::new();
                for variant in variants {
                    let name = self.variant_name(variant);
                    ensure!(!variant.docs.is_empty(), "{} has no doc comment", variant.ident);
                    docs.push(format!("- `{name}`: {}", variant.docs.line()));
                    names.push(format!("'{name}'"));
                }
                union(name, &names)
            }
            Shape::Enum(variants) => self.variants(variants)?,
        };
        Ok(format!("{}export type {name} ={body};\n", self.comment(&docs, "")))
    }

    /// A union of objects, or of other types.
    fn variants(&self, variants: &[Variant]) -> Result<String> {
        let mut out = String::new();
        for variant in variants {
            ensure!(!variant.docs.is_empty(), "{} has no doc comment", variant.ident);
            out += "\n";
            out += &self.comment(&variant.docs, "  ");
            let name = self.variant_name(variant);
            match (self.declared.serde.get("tag"), &variant.content) {
                (None, Content::Newtype(kind)) if self.declared.serde.has("untagged") => {
                    out += &format!("  | {}", self.kind(kind)?);
                }
                (Some(tag), Content::Name) => out += &format!("  | {{ {tag}: '{name}' }}"),
                (Some(tag), Content::Fields(fields)) if fields.is_empty() => {
                    out += &format!("  | {{ {tag}: '{name}' }}");
                }
                (Some(tag), Content::Fields(fields)) => {
                    let fields = self.fields(fields, "      ")?;
                    out += &format!("  | {{\n      {tag}: '{name}';\n{fields}    }}");
                }
                _ => anyhow::bail!("{} is of a kind that has no TypeScript yet", variant.ident),
            }
        }
        Ok(out)
    }

    fn fields(&self, fields: &[Field], indent: &str) -> Result<String> {
        let mut out = String::new();
        for field in fields {
            ensure!(!field.docs.is_empty(), "{} has no doc comment", field.ident);
            let (optional, ty) = self.field(field).with_context(|| field.ident.clone())?;
            let name = self.field_name(field);
            let name = if name.contains(['$', '/', '-']) { format!("'{name}'") } else { name };
            out += &self.comment(&field.docs, indent);
            out += &format!("{indent}{name}{}: {ty};\n", if optional { "?" } else { "" });
        }
        Ok(out)
    }

    /// Whether a field may be missing, and its type.
    ///
    /// What users write may leave out whatever has a default; a result leaves out only what serde skips. In a
    /// type that is both, an option without a default of its own is there, as null where nothing is known.
    fn field(&self, field: &Field) -> Result<(bool, String)> {
        let (inner, is_option) = match &field.kind {
            Kind::Option(inner) => (inner.as_ref(), true),
            kind => (kind, false),
        };
        let default = field.serde.has("default") || self.declared.serde.has("default");
        let is_only_given = self.given && !self.result;
        let is_skipped = field.serde.has("skip_serializing_if");
        let optional = (self.given && default) || (is_only_given && is_option) || is_skipped;
        let nullable = is_option && (is_only_given || !is_skipped);
        let ty = match &field.docs.verbatim {
            Some(typescript) => typescript.clone(),
            None => self.kind(inner)?,
        };
        Ok((optional, if nullable { format!("{ty} | null") } else { ty }))
    }

    fn kind(&self, kind: &Kind) -> Result<String> {
        let readonly = if self.given { "readonly " } else { "" };
        Ok(match kind {
            Kind::Number => "number".to_owned(),
            Kind::Text => "string".to_owned(),
            Kind::Flag => "boolean".to_owned(),
            Kind::Option(inner) => format!("{} | null", self.kind(inner)?),
            Kind::List(inner) => {
                let inner = self.kind(inner)?;
                let is_compound = inner.contains(' ') && !inner.starts_with('[');
                format!("{readonly}{}[]", if is_compound { format!("({inner})") } else { inner })
            }
            Kind::Tuple(kinds) => {
                let kinds: Vec<String> = kinds.iter().map(|kind| self.kind(kind)).collect::<Result<_>>()?;
                format!("{readonly}[{}]", kinds.join(", "))
            }
            Kind::Named(path) => {
                let found = self.crossing.resolve(self.declared.module, path)?;
                name(&self.crossing.sources.types[found]).to_owned()
            }
        })
    }

    fn variant_name(&self, variant: &Variant) -> String {
        let made = || self.declared.serde.case("rename_all").variant(&variant.ident);
        variant.serde.get("rename").map_or_else(made, str::to_owned)
    }

    fn field_name(&self, field: &Field) -> String {
        let case = match self.declared.shape {
            Shape::Enum(_) => self.declared.serde.case("rename_all_fields"),
            _ => self.declared.serde.case("rename_all"),
        };
        field.serde.get("rename").map_or_else(|| case.field(&field.ident), str::to_owned)
    }

    fn comment(&self, docs: &Docs, indent: &str) -> String {
        let linked = |ident: &str| {
            let path = [ident.to_owned()];
            let found = self.crossing.resolve(self.declared.module, &path).ok()?;
            self.crossing.crosses(found).then(|| name(&self.crossing.sources.types[found]).to_owned())
        };
        docs.comment(indent, &linked)
    }
}

/// `'a' | 'b'`: beside the name, below it, or a member a line.
fn union(name: &str, members: &[String]) -> String {
    let line = members.join(" | ");
    if "export type  = ;".len() + name.len() + line.len() <= WIDTH {
        return format!(" {line}");
    }
    if "  ;".len() + line.len() <= WIDTH {
        return format!("\n  {line}");
    }
    members.iter().map(|member| format!("\n  | {member}")).collect()
}
