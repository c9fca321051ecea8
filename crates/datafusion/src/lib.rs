//! planscore beyond one machine: the same answers from Apache `DataFusion`, on all cores and with spilling to disk,
//! and from Apache Ballista, on many machines.
//!
//! Columns are recognised and cells are read by the core's own code. Rows are grouped by customer
//! (`planscore_group`), each group's orders are collected in any order and from anywhere (`planscore_part`: update,
//! state, merge, evaluate), and what the groups come to is merged exactly ([`planscore::rfm::RfmPart`],
//! [`planscore::measure::OrderSums`]): how rows were split changes no digit.
//!
//! ```
//! # let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
//! # runtime.block_on(async {
//! use planscore_datafusion::{Input, Reading, Session, tiers};
//! let dir = tempfile::tempdir().unwrap();
//! let file = dir.path().join("orders.csv");
//! std::fs::write(&file, "客户,下单日期,金额\n甲,2026-01-05,100\n甲,2026-03-01,300\n乙,2025-01-01,50\n").unwrap();
//! let session = Session::in_process(2, None).unwrap();
//! let input = Input::open(&session, &[file.display().to_string()], &Reading::default()).await.unwrap();
//! let found = tiers(&input, &serde_json::json!({})).await.unwrap();
//! assert_eq!(found.segmentation.summary().revenue, 450.0);
//! # });
//! ```

mod aggregate;
mod cells;
mod cluster;
mod error;
mod funnel;
mod group;
mod input;
mod job;
mod run;
mod write;

pub use cluster::{Executor, executor, scheduler};
pub use error::{Error, Result};
pub use funnel::{deals, funnel};
pub use input::{Input, Reading, Session, register};
pub use run::{Tiers, kpis, tiers};
pub use write::{json, write_customers};
