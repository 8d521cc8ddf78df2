//! What the program says: a key, its arguments, and the wording that stands for the key in each language.
//!
//! The wordings are in `messages/en.toml` and `messages/zh.toml`, one line a key. In a wording `{name}` is an argument,
//! `{count:line|lines}` a count with its noun ("1 line", "3 lines"), `{{` and `}}` a brace.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// Chinese, 中文
    Zh,
}

impl Lang {
    /// The language of the user's computer: what `LC_ALL`, `LC_MESSAGES` or `LANG` says, the first that is set; else what
    /// the system says. Any Chinese is Chinese, all else is English.
    #[must_use]
    pub fn of_system() -> Self {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable).or_else(sys_locale::get_locale);
        if locale.is_some_and(|locale| locale.to_lowercase().starts_with("zh")) { Self::Zh } else { Self::En }
    }

    fn table(self) -> &'static BTreeMap<String, String> {
        static TABLES: LazyLock<[BTreeMap<String, String>; 2]> = LazyLock::new(|| {
            // A table that cannot be read has no wordings: the keys are printed. The tests read both.
            [include_str!("messages/en.toml"), include_str!("messages/zh.toml")]
                .map(|text| toml::from_str(text).unwrap_or_default())
        });
        let [english, chinese] = &*TABLES;
        match self {
            Self::En => english,
            Self::Zh => chinese,
        }
    }
}

/// A message: what is to be said, in no language yet. [`crate::say`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A name, a number in its final form, words of a library.
    Text(String),
    /// How many there are of something.
    Count(u64),
    /// Names, one after the other.
    List(Vec<String>),
    /// A part that has a wording of its own in each language.
    Message(Box<Message>),
    /// A text of the user's in each language.
    Each {
        /// In English.
        en: String,
        /// In Chinese.
        zh: String,
    },
}

/// A [`Message`] from its key and arguments: `say!("unknown-field", name = name)`. Keys are written out, so that the
/// tests find them.
#[macro_export]
macro_rules! say {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new(
            $key,
            vec![$((stringify!($name), $crate::message::Argument::from($value))),*],
        )
    };
}

impl Message {
    /// A message from its parts; [`crate::say`] is shorter.
    #[must_use]
    pub fn new(key: &'static str, arguments: Vec<(&'static str, Argument)>) -> Self {
        Self { key, arguments }
    }

    /// The same message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// The message's name in the tables.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The key up to its first dot: of a finding this is its code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.key.split('.').next().unwrap_or_default()
    }

    /// The message in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        if let Some(wording) = lang.table().get(self.key) {
            return self.fill(wording, lang);
        }
        let words = self.arguments.iter().map(|(name, value)| format!(" {name}={}", value.text(lang)));
        self.key.to_owned() + &words.collect::<String>()
    }

    /// How many there are, where an argument counts.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<usize> {
        self.arguments.iter().find_map(|(known, argument)| match argument {
            Argument::Count(count) if *known == name => usize::try_from(*count).ok(),
            _ => None,
        })
    }

    /// The arguments by name, for programs: texts, numbers, lists, and messages with their own key and arguments.
    #[must_use]
    pub fn arguments_json(&self) -> Value {
        let value = |argument: &Argument| match argument {
            Argument::Text(text) => json!(text),
            Argument::Count(count) => json!(count),
            Argument::List(names) => json!(names),
            Argument::Message(part) => json!({ "key": part.key, "arguments": part.arguments_json() }),
            Argument::Each { en, zh } => json!({ "en": en, "zh": zh }),
        };
        let map: Map<String, Value> =
            self.arguments.iter().map(|(name, argument)| ((*name).to_owned(), value(argument))).collect();
        Value::Object(map)
    }

    /// Puts the arguments in a wording.
    fn fill(&self, wording: &str, lang: Lang) -> String {
        let mut out = String::new();
        let mut rest = wording;
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let tail = &rest[at..];
            if let Some(after) = tail.strip_prefix("{{").or_else(|| tail.strip_prefix("}}")) {
                out.push_str(&tail[..1]);
                rest = after;
            } else if let Some(end) = tail.find('}').filter(|_| tail.starts_with('{')) {
                out.push_str(&self.placeholder(&tail[1..end], lang));
                rest = &tail[end + 1..];
            } else {
                out.push_str(tail);
                return out;
            }
        }
        out + rest
    }

    fn placeholder(&self, inside: &str, lang: Lang) -> String {
        let (name, forms) =
            inside.split_once(':').map_or((inside, None), |(name, forms)| (name, Some(forms)));
        let Some((_, argument)) = self.arguments.iter().find(|(known, _)| *known == name) else {
            return format!("{{{inside}}}");
        };
        let text = argument.text(lang);
        match forms.and_then(|forms| forms.split_once('|')) {
            Some((one, many)) => {
                format!("{text} {}", if *argument == Argument::Count(1) { one } else { many })
            }
            None => text,
        }
    }
}

impl Argument {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::List(names) => names.join(match lang {
                Lang::En => ", ",
                Lang::Zh => "、",
            }),
            Self::Message(message) => message.text(lang),
            Self::Each { en, zh } => match lang {
                Lang::En => en.clone(),
                Lang::Zh => zh.clone(),
            },
        }
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Argument {
    fn from(names: Vec<String>) -> Self {
        Self::List(names)
    }
}

impl From<char> for Argument {
    fn from(character: char) -> Self {
        Self::Text(character.to_string())
    }
}

/// A number that is no count, as Rust prints it; format it first where it needs rounding.
impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Argument {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u16> for Argument {
    fn from(count: u16) -> Self {
        Self::Count(count.into())
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<&std::io::Error> for Argument {
    fn from(error: &std::io::Error) -> Self {
        io_error(error).into()
    }
}

/// What the system says of a file, in words for the user.
#[must_use]
pub fn io_error(error: &std::io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => say!("io.not-found"),
        ErrorKind::PermissionDenied => say!("io.permission-denied"),
        ErrorKind::IsADirectory => say!("io.is-a-folder"),
        ErrorKind::NotADirectory => say!("io.not-a-folder"),
        ErrorKind::AlreadyExists => say!("io.already-exists"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => say!("io.disk-full"),
        ErrorKind::FileTooLarge => say!("io.file-limit"),
        ErrorKind::ReadOnlyFilesystem => say!("io.read-only"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => say!("io.in-use"),
        ErrorKind::InvalidFilename => say!("io.bad-name"),
        ErrorKind::TimedOut => say!("io.timed-out"),
        ErrorKind::Interrupted => say!("io.interrupted"),
        ErrorKind::UnexpectedEof => say!("io.cut-off"),
        ErrorKind::OutOfMemory => say!("io.out-of-memory"),
        _ => say!("io.other", words = error.to_string()),
    }
}
