#!/usr/bin/env bash
# Builds the manual as a site, in which no link may lead nowhere, and asks its search as a reader
# would; ends with 77 where cmark-gfm or Node is missing.
#   tools/test_docs.sh AMUR
set -euo pipefail
amur=$(realpath "$1")
cd "$(dirname "$0")/.."
command -v node >/dev/null || { echo "skipped: this needs node" >&2; exit 77; }
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
tools/build_docs.sh "$site" "$amur"
{
  cat "$site/search_index.js"
  cat <<'JS'
const { find } = require(process.argv[2])
const fs = require('fs')
const expect = (ok, says) => {
  if (!ok) throw new Error(says)
}
// What is asked, and a page among the first three answers.
for (const [asked, page] of [
  ['scarcity', 'docs/glossary.html'],
  ['refusal_usd_per_t', 'docs/case-format.html'],
  ['amur toll', 'docs/commands.html'],
  ['multilateral resistance', 'docs/glossary.html'],
  ['install qgis', 'docs/qgis.html'],
  ['user_equilibrium.h', 'headers/amur.assign.user_equilibrium.h.html'],
  ['Nodus', 'docs/compared.html'],
]) {
  const pages = find(sections, asked, 3).map((section) => section.page)
  expect(pages.includes(page), `${asked}: ${pages}`)
}
expect(find(sections, 'zyzzyva').length === 0, 'a word that stands nowhere is found')
expect(find(sections, '').length === 0, 'nothing asked is answered')
// Each section that is found is there.
for (const { page, anchor } of sections)
  expect(fs.readFileSync(`${process.argv[3]}/${page}`, 'utf8').includes(`id="${anchor}"`),
    `${page}#${anchor}`)
console.log(`${sections.length} sections are found`)
JS
} >"$site/test.js"
node "$site/test.js" "$site/search.js" "$site"
# A link that leads nowhere is refused.
mkdir "$site/wrong" && cp -r docs tools README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md src examples "$site/wrong"
echo '[x](nowhere.md) [y](shell.md#no-such)' >>"$site/wrong/docs/glossary.md"
if "$site/wrong/tools/build_docs.sh" "$site/wrong_site" "$amur" >/dev/null 2>"$site/said"; then exit 1; fi
[[ $(grep -c 'glossary.md: ' "$site/said") == 2 ]] || { cat "$site/said"; exit 1; }
