//! Which types cross the boundary, in which direction, and what they are called outside.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

use super::source::{Content, Declared, Field, Kind, Shape, Sources};

/// The types that cross the boundary.
pub struct Crossing<'a> {
    /// What was read.
    pub sources: &'a Sources,
    /// By type: whether users write it.
    pub given: Vec<bool>,
    /// By type: whether it is a result.
    pub result: Vec<bool>,
    names: BTreeMap<String, Vec<usize>>,
}

/// The way across.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    In,
    Out,
}

impl<'a> Crossing<'a> {
    /// Follows the types of the boundary's functions to all that they are made of.
    pub fn follow(sources: &'a Sources) -> Result<Self> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, declared) in sources.types.iter().enumerate() {
            names.entry(name(declared).to_owned()).or_default().push(i);
        }
        let count = sources.types.len();
        let mut crossing = Self { sources, given: vec![false; count], result: vec![false; count], names };
        let mut handed_back = Vec::new();
        for root in &sources.roots {
            for found in crossing.named(&root.text).with_context(|| root.function.clone())? {
                if !root.given {
                    crossing.visit(found, Way::Out)?;
                } else if crossing.is_written_by_users(found) {
                    crossing.visit(found, Way::In)?;
                } else {
                    handed_back.push(found);
                }
            }
        }
        for i in handed_back {
            ensure!(
                crossing.result[i],
                "{} is taken and never given out: it must be read by serde and refuse unknown fields",
                sources.types[i].ident
            );
        }
        crossing.check_names()?;
        Ok(crossing)
    }

    /// Whether a type crosses at all.
    pub fn crosses(&self, i: usize) -> bool {
        self.given[i] || self.result[i]
    }

    /// The names of the types that the boundary's functions name, each once.
    pub fn roots(&self) -> Result<Vec<String>> {
        let mut found = BTreeSet::new();
        for root in &self.sources.roots {
            found
                .extend(self.named(&root.text)?.into_iter().map(|i| name(&self.sources.types[i]).to_owned()));
        }
        Ok(found.into_iter().collect())
    }

    /// The type that a path means inside a module.
    pub fn resolve(&self, module: usize, path: &[String]) -> Result<usize> {
        let sources = self.sources;
        let here = &sources.modules[module];
        let mut full = path.to_vec();
        if let Some(used) = here.uses.get(&path[0]) {
            full.splice(..1, used.iter().cloned());
        }
        let ident = full.last().cloned().unwrap_or_default();
        let all = |fits: &dyn Fn(&Declared) -> bool| -> Vec<usize> {
            let matching = |declared: &Declared| declared.ident == ident && fits(declared);
            (0..sources.types.len()).filter(|&i| matching(&sources.types[i])).collect()
        };
        let in_crate = |declared: &Declared, krate: &str| sources.modules[declared.module].krate == krate;
        let hinted = |declared: &Declared| {
            full.iter()
                .any(|part| in_crate(declared, part) || in_crate(declared, &format!("planscore_{part}")))
        };
        for found in [
            all(&|declared| full.len() == 1 && declared.module == module),
            all(&hinted),
            all(&|declared| in_crate(declared, &here.krate)),
            all(&|_| true),
        ] {
            match found.as_slice() {
                [] => {}
                [only] => return Ok(*only),
                several => bail!("{} may be one of {} types", full.join("::"), several.len()),
            }
        }
        bail!("{} crosses the boundary, and no serde type of that name is known", full.join("::"))
    }

    /// The types that a piece of TypeScript names.
    pub fn named(&self, typescript: &str) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        for name in identifiers(typescript) {
            match self.names.get(&name).map(Vec::as_slice) {
                Some([only]) => found.push(*only),
                Some(several) => {
                    bail!("{name} may be one of {} types; give them names by serde(rename)", several.len())
                }
                None if is_built_in(&name) => {}
                None => bail!("no type is called {name}"),
            }
        }
        Ok(found)
    }

    /// Users write what serde reads strictly, and what stands for several such types.
    fn is_written_by_users(&self, i: usize) -> bool {
        let Declared { read, serde, shape, docs, .. } = &self.sources.types[i];
        docs.verbatim.is_some()
            // A type that is read by hand says so too.
            || serde.has("deny_unknown_fields")
            || (*read && matches!(shape, Shape::Enum(_)))
    }

    fn visit(&mut self, i: usize, way: Way) -> Result<()> {
        let seen = if way == Way::In { &mut self.given } else { &mut self.result };
        if std::mem::replace(&mut seen[i], true) {
            return Ok(());
        }
        let sources = self.sources;
        let declared = &sources.types[i];
        if let Some(typescript) = &declared.docs.verbatim {
            let own = name(declared);
            for found in self.named(typescript).with_context(|| own.to_owned())? {
                self.visit(found, way)?;
            }
            return Ok(());
        }
        match &declared.shape {
            Shape::Struct(fields) => self.visit_fields(declared, fields, way)?,
            Shape::Newtype(kind) => self.visit_kind(declared, kind, way)?,
            Shape::Enum(variants) => {
                for variant in variants {
                    match &variant.content {
                        Content::Name => {}
                        Content::Newtype(kind) => self.visit_kind(declared, kind, way)?,
                        Content::Fields(fields) => self.visit_fields(declared, fields, way)?,
                    }
                }
            }
        }
        Ok(())
    }

    fn visit_fields(&mut self, declared: &Declared, fields: &[Field], way: Way) -> Result<()> {
        for field in fields {
            let place = || format!("{}.{}", declared.ident, field.ident);
            match &field.docs.verbatim {
                Some(typescript) => {
                    for found in self.named(typescript).with_context(place)? {
                        self.visit(found, way)?;
                    }
                }
                None => self.visit_kind(declared, &field.kind, way).with_context(place)?,
            }
        }
        Ok(())
    }

    fn visit_kind(&mut self, declared: &Declared, kind: &Kind, way: Way) -> Result<()> {
        match kind {
            Kind::Number | Kind::Text | Kind::Flag => Ok(()),
            Kind::Option(inner) | Kind::List(inner) => self.visit_kind(declared, inner, way),
            Kind::Tuple(kinds) => kinds.iter().try_for_each(|kind| self.visit_kind(declared, kind, way)),
            Kind::Named(path) => {
                let found = self.resolve(declared.module, path)?;
                // What is read by way of another type is as strict as that one.
                let taken = declared.serde.is_converted() || self.is_written_by_users(found);
                ensure!(
                    way == Way::Out || taken,
                    "{} is read and does not refuse unknown fields",
                    self.sources.types[found].ident
                );
                self.visit(found, way)
            }
        }
    }

    fn check_names(&self) -> Result<()> {
        for (name, types) in &self.names {
            let crossing = types.iter().filter(|&&i| self.crosses(i)).count();
            ensure!(
                crossing < 2,
                "{crossing} types that cross are called {name}; rename one by serde(rename)"
            );
        }
        Ok(())
    }
}

/// What a type is called outside.
pub fn name(declared: &Declared) -> &str {
    let by_hand = declared.docs.verbatim.as_deref().and_then(|text| text.strip_prefix("type "));
    let by_hand = by_hand.and_then(|text| text.split_whitespace().next());
    by_hand.or(declared.serde.get("rename")).unwrap_or(&declared.ident)
}

/// The names of types in a piece of TypeScript: they begin with a capital letter.
fn identifiers(typescript: &str) -> Vec<String> {
    // Every other part lies between quotation marks.
    let outside = typescript.split('\'').step_by(2);
    let words = outside.flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()));
    words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).map(str::to_owned).collect()
}

fn is_built_in(name: &str) -> bool {
    // The codes of the rules stand in a file of their own.
    name.ends_with("Array") || name == "RuleCode"
}
