// Starts the built program with a data folder of its own, and stops it again.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = join(root, 'target/release/olympus');

/** A running server. */
export interface Olympus {
  url: string;
  data: string;
  stop(): Promise<void>;
}

/** Starts a server whose built-in engine pauses `paceMs` between two sentences. */
export async function startOlympus(paceMs: number): Promise<Olympus> {
  const data = await mkdtemp(join(tmpdir(), 'olympus-e2e-'));
  // The private PostgreSQL may run as another user, who must be able to enter.
  await chmod(data, 0o755);
  const server = spawn(program, ['serve'], { cwd: root, env: environment(data, paceMs), stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await readyPort(server);
  const stop = async () => {
    await ended(server);
    await rm(data, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, data, stop };
}

/** Ours, without what the person who runs the tests has set for their own server. */
function environment(data: string, paceMs: number): NodeJS.ProcessEnv {
  const kept = new Set(['OLYMPUS_POSTGRES_BIN', 'OLYMPUS_SITE']);
  const isForeign = (name: string) => name === 'DATABASE_URL' || name === 'REDIS_URL' || (name.startsWith('OLYMPUS_') && !kept.has(name));
  const inherited = Object.entries(process.env).filter(([name]) => !isForeign(name));
  return { ...Object.fromEntries(inherited), OLYMPUS_DATA: data, OLYMPUS_LISTEN: '127.0.0.1:0', OLYMPUS_PACE_MS: String(paceMs) };
}

function readyPort(server: ChildProcess): Promise<string> {
  let log = '';
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`olympus ended with ${code}:\n${log}`)));
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-10_000);
      const port = /ready at \S*:(\d+)/.exec(log)?.[1];
      if (port) resolve(port);
    });
  });
}

/** Asks the process to end and waits until it has; after ten seconds it is made to. */
export async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  process.kill('SIGTERM');
  const force = setTimeout(() => process.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(force);
}
