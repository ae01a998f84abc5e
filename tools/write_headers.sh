#!/usr/bin/env bash
# Writes a page for each header that is installed: what it is for, the library to link, what it
# declares, the example that uses it; and index.md, which names all.
#   tools/write_headers.sh [FOLDER]        build/headers without one
set -euo pipefail
cd "$(dirname "$0")/.."
pages=${1:-build/headers}
rm -rf "$pages"
mkdir -p "$pages"
# The folders that src/amur/CMakeLists.txt installs.
folders=$(sed -nE 's/^set\((solver|case)_folders (.*)\)$/\2/p' src/amur/CMakeLists.txt)
[[ -n $folders ]] || { echo "src/amur/CMakeLists.txt names no folders to install" >&2; exit 1; }

# The comment that a header opens with, as one paragraph.
opening() { awk 'NR > 1 && !sub(/^\/\/ ?/, "") { exit } NR > 1 { print }' "$1"; }
# What follows the includes.
declarations() {
  awk '/^#include/ { text = ""; inside = 1; next } inside || /^(namespace|class|struct)/ { inside = 1
       if (text != "" || $0 != "") text = text $0 "\n" } END { printf "%s", text }' "$1"
}

echo "# Headers" >"$pages/index.md"
for folder in $folders; do
  printf '\n## amur::%s\n' "$folder" >>"$pages/index.md"
  for header in src/amur/"$folder"/*.h src/amur/"$folder"/*/*.h; do
    [[ -f $header ]] || continue
    name=${header#src/}
    page=${name//\//.}.md
    says=$(opening "$header")
    [[ -n $says ]] || { echo "$header does not open with what it is for" >&2; exit 1; }
    {
      printf '# %s\n%s\n\nLibrary: `amur::%s`\n```cpp\n#include "%s"\n\n' \
        "$name" "$says" "$folder" "$name"
      declarations "$header"
      printf '```\n'
      for example in $(grep -lF "#include \"$name\"" examples/*.cpp || true); do
        printf '\nExample, %s:\n```cpp\n%s\n```\n' "$example" "$(cat "$example")"
      done
    } >"$pages/$page"
    printf -- '- [%s](%s): %s\n' "$name" "$page" "$(paste -sd' ' <<<"$says")" >>"$pages/index.md"
  done
done
