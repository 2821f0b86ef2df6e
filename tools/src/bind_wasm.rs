//! `wasm-bindgen` as a program: the part of its command line that this project and `cargo leptos` use, on the library
//! of the very version that the lock file names, so that nothing has to be installed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use wasm_bindgen_cli_support::Bindgen;

/// The version of the `wasm-bindgen` crate; the manifest pins both to the same.
const VERSION: &str = "0.2.130";

/// Makes the JavaScript that loads a WASM file, and the WASM file that fits it.
#[derive(Parser)]
#[command(name = "wasm-bindgen", version = VERSION)]
struct Arguments {
    /// The WASM file that cargo built.
    input: PathBuf,
    /// Where the results go.
    #[arg(long)]
    out_dir: PathBuf,
    /// Name of the results without ending.
    #[arg(long)]
    out_name: Option<String>,
    /// Where it runs; only browsers with modules are supported.
    #[arg(long, default_value = "web", value_parser = ["web"])]
    target: String,
    /// Leaves out the TypeScript declarations.
    #[arg(long)]
    no_typescript: bool,
    /// Checks more at run time.
    #[arg(long)]
    debug: bool,
    /// Keeps the names of mangled symbols.
    #[arg(long)]
    no_demangle: bool,
    /// Keeps DWARF sections.
    #[arg(long)]
    keep_debug: bool,
    /// Keeps exports that the linker made.
    #[arg(long)]
    keep_lld_exports: bool,
    /// Removes the section that names functions.
    #[arg(long)]
    remove_name_section: bool,
    /// Removes the section that names the compilers.
    #[arg(long)]
    remove_producers_section: bool,
    /// Leaves the default path of the WASM file out of the JavaScript.
    #[arg(long)]
    omit_default_module_path: bool,
    /// Emits linked modules as files of their own.
    #[arg(long)]
    split_linked_modules: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match generate(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen could not read {}: {error}", arguments.input.display());
            ExitCode::FAILURE
        }
    }
}

fn generate(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&arguments.input)
        .web(true)?
        .typescript(!arguments.no_typescript)
        .debug(arguments.debug)
        .demangle(!arguments.no_demangle)
        .keep_debug(arguments.keep_debug)
        .keep_lld_exports(arguments.keep_lld_exports)
        .remove_name_section(arguments.remove_name_section)
        .remove_producers_section(arguments.remove_producers_section)
        .omit_default_module_path(arguments.omit_default_module_path)
        .split_linked_modules(arguments.split_linked_modules);
    if let Some(name) = &arguments.out_name {
        bindgen.out_name(name);
    }
    Ok(bindgen.generate(&arguments.out_dir)?)
}
