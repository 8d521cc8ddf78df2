//! Files dropped on the program: a text, tables and photos become a page, without a command.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use super::import::{ending, text_of};
use super::{GOOD, run};
use banmian::message::Lang;
use banmian::say;

/// The endings of texts that can be dropped.
const TEXTS: [&str; 4] = ["docx", "docm", "txt", "md"];

/// The files, where the command line is nothing but files that are there, one of them a text.
pub fn dropped(words: &[OsString]) -> Option<Vec<PathBuf>> {
    let files: Vec<PathBuf> = words.get(1..)?.iter().map(PathBuf::from).collect();
    let text = |path: &&PathBuf| TEXTS.contains(&ending(path).as_str());
    let there = files.iter().all(|path| path.exists());
    (there && files.iter().filter(text).count() == 1).then_some(files)
}

/// Imports the files into a folder beside the text that is called as the text is, and makes the page there.
pub fn make(program: &OsString, files: &[PathBuf]) -> u8 {
    let folder = text_of(files).map(|path| path.with_extension("")).unwrap_or_default();
    let mut import = vec![program.clone(), "import".into()];
    import.extend(files.iter().map(|path| path.clone().into_os_string()));
    import.extend(["-o".into(), folder.clone().into_os_string()]);
    let mut code = run(&import);
    if code == GOOD {
        code = run(&[program.clone(), "build".into(), folder.into_os_string()]);
    }
    wait();
    code
}

/// Windows closes the window of a program that files were dropped on when it ends: nobody could read what it said.
fn wait() {
    if cfg!(windows) && std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        super::output::tell(&(say!("program.close").text(Lang::of_system()) + "\n"));
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}
