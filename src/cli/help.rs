//! What `--help` says, in either language: `help.toml` given to the parser.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use clap::{Arg, Command, CommandFactory};

use super::Arguments;
use banmian::message::Lang;

type Texts = BTreeMap<String, [String; 2]>;

/// A table that cannot be read has no texts: options stand without help. The tests look at every one.
static TABLE: LazyLock<BTreeMap<String, Texts>> =
    LazyLock::new(|| toml::from_str(include_str!("help.toml")).unwrap_or_default());

fn text(part: &str, key: &str, lang: Lang) -> Option<&'static str> {
    let [english, chinese] = TABLE.get(part)?.get(key)?;
    Some(match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    })
}

/// A text about the program as a whole.
pub fn of_program(key: &str, lang: Lang) -> &'static str {
    text("program", key, lang).unwrap_or_default()
}

/// The command line with its help in a language.
pub fn command(lang: Lang) -> Command {
    let mut command = without_values(Arguments::command());
    // What the parser itself adds is there from now on, and is described with the rest.
    command.build();
    describe(command, lang).after_help(of_program("after", lang))
}

/// The parser's own list of values would make of every option a paragraph, and has no wording but its own.
fn without_values(command: Command) -> Command {
    command.mut_args(|option| option.hide_possible_values(true)).mut_subcommands(without_values)
}

fn describe(mut command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let usage = usage(&command.render_usage().to_string(), lang);
    let template = template(&command, lang);
    let about = text("commands", &name, lang).unwrap_or_else(|| of_program("about", lang));
    command
        .about(about)
        .override_usage(usage)
        .help_template(template)
        .mut_args(|option| describe_option(option, &name, lang))
        .mut_subcommands(|command| describe(command, lang))
}

fn describe_option(option: Arg, command: &str, lang: Lang) -> Arg {
    let id = option.get_id().as_str();
    let own = text("options", &format!("{command}.{id}"), lang);
    let Some(help) = own.or_else(|| text("options", id, lang)) else { return option };
    let said = |key: &str, list: Vec<String>| {
        let list = list.join(match lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        });
        if list.is_empty() {
            String::new()
        } else {
            format!(" {}", of_program(key, lang).replace("{}", &list))
        }
    };
    let names = |value: &clap::builder::PossibleValue| value.get_name().to_owned();
    let values = said("values", option.get_possible_values().iter().map(names).collect());
    let takes_value = option.get_action().takes_values();
    let defaults = option.get_default_values().iter().filter(|_| takes_value);
    let default = said("default", defaults.map(|value| value.to_string_lossy().into_owned()).collect());
    let mut help = format!("{help}{values}{default}");
    if lang == Lang::Zh {
        help = help.replace(" ［", "［");
    }
    option.help(help).long_help(None).hide_default_value(true)
}

/// How the parts of a command's help follow each other; what a command has not is left out.
fn template(command: &Command, lang: Lang) -> String {
    let parts = [
        ("commands", "{subcommands}", command.get_subcommands().next().is_some()),
        ("arguments", "{positionals}", command.get_positionals().next().is_some()),
        ("options", "{options}", command.get_arguments().any(|option| !option.is_positional())),
    ];
    let parts = parts.into_iter().filter(|(_, _, there)| *there);
    let parts: String = parts.fold(String::new(), |text, (heading, tag, _)| {
        text + "\n\n" + of_program(heading, lang) + "\n" + tag
    });
    format!("{{about-with-newline}}\n{}{{usage}}{parts}{{after-help}}", of_program("usage", lang))
}

/// A line of usage without its heading, in a language.
pub fn usage(line: &str, lang: Lang) -> String {
    // What a command of a command is called is listed below.
    let line = line.trim().lines().next().unwrap_or_default();
    let line = line.strip_prefix("Usage:").unwrap_or(line).trim();
    ["any-options", "any-command"]
        .iter()
        .fold(line.to_owned(), |line, key| line.replace(of_program(key, Lang::En), of_program(key, lang)))
}
