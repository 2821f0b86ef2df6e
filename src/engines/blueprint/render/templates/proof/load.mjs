// How many requests the server of {{name}} carries: bounded, with an end, and against this machine unless told otherwise.
// Run: npm run test:load, or: node tests/load.mjs --seconds 30 --connections 50 --address http://127.0.0.1:4173
import { parseArgs } from 'node:util';
import { app, entities, roles } from '../js/schema.js';
import { client } from './support/client.mjs';
import { startServer } from './support/server.mjs';
import { valid } from './support/values.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '20' },
    address: { type: 'string' },
    // Another machine has to be named on purpose.
    elsewhere: { type: 'boolean', default: false },
  },
});
const seconds = Math.min(300, Math.max(1, Number(options.seconds) || 10));
const connections = Math.min(500, Math.max(1, Number(options.connections) || 20));
const loopback = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;
if (options.address && !loopback.test(options.address) && !options.elsewhere) {
  console.error('That is another machine. If it is yours and may be loaded, add --elsewhere.');
  process.exit(2);
}

const server = options.address ? null : await startServer();
const address = (options.address ?? server.address).replace(/\/$/, '');
const times = [];
const failures = new Map();
const end = performance.now() + seconds * 1000;

/** One person: looks at the list, searches, opens one, and one time in ten adds one. */
async function visit(account) {
  const me = client(address);
  if (account) await me.signIn(account.email);
  const timed = async (method, path, body) => {
    const from = performance.now();
    let said;
    try {
      const answer = await me.call(method, path, body);
      said = answer.status >= 500 || answer.status === 0 ? `${method} ${answer.status}` : null;
      return answer;
    } catch (error) {
      said = `${method} ${error.cause?.code ?? error.message}`;
      return { status: 0, body: null };
    } finally {
      times.push(performance.now() - from);
      if (said) failures.set(said, (failures.get(said) ?? 0) + 1);
    }
  };
  const need = async (entity) => (await timed('GET', `/${entity}?limit=1`)).body?.items?.[0]?.id ?? null;
  for (let round = 0; performance.now() < end; round += 1) {
    const { body } = await timed('GET', '/{{main}}?limit=20');
    const [first] = body?.items ?? [];
    if (first) await timed('GET', `/{{main}}/${first.id}`);
    await timed('GET', '/{{main}}?q=sample&limit=20');
    if (round % 10 === 0) await timed('POST', '/{{main}}', await valid('{{main}}', need));
  }
}

const account = app.accounts.find(({ role }) => roles.find(({ id }) => id === role).manages) ?? app.accounts[0];
const started = performance.now();
await Promise.all(Array.from({ length: connections }, () => visit(account)));
const took = (performance.now() - started) / 1000;
const code = await server?.stop();

times.sort((a, b) => a - b);
const at = (share) => `${(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1)} ms`;
const failed = [...failures.values()].reduce((sum, many) => sum + many, 0);
console.log(`${address}: ${connections} connections for ${took.toFixed(1)} s, things: ${Object.keys(entities).length}`);
console.log(`requests/s  ${(times.length / took).toFixed(0)}`);
console.log(`p50 ${at(0.5)}   p95 ${at(0.95)}   p99 ${at(0.99)}   slowest ${at(1)}`);
console.log(`errors      ${failed}${failed ? `: ${[...failures].map(([said, many]) => `${many} × ${said}`).join(', ')}` : ''}`);
if (failed || (code ?? 0) !== 0) process.exit(1);
