//! Gathers all `*.module.css` files of the crate `app` in one style sheet, with the class names that the compiled
//! code uses.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use stylance_core::{Config, ModifyCssResult, load_and_modify_css};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Gathers the style sheets of components in one.
#[derive(Parser)]
#[command(name = "bundle-styles")]
struct Arguments {
    /// Folder of the crate that holds the components.
    #[arg(default_value = "app")]
    crate_folder: PathBuf,
    /// The style sheet to write; left alone when nothing changed, so that watchers stay quiet.
    #[arg(long, default_value = "target/styles/bundle.css")]
    output: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match bundle(&arguments.crate_folder).and_then(|styles| write_if_changed(&arguments.output, &styles)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle-styles: {error}");
            ExitCode::FAILURE
        }
    }
}

/// All style sheets of a crate, in the order of their file names and then paths.
fn bundle(crate_folder: &Path) -> Result<String, Failure> {
    let config = Config::load(crate_folder.to_path_buf())?;
    let mut files = Vec::new();
    for folder in &config.folders {
        files_under(folder, &mut files)?;
    }
    files.retain(|file| config.extensions.iter().any(|ending| file.to_string_lossy().ends_with(ending.as_str())));
    let mut sheets = files.iter().map(|file| load(file, &config)).collect::<Result<Vec<_>, _>>()?;
    sheets.sort_by(|one, other| key(one).cmp(&key(other)));
    refuse_same_hash(&sheets)?;
    Ok(sheets.into_iter().map(|sheet| sheet.contents).collect::<Vec<_>>().join("\n"))
}

fn load(file: &Path, config: &Config) -> Result<ModifyCssResult, Failure> {
    load_and_modify_css(file, config).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn key(sheet: &ModifyCssResult) -> (Option<&std::ffi::OsStr>, &Path) {
    (sheet.path.file_name(), &sheet.relative_path)
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_under(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Two files with one hash would share class names.
fn refuse_same_hash(sheets: &[ModifyCssResult]) -> Result<(), Failure> {
    let mut seen = std::collections::HashMap::new();
    for sheet in sheets {
        if let Some(other) = seen.insert(sheet.hash.as_str(), sheet) {
            let (one, other) = (sheet.path.display(), other.path.display());
            return Err(format!("{one} and {other} have the same hash: set a larger hash_len for stylance").into());
        }
    }
    Ok(())
}

fn write_if_changed(output: &Path, styles: &str) -> Result<(), Failure> {
    if fs::read_to_string(output).is_ok_and(|before| before == styles) {
        return Ok(());
    }
    if let Some(folder) = output.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(output, styles)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A crate folder that is removed at the end of a test.
    struct Crate(PathBuf);

    impl Crate {
        fn new(name: &str) -> io::Result<Self> {
            let folder = std::env::temp_dir().join(format!("bundle-styles-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("src/pages"))?;
            fs::write(folder.join("Cargo.toml"), "[package]\nname = \"app\"\n")?;
            Ok(Self(folder))
        }
    }

    impl Drop for Crate {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn classes_get_a_name_of_their_own_and_other_files_are_left_out() -> Result<(), Failure> {
        let app = Crate::new("classes")?;
        fs::write(app.0.join("src/pages/quote.module.css"), ".price { color: gold }")?;
        fs::write(app.0.join("src/button.module.css"), ".price { color: blue }")?;
        fs::write(app.0.join("src/global.css"), ".global { color: red }")?;
        let styles = bundle(&app.0)?;
        assert!(styles.contains("gold") && styles.contains("blue") && !styles.contains("red"));
        assert!(styles.find("blue") < styles.find("gold"), "button.module.css comes before quote.module.css");
        assert!(!styles.contains(".price "), "{styles}");
        Ok(())
    }

    #[test]
    fn an_unchanged_style_sheet_is_not_written_again() -> Result<(), Failure> {
        let app = Crate::new("unchanged")?;
        let output = app.0.join("target/styles/bundle.css");
        write_if_changed(&output, "a{}")?;
        let written = fs::metadata(&output)?.modified()?;
        write_if_changed(&output, "a{}")?;
        assert_eq!(fs::metadata(&output)?.modified()?, written);
        write_if_changed(&output, "b{}")?;
        assert_eq!(fs::read_to_string(&output)?, "b{}");
        Ok(())
    }

    #[test]
    fn a_folder_that_is_no_crate_is_an_error() {
        assert!(bundle(Path::new("/nowhere")).is_err());
    }
}
