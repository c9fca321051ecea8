//! What a file's bytes are.

use planscore_base::error::{Error, Result};

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
/// `file/empty`, `file/xlsx` (and other zip containers), `file/xls`, `file/pdf`, `file/binary`.
pub fn detect(bytes: &[u8], whole: bool) -> Result<Encoding> {
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes == b"\xEF\xBB\xBF" {
        return Err(Error::format("file/empty", "文件是空的", "the file is empty"));
    }
    let head = &bytes[..bytes.len().min(SNIFFED)];
    if let Some(refused) = container(head) {
        return Err(refused);
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

/// Files of other programs that are often dropped by mistake, by their first bytes.
fn container(head: &[u8]) -> Option<Error> {
    let (code, zh, en) = match head {
        [b'P', b'K', 3, 4, ..] => (
            "file/xlsx",
            "这是 .xlsx、.docx 或压缩文件；请另存为 CSV（UTF-8）或纯文本",
            "this is an .xlsx, .docx or zip file; save it as CSV (UTF-8) or plain text",
        ),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => (
            "file/xls",
            "这是旧版 .xls 或 .doc 文件；请另存为 .xlsx / .docx 或 CSV",
            "this is an old .xls or .doc file; save it as .xlsx / .docx or CSV",
        ),
        [b'%', b'P', b'D', b'F', ..] => {
            ("file/pdf", "这是 PDF 文件；请导出为 CSV 或纯文本", "this is a PDF; export CSV or plain text")
        }
        _ => return None,
    };
    Some(Error::format(code, zh, en))
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
        assert_eq!(code(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err("file/binary"));
        let cut = &"客户".as_bytes()[..5];
        assert_eq!(detect(cut, false), Ok(Encoding::Utf8));
    }
}
