//! Where the rows are, and the engine that reads them.

use std::sync::Arc;

use ballista::prelude::SessionContextExt;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::execution::SessionState;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::{CsvReadOptions, DataFrame, ParquetReadOptions, SessionConfig, SessionContext};
use planscore::table::OrderHeader;
use serde_json::Value;

use crate::aggregate::Part;
use crate::error::{Error, Result};
use crate::group::Group;
use crate::job::options;

/// Delimiters of text files, in the order in which they are tried.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Bytes of input for each group of customers: so many orders fit into the memory of one core many times over.
const GROUP: u64 = 8 << 20;
/// Fewest and most groups.
const GROUPS: (u64, u64) = (16, 4_096);

/// An engine that has planscore's functions.
#[derive(Clone)]
pub struct Session {
    context: SessionContext,
}

/// Adds planscore's functions to an engine: `planscore_group` and `planscore_part`.
pub fn register(context: &SessionContext) {
    context.register_udf(ScalarUDF::new_from_impl(Group::default()));
    context.register_udaf(AggregateUDF::new_from_impl(Part::default()));
}

/// The state of an engine with planscore's functions.
pub(crate) fn state(config: SessionConfig) -> SessionState {
    let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
    let context = SessionContext::new_with_state(state);
    register(&context);
    context.state()
}

impl Session {
    /// The engine in this process, on so many cores; with a limit in bytes what does not fit is spilled to disk.
    ///
    /// # Errors
    /// An engine that cannot be set up.
    pub fn in_process(cores: usize, memory: Option<usize>) -> Result<Self> {
        let mut runtime = RuntimeEnvBuilder::new();
        if let Some(bytes) = memory {
            runtime = runtime.with_memory_pool(Arc::new(FairSpillPool::new(bytes)));
        }
        let config = SessionConfig::new().with_target_partitions(cores);
        let context = SessionContext::new_with_config_rt(config, runtime.build_arc()?);
        register(&context);
        Ok(Self { context })
    }

    /// A cluster: its scheduler's address (`df://127.0.0.1:50050`), whose executors have planscore's functions.
    ///
    /// # Errors
    /// An address that is none, or where nothing answers.
    pub async fn on_cluster(scheduler: &str, partitions: usize) -> Result<Self> {
        let address = url::Url::parse(scheduler)
            .ok()
            .and_then(|url| Some((url.host_str()?.to_owned(), url.port().unwrap_or(50_050))))
            .ok_or_else(|| Error::Cluster(format!("{scheduler} is no address: write df://host:50050")))?;
        tokio::net::TcpStream::connect(&address)
            .await
            .map_err(|error| Error::Cluster(format!("no scheduler answers at {scheduler}: {error}")))?;
        let config = SessionConfig::new().with_target_partitions(partitions);
        let context = SessionContext::remote_with_state(scheduler, state(config))
            .await
            .map_err(|error| Error::Cluster(error.to_string()))?;
        Ok(Self { context })
    }

    /// An engine that the caller has set up, with [`register`] and object stores of its own.
    pub fn with_context(context: SessionContext) -> Self {
        Self { context }
    }
}

/// How rows are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The core's options for orders or deals, as JSON.
    pub options: Value,
    /// The sign between cells of a text file; recognised when left out.
    pub delimiter: Option<u8>,
    /// Whether no cell holds a line break, so that all cores may read one text file.
    pub lines_are_rows: bool,
}

/// Rows of files that have the same columns.
#[derive(Clone)]
pub struct Input {
    pub(crate) rows: DataFrame,
    pub(crate) schema: SchemaRef,
    pub(crate) options: Value,
    pub(crate) groups: u32,
}

impl Input {
    /// Finds the files, `.parquet` or text, and their columns; a path may be a folder or a pattern (`data/*.csv`).
    ///
    /// # Errors
    /// No file, files that cannot be read, or of both kinds.
    pub async fn open(session: &Session, paths: &[String], reading: &Reading) -> Result<Self> {
        let context = &session.context;
        let size = size(context, paths).await?;
        let kinds: Vec<bool> = paths.iter().map(|path| path.ends_with(".parquet")).collect();
        let is_parquet = kinds.first() == Some(&true) || kinds.is_empty();
        if kinds.iter().any(|kind| *kind != is_parquet) {
            return Err(Error::Input(
                "the files are of two kinds: name .parquet files or text files".to_owned(),
            ));
        }
        let rows = if is_parquet {
            context.read_parquet(paths.to_vec(), ParquetReadOptions::default()).await?
        } else {
            texts(context, paths, reading).await?
        };
        let schema = Arc::new(rows.schema().as_arrow().clone());
        let options = match &reading.options {
            Value::Null => Value::Object(serde_json::Map::new()),
            options => options.clone(),
        };
        let groups = (size / GROUP).clamp(GROUPS.0, GROUPS.1) as u32;
        Ok(Self { rows, schema, options, groups })
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Whether the columns are those of orders: customer, date and amount.
    ///
    /// # Errors
    /// Which are missing or in doubt.
    pub fn header(&self) -> Result<OrderHeader> {
        let names = self.names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(OrderHeader::new(&names, options(&self.options, "orders")?)?)
    }
}

/// Text files, all of whose columns are texts.
async fn texts(context: &SessionContext, paths: &[String], reading: &Reading) -> Result<DataFrame> {
    let read = |delimiter: u8| {
        CsvReadOptions::new()
            .delimiter(delimiter)
            .file_extension("")
            .newlines_in_values(!reading.lines_are_rows)
            .truncated_rows(true)
            .schema_infer_max_records(100)
    };
    let given = reading.delimiter.map(|delimiter| vec![delimiter]).unwrap_or(DELIMITERS.to_vec());
    for &delimiter in &given {
        let options = read(delimiter);
        let inferred = context.read_csv(paths.to_vec(), options).await?;
        let fields = inferred.schema().fields();
        if fields.len() < 2 {
            continue;
        }
        let text = |name: &String| Field::new(name, DataType::Utf8, true);
        let schema = Schema::new(fields.iter().map(|field| text(field.name())).collect::<Vec<_>>());
        return Ok(context.read_csv(paths.to_vec(), read(delimiter).schema(&schema)).await?);
    }
    Err(Error::Input("the first line has one column only: name the delimiter".to_owned()))
}

/// How many bytes the files have.
async fn size(context: &SessionContext, paths: &[String]) -> Result<u64> {
    use datafusion::datasource::listing::ListingTableUrl;
    use futures::TryStreamExt as _;
    let mut size = 0;
    for path in paths {
        let url = ListingTableUrl::parse(path)?;
        let store = context.runtime_env().object_store(&url)?;
        let state = context.state();
        let unreadable = |error| Error::Input(format!("{path} cannot be read: {error}"));
        let files = url.list_all_files(&state, store.as_ref(), "").await.map_err(unreadable)?;
        let files: Vec<_> = files.try_collect().await.map_err(unreadable)?;
        if files.is_empty() {
            return Err(Error::Input(format!("there is no file {path}")));
        }
        size += files.iter().map(|file| file.size).sum::<u64>();
    }
    Ok(size)
}
