//! What a file's bytes are.

use planscore_base::error::{Error, Result};
use planscore_base::locale::Text;

/// How the bytes of a text file spell characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// GB18030 (GBK, GB2312): what Excel writes on a Chinese Windows. The platform decodes it.
    Gb18030,
}

/// How many bytes are looked at to recognise a binary file.
const SNIFFED: usize = 8_192;

/// Recognises the encoding of a whole file or of its beginning (`whole` false: a character cut at
/// the end is no fault).
///
/// # Errors
/// `file/empty`, `file/binary`, and the codes of [`other_file`]: `file/xlsx`, `file/xls`, `file/zip`, `file/pdf`,
/// `file/picture`, `file/html`, `file/xml`, `file/json`, `file/rtf`.
pub fn detect(bytes: &[u8], whole: bool) -> Result<Encoding> {
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes == b"\xEF\xBB\xBF" {
        return Err(Error::format("file/empty", "文件是空的", "the file is empty"));
    }
    let head = &bytes[..bytes.len().min(SNIFFED)];
    if let Some(what) = other_file(head) {
        return Err(what.into());
    }
    match head {
        [0xFF, 0xFE, ..] => return Ok(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Ok(Encoding::Utf16Be),
        _ => {}
    }
    if head.contains(&0) {
        return utf16_without_mark(head).ok_or_else(|| {
            Error::format(
                "file/binary",
                "这是二进制文件，不是文本或 CSV",
                "this is a binary file, neither text nor CSV",
            )
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(Encoding::Utf8),
        Err(error) if error.error_len().is_none() && !whole => Ok(Encoding::Utf8),
        Err(_) => Ok(Encoding::Gb18030),
    }
}

/// A file that is something else, and what to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherFile {
    /// Stable code, `file/what`.
    pub code: &'static str,
    /// What it is and what to do.
    pub text: Text,
}

impl From<OtherFile> for Error {
    fn from(OtherFile { code, text }: OtherFile) -> Self {
        Self::format(code, text.zh, text.en)
    }
}

const fn other(code: &'static str, zh: &'static str, en: &'static str) -> OtherFile {
    OtherFile { code, text: Text { zh, en } }
}

/// Names files of other programs that are often dropped by mistake, by their beginning: workbooks, pictures,
/// archives, web pages saved as .xls, JSON, XML. `None` for what may be a table or a text.
pub fn other_file(head: &[u8]) -> Option<OtherFile> {
    binary_file(head).or_else(|| marked_up(head))
}

fn binary_file(head: &[u8]) -> Option<OtherFile> {
    let found = match head {
        [b'P', b'K', 3, 4, ..] => {
            let name = head.get(30..).unwrap_or_default();
            let is_office = ["[Content_Types]", "_rels", "xl", "word", "docProps", "customXml", "mimetype"]
                .iter()
                .any(|part| name.starts_with(part.as_bytes()));
            if is_office || name.is_empty() {
                return Some(other(
                    "file/xlsx",
                    "这是 .xlsx、.docx 等 Office 文件；请用 planscore/files 读取，或另存为 CSV（UTF-8）或纯文本",
                    "this is an .xlsx, .docx or other Office file; read it with planscore/files, or save it as CSV (UTF-8) or plain text",
                ));
            }
            other("file/zip", "这是压缩文件（zip）；请先解压", "this is a zip archive: unpack it first")
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => other(
            "file/xls",
            "这是旧版 .xls 或 .doc 文件；请另存为 .xlsx / .docx 或 CSV",
            "this is an old .xls or .doc file; save it as .xlsx / .docx or CSV",
        ),
        [b'%', b'P', b'D', b'F', ..] => other(
            "file/pdf",
            "这是 PDF 文件；请导出为 CSV 或纯文本",
            "this is a PDF; export CSV or plain text",
        ),
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..]
        | [b'I', b'I', 0x2A, 0, ..]
        | [b'M', b'M', 0, 0x2A, ..]
        | [0, 0, 0, _, b'f', b't', b'y', b'p', ..] => other(
            "file/picture",
            "这是图片或影像文件，无法读取其中的文字；请提供原来的表格或文本",
            "this is a picture or film, whose words cannot be read: give the table or text it was made from",
        ),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => other(
            "file/picture",
            "这是图片文件，无法读取其中的文字；请提供原来的表格或文本",
            "this is a picture, whose words cannot be read: give the table or text it was made from",
        ),
        [0x1F, 0x8B, ..]
        | [b'R', b'a', b'r', b'!', ..]
        | [b'7', b'z', 0xBC, 0xAF, ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', ..] => {
            other("file/zip", "这是压缩文件；请先解压", "this is a compressed archive: unpack it first")
        }
        _ => return None,
    };
    Some(found)
}

/// Text that is no table: web pages, XML, JSON, rich text.
fn marked_up(head: &[u8]) -> Option<OtherFile> {
    let head = &head[..head.len().min(4_096)];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    // UTF-16 without its zeros reads the same, as far as marks go.
    let start: Vec<u8> = head
        .iter()
        .filter(|&&byte| byte != 0 && byte < 0xFE)
        .map(u8::to_ascii_lowercase)
        .skip_while(u8::is_ascii_whitespace)
        .collect();
    let has = |word: &str| start.windows(word.len()).any(|window| window == word.as_bytes());
    let begins = |word: &str| start.starts_with(word.as_bytes());
    if begins("<") || begins("mime-version:") {
        let tags = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<div", "mime-version:"];
        if tags.iter().any(|tag| has(tag)) {
            return Some(other(
                "file/html",
                "这是网页（HTML），常见于扩展名为 .xls 的导出文件；请用 Excel 或 WPS 打开后另存为 .xlsx 或 CSV",
                "this is a web page (HTML), as many exports named .xls are: open it in Excel and save it as .xlsx or CSV",
            ));
        }
        if begins("<?xml") || begins("<!--") || start.get(1).is_some_and(u8::is_ascii_alphabetic) && has(">")
        {
            return Some(other(
                "file/xml",
                "这是 XML 文件，不是表格；请用 Excel 或 WPS 打开后另存为 .xlsx 或 CSV",
                "this is an XML file, no table: open it in Excel and save it as .xlsx or CSV",
            ));
        }
    }
    let mut tokens = start.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    let is_json = matches!(
        (tokens.next(), tokens.next(), tokens.next()),
        (Some(b'{'), Some(b'"' | b'}'), _)
            | (Some(b'['), Some(b'{' | b'['), Some(b'"' | b'}' | b'{' | b'[' | b'0'..=b'9'))
    );
    if is_json {
        return Some(other(
            "file/json",
            "这是 JSON 文件，不是 CSV 表格；请导出为 CSV，或用 fromColumns / fromEvents 传入各列",
            "this is a JSON file, no CSV table: export CSV, or give its columns to fromColumns or fromEvents",
        ));
    }
    if begins("{\\rtf") {
        return Some(other(
            "file/rtf",
            "这是 RTF 文件；请另存为 .docx 或纯文本",
            "this is an RTF file: save it as .docx or plain text",
        ));
    }
    None
}

/// ASCII letters in UTF-16 leave every second byte zero; anything else with zeros is binary.
fn utf16_without_mark(head: &[u8]) -> Option<Encoding> {
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let pairs = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 5 > pairs => Some(Encoding::Utf16Le),
        (even, 0) if even * 5 > pairs => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Text of UTF-16 bytes; a lone surrogate or a cut last character becomes U+FFFD.
///
/// ```
/// use planscore_table::encoding::utf16;
/// assert_eq!(utf16(&[0xFF, 0xFE, 0x2D, 0x4E], true), "中");
/// ```
pub fn utf16(bytes: &[u8], little_endian: bool) -> String {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if little_endian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units = bytes.chunks_exact(2).map(unit);
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_what_people_drop() {
        let code = |bytes: &[u8]| detect(bytes, true).map_err(|e| e.code());
        assert_eq!(code("客户,金额".as_bytes()), Ok(Encoding::Utf8));
        // 客户 in GB18030 is BF CD BB A7.
        assert_eq!(code(b"\xBF\xCD\xBB\xA7,a\n"), Ok(Encoding::Gb18030));
        assert_eq!(code(b"\xFF\xFEa\0"), Ok(Encoding::Utf16Le));
        assert_eq!(code(b"a\0b\0,\0"), Ok(Encoding::Utf16Le));
        assert_eq!(code(b""), Err("file/empty"));
        assert_eq!(code(b" \r\n"), Err("file/empty"));
        assert_eq!(code(b"PK\x03\x04xx"), Err("file/xlsx"));
        assert_eq!(code(b"\xD0\xCF\x11\xE0"), Err("file/xls"));
        assert_eq!(code(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err("file/picture"));
        assert_eq!(
            code(b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.txt"),
            Err("file/zip")
        );
        for page in ["<html><table>", "\u{feff}<!DOCTYPE html>\n<html>", "  <TABLE border=1><tr>"] {
            assert_eq!(code(page.as_bytes()), Err("file/html"), "{page}");
        }
        assert_eq!(code(b"<?xml version=\"1.0\"?><Workbook>"), Err("file/xml"));
        assert_eq!(code(b"[\n {\"a\": 1}]"), Err("file/json"));
        assert_eq!(code(b"{ \"orders\": []}"), Err("file/json"));
        assert_eq!(code(b"[customer],[date]\n"), Ok(Encoding::Utf8));
        assert_eq!(code(b"\xFF\xFE<\0h\0t\0m\0l\0>\0"), Err("file/html"));
        assert_eq!(code(b"BMW,2026\n"), Ok(Encoding::Utf8));
        let cut = &"客户".as_bytes()[..5];
        assert_eq!(detect(cut, false), Ok(Encoding::Utf8));
    }
}
