//! The zip archive around a workbook or document, its bounds checked before anything is believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use planscore_table::encoding::{self, Encoding};

use quick_xml::events::Event;

use crate::error::{Error, Result};
use crate::numbering::attribute;

/// Largest file.
const MAX_BYTES: usize = 100 << 20;
/// How far the parts may inflate together, against the file's size.
const MAX_RATIO: u64 = 200;
/// Small files may inflate this far: their parts compress well.
const SMALL: u64 = 8 << 20;

/// An archive whose parts are all bounded.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a file.
///
/// # Errors
/// What is empty, too large, old, encrypted, damaged, or inflates too far.
pub fn open(bytes: &[u8]) -> Result<Archive<'_>> {
    if bytes.is_empty() {
        return Err(Error::EMPTY);
    }
    if bytes.len() > MAX_BYTES {
        return Err(Error::TOO_LARGE);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(compound(bytes));
    }
    if !bytes.starts_with(b"PK") {
        return Err(other(bytes));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::DAMAGED)?;
    let mut left = (bytes.len() as u64 * MAX_RATIO).max(SMALL);
    for i in 0..archive.len() {
        let part = archive.by_index(i).map_err(|_| Error::DAMAGED)?;
        // What the directory says of sizes need not be true: only reading tells.
        let read =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| Error::DAMAGED)?;
        left = left.checked_sub(read).ok_or(Error::BOMB)?;
    }
    Ok(archive)
}

/// What a file is that is no archive.
fn other(bytes: &[u8]) -> Error {
    match encoding::other_file(bytes).map(|other| other.code) {
        Some("file/html") => Error::HTML,
        Some("file/xml") => Error::XML,
        Some("file/json") => Error::JSON,
        Some("file/pdf") => Error::PDF,
        Some("file/picture") => Error::PICTURE,
        Some("file/rtf") => Error::RTF,
        Some("file/zip") => Error::PACKED,
        _ if encoding::detect(bytes, true).is_ok_and(|found| found == Encoding::Utf8) => Error::TEXT,
        _ => Error::DAMAGED,
    }
}

/// What a compound file of the old kind is, by the names of its streams (UTF-16).
fn compound(bytes: &[u8]) -> Error {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        Error::ENCRYPTED
    } else if has("WordDocument") {
        Error::OLD_DOC
    } else {
        Error::OLD_XLS
    }
}

/// The names of the parts as they are compared: some programs write backslashes, some capitals.
pub fn names(archive: &Archive<'_>) -> Vec<String> {
    archive.file_names().flatten().map(|name| normalised(&name)).collect()
}

fn normalised(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// A part as text, by its name in any case and with either slash; `None` where there is none.
///
/// # Errors
/// A part that is damaged or no UTF-8.
pub fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>> {
    let wanted = normalised(name);
    let Some(place) = names(archive).iter().position(|name| *name == wanted) else { return Ok(None) };
    let mut part = archive.by_index(place).map_err(|_| Error::DAMAGED)?;
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(|_| Error::DAMAGED)?;
    Ok(Some(text))
}

/// What a part is related to (the whole file where its name is empty): the last word of each relation's type,
/// and the part it leads to.
///
/// # Errors
/// Relations that are damaged.
pub fn relations(archive: &mut Archive<'_>, of: &str) -> Result<Vec<(String, String)>> {
    let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
    let place =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(xml) = part(archive, &place)? else { return Ok(Vec::new()) };
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Error::DAMAGED)? {
            Event::Eof => return Ok(found),
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let (kind, target) = (attribute(&element, "Type"), attribute(&element, "Target"));
                let (Some(kind), Some(target)) = (kind, target) else { continue };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = target.replace('\\', "/");
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                found.push((kind, target));
            }
            _ => {}
        }
    }
}
