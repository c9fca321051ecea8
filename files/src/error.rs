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
