// No module of the page imports itself over others, and none of a lower folder one of a higher:
//   node tests/imports.mjs [FOLDER of modules]
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** From low to high; modules beside the folders are the highest. */
const FOLDERS = ["texts", "util", "api", "state", "charts", "map", "views", "panel"];
const root = process.argv[2] ?? fileURLToPath(new URL("../src", import.meta.url));
const modules = readdirSync(root, { recursive: true })
  .filter((name) => /(?<!\.d)\.ts$/.test(name))
  .map(normalize)
  .sort();

function importsOf(name) {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, name), "utf8"), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => normalize(`${join(dirname(name), fileName)}.ts`))
    .filter((each) => modules.includes(each));
}
const imports = new Map(modules.map((name) => [name, importsOf(name)]));

const complaints = [];
const done = new Set();
function follow(name, way) {
  const before = way.indexOf(name);
  if (before >= 0) complaints.push(`circle: ${[...way.slice(before), name].join(" -> ")}`);
  if (before >= 0 || done.has(name)) return;
  for (const each of imports.get(name)) follow(each, [...way, name]);
  done.add(name);
}
const height = (name) => (name.includes(sep) ? FOLDERS.indexOf(name.split(sep)[0]) : FOLDERS.length);
for (const name of modules) {
  follow(name, []);
  if (height(name) < 0) complaints.push(`${name}: its folder has no place among ${FOLDERS.join(", ")}`);
  for (const each of imports.get(name))
    if (height(each) > height(name)) complaints.push(`${name} imports ${each}, which lies higher`);
}
for (const complaint of complaints) console.error(complaint);
console.log(
  `imports: ${modules.length} modules of ${relative(process.cwd(), root) || "."}, ${complaints.length} complaints`,
);
process.exit(complaints.length > 0 ? 1 : 0);
