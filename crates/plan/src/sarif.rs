//! Findings as a SARIF 2.1.0 log.

use serde::Serialize;

use super::report::{Edit, Finding, Severity};

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    char_offset: usize,
    char_length: usize,
}

#[derive(Serialize, Clone)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DeletedRegion {
    char_offset: usize,
    char_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: DeletedRegion,
    inserted_content: Message<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Message<'a>>,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints<'a> {
    #[serde(rename = "planscore/v1")]
    v1: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    rank: f64,
    message: Message<'a>,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Fix<'a>; 1]>,
}

/// A rule as SARIF describes it, from its declaration; a code that no rule has keeps its code alone.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(id: &str) -> Descriptor<'_> {
    let rule = crate::rules().iter().find(|rule| rule.code == id);
    Descriptor {
        id,
        name: rule.map(|rule| rule.name),
        short_description: rule.map(|rule| Message { text: rule.what.zh }),
        help: rule.map(|rule| Message { text: rule.why.zh }),
        default_configuration: rule.map(|rule| Configuration { level: level(rule.says[0].severity) }),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

/// A SARIF 2.1.0 log, ready to be written as JSON.
///
/// ```ts
/// type SarifLog = { $schema: string; version: '2.1.0'; runs: object[] };
/// ```
#[derive(Serialize)]
pub struct Sarif<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

/// A name as a URI reference: what may not stand in one is written as percents (RFC 3986).
fn reference(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    let bytes = name.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = byte == b'%'
            && bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        if escape || byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            for digit in [byte >> 4, byte & 15] {
                uri.extend(char::from_digit(u32::from(digit), 16).map(|c| c.to_ascii_uppercase()));
            }
        }
    }
    uri
}

/// The findings of one text as a SARIF 2.1.0 log; `uri` names the text, a file's name as it is.
///
/// Columns and offsets count UTF-16 units, fingerprints let a viewer match findings between versions,
/// and edits become fixes.
pub fn sarif<'a>(findings: &'a [Finding], uri: &str) -> Sarif<'a> {
    let artifact = ArtifactLocation { uri: reference(uri) };
    let mut codes: Vec<&str> = Vec::new();
    for finding in findings {
        if !codes.contains(&finding.code.as_str()) {
            codes.push(&finding.code);
        }
    }
    let fix = |finding: &'a Finding, edit: &'a Edit| {
        [Fix {
            description: finding.fix.as_deref().map(|text| Message { text }),
            artifact_changes: [ArtifactChange {
                artifact_location: artifact.clone(),
                replacements: [Replacement {
                    deleted_region: DeletedRegion {
                        char_offset: edit.start,
                        char_length: edit.end - edit.start,
                    },
                    inserted_content: Message { text: &edit.text },
                }],
            }],
        }]
    };
    let results = findings
        .iter()
        .map(|finding| Outcome {
            rule_id: &finding.code,
            rule_index: codes.iter().position(|code| *code == finding.code).unwrap_or(0),
            level: level(finding.severity),
            rank: (finding.confidence.clamp(0.0, 1.0) * 100.0).round(),
            message: Message { text: &finding.message },
            locations: [Location {
                physical_location: PhysicalLocation {
                    artifact_location: artifact.clone(),
                    region: Region {
                        start_line: finding.span.line.max(1),
                        start_column: finding.span.column.max(1),
                        char_offset: finding.span.start,
                        char_length: finding.span.end.saturating_sub(finding.span.start),
                    },
                },
            }],
            partial_fingerprints: Fingerprints { v1: &finding.fingerprint },
            fixes: finding.edit.as_ref().filter(|edit| edit.start <= edit.end).map(|edit| fix(finding, edit)),
        })
        .collect();
    Sarif {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "planscore",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().map(|id| descriptor(id)).collect(),
                },
            },
            column_kind: "utf16CodeUnits",
            results,
        }],
    }
}
