// A downloaded application: unpacked, checked against its manifest, and started as its own README says.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, type Download } from '@playwright/test';
import { ended } from './olympus.ts';
import { unzip } from './zip.ts';

interface Manifest {
  buildId: string;
  files: { path: string; sha256: string }[];
  checks: { name: string; passed: boolean }[];
  costs: { totalUsd: number };
}

/** What is in a downloaded zip; see [`contentOfArchive`]. */
export async function contentOf(download: Download): Promise<Map<string, Buffer>> {
  return contentOfArchive(await readFile(await download.path()));
}

/** What is in the zip; its manifest must name every other file with its hash. */
export function contentOfArchive(archive: Buffer): Map<string, Buffer> {
  const files = unzip(archive);
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;
  const hash = (path: string) => createHash('sha256').update(files.get(path) ?? '').digest('hex');
  expect(manifest.files.map(({ path }) => path).sort()).toEqual([...files.keys()].filter((path) => path !== 'manifest.json').sort());
  for (const { path, sha256 } of manifest.files) expect(hash(path), path).toBe(sha256);
  expect(manifest.checks.length).toBeGreaterThan(0);
  expect(manifest.checks.filter((check) => !check.passed)).toEqual([]);
  return files;
}

/** A started application. */
export interface Started {
  url: string;
  folder: string;
  stop(): Promise<void>;
}

/** Writes the files into a folder and runs the first command of their README there. */
export async function startFromReadme(files: Map<string, Buffer>): Promise<Started> {
  const readme = files.get('README.md')?.toString() ?? '';
  const command = /```sh\n([^\n]+)\n```/.exec(readme)?.[1];
  if (!command) throw new Error('the README names no command');
  const folder = await mkdtemp(join(tmpdir(), 'made-application-'));
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const process_ = spawn('/bin/sh', ['-c', `exec ${command}`], { cwd: folder, env: { PATH: process.env.PATH, PORT: String(await freePort()) } });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    process_.once('exit', (code) => reject(new Error(`\`${command}\` ended with ${code}: ${said}`)));
    for (const stream of [process_.stdout, process_.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const address = /http:\/\/\S+/.exec(said)?.[0];
        if (address) resolve(address);
      });
    }
  });
  const stop = async () => {
    await ended(process_);
    await rm(folder, { recursive: true, force: true });
  };
  return { url, folder, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
