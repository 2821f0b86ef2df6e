// HTTP: finding the route, reading the body, answering, and what every answer carries.
import { createServer } from 'node:http';
import { fromDatabase, Problem } from './problem.mjs';

const largest = 1024 * 1024;
// More than this of a body that is too large is not even passed over.
const largestDrained = 8 * largest;
const reading = ['GET', 'HEAD'];
const safe = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'same-origin', 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN',
};

/** `/api/recipe/:id` as an expression with a group for each part that varies. */
function pattern(path) {
  return new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

/** The route of an address. Throws when there is none, or none for this method. */
function routeFor(routes, method, path) {
  const first = routes.find((one) => (one.pattern ??= pattern(one.path)).test(path));
  if (!first) throw new Problem(404, `There is nothing at ${path}.`);
  const here = routes.filter((one) => one.path === first.path);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const route = here.find((one) => one.method === wanted);
  if (route) return { route, params: parts(first.pattern.exec(path).groups ?? {}) };
  const allow = here.flatMap((one) => (one.method === 'GET' ? ['GET', 'HEAD'] : [one.method])).join(', ');
  throw new Problem(405, `${method} is not possible here.`, [], { allow });
}

function parts(groups) {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new Problem(400, 'The address is not written correctly.');
  }
}

// A page of another place can make a browser send something here; it can neither send JSON nor hide where it comes from.
function mustBeOurs({ headers }, hasBody, host) {
  if (headers.origin !== undefined && hostOf(headers.origin) !== host) throw new Problem(403, 'This was sent from another place.');
  const type = headers['content-type'];
  if ((hasBody || type !== undefined) && !/^application\/json\s*(;|$)/i.test(type ?? '')) throw new Problem(415, 'What is sent here has the content type application/json.');
}

function hostOf(origin) {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

async function readBody(raw) {
  const tooLarge = new Problem(413, 'A request has at most one megabyte.', [], { connection: 'close' });
  if (Number(raw.headers['content-length']) > largestDrained) throw tooLarge;
  const pieces = [];
  let size = 0;
  // Who is in the middle of sending hears the answer only at the end.
  for await (const piece of raw) {
    size += piece.length;
    if (size <= largest) pieces.push(piece);
    else pieces.length = 0;
    if (size > largestDrained) break;
  }
  if (size > largest) throw tooLarge;
  return Buffer.concat(pieces).toString('utf8');
}

async function bodyOf(raw, host) {
  if (reading.includes(raw.method)) return undefined;
  const text = await readBody(raw);
  mustBeOurs(raw, text !== '', host);
  const body = parsed(text);
  if (text.includes('\\u0000') && hasNul(body)) throw new Problem(400, 'A text has a character that cannot be kept (NUL).');
  return body;
}

function parsed(text) {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new Problem(400, 'The body is not JSON.');
  }
}

// A database ends a text there.
function hasNul(value) {
  if (typeof value === 'string') return value.includes('\0');
  return value !== null && typeof value === 'object' && Object.entries(value).flat().some(hasNul);
}

function ipOf(raw, trustsProxy) {
  const forwarded = trustsProxy ? raw.headers['x-forwarded-for']?.split(',').at(-1).trim() : '';
  return forwarded || raw.socket.remoteAddress;
}

function send(raw, response, { status, body, headers = {}, type = 'application/json; charset=utf-8' }) {
  if (response.headersSent) return;
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, {
    ...safe, 'cache-control': 'no-store', ...(bytes ? { 'content-type': type, 'content-length': bytes.length } : {}), ...headers,
  });
  response.end(raw.method === 'HEAD' ? undefined : bytes);
}

function failure(error, log) {
  const problem = error instanceof Problem ? error : fromDatabase(error) ?? new Problem(500, 'The server could not do this.');
  if (problem.status === 500) log({ level: 'error', message: error.message, stack: error.stack });
  return { status: problem.status, body: problem.toJSON(), headers: problem.headers, type: 'application/problem+json; charset=utf-8' };
}

function addressOf(raw) {
  try {
    return new URL(raw.url, 'http://localhost');
  } catch {
    throw new Problem(400, 'The address is not written correctly.');
  }
}

/** A server for the routes of `app`; what is not under /api is asked from `pages`. */
export function serve(app, { pages, personOf }) {
  const answer = async (raw, response, seen) => {
    const url = addressOf(raw);
    if (!app.routes.some((one) => one.path === url.pathname) && !url.pathname.startsWith('/api/')) return pages(raw, response, url.pathname);
    const { route, params } = routeFor(app.routes, raw.method, url.pathname);
    seen.route = route.path;
    const { trustsProxy } = app.config;
    const body = await bodyOf(raw, (trustsProxy && raw.headers['x-forwarded-host']) || raw.headers.host);
    const request = { params, query: url.searchParams, body, headers: raw.headers, ip: ipOf(raw, trustsProxy), raw, response };
    request.person = await personOf(request);
    return route.handle(request);
  };
  return createServer(async (raw, response) => {
    const from = performance.now();
    const seen = { route: 'page' };
    try {
      send(raw, response, await answer(raw, response, seen));
    } catch (error) {
      send(raw, response, failure(error, app.log));
    }
    const ms = Math.round(performance.now() - from);
    const entry = { method: raw.method, path: raw.url.split('?')[0], route: seen.route, status: response.statusCode, ms };
    app.log({ level: 'info', ...entry });
    for (const listener of app.answered) listener(entry);
  });
}
