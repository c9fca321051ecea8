//! A cluster that has planscore's functions: Ballista's own scheduler and executors.

use std::net::SocketAddr;
use std::sync::Arc;

use ballista_core::extension::SessionConfigExt as _;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use datafusion::prelude::SessionConfig;

use crate::error::{Error, Result};
use crate::input::state;

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Cluster(error.to_string())
}

/// Schedules jobs, until the process ends.
///
/// # Errors
/// An address that is taken.
pub async fn scheduler(bind: SocketAddr) -> Result<()> {
    let config = SchedulerConfig::default()
        .with_hostname(bind.ip().to_string())
        .with_port(bind.port())
        .with_override_config_producer(Arc::new(SessionConfig::new_with_ballista))
        .with_override_session_builder(Arc::new(|config| Ok(state(config))));
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(failed)?;
    start_server(cluster, bind, Arc::new(config)).await.map_err(failed)
}

/// Where an executor works.
#[derive(Debug, Clone)]
pub struct Executor {
    /// The scheduler's host.
    pub scheduler_host: String,
    /// The scheduler's port.
    pub scheduler_port: u16,
    /// The address at which others fetch what it has; the port after it takes its orders.
    pub bind: SocketAddr,
    /// Where it keeps what does not fit into memory; a folder of its own when left out.
    pub work_dir: Option<String>,
    /// Tasks at once; as many as there are cores when left out.
    pub cores: Option<usize>,
    /// Bytes of memory for all of them.
    pub memory: Option<u64>,
}

/// Works for a scheduler, until the process is told to end.
///
/// # Errors
/// An address that is taken, or no scheduler.
pub async fn executor(executor: Executor) -> Result<()> {
    let registry = BallistaFunctionRegistry::from(&state(SessionConfig::new_with_ballista()));
    let defaults = ExecutorProcessConfig::default();
    let config = ExecutorProcessConfig {
        bind_host: executor.bind.ip().to_string(),
        external_host: Some(executor.bind.ip().to_string()),
        port: executor.bind.port(),
        grpc_port: executor.bind.port() + 1,
        scheduler_host: executor.scheduler_host,
        scheduler_port: executor.scheduler_port,
        scheduler_connect_timeout_seconds: 20,
        vcores: executor.cores.unwrap_or(defaults.vcores),
        work_dir: executor.work_dir,
        memory_pool_size: executor.memory,
        override_function_registry: Some(Arc::new(registry)),
        override_config_producer: Some(Arc::new(SessionConfig::new_with_ballista)),
        ..defaults
    };
    start_executor_process(Arc::new(config)).await.map_err(failed)
}
