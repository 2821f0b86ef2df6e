// Speaks HTTP with the server as a browser would: JSON, and the cookie of who is signed in.

/** `call(method, path, body)` gives `{ status, headers, body, problem }`; `path` is below /api. */
export function client(address) {
  let cookie = '';
  async function call(method, path, body, headers = {}) {
    const writes = method !== 'GET';
    const response = await fetch(`${address}/api${path}`, {
      method,
      headers: { ...(writes ? { 'content-type': 'application/json' } : {}), ...(cookie ? { cookie } : {}), ...headers },
      body: writes && method !== 'DELETE' ? (typeof body === 'string' ? body : JSON.stringify(body ?? {})) : undefined,
    });
    for (const line of response.headers.getSetCookie()) {
      if (/^(session|visitor)=/.test(line)) [cookie] = line.split(';');
    }
    const text = await response.text();
    const problem = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null, problem };
  }
  return {
    call,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    remove: (path) => call('DELETE', path),
    cookie: () => cookie,
    /** Opens the first page, which tells browsers apart where nobody signs in. */
    async come() {
      const [line] = (await fetch(address)).headers.getSetCookie();
      if (line) [cookie] = line.split(';');
    },
    async signIn(email, password = 'example-password') {
      return call('POST', '/session', { email, password });
    },
    async signUp(more = {}) {
      const answer = await call('POST', '/people', { name: 'Test Person', email: `person-${next()}@example.com`, password: 'a long password', ...more });
      return answer.body?.person ?? answer.body;
    },
  };
}

let made = 0;
/** A number that was not given before, in any run. */
export const next = () => `${Date.now().toString(36)}${(made += 1)}`;
