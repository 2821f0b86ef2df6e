// Made applications need a newer Node.js than Olympus itself: npm installs one, which the applications find first.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Where npm puts the programs of its packages, among them `node`. */
const programs = join(root, 'node_modules/.bin');

/** Puts npm's programs first on the path, once. */
export function preferInstalledNode(): void {
  const path = process.env.PATH ?? '';
  if (existsSync(join(programs, 'node')) && !path.startsWith(programs)) process.env.PATH = `${programs}${delimiter}${path}`;
}
