// Tells every open window at once that something has changed; what, it then asks for itself.
import { mustBeKnown, reads } from './permissions.mjs';
import { Problem } from './problem.mjs';

const most = 2000;
const streams = new Set();

function open({ person, response }, seq) {
  if (!reads(person)) mustBeKnown(person);
  if (streams.size >= most) throw new Problem(429, 'Too many windows are open.', [], { 'retry-after': '60' });
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write(`retry: 2000\ndata: ${JSON.stringify({ seq })}\n\n`);
  streams.add(response);
  response.on('close', () => streams.delete(response));
  return {};
}

/** Adds the stream. */
export function install(app) {
  app.routes.push({ method: 'GET', path: '/api/live', handle: (request) => open(request, app.db.seq()) });
  app.onChange(({ seq }) => streams.forEach((stream) => stream.write(`data: ${JSON.stringify({ seq })}\n\n`)));
  // A line now and then, or what stands in between takes the connection for dead.
  app.every(15, 'live', () => streams.forEach((stream) => stream.write(': still here\n\n')));
  app.closing.push(() => streams.forEach((stream) => stream.end()));
}
