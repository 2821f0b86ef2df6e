// One made application: built, its zip checked and unpacked, started as its README says, and what it says of itself.
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentOfArchive, startFromReadme, type Started } from '../../support/handed-over.ts';
import { archive, build, owner, type Build } from './build.ts';
import { root } from './node.ts';
import type { Depth, Request } from './requests.ts';

/** A field of `js/schema.js`. */
export interface Field {
  id: string;
  label: string;
  type: string;
  required?: boolean;
  min?: number;
  max?: number;
  entity?: string;
  options?: (string | { value: string })[];
}

/** A thing of `js/schema.js`. */
export interface Entity {
  id: string;
  singular: string;
  path: string;
  inNavigation: boolean;
  fields: Field[];
}

/** Somebody who can sign in from the first start. */
export interface Account {
  name: string;
  email: string;
  role: string;
}

/** What `js/schema.js` exports. */
interface Schema {
  app: { name: string; open: boolean; accounts: Account[] };
  roles: { id: string; manages: boolean }[];
  entities: Record<string, Entity>;
}

/** The sentences of `js/words.js` that a person follows here. */
export interface Words {
  action: Record<'save' | 'edit' | 'remove' | 'undo', string>;
  access: Record<'signIn' | 'signUp' | 'signOut', string> & { enterAs(name: string): string };
  error: { gone: { title: string } };
  field: { item: Record<'description' | 'quantity' | 'price', string> };
  things: Record<string, { add: string }>;
}

/** A started application. */
export interface Application extends Started {
  build: Build;
  files: Map<string, Buffer>;
  schema: Schema;
  words: Words;
  /** What it is about. */
  main: Entity;
  /** Who may do everything; undefined where nobody signs in. */
  manager: Account | undefined;
  /** Whether a server keeps the data, rather than the browser. */
  hasServer: boolean;
  /** Whether a change of the main thing waits for a yes. */
  waits: boolean;
}

/** Builds, checks, unpacks and starts. */
export async function startApplication(request: Request, depth: Depth): Promise<Application> {
  const as = await owner();
  const made = await build(as, request, depth);
  const files = contentOfArchive(await archive(as, made));
  await as.dispose();
  const started = await startFromReadme(files);
  // The tests of an application ask for Playwright and axe; they find ours.
  await symlink(join(root, 'node_modules'), join(started.folder, 'node_modules'));
  const load = (path: string) => import(pathToFileURL(join(started.folder, path)).href);
  const schema = (await load('js/schema.js')) as Schema;
  const { words } = (await load('js/words.js')) as { words: Words };
  const [main] = Object.values(schema.entities);
  if (!main) throw new Error('the application keeps nothing');
  const manages = new Set(schema.roles.filter((role) => role.manages).map((role) => role.id));
  const manager = schema.app.accounts.find(({ role }) => manages.has(role)) ?? schema.app.accounts[0];
  const hasServer = files.has('migrations/0001_records.sql');
  const model = files.get('app.model.json')?.toString() ?? '';
  const waits = (JSON.parse(model) as { behaviours: { [name: string]: unknown }[] }).behaviours.some((one) => JSON.stringify(one).includes('pproval') && JSON.stringify(one).includes(`"${main.id}"`));
  return { ...started, build: made, files, schema, words, main, manager, hasServer, waits };
}
