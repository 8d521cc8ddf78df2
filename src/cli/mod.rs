//! The command line: one file a command.

mod build;
mod fix;
mod fonts;
mod new;
mod output;
mod plan;
mod schema;
mod templates;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use banmian::edition::{Input, template};
use banmian::job::{Limits, MOST_SECONDS, Order, PressOrder};
use banmian::message::Lang;
use banmian::press::{Imposition, PdfX, PressName};
use banmian::typeset::FontOptions;

/// The output was written, or nothing was found.
pub const GOOD: u8 = 0;
/// Findings stop the output.
pub const FINDINGS: u8 = 1;
/// The output could not be written: another try may succeed. A wrong command line is 2, which clap gives.
pub const UNWRITTEN: u8 = 3;

/// Turns a county's annual review, a JSON file, into a newspaper page ready for print.
#[derive(Debug, Parser)]
#[command(name = "banmian", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The language of findings and tables [default: the system's, zh or else en]
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<Lang>,
}

const EXIT_CODES: &str = "Exit codes: 0 good · 1 findings that stop the output · 2 wrong use of the command line · \
     3 the output could not be written, try again";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the page: a PDF, and a preview picture if asked for
    Build(BuildArguments),
    /// Say everything that is wrong with a report; write nothing, unless --fix says so
    Check(CheckArguments),
    /// Show how the page is made up: the rectangles, what the plan costs by rule, and the plans that came next
    Plan(PlanArguments),
    /// List the fonts: family, weight, what it is for, coverage
    Fonts(FontArguments),
    /// List the templates in the program; copy one; explain where a page's parts and values come from
    Templates(TemplatesArguments),
    /// Begin a county: a folder with its style, a report with every field, and photos, all to be replaced
    New(NewArguments),
    /// Print the JSON Schema of report.json, county.toml or template.toml
    Schema {
        /// Which file's
        #[arg(default_value = "report")]
        of: schema::SchemaOf,
    },
}

#[derive(Debug, Args)]
struct BuildArguments {
    #[command(flatten)]
    job: JobArguments,
    /// Where to write the PDF [default: beside the report, as report.pdf]
    #[arg(short, long, value_name = "FILE.pdf")]
    output: Option<PathBuf>,
    /// Write a preview picture as well; of several pages or sheets FILE-1.png, FILE-2.png, …
    #[arg(long, value_name = "FILE.png")]
    png: Option<PathBuf>,
    /// The preview's resolution in pixels to the inch, 10 to 600
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u16).range(10..=600))]
    ppi: u16,
}

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    job: JobArguments,
    /// Correct the report's text where nobody need look, and show what changed
    #[arg(long)]
    fix: bool,
    /// With --fix: show what would change, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

#[derive(Debug, Args)]
struct PlanArguments {
    #[command(flatten)]
    job: JobArguments,
    /// Write the plan as a drawing
    #[arg(long, value_name = "FILE.svg")]
    svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct TemplatesArguments {
    /// Show where each part and value of a report's page comes from
    #[arg(long, value_name = "REPORT")]
    explain: Option<PathBuf>,
    /// Copy a template of the program into a new folder, to be changed
    #[arg(long, num_args = 2, value_names = ["NAME", "DIR"], conflicts_with = "explain")]
    copy: Option<Vec<String>>,
    /// With --explain: a template's name, or the folder of one
    #[arg(long, value_name = "NAME|DIR", requires = "explain")]
    template: Option<String>,
    /// With --explain: the folder of a county
    #[arg(long, value_name = "DIR", requires = "explain")]
    county: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct NewArguments {
    /// The county's folder, which is not there yet or is empty
    folder: PathBuf,
    /// The county's name
    #[arg(long, value_name = "NAME", default_value = "某某县", value_parser = new::name)]
    county: String,
    /// The year of the report, 1900 to 2200 [default: this year]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1900..=2200))]
    year: Option<u32>,
    /// A template in the program
    #[arg(long, value_name = "NAME", default_value = template::DEFAULT)]
    template: String,
}

#[derive(Debug, Args)]
struct JobArguments {
    /// A report.json, the folder that holds one, or a county's folder with one year
    report: PathBuf,
    /// A template's name, or the folder of one [default: the county's, newspaper-feature]
    #[arg(long, value_name = "NAME|DIR")]
    template: Option<String>,
    /// The folder of a county [default: the nearest with a county.toml at or above the report's folder]
    #[arg(long, value_name = "DIR")]
    county: Option<PathBuf>,
    #[command(flatten)]
    fonts: FontArguments,
    #[command(flatten)]
    press: PressArguments,
    /// Give up when the page is not typeset after so many seconds, 1 to 60
    #[arg(long, value_name = "SECONDS", default_value_t = MOST_SECONDS,
        value_parser = clap::value_parser!(u16).range(1..=60))]
    time_limit: u16,
    /// How findings are printed: text to stderr, or one JSON object to stdout
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Args)]
struct PressArguments {
    /// What the page is printed on [default: the county's, newsprint]
    #[arg(long, value_name = "PRESS")]
    press: Option<PressName>,
    /// The version of PDF/X [default: the county's, the press's own, x4]
    #[arg(long, value_name = "VERSION")]
    pdfx: Option<PdfX>,
    /// The printer's own ICC profile, in the place of the press's
    #[arg(long, value_name = "FILE.icc")]
    profile: Option<PathBuf>,
    /// The most ink in one place, in per cent of one ink, 150 to 400 [default: the press's own]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u16).range(150..=400))]
    total_ink: Option<u16>,
    /// Add crop and bleed marks, registration targets, a colour bar and a slug line; --marks=false where the county has them
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    marks: Option<bool>,
    /// Put the pages on sheets in the order of printing; a booklet needs more than one page
    #[arg(long, value_name = "WAY")]
    imposition: Option<Imposition>,
}

#[derive(Debug, Args)]
struct FontArguments {
    /// A folder with more fonts; may be given several times
    #[arg(long, value_name = "DIR")]
    font_path: Vec<PathBuf>,
    /// Use the fonts that are installed on this computer as well
    #[arg(long)]
    system_fonts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on stderr
    Text,
    /// For programs: one object on stdout
    Json,
}

impl JobArguments {
    fn input(&self) -> Input {
        Input { report: self.report.clone(), template: self.template.clone(), county: self.county.clone() }
    }

    fn order(&self) -> Order {
        Order {
            input: self.input(),
            fonts: self.fonts.options(),
            press: self.press.order(),
            preview: None,
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
        }
    }
}

impl FontArguments {
    fn options(&self) -> FontOptions {
        FontOptions { paths: self.font_path.clone(), system: self.system_fonts, first: Vec::new() }
    }
}

/// Carries out a command and gives the exit code.
#[must_use]
pub fn run(arguments: &Arguments) -> u8 {
    let lang = arguments.lang.unwrap_or_else(Lang::of_system);
    match &arguments.command {
        Command::Build(arguments) => build::build(arguments, lang),
        Command::Check(arguments) => build::check(arguments, lang),
        Command::Plan(arguments) => plan::show(arguments, lang),
        Command::Fonts(arguments) => fonts::list(&arguments.options(), lang),
        Command::Templates(arguments) => templates::templates(arguments, lang),
        Command::New(arguments) => new::new(arguments, lang),
        Command::Schema { of } => schema::show(*of),
    }
}
