//! `planscore-batch`: tiers, funnel and actuals of files too large for a browser.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use indicatif::ProgressBar;
use planscore::calendar::{Day, Period};
use planscore::locale::Locale;
use planscore::measure::{Scope, from_deals};
use planscore_datafusion::{
    Error, Executor, Input, Reading, Result, Session, deals, executor, funnel, json, kpis, scheduler, tiers,
    write_customers,
};
use serde_json::{Value, json as value};

const EXAMPLES: &str = "Examples:
  planscore-batch tiers --input 'data/*.parquet' --out result
  planscore-batch tiers --input orders.csv --out result --options '{\"monetary\": \"mean\"}'
  planscore-batch funnel --input deals.csv --out result --reading '{\"stages\": [\"线索\", \"商机\", \"成单\"]}'
  planscore-batch kpis --input orders.csv --out result --from 2026-01-01 --to 2026-03-31
  planscore-batch scheduler --bind 127.0.0.1:50050
  planscore-batch executor --scheduler df://127.0.0.1:50050 --bind 127.0.0.1:50060
  planscore-batch tiers --input 'data/*.parquet' --out result --scheduler df://127.0.0.1:50050

Files are read where the executors are: on a cluster every machine must see them under the same path.
It ends with 0 when done, 2 for wrong arguments, 3 for files and options, 4 for the cluster, 1 for anything else.";

/// Tiers, funnel and actuals of files too large for a browser: the same answers as in the browser, digit by digit.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Customers of orders: customers.parquet, summary.json and issues.json
    Tiers {
        #[command(flatten)]
        job: Job,
    },
    /// Where deals and time are lost: funnel.json
    Funnel {
        #[command(flatten)]
        job: Job,
    },
    /// Figures of a period from orders or deals: actuals.json
    Kpis {
        #[command(flatten)]
        job: Job,
        /// First day of the period (2026-01-01)
        #[arg(long, value_parser = day)]
        from: Day,
        /// Last day of the period
        #[arg(long, value_parser = day)]
        to: Day,
        /// Only what this person sold
        #[arg(long)]
        owner: Option<String>,
    },
    /// Schedules the jobs of a cluster
    Scheduler {
        /// The address at which it answers
        #[arg(long, default_value = "127.0.0.1:50050")]
        bind: SocketAddr,
    },
    /// Works for a cluster
    Executor {
        /// The scheduler's address
        #[arg(long, default_value = "df://127.0.0.1:50050")]
        scheduler: url::Url,
        /// The address at which others fetch what it has; the next port takes its orders
        #[arg(long, default_value = "127.0.0.1:50060")]
        bind: SocketAddr,
        /// Where it keeps what does not fit into memory
        #[arg(long)]
        work_dir: Option<String>,
        /// Tasks at once
        #[arg(long)]
        cores: Option<usize>,
        /// Memory for all of them, in MiB
        #[arg(long)]
        memory: Option<u64>,
    },
}

#[derive(Args)]
struct Job {
    /// Files, .parquet or text in UTF-8 with the header in the first line: paths, folders or patterns
    #[arg(long, required = true, num_args = 1..)]
    input: Vec<String>,
    /// The folder for the results, made when it is not there
    #[arg(long)]
    out: PathBuf,
    /// A cluster's scheduler (df://host:port); in this process when left out
    #[arg(long)]
    scheduler: Option<String>,
    /// How the question is asked, as JSON: the options of segmentCustomers or analyzeFunnel
    #[arg(long, value_parser = object, default_value = "{}")]
    options: Value,
    /// How the files are read, as JSON: the options of Orders.fromCsv or Deals.fromCsv
    #[arg(long, value_parser = object, default_value = "{}")]
    reading: Value,
    /// The sign between cells of text files; recognised when left out
    #[arg(long)]
    delimiter: Option<char>,
    /// No cell of the text files holds a line break: all cores may read one file
    #[arg(long)]
    lines_are_rows: bool,
    /// Cores to use, or parts on a cluster
    #[arg(long)]
    cores: Option<usize>,
    /// Memory in MiB, beyond which what is held is spilled to disk
    #[arg(long)]
    memory: Option<usize>,
}

fn day(text: &str) -> std::result::Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "write a day as 2026-03-05".to_owned())
}

fn object(text: &str) -> std::result::Result<Value, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(Value::Object(object)),
        Ok(_) => Err("an object is expected".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

impl Job {
    async fn open(&self) -> Result<Input> {
        let cores = self.cores.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        let session = match &self.scheduler {
            Some(scheduler) => Session::on_cluster(scheduler, cores).await?,
            None => Session::in_process(cores.max(1), self.memory.map(|memory| memory << 20))?,
        };
        let delimiter = self
            .delimiter
            .map(|sign| {
                u8::try_from(sign).map_err(|_| Error::Input("the delimiter is one ASCII sign".to_owned()))
            })
            .transpose()?;
        let reading =
            Reading { options: self.reading.clone(), delimiter, lines_are_rows: self.lines_are_rows };
        Input::open(&session, &self.input, &reading).await
    }

    fn write(&self, name: &str, result: &impl serde::Serialize) -> Result<()> {
        let path = self.path(name)?;
        fs::write(&path, json(result))
            .map_err(|source| Error::File { path: path.display().to_string(), source })
    }

    fn path(&self, name: &str) -> Result<PathBuf> {
        let file = |source| Error::File { path: self.out.display().to_string(), source };
        fs::create_dir_all(&self.out).map_err(file)?;
        Ok(Path::new(&self.out).join(name))
    }
}

async fn run(command: &Command) -> Result<()> {
    match command {
        Command::Tiers { job } => {
            let found = tiers(&job.open().await?, &job.options).await?;
            write_customers(&found.segmentation, &job.path("customers.parquet")?)?;
            job.write("summary.json", found.segmentation.summary())?;
            job.write("issues.json", &found.issues)
        }
        Command::Funnel { job } => job.write("funnel.json", &funnel(&job.open().await?, &job.options).await?),
        Command::Kpis { job, from, to, owner } => {
            let (input, period) = (job.open().await?, Period::new(*from, *to));
            let scope = Scope { owner: owner.as_deref(), locale: Locale::default() };
            let found = match input.header() {
                Ok(_) => kpis(&input, &period, scope.owner, scope.locale).await?,
                // Not orders: they may be deals.
                Err(missing) => match deals(&input).await {
                    Ok(deals) => from_deals(&deals, &period, scope)?,
                    Err(Error::Core(_)) => return Err(missing),
                    Err(error) => return Err(error),
                },
            };
            let begins = found.begins;
            job.write(
                "actuals.json",
                &value!({ "actuals": found.actuals, "issues": found.issues, "begins": begins }),
            )
        }
        Command::Scheduler { bind } => scheduler(*bind).await,
        Command::Executor { scheduler, bind, work_dir, cores, memory } => {
            executor(Executor {
                scheduler_host: scheduler.host_str().unwrap_or("127.0.0.1").to_owned(),
                scheduler_port: scheduler.port().unwrap_or(50_050),
                bind: *bind,
                work_dir: work_dir.clone(),
                cores: *cores,
                memory: memory.map(|memory| memory << 20),
            })
            .await
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let bar = ProgressBar::new_spinner();
    if !matches!(cli.command, Command::Scheduler { .. } | Command::Executor { .. }) {
        bar.enable_steady_tick(Duration::from_millis(200));
        bar.set_message("reading");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(run(&cli.command));
    bar.finish_and_clear();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
