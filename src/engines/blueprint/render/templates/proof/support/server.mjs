// Starts the real server of this application, by the command in package.json, on a free port and with data of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the application. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
/** What `npm start` runs, word by word. */
export const command = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start.split(' ');
/** A folder for data that is thrown away afterwards. */
export const newData = () => mkdtempSync(join(tmpdir(), 'app-data-'));

/** A port that nobody listens on. */
export async function freePort() {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts it and waits for the line with its address. `{ address, data, stop }`; `stop` gives the code it ended with. */
export async function startServer({ data = newData() } = {}) {
  const [program, ...words] = command;
  const child = spawn(program === 'node' ? process.execPath : program, words, {
    cwd: root,
    env: { ...process.env, PORT: String(await freePort()), HOST: '127.0.0.1', DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const port = await new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said = (said + chunk).slice(-4000);
      const found = /http:\/\/localhost:(\d+)\//.exec(said);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  const stop = async ({ keep = false } = {}) => {
    child.kill('SIGTERM');
    const [code] = await ended;
    if (!keep) rmSync(data, { recursive: true, force: true });
    return code;
  };
  return { address: `http://127.0.0.1:${port}`, data, stop };
}
