//! `batch`: pages for many counties, and how far they are.

mod computer;
mod guardian;
mod journal;
mod progress;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use serde_json::json;

use self::journal::{Journal, Past};
use self::progress::{Progress, SoFar};
use super::output::{Ending, Summary, print, print_findings, tell};
use super::{FINDINGS, FontArguments, Format, GOOD, PressArguments, RootArguments, UNWRITTEN};
use banmian::batch::{
    self, Batch, Ended, Found, Job, Need, Options, Shard, Source, State, Store, Tally, sheet, status,
};
use banmian::diagnostic::{Diagnostic, render};
use banmian::edition::Input;
use banmian::files::unwritable;
use banmian::job::{Besides, Limits, MOST_SECONDS, Order, Stock};
use banmian::message::{Lang, Message, io_error};
use banmian::say;

pub use computer::size;

/// The resolution of the small pictures (pixels to the inch): a broadsheet page is some three hundred pixels wide.
const PPI: f64 = 20.0;
/// How long a process waits for the one before it to be gone.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true
)]
pub struct BatchArguments {
    #[command(subcommand)]
    command: Option<BatchCommand>,
    #[arg(value_name = "JOBS", required = true)]
    jobs: Vec<PathBuf>,
    #[arg(short, long, value_name = "OUT", required = true)]
    output: Option<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    retry_failed: bool,
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    workers: Option<u16>,
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: Option<u64>,
    #[arg(long, value_name = "SECONDS", default_value_t = MOST_SECONDS,
        value_parser = clap::value_parser!(u16).range(1..=60))]
    time_limit: u16,
    #[arg(long)]
    no_pictures: bool,
    #[arg(long, value_name = "NAME|DIR")]
    template: Option<String>,
    #[command(flatten)]
    roots: RootArguments,
    #[command(flatten)]
    fonts: FontArguments,
    #[command(flatten)]
    press: PressArguments,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum BatchCommand {
    Status {
        #[arg(value_name = "OUT")]
        results: PathBuf,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
}

/// A part from the command line.
fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).ok_or_else(String::new)
}

/// Makes the pages, or says how far they are.
pub fn batch(arguments: &BatchArguments, words: &[OsString], lang: Lang) -> u8 {
    if let Some(BatchCommand::Status { results, format }) = &arguments.command {
        return match Store::open(results) {
            Ok(store) => show_status(&store, *format, lang),
            Err(finding) => refuse(&[finding], *format, lang),
        };
    }
    let journal = guardian::journal();
    if journal.is_none()
        && !arguments.dry_run
        && let Some(code) = guardian::watch(words, lang)
    {
        return code;
    }
    let code = run(arguments, journal.as_deref(), lang);
    code.unwrap_or_else(|findings| refuse(&findings, arguments.format, lang))
}

/// Says what stands in the way of all work.
fn refuse(findings: &[Diagnostic], format: Format, lang: Lang) -> u8 {
    print_findings(findings, &Summary::default(), format, lang);
    Ending::of(findings).code()
}

fn run(arguments: &BatchArguments, journal: Option<&Path>, lang: Lang) -> Result<u8, Vec<Diagnostic>> {
    if journal.is_some() {
        guardian::end_together();
    }
    let shard = match arguments.shard {
        Some(shard) => shard,
        None => Shard::of_engine(&|name| std::env::var(name).ok()).map_err(|finding| vec![finding])?,
    };
    let Asked { found, source } = Asked::of(&arguments.jobs, &order(arguments))?;
    let past = journal.map(Past::read).unwrap_or_default();
    let fresh = past == Past::default();
    if fresh && !found.warnings.is_empty() && arguments.format == Format::Text {
        tell(&render(&found.warnings, lang));
    }
    let out = arguments.output.clone().unwrap_or_default();
    let store = Store::open(&out).map_err(|finding| vec![finding])?;
    let left = |number: &usize| shard.has(*number) && !past.settled.contains_key(number);
    let work = Batch {
        jobs: &found.jobs,
        to_do: (0..found.jobs.len()).filter(left).collect(),
        suspects: past.suspects.iter().map(|(number, times)| (*number, *times)).collect(),
        store: &store,
        source: source.as_deref(),
        options: Options {
            workers: arguments.workers.map_or_else(computer::processors, usize::from),
            memory: arguments.memory.unwrap_or_else(computer::memory),
            retry_failed: arguments.retry_failed,
            lang,
        },
    };
    if arguments.dry_run {
        let whole = list(&work, arguments.format, lang);
        return Ok(if whole { GOOD } else { FINDINGS });
    }
    // It is held until the process ends.
    let _lock =
        store.as_folder().map(|folder| lock(folder, shard)).transpose().map_err(|finding| vec![finding])?;
    status::list(&store, &found.jobs)?;
    let keep = journal.and_then(|path| Journal::open(path).ok());
    let progress = Progress::new(&found.jobs, shard, &past, keep, arguments.format, lang);
    let ended = batch::run(&work, &Stock::default(), &progress);
    let so_far = progress.end();
    if ended == Ended::Anew {
        // Not by returning: the work that was given up keeps the process from ending.
        std::process::exit(guardian::ANEW.into());
    }
    Ok(end(&so_far, progress.seconds(), &store, shard, arguments.format, lang))
}

