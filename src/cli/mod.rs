//! The command line: one file a command.

mod batch;
mod build;
mod candidates;
mod compare;
mod desk;
mod drop;
mod fix;
mod fonts;
mod gallery;
mod help;
pub mod import;
pub mod new;
pub mod output;
pub mod plan;
mod schema;
mod templates;
mod usage;
mod watch;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use banmian::edition::{Input, roots, template};
use banmian::job::{Besides, Limits, MOST_SECONDS, Order, PressOrder};
use banmian::message::Lang;
use banmian::press::{Imposition, PdfX, Preflight, PressName};
use banmian::typeset::FontOptions;

/// The output was written, or nothing was found.
pub const GOOD: u8 = 0;
/// Findings stop the output.
pub const FINDINGS: u8 = 1;
/// The command line cannot be understood.
pub const WRONG_USE: u8 = 2;
/// The output could not be written: another try may succeed.
pub const UNWRITTEN: u8 = 3;

/// Candidates that can be asked for.
#[expect(clippy::cast_possible_wrap, reason = "a handful")]
const MOST_CANDIDATES: i64 = banmian::makeup::candidates::MOST as i64;

/// The command line. What `--help` says of it stands in `help.toml`.
#[derive(Debug, Parser)]
#[command(name = "banmian", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<Lang>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(BuildArguments),
    Check(CheckArguments),
    Watch(WatchArguments),
    Desk(DeskArguments),
    Plan(PlanArguments),
    Compare(CompareArguments),
    Fonts(FontArguments),
    Templates(TemplatesArguments),
    New(NewArguments),
    Import(ImportArguments),
    Export(ExportArguments),
    Batch(Box<batch::BatchArguments>),
    Schema {
        #[arg(default_value = "report")]
        of: schema::SchemaOf,
        #[arg(long, value_name = "TEMPLATE")]
        template: Option<String>,
        #[command(flatten)]
        roots: RootArguments,
    },
}

#[derive(Debug, Args)]
struct BuildArguments {
    #[command(flatten)]
    job: JobArguments,
    #[arg(short, long, value_name = "FILE.pdf")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "FILE.png")]
    png: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u16).range(10..=600))]
    ppi: u16,
    #[command(flatten)]
    besides: BesidesArguments,
    #[arg(long, conflicts_with_all = ["press", "pdfx", "profile", "total_ink", "marks", "imposition", "paper", "preflight", "soft_proof"])]
    draft: bool,
}

#[derive(Debug, Args)]
struct BesidesArguments {
    #[arg(long, requires = "png")]
    soft_proof: bool,
    #[arg(long)]
    thumbnails: bool,
    #[arg(long)]
    proof: bool,
}

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    job: JobArguments,
    #[arg(long)]
    fix: bool,
    #[arg(long, requires = "fix")]
    dry_run: bool,
    #[arg(long)]
    figures: bool,
}

#[derive(Debug, Args)]
struct WatchArguments {
    #[command(flatten)]
    build: BuildArguments,
    #[arg(long)]
    open: bool,
}

#[derive(Debug, Args)]
struct DeskArguments {
    #[arg(default_value = ".")]
    folder: PathBuf,
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    #[arg(long)]
    no_browser: bool,
}

#[derive(Debug, Args)]
struct PlanArguments {
    #[command(flatten)]
    job: JobArguments,
    #[arg(long, value_name = "FILE.svg")]
    svg: Option<PathBuf>,
    #[arg(long, value_name = "N", conflicts_with_all = ["candidate", "plan", "svg", "save"],
        value_parser = clap::value_parser!(u16).range(1..=MOST_CANDIDATES))]
    candidates: Option<u16>,
    #[arg(long, value_name = "FILE.png", requires = "candidates")]
    png: Option<PathBuf>,
    #[arg(long, value_name = "FILE.toml")]
    save: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct CompareArguments {
    before: PathBuf,
    after: PathBuf,
    #[arg(long, value_name = "FILE.png")]
    png: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what"), group = clap::ArgGroup::new("made"))]
struct TemplatesArguments {
    #[arg(long, value_name = "REPORT", groups = ["what", "made"])]
    explain: Option<PathBuf>,
    #[arg(long, num_args = 2, value_names = ["REPORT", "DIR"], groups = ["what", "made"])]
    snapshot: Option<Vec<PathBuf>>,
    #[arg(long, value_name = "DIR", group = "what")]
    gallery: Option<PathBuf>,
    #[arg(long, value_name = "NAME|DIR", group = "what")]
    values: Option<String>,
    #[arg(long, value_name = "NAME|DIR", group = "what")]
    test: Option<String>,
    #[arg(long, value_name = "FILE.png", requires = "test")]
    png: Option<PathBuf>,
    #[arg(long, num_args = 2, value_names = ["NAME", "DIR"], group = "what")]
    copy: Option<Vec<String>>,
    #[arg(long, value_name = "DIR", group = "what")]
    pack: Option<PathBuf>,
    #[arg(long, value_name = "FILE", group = "what")]
    install: Option<PathBuf>,
    #[arg(long, value_name = "FILE", group = "what")]
    update: Option<PathBuf>,
    #[arg(long, value_name = "NAME", group = "what")]
    remove: Option<String>,
    #[arg(short, long, value_name = "FILE", requires = "pack")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "NAME|DIR", requires = "made")]
    template: Option<String>,
    #[arg(long, value_name = "DIR", requires = "made")]
    county: Option<PathBuf>,
    #[command(flatten)]
    roots: RootArguments,
}

#[derive(Debug, Args)]
struct NewArguments {
    folder: PathBuf,
    #[arg(long, value_name = "NAME", default_value = "某某县", value_parser = new::name)]
    county: String,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1900..=2200))]
    year: Option<u32>,
    #[arg(long, value_name = "NAME", default_value = template::DEFAULT)]
    template: String,
}

