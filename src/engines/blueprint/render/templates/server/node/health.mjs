// Figures for the one who runs it, in the text that Prometheus reads: /metrics.
import { Problem } from './problem.mjs';
import { tableNames } from './records.mjs';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const requests = new Map();
const durations = buckets.map(() => 0);
let total = 0;
let seconds = 0;

function count({ method, route, status, ms }) {
  const labels = `method="${method.replace(/[^A-Z]/g, '')}",route="${route}",status="${status}"`;
  requests.set(labels, (requests.get(labels) ?? 0) + 1);
  total += 1;
  seconds += ms / 1000;
  buckets.forEach((most, index) => { if (ms / 1000 <= most) durations[index] += 1; });
}

const metric = (name, type, help, lines) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n');

function figures({ records }) {
  return `${[
    metric('http_requests_total', 'counter', 'Requests by route and status.', [...requests].map(([labels, amount]) => `http_requests_total{${labels}} ${amount}`)),
    metric('http_request_duration_seconds', 'histogram', 'How long requests took.', [
      ...buckets.map((most, index) => `http_request_duration_seconds_bucket{le="${most}"} ${durations[index]}`),
      `http_request_duration_seconds_bucket{le="+Inf"} ${total}`, `http_request_duration_seconds_sum ${seconds.toFixed(3)}`, `http_request_duration_seconds_count ${total}`]),
    metric('records', 'gauge', 'Records that are kept.', tableNames.map((name) => `records{entity="${name}"} ${records.count(name)}`)),
    metric('process_resident_memory_bytes', 'gauge', 'Memory of the process.', [`process_resident_memory_bytes ${process.memoryUsage().rss}`]),
    metric('process_uptime_seconds', 'gauge', 'Seconds since the start.', [`process_uptime_seconds ${Math.round(process.uptime())}`]),
  ].join('\n')}\n`;
}

/** Adds the figures. */
export function install(app) {
  app.answered.push(count);
  app.routes.push({ method: 'GET', path: '/metrics', handle({ headers }) {
    // Not for those who come through a proxy from outside.
    if (headers['x-forwarded-for'] !== undefined) throw new Problem(404, 'There is nothing at /metrics.');
    return { status: 200, body: figures(app), type: 'text/plain; version=0.0.4; charset=utf-8' };
  } });
}
