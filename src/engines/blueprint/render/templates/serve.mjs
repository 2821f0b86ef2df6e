// Serves the application: `node serve.mjs`, then open the address it prints. PORT sets where it starts to look.
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json; charset=utf-8', '.md': 'text/markdown; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png', '.jpg': 'image/jpeg',
};

/** The file behind an address, or null when it would lead out of the folder. */
function fileFor(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    if (path.includes('\0') || path.split('/').some((part) => part.startsWith('.'))) return null;
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
    return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null;
  } catch {
    return null;
  }
}

const server = createServer(async (request, response) => {
  const send = (status, body, type = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'Only GET and HEAD.');
  const file = fileFor(request.url);
  if (!file) return send(404, 'Not found.');
  try {
    if ((await stat(file)).isDirectory()) return send(404, 'Not found.');
    return send(200, await readFile(file), types[extname(file)] ?? 'application/octet-stream');
  } catch {
    return send(404, 'Not found.');
  }
});

let port = Number(process.env.PORT) || 4173;
const last = port + 20;
server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE' || port >= last) {
    console.error(`The server cannot start: ${error.message}`);
    process.exit(1);
  }
  port += 1;
  server.listen(port);
});
server.on('listening', () => console.log(`{{name}}: http://localhost:${server.address().port}/`));
server.listen(port);