#[derive(Debug, Args)]
struct ImportArguments {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[arg(long, value_name = "NAME", value_parser = new::name)]
    county: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1900..=2200))]
    year: Option<u32>,
    #[arg(long, value_name = "WHICH")]
    prefer: Option<banmian::import::merge::Prefer>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Args)]
struct ExportArguments {
    report: PathBuf,
    #[arg(short, long, value_name = "FILE.docx")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Args)]
struct JobArguments {
    report: PathBuf,
    #[arg(long, value_name = "NAME|DIR")]
    template: Option<String>,
    #[arg(long, value_name = "DIR")]
    county: Option<PathBuf>,
    #[command(flatten)]
    roots: RootArguments,
    #[command(flatten)]
    fonts: FontArguments,
    #[command(flatten)]
    press: PressArguments,
    #[arg(long, value_name = "SECONDS", default_value_t = MOST_SECONDS,
        value_parser = clap::value_parser!(u16).range(1..=60))]
    time_limit: u16,
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u16).range(1..=MOST_CANDIDATES))]
    candidate: Option<u16>,
    #[arg(long, value_name = "FILE.toml", conflicts_with = "candidate")]
    plan: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Where templates are, beside those of the program.
#[derive(Debug, Args)]
struct RootArguments {
    #[arg(long, value_name = "DIR", env = "BANMIAN_TEMPLATES", value_delimiter = LIST, hide_env = true)]
    templates: Vec<PathBuf>,
}

/// What stands between the folders of a list.
const LIST: char = if cfg!(windows) { ';' } else { ':' };

impl RootArguments {
    /// The folders that are named, else the one that templates are installed in.
    fn folders(&self) -> Vec<PathBuf> {
        if self.templates.is_empty() {
            roots::installed().into_iter().collect()
        } else {
            self.templates.clone()
        }
    }
}

#[derive(Debug, Args)]
struct PressArguments {
    #[arg(long, value_name = "PRESS")]
    press: Option<PressName>,
    #[arg(long, value_name = "VERSION")]
    pdfx: Option<PdfX>,
    #[arg(long, value_name = "FILE.icc")]
    profile: Option<PathBuf>,
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u16).range(150..=400))]
    total_ink: Option<u16>,
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    marks: Option<bool>,
    #[arg(long, value_name = "WAY")]
    imposition: Option<Imposition>,
    #[arg(long, value_name = "MM", value_parser = thickness)]
    paper: Option<f64>,
    #[arg(long, value_name = "RULES")]
    preflight: Option<Preflight>,
}

#[derive(Debug, Args)]
struct FontArguments {
    #[arg(long, value_name = "DIR")]
    font_path: Vec<PathBuf>,
    #[arg(long)]
    system_fonts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl JobArguments {
    fn input(&self) -> Input {
        Input {
            report: self.report.clone(),
            template: self.template.clone(),
            county: self.county.clone(),
            roots: self.roots.folders(),
        }
    }

    fn order(&self) -> Order {
        Order {
            input: self.input(),
            fonts: self.fonts.options(),
            press: self.press.order(),
            candidate: self.candidate.map(usize::from),
            plan: self.plan.clone(),
            preview: None,
            besides: Besides::default(),
            draft: false,
            limits: Limits { seconds: Some(self.time_limit), ..Limits::default() },
        }
    }
}

impl PressArguments {
    fn order(&self) -> PressOrder {
        PressOrder {
            name: self.press,
            pdfx: self.pdfx,
            profile: self.profile.clone(),
            total_ink: self.total_ink,
            marks: self.marks,
            imposition: self.imposition,
            paper_mm: self.paper,
            preflight: self.preflight,
        }
    }
}

impl BesidesArguments {
    fn besides(&self) -> Besides {
        Besides { soft_proof: self.soft_proof, thumbnails: self.thumbnails, proof: self.proof }
    }
}

/// The thickness of paper (mm).
fn thickness(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| String::new())?;
    if (0.0..=0.5).contains(&value) { Ok(value) } else { Err(String::new()) }
}

impl FontArguments {
    fn options(&self) -> FontOptions {
        FontOptions { paths: self.font_path.clone(), system: self.system_fonts, first: Vec::new() }
    }
}

/// Understands the command line, carries out its command and gives the exit code.
#[must_use]
pub fn run(words: &[OsString]) -> u8 {
    if let (Some(files), Some(program)) = (drop::dropped(words), words.first()) {
        return drop::make(program, &files);
    }
    let (arguments, lang) = match usage::parse(words) {
        Ok(understood) => understood,
        Err(code) => return code,
    };
    match &arguments.command {
        Command::Build(arguments) => build::build(arguments, lang),
        Command::Check(arguments) => build::check(arguments, lang),
        Command::Watch(arguments) => watch::watch(arguments, lang),
        Command::Desk(arguments) => desk::serve(arguments, lang),
        Command::Plan(arguments) => plan::show(arguments, lang),
        Command::Compare(arguments) => compare::show(arguments, lang),
        Command::Fonts(arguments) => fonts::list(&arguments.options(), lang),
        Command::Templates(arguments) => templates::templates(arguments, lang),
        Command::New(arguments) => new::new(arguments, lang),
        Command::Import(arguments) => import::import(arguments, lang),
        Command::Export(arguments) => import::export(arguments, lang),
        Command::Batch(arguments) => batch::batch(arguments, words, lang),
        Command::Schema { of, template, roots } => {
            schema::show(*of, template.as_deref(), &roots.folders(), lang)
        }
    }
}
