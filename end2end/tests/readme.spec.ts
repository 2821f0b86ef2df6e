// The README is true: its folders exist, its settings are the program's, its calls do what it says.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../support/test.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const section = (heading: string) => readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

test('every folder and file that it names is there', () => {
  const paths = [...section('Where things are').matchAll(/`([\w./-]+\/[\w./-]*)`/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(12);
  expect(paths.filter((path) => !existsSync(root + path))).toEqual([]);
  const rooms = [...(section('Where things are').split('\n').find((line) => line.includes('`src/`')) ?? '').matchAll(/`([a-z]+)`/g)].map(([, name]) => name);
  expect(rooms.filter((room) => !existsSync(`${root}src/${room}/mod.rs`))).toEqual([]);
});

test('its settings are those of the program, with their usual values', () => {
  const help = execFileSync(`${root}target/release/olympus`, ['serve', '--help'], { encoding: 'utf8' });
  const known = [...help.matchAll(/\[env: (\w+)/g)].map(([, name]) => name).sort();
  const rows = [...section('Settings').matchAll(/^\| `(\w+)` \| (?:`([^`]+)`)? ?\|/gm)].map(([, name, value]) => ({ name, value }));
  expect(rows.map(({ name }) => name).sort()).toEqual(known);
  for (const { name, value } of rows) {
    const option = help.split(/\n\s+(?=--)/).find((text) => text.includes(`[env: ${name}`)) ?? '';
    expect(/\[default: ([^\]]+)\]/.exec(option)?.[1], name).toBe(value);
  }
});

test('its five calls lead from a quote to a finished build', ({ server }) => {
  const script = /```sh\n([\s\S]*?)```/.exec(section('The API in five calls'))?.[1] ?? '';
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  const said = execFileSync('/bin/sh', ['-ec', script.replaceAll('http://localhost:3000', server.url)], { cwd: folder, encoding: 'utf8', timeout: 50_000 });
  expect(said).toContain('"queued":true');
  expect(said).toContain('"userId"');
  expect(said).toContain('event: agent_started');
  expect(said).toContain('event: build_completed');
});