/// The jobs that are asked for.
struct Asked {
    found: Found,
    /// Where they are brought from, where they lie on an object store.
    source: Option<Box<dyn Source>>,
}

impl Asked {
    #[cfg(not(feature = "object-store"))]
    fn of(asked: &[PathBuf], base: &Order) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self { found: batch::find(asked, base)?, source: None })
    }

    #[cfg(feature = "object-store")]
    fn of(asked: &[PathBuf], base: &Order) -> Result<Self, Vec<Diagnostic>> {
        let [one] = asked else { return Ok(Self { found: batch::find(asked, base)?, source: None }) };
        let Some(address) = batch::address(one) else {
            return Ok(Self { found: batch::find(asked, base)?, source: None });
        };
        let remote = batch::Remote::open(address).map_err(|finding| vec![finding])?;
        let found = batch::checked(asked, Found { jobs: remote.jobs(base), warnings: Vec::new() })?;
        Ok(Self { found, source: Some(Box::new(remote)) })
    }
}

/// What every job is but for what a manifest says.
fn order(arguments: &BatchArguments) -> Order {
    Order {
        input: Input {
            report: PathBuf::new(),
            template: arguments.template.clone(),
            county: None,
            roots: arguments.roots.folders(),
        },
        fonts: arguments.fonts.options(),
        press: arguments.press.order(),
        candidate: None,
        plan: None,
        preview: (!arguments.no_pictures).then_some(PPI),
        besides: Besides::default(),
        draft: false,
        limits: Limits { seconds: Some(arguments.time_limit), ..Limits::default() },
    }
}

/// Keeps other processes from writing the same results.
fn lock(out: &Path, shard: Shard) -> Result<Option<File>, Diagnostic> {
    std::fs::create_dir_all(out).map_err(|error| unwritable(out, io_error(&error)))?;
    let path = match shard {
        Shard::WHOLE => out.join(".batch.lock"),
        Shard { index, count } => out.join(format!(".batch-{}-of-{count}.lock", index + 1)),
    };
    let failed = |error: std::io::Error| unwritable(&path, io_error(&error));
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    let end = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if Instant::now() < end => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                let finding = Diagnostic::error(say!("unwritable", problem = say!("batch.busy")));
                return Err(finding.in_file(path.display().to_string()).hint(say!("hint.batch-busy")));
            }
            // Some disks of networks know no locks.
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// Says what would be done; whether every report is there.
fn list(work: &Batch, format: Format, lang: Lang) -> bool {
    let mut whole = true;
    let stock = Stock::default();
    let fonts = work.jobs.first().map(|job| batch::material::of_fonts(&job.order.fonts, &stock));
    let fonts = fonts.unwrap_or_default();
    for number in &work.to_do {
        let job @ Job { name, order, .. } = &work.jobs[*number];
        let brought = work.source.map(|source| source.bring(job)).transpose();
        let need = match brought {
            Ok(brought) => {
                let order = brought.as_ref().map_or(order, |brought| &brought.order);
                batch::need(work, *number, order, &stock, &fonts).2
            }
            Err(_) => Need::Again,
        };
        let report = order.input.report.display().to_string();
        let is_there = work.source.is_some() || order.input.report_file().is_ok_and(|file| file.is_file());
        whole &= is_there;
        let (code, shown) = match need {
            _ if !is_there => ("missing", say!("need.missing")),
            Need::New => ("new", say!("need.new")),
            Need::Changed => ("changed", say!("need.changed")),
            Need::Again => ("again", say!("need.again")),
            Need::Done => ("done", say!("need.done")),
            Need::Findings if work.options.retry_failed => ("again", say!("need.again")),
            Need::Findings => ("findings", say!("need.findings")),
        };
        match format {
            Format::Text => print(&format!("{name}\t{}\t{report}\n", shown.text(lang))),
            Format::Json => print(&format!("{}\n", json!({ "name": name, "need": code, "report": report }))),
        }
    }
    whole
}

