//! The zip archive around a workbook or document, its bounds checked before anything is believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::{Error, Result};

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

/// A part as text; `None` where there is none.
///
/// # Errors
/// A part that is damaged or no UTF-8.
pub fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>> {
    let Ok(mut part) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(|_| Error::DAMAGED)?;
    Ok(Some(text))
}
