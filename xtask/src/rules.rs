//! What is made from the declarations of the plan's rules: their page, their codes in TypeScript, and a new one laid out.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use planscore_plan::{Nature, Rule, Severity, rules};

use crate::shell::root;

const FOLDER: &str = "crates/plan/src/rules";

/// The files that are made, with their text.
fn files() -> [(&'static str, String); 2] {
    [("docs/rules.md", page()), ("npm/src/rule-codes.ts", codes())]
}

/// Writes them anew.
pub fn write() -> Result<()> {
    for (path, text) in files() {
        fs::write(root().join(path), text).with_context(|| path.to_owned())?;
    }
    Ok(())
}

/// Checks that the committed files are what the declarations say.
pub fn check() -> Result<()> {
    for (path, text) in files() {
        let committed = fs::read_to_string(root().join(path)).unwrap_or_default();
        ensure!(committed == text, "{path} is behind the rules; run: cargo xtask rules");
    }
    Ok(())
}

fn family(letter: &str) -> &'static str {
    match letter {
        "S" => "structure · 结构",
        "P" => "placeholders · 占位",
        "G" => "goals · 目标",
        "K" => "key figures · 考核指标",
        "M" => "arithmetic · 算术",
        "R" => "risks · 风险",
        "B" => "budget · 预算",
        _ => "actions · 行动",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Missing => "costs what the missing part weighs",
        Nature::Blank => "a placeholder: its line counts as open",
        Nature::Detail => "costs what the missing detail would",
        Nature::Open => "its line counts as open",
        Nature::Defect => "costs a defect of its line",
        Nature::Unread => "costs nothing",
    }
}

fn page() -> String {
    let mut out = String::from(
        "# Rules\n\nMade from the declarations in `crates/plan/src/rules/` by `cargo xtask rules`; do not edit. \
         Each example is run as a test.\n\nA severity is the rule's usual one: what could not be read for certain is said \
         as a hint.\n\n| code | name | severity | what it finds | 检查什么 |\n| --- | --- | --- | --- | --- |\n",
    );
    for rule in rules() {
        let level = severity(rule.says[0].severity);
        let (code, name) = (rule.code, rule.name);
        writeln!(out, "| [{code}](#{code}) | {name} | {level} | {} | {} |", rule.what.en, rule.what.zh)
            .expect("a string takes it");
    }
    let mut last = "";
    for rule in rules() {
        let letter = &rule.code[..1];
        if letter != last {
            writeln!(out, "\n## {letter}: {}", family(letter)).expect("a string takes it");
            last = letter;
        }
        entry(&mut out, rule);
    }
    out
}

fn entry(out: &mut String, rule: &Rule) {
    let Rule { code, name, what, why, says, .. } = rule;
    write!(out, "\n<a id=\"{code}\"></a>\n\n### {code} {name}\n\n{}. {}\n\n", what.en, why.en)
        .expect("a string takes it");
    write!(out, "{}。{}\n\n", what.zh, why.zh).expect("a string takes it");
    for said in *says {
        let level = severity(said.severity);
        writeln!(out, "- {level}: {} → {}", said.message.en, said.fix.en).expect("a string takes it");
        writeln!(out, "  <br>{} → {}", said.message.zh, said.fix.zh).expect("a string takes it");
    }
    writeln!(out, "\nIn the score it {}.", nature(rule.nature)).expect("a string takes it");
    for example in rule.examples {
        for (label, plan) in [("Reported", example.fires), ("Not reported", example.silent)] {
            write!(out, "\n{label}:\n\n```text\n{}\n```\n", plan.trim_end()).expect("a string takes it");
        }
    }
}

fn codes() -> String {
    let codes: Vec<String> = rules().iter().map(|rule| format!("'{}'", rule.code)).collect();
    let lines: Vec<String> = codes.chunks(12).map(|chunk| format!("  | {}", chunk.join(" | "))).collect();
    format!(
        "/** The codes of the plan's rules. Made from their declarations by `cargo xtask rules`; do not edit. */\n\
         export type RuleCode =\n{};\n",
        lines.join("\n")
    )
}

/// Lays out a new rule: its file, with everything a declaration needs, and its line in the list.
pub fn new_rule(code: &str, name: &str) -> Result<()> {
    let (letter, number) = code.split_at(code.len().min(1));
    let numbered = number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit());
    ensure!(
        "SPGKMRBA".contains(letter) && letter.len() == 1 && numbered,
        "a code is a family letter and three digits"
    );
    let worded = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    ensure!(worded, "a name is lower-case words joined by hyphens");
    if let Some(rule) = rules().iter().find(|rule| rule.code == code || rule.name == name) {
        bail!("{} {} is there already", rule.code, rule.name);
    }
    let module = format!("{}_{}", code.to_lowercase(), name.replace('-', "_"));
    let folder = root().join(FOLDER);
    fs::write(folder.join(format!("{module}.rs")), layout(code, name))?;
    let list = folder.join("mod.rs");
    let text = fs::read_to_string(&list)?;
    fs::write(&list, listed(&text, &module))?;
    println!(
        "{FOLDER}/{module}.rs: say what it finds, why, and by which example; then run cargo xtask rules"
    );
    Ok(())
}

/// The list of rules with another: its module in the order of names, its entry at the end of its family.
fn listed(text: &str, module: &str) -> String {
    let letter = &module[..1];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let own = format!("mod {module};");
    let modules = lines.iter().rposition(|line| line.starts_with("mod ") && *line < own);
    lines.insert(modules.map_or(0, |at| at + 1), own);
    let entry = |line: &String| {
        let name = line.trim_start().strip_prefix('&').and_then(|rest| rest.strip_suffix("::RULE,"));
        name.is_some_and(|name| name.starts_with(letter) && name < module)
    };
    if let Some(at) = lines.iter().rposition(entry) {
        lines.insert(at + 1, format!("    &{module}::RULE,"));
    }
    lines.join("\n") + "\n"
}

fn layout(code: &str, name: &str) -> String {
    format!(
        r#"//! {code}: TODO in a few words what it finds.

use crate::finding::{{Example, Nature, Rule, Says, Sink, says, text}};
use crate::report::Severity::Warning;

const SAID: Says = says(
    Warning,
    0.8,
    ("TODO 哪里不对：{{0}}", "TODO what is wrong: {{0}}"),
    ("TODO 怎么改", "TODO what to do"),
);

pub(super) static RULE: Rule = Rule {{
    code: "{code}",
    name: "{name}",
    what: text("TODO 检查什么", "TODO what it finds"),
    why: text("TODO 为什么要紧。", "TODO why that matters."),
    nature: Nature::Defect,
    says: &[&SAID],
    group: None,
    examples: &[Example {{ fires: "一、目标\n- TODO\n", silent: "一、目标\n- TODO\n" }}],
    check,
}};

fn check(sink: &mut Sink) {{
    let model = sink.model;
    for line in model.lines() {{
        let block = model.outline.block(line);
        // TODO what is absent here. Words come from words/rules.tsv.
        if block.content() && block.start > block.end {{
            sink.report(&RULE, &SAID, block.start, block.end, &[]);
        }}
    }}
}}
"#
    )
}
