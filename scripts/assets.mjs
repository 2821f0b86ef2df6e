// What the site serves as it is: `copy` brings public files and fonts, `compress` adds brotli and gzip copies.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = new Set([".wasm", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt", ".xml"]);

const [command, ...folders] = process.argv.slice(2);
const commands = { copy, compress };
if (!commands[command]) {
  console.error("Usage: assets.mjs copy PUBLIC FONTS_CSS SITE | assets.mjs compress SITE");
  process.exit(2);
}
commands[command](...folders);

/** Copies the public files, and the fonts that the style sheet of fonts names, from the npm packages that hold them. */
function copy(publicFolder, fontsSheet, site) {
  mkdirSync(site, { recursive: true });
  if (existsSync(publicFolder)) cpSync(publicFolder, site, { recursive: true });
  const fonts = join(site, "fonts");
  rmSync(fonts, { recursive: true, force: true });
  mkdirSync(fonts, { recursive: true });
  for (const [, file] of readFileSync(fontsSheet, "utf8").matchAll(/\/fonts\/([\w-]+\.woff2)/g)) {
    cpSync(fontFile(file), join(fonts, file));
  }
}

function fontFile(file) {
  const families = "node_modules/@fontsource-variable";
  const found = readdirSync(families).map((family) => join(families, family, "files", file)).find(existsSync);
  if (found) return found;
  console.error(`No npm package brings the font ${file}`);
  process.exit(1);
}

/** Adds `.br` and `.gz` beside each file that gains by it and is newer than its copies. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compress(path);
    else if (COMPRESSIBLE.has(extname(path)) && statSync(path).size > 1000) compressFile(path);
  }
}

function compressFile(path) {
  const changed = statSync(path).mtimeMs;
  if ([".br", ".gz"].every((ending) => existsSync(path + ending) && statSync(path + ending).mtimeMs >= changed)) return;
  const content = readFileSync(path);
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  console.log(`  ${basename(path)}: ${kilobytes(content)}, brotli ${kilobytes(brotli)}`);
}

function kilobytes(bytes) {
  return `${(bytes.length / 1000).toFixed(1)} kB`;
}
