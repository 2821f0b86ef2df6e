// The pages: index.html, css, js and assets, and nothing else of this folder.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Problem } from './problem.mjs';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2',
};

/** The file behind an address, or null where it is none of the pages. */
function fileFor(address) {
  const path = address === '/' ? '/index.html' : decodeURIComponent(address);
  const isPage = path === '/index.html' || /^\/(css|js|assets)\/[\w./-]+$/.test(path);
  return isPage && !path.split('/').some((part) => part.startsWith('.')) ? path : null;
}

/** Pages tell the scripts where the server is. */
const withServer = (html) => html.replace(/<head>/i, '<head>\n<meta name="server" content="/api">');

/** Answers with the files of `root`. `welcome` may add headers to the first page. */
export function pagesOf(root, welcome = () => ({})) {
  return async (raw, response, address) => {
    let file = null;
    try {
      file = fileFor(address);
    } catch {
      // Not an address that any file could have.
    }
    if (!file) throw new Problem(404, `There is nothing at ${address}.`);
    if (!['GET', 'HEAD'].includes(raw.method)) throw new Problem(405, `${raw.method} is not possible here.`, [], { allow: 'GET, HEAD' });
    const found = await readFile(join(root, file)).catch(() => null);
    if (!found) throw new Problem(404, `There is nothing at ${address}.`);
    const isIndex = file === '/index.html';
    const body = isIndex ? Buffer.from(withServer(found.toString('utf8'))) : found;
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const headers = { etag, 'cache-control': 'no-cache', ...(isIndex ? welcome(raw) : {}) };
    if (raw.headers['if-none-match'] === etag) return { status: 304, headers };
    return { status: 200, body, headers, type: types[extname(file)] ?? 'application/octet-stream' };
  };
}
