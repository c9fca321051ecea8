//! Why a file is refused.

use std::fmt;

/// Result of every fallible function.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a file is refused; `code` is stable, the messages are for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Error {
    /// Stable code, `files/what`.
    pub code: &'static str,
    /// The explanation in Simplified Chinese.
    pub zh: &'static str,
    /// The explanation in English.
    pub en: &'static str,
}

macro_rules! errors {
    ($($name:ident $code:literal $zh:literal $en:literal)*) => {
        impl Error {$(
            #[doc = $en]
            pub const $name: Self = Self { code: $code, zh: $zh, en: $en };
        )*}
    };
}
errors! {
    EMPTY "files/empty" "文件是空的" "the file is empty"
    TOO_LARGE "files/too-large" "文件超过 100 MB" "the file is larger than 100 MB"
    BOMB "files/inflates" "文件解压后超过自身的 200 倍，已拒绝" "the file inflates to more than 200 times its size"
    TOO_MANY_CELLS "files/too-many-cells" "工作表超过 1000 万个单元格" "the sheet spans more than 10 million cells"
    TOO_MUCH_TEXT "files/too-much-text" "内容展开后超过 256 MB，已拒绝" "what it says is longer than 256 MB: refused"
    HTML "files/html" "这是网页（HTML），常见于扩展名为 .xls 的导出文件；请用 Excel 或 WPS 打开后另存为 .xlsx" "this is a web page (HTML), as many exports named .xls are: open it in Excel and save it as .xlsx"
    XML "files/xml" "这是 XML 文件；请用 Excel 或 WPS 打开后另存为 .xlsx 或 .docx" "this is an XML file: open it in Excel or Word and save it as .xlsx or .docx"
    JSON "files/json" "这是 JSON 文件，不是 Office 文件" "this is a JSON file, no Office file"
    PDF "files/pdf" "这是 PDF 文件；请提供原来的 .xlsx 或 .docx" "this is a PDF: give the .xlsx or .docx it was made from"
    PICTURE "files/picture" "这是图片或影像文件，无法读取其中的文字" "this is a picture or film, whose words cannot be read"
    RTF "files/rtf" "这是 RTF 文件；请另存为 .docx" "this is an RTF file: save it as .docx"
    PACKED "files/packed" "这是压缩文件；请先解压" "this is a compressed archive: unpack it first"
    TEXT "files/text" "这是文本文件（例如 CSV），不是 Office 文件；请直接按 CSV 或文本读取" "this is a text file (CSV, perhaps), no Office file: read it as CSV or text"
    OLD_XLS "files/xls" "这是旧版 .xls，请另存为 .xlsx 或 CSV" "this is an old .xls file: save it as .xlsx or CSV"
    OLD_DOC "files/doc" "这是旧版 .doc，请另存为 .docx 或纯文本" "this is an old .doc file: save it as .docx or plain text"
    ENCRYPTED "files/encrypted" "文件有密码，请先去掉密码再试" "the file is protected by a password: save it without one"
    DAMAGED "files/damaged" "文件损坏或不完整" "the file is damaged or incomplete"
    NO_WORKBOOK "files/no-workbook" "不是 .xlsx 工作簿" "this is no .xlsx workbook"
    NO_DOCUMENT "files/no-document" "不是 .docx 文档" "this is no .docx document"
    NO_SHEET "files/no-sheet" "没有这个工作表" "there is no such sheet"
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en)
    }
}

impl std::error::Error for Error {}
