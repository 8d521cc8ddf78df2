//! A command line that cannot be understood: what is wrong with it, in the user's language.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error, FromArgMatches, ValueEnum};

use super::{Arguments, GOOD, WRONG_USE, help};
use banmian::diagnostic::{Diagnostic, render};
use banmian::message::{Lang, Message};
use banmian::say;

/// Understands a command line.
///
/// # Errors
/// The exit code, when help was asked for and printed, or what is wrong was said.
pub fn parse(words: &[OsString]) -> Result<(Arguments, Lang), u8> {
    let lang = lang(words);
    let mut command = help::command(lang);
    let parsed = command.try_get_matches_from_mut(words);
    match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => Ok((arguments, lang)),
        Err(error) => Err(tell(&error, &command, lang)),
    }
}

/// The language that a command line asks for, if it can be understood or not; else the system's.
fn lang(words: &[OsString]) -> Lang {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let next = words.iter().skip_while(|word| **word != "--lang").nth(1).copied();
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    let said = next.or(joined).and_then(|name| Lang::from_str(name, false).ok());
    said.unwrap_or_else(Lang::of_system)
}

/// Prints the help that was asked for, or what is wrong.
fn tell(error: &Error, command: &Command, lang: Lang) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone away is no error.
            let _ = error.print();
            GOOD
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            WRONG_USE
        }
        _ => {
            let mut finding = Diagnostic::error(message(error));
            for hint in hints(error, command, lang) {
                finding = finding.hint(hint);
            }
            super::output::tell(&render(&[finding], lang));
            WRONG_USE
        }
    }
}

fn message(error: &Error) -> Message {
    let argument = || words(error, ContextKind::InvalidArg);
    let value = || one(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let argument = one(error, ContextKind::InvalidArg);
            if argument.starts_with('-') {
                say!("usage.unknown-option", argument = argument)
            } else {
                say!("usage.one-too-many", argument = argument)
            }
        }
        ErrorKind::InvalidSubcommand => {
            say!("usage.unknown-command", name = one(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => say!("usage.no-command"),
        ErrorKind::MissingRequiredArgument => say!("usage.missing", arguments = argument()),
        ErrorKind::ArgumentConflict => {
            let others = words(error, ContextKind::PriorArg);
            if others == argument() || others.is_empty() {
                say!("usage.twice", argument = argument())
            } else {
                say!("usage.conflict", argument = argument(), others = others)
            }
        }
        ErrorKind::InvalidValue if value().is_empty() => say!("usage.no-value", argument = argument()),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!("usage.bad-value", value = value(), argument = argument())
        }
        ErrorKind::NoEquals => say!("usage.no-equals", argument = argument()),
        ErrorKind::TooManyValues => say!("usage.too-many-values", value = value(), argument = argument()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let wanted =
                number(error, ContextKind::ExpectedNumValues).max(number(error, ContextKind::MinValues));
            let found = number(error, ContextKind::ActualNumValues);
            say!("usage.number-of-values", argument = argument(), wanted = wanted, found = found)
        }
        ErrorKind::InvalidUtf8 => say!("usage.not-utf8"),
        _ => say!("usage.other", words = error.render().to_string().trim().to_owned()),
    }
}

/// What to do: the nearest name, the values that there are, what the option means, how the command is used.
fn hints(error: &Error, command: &Command, lang: Lang) -> Vec<Message> {
    let mut hints = Vec::new();
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    // The likeliest is the last.
    let suggested: Vec<String> = suggested.iter().flat_map(|kind| words(error, *kind)).collect();
    let values = words(error, ContextKind::ValidValue);
    if let Some(nearest) = suggested.last() {
        hints.push(say!("hint.did-you-mean", name = nearest));
    } else if !values.is_empty() {
        hints.push(say!("hint.one-of", names = values));
    } else if error.kind() == ErrorKind::ValueValidation
        && let Some(meaning) = meaning(command, &one(error, ContextKind::InvalidArg))
    {
        hints.push(say!("hint.option-means", meaning = meaning));
    }
    let named = [ContextKind::InvalidArg, ContextKind::PriorArg];
    let named = || named.iter().flat_map(|kind| words(error, *kind));
    if error.kind() == ErrorKind::ArgumentConflict && named().any(|name| name == "--draft") {
        hints.push(say!("hint.draft-or-print"));
    }
    let usage = one(error, ContextKind::Usage);
    if usage.is_empty() {
        hints.push(say!("hint.see-help"));
    } else {
        hints.push(say!("hint.usage", usage = help::usage(&usage, lang)));
    }
    hints
}

/// The help of an option that is shown as the parser shows it.
fn meaning(command: &Command, shown: &str) -> Option<String> {
    let own = command.get_arguments().find(|option| option.to_string() == shown);
    let own = own.and_then(|option| option.get_help()).map(ToString::to_string);
    own.or_else(|| command.get_subcommands().find_map(|command| meaning(command, shown)))
}

/// What an error says of something: no, one or several words.
fn words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

fn one(error: &Error, kind: ContextKind) -> String {
    words(error, kind).into_iter().next().unwrap_or_default()
}

fn number(error: &Error, kind: ContextKind) -> usize {
    match error.get(kind) {
        Some(ContextValue::Number(number)) => usize::try_from(*number).unwrap_or_default(),
        _ => 0,
    }
}
