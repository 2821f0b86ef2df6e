// Writes reference.css: what the real Tailwind compiler makes of every class that the looks name.
// Run it after a look changed: `node src/engines/blueprint/render/tailwind/reference.mjs`.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compile } from 'tailwindcss';

const here = new URL('.', import.meta.url);
const templates = new URL('../templates/tailwind/', here);
const library = createRequire(import.meta.url).resolve('tailwindcss/index.css');
const looks = readdirSync(new URL('look/', templates)).map((name) => readFileSync(new URL(`look/${name}`, templates), 'utf8'));
const lines = looks.join('\n').split('\n').filter((line) => line && !line.startsWith('#'));
const classes = [...new Set(lines.flatMap((line) => line.slice(line.indexOf(': ') + 2).trim().split(/\s+/)))].sort();

const source = `@import "tailwindcss" source(none);\n${readFileSync(new URL('theme.css', templates), 'utf8')}`;
const loadStylesheet = async () => ({ base: '', content: readFileSync(library, 'utf8') });
const css = (await compile(source, { base: '', loadStylesheet })).build(classes);
const base = css.indexOf('@layer base {');
const utilities = css.indexOf('@layer utilities {');
writeFileSync(new URL('reference.css', here), css.slice(css.indexOf('@layer theme {'), base) + css.slice(utilities, css.indexOf('@layer properties {')));
if (process.argv.includes('--preflight')) writeFileSync(new URL('preflight.css', templates), css.slice(base, utilities));
