// Runs the tests that a made application brings along, by the commands in its package.json.
import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import type { Application } from './application.ts';

/** Runs `npm run <script>` in the folder of the application and expects that it ends well. */
export async function expectGreen({ folder }: Application, script: string, ...args: string[]): Promise<void> {
  // Only what the commands need: the settings of the test runner around must not reach the one inside.
  const { PATH, HOME, CHROMIUM_PATH } = process.env;
  const run = spawn('npm', ['run', '--silent', script, ...(args.length ? ['--', ...args] : [])], { cwd: folder, env: { PATH, HOME, CHROMIUM_PATH } });
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (chunk: Buffer) => { said = (said + chunk.toString()).slice(-20_000); });
  const code = await new Promise((resolve, reject) => run.once('error', reject).once('close', resolve));
  expect(code, `npm run ${script}\n${said}`).toBe(0);
}
