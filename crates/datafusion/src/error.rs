//! What can go wrong, and the exit code that tells so.

use datafusion::error::DataFusionError;

/// Result of every fallible function.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The core refused a file or an option: a missing column, no usable row.
    #[error("{0}")]
    Core(#[from] planscore::error::Error),
    /// The engine failed: an unreadable file, memory or disk that ran out.
    #[error("{}", .0.find_root())]
    Engine(DataFusionError),
    /// A file or folder that cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// An input that is none.
    #[error("{0}")]
    Input(String),
    /// A cluster that does not answer, or has failed.
    #[error("{0}")]
    Cluster(String),
    /// A state that was damaged on its way.
    #[error("a state was damaged on its way: {0}")]
    State(#[from] rmp_serde::decode::Error),
}

impl Error {
    /// What the program ends with: 3 for files and options, 4 for the cluster, 1 for anything else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Core(_) | Self::Input(_) | Self::File { .. } => 3,
            Self::Cluster(_) => 4,
            Self::Engine(_) | Self::State(_) => 1,
        }
    }

    /// A file or folder that cannot be used.
    pub(crate) fn file(path: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        |source| Self::File { path: path.into(), source }
    }
}

/// What the core refused is told as such, wherever in the engine it came up.
impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        let refused = match error.find_root() {
            DataFusionError::External(inner) => match inner.downcast_ref::<Self>() {
                Some(Self::Core(core)) => Some(core.clone()),
                _ => inner.downcast_ref::<planscore::error::Error>().cloned(),
            },
            _ => None,
        };
        refused.map_or(Self::Engine(error), Self::Core)
    }
}