/// Says how a batch ended, and writes its report where it was whole.
fn end(so_far: &SoFar, seconds: f64, store: &Store, shard: Shard, format: Format, lang: Lang) -> u8 {
    let SoFar { tally, made, pages } = *so_far;
    let mut code = code(&tally);
    let mut said = Vec::new();
    if shard == Shard::WHOLE {
        match report(store, lang) {
            Ok((_, files)) => said.extend(files.map(|file| say!("program.wrote", path = store.shown(file)))),
            Err(findings) => {
                tell(&render(&findings, lang));
                code = UNWRITTEN;
            }
        }
    } else {
        said.push(say!("batch.part", out = store.shown("")));
    }
    match format {
        Format::Text => {
            if made > 0 {
                #[expect(clippy::cast_precision_loss, reason = "some thousand pages")]
                let rate = format!("{:.1}", pages as f64 / seconds.max(0.001));
                let seconds = format!("{seconds:.1}");
                said.push(say!("batch.made", count = made, pages = pages, seconds = seconds, rate = rate));
            }
            said.push(sheet::tally(&tally));
            tell(&said.iter().map(|message: &Message| message.text(lang) + "\n").collect::<String>());
        }
        Format::Json => print(&format!("{}\n", event("end", &tally, made, seconds))),
    }
    code
}

fn event(name: &str, tally: &Tally, made: usize, seconds: f64) -> serde_json::Value {
    json!({
        "event": name, "done": tally.done, "findings": tally.findings, "again": tally.again,
        "missing": tally.missing, "made": made, "seconds": seconds,
    })
}

/// Some to be tried again come before some with findings: who tries again hears of these then.
fn code(tally: &Tally) -> u8 {
    match *tally {
        Tally { again, missing, .. } if again + missing > 0 => UNWRITTEN,
        Tally { findings, .. } if findings > 0 => FINDINGS,
        _ => GOOD,
    }
}

/// Writes the report on all results.
fn report(
    store: &Store,
    lang: Lang,
) -> Result<(Vec<status::Row>, std::array::IntoIter<&'static str, 2>), Vec<Diagnostic>> {
    let rows = status::read(store).map_err(|finding| vec![finding])?;
    store.write(sheet::HTML_FILE, sheet::html(&rows, lang).into_bytes())?;
    store.write(sheet::TABLE_FILE, sheet::table(&rows, lang).into_bytes())?;
    Ok((rows, [sheet::HTML_FILE, sheet::TABLE_FILE].into_iter()))
}

/// Says how far a batch is, and writes the report of all its parts.
fn show_status(store: &Store, format: Format, lang: Lang) -> u8 {
    let (rows, files) = match report(store, lang) {
        Ok(written) => written,
        Err(findings) => return refuse(&findings, format, lang),
    };
    let mut tally = Tally::default();
    for row in &rows {
        tally.count(row.state);
    }
    if format == Format::Json {
        let jobs = rows.iter().map(|row| {
            let (errors, warnings) = row.counts();
            let state = row.state.map_or(json!("missing"), |state| json!(state));
            json!({ "name": row.name, "report": row.report, "state": state, "county": row.county, "year": row.year,
                "pages": row.pages, "errors": errors, "warnings": warnings, "pdf": row.pdf, "sha256": row.sha256 })
        });
        let mut object = event("status", &tally, 0, 0.0);
        object["jobs"] = jobs.collect();
        print(&format!("{object}\n"));
        return code(&tally);
    }
    let mut text = String::new();
    for row in rows.iter().filter(|row| row.state != Some(State::Done)) {
        let state = sheet::state(row.state).text(lang);
        let why = row.todo.first().map(|one| format!("  {}", one.message)).unwrap_or_default();
        let _ = writeln!(text, "{}  {state}{why}", row.name);
    }
    print(&text);
    for file in files {
        tell(&(say!("program.wrote", path = store.shown(file)).text(lang) + "\n"));
    }
    tell(&(sheet::tally(&tally).text(lang) + "\n"));
    code(&tally)
}
