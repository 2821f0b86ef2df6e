// Starts the application: `npm start`. PORT, HOST and DATA_DIR say where.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < {{minor}})) {
  console.error(`This needs Node.js 22.{{minor}} or newer, for its SQLite{{search}}; here is ${process.versions.node}. See https://nodejs.org.`);
  process.exit(1);
}

const { start } = await import('./start.mjs');
await start({
  port: Number(process.env.PORT ?? 4173),
  host: process.env.HOST ?? '127.0.0.1',
  data: process.env.DATA_DIR ?? 'data',
  examples: process.env.EXAMPLES !== 'off',
  trustsProxy: process.env.TRUST_PROXY === '1',
}).catch((error) => {
  console.error(`The server cannot start: ${error.message}`);
  process.exit(1);
});
