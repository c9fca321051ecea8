//! A static file server on the loopback address: the demo and the browser tests use it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// How long a connection may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server; it ends with the process.
pub struct Server {
    address: SocketAddr,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves a folder at the port (0: any free one).
    pub fn start(dir: &Path, port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} is taken; choose another with --port N"))?;
        let address = listener.local_addr()?;
        let dir = dir.to_path_buf();
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let dir = dir.clone();
                // A browser that hangs up early is no concern of ours.
                std::thread::spawn(move || drop(answer(&dir, &stream)));
            }
        });
        Ok(Self { address, thread })
    }

    /// The address to type into a browser.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the process ends.
    pub fn wait(self) {
        self.thread.join().expect("the server does not panic");
    }
}

fn answer(dir: &Path, stream: &TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut unpacks = false;
    while let Some(header) = lines.next().transpose()?.filter(|header| !header.is_empty()) {
        let header = header.to_ascii_lowercase();
        unpacks |= header.starts_with("accept-encoding:") && header.contains("gzip");
    }

    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = match (method, locate(dir, target)) {
        ("GET" | "HEAD", Some(path)) => ("200 OK", mime(&path), fs::read(path)?),
        ("GET" | "HEAD", None) => ("404 Not Found", "text/plain; charset=utf-8", b"not found".to_vec()),
        _ => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"not allowed".to_vec()),
    };
    // As a server on the way to users would; pictures are packed already.
    let packs = unpacks && kind != "image/png" && !body.is_empty();
    let (encoding, body) = if packs { ("Content-Encoding: gzip\r\n", packed(&body)?) } else { ("", body) };
    let mut out = stream;
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{encoding}Content-Length: {}\r\nCache-Control: no-cache\r\n\
         Vary: Accept-Encoding\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len(),
    )?;
    if method != "HEAD" {
        out.write_all(&body)?;
    }
    out.flush()
}

fn packed(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body)?;
    encoder.finish()
}

/// The file a request names, if it lies inside the folder.
fn locate(dir: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    let relative = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| dir.join(relative)).filter(|path| path.is_file())
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_stays_inside_the_folder() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(locate(dir, "/src/main.rs?v=1"), Some(dir.join("src/main.rs")));
        assert_eq!(locate(dir, "/../Cargo.toml"), None);
        assert_eq!(locate(dir, "/src/../../Cargo.toml"), None);
        assert_eq!(locate(dir, "/nothing"), None);
    }

    /// What a browser that unpacks gets is short and unpacks to the file; who does not say so gets the file.
    #[test]
    fn texts_are_packed_for_those_who_unpack() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let server = Server::start(dir, 0).unwrap();
        let ask = |accept: &str| {
            let mut stream = TcpStream::connect(server.address().trim_start_matches("http://")).unwrap();
            write!(stream, "GET /Cargo.toml HTTP/1.1\r\n{accept}\r\n").unwrap();
            let mut answer = Vec::new();
            std::io::Read::read_to_end(&mut stream, &mut answer).unwrap();
            let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
            (String::from_utf8_lossy(&answer[..head]).into_owned(), answer[head..].to_vec())
        };
        let file = fs::read(dir.join("Cargo.toml")).unwrap();
        assert_eq!(ask("").1, file);
        let (head, packed) = ask("Accept-Encoding: gzip, deflate\r\n");
        assert!(head.contains("Content-Encoding: gzip") && packed.len() < file.len(), "{head}");
        let mut unpacked = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut unpacked).unwrap();
        assert_eq!(unpacked, file);
    }

    #[test]
    fn wasm_is_served_as_wasm() {
        assert_eq!(mime(Path::new("planscore.wasm")), "application/wasm");
    }
}
