"""Reads what `gcov --json-format --stdout` says of many objects, one JSON a line, and prints the
share of lines that ran, by folder of src/amur and of all."""

import collections
import json
import sys

ran = collections.defaultdict(dict)  # file -> line -> whether it ran in any object
for text in sys.stdin:
    for file in json.loads(text)["files"]:
        _, found, name = file["file"].partition("src/amur/")
        if not found:
            continue
        lines = ran[name]
        for line in file["lines"]:
            lines[line["line_number"]] = lines.get(line["line_number"], False) or line["count"] > 0

sums = collections.defaultdict(lambda: [0, 0])
for name, lines in ran.items():
    for folder in (name.split("/")[0], "all"):
        sums[folder][0] += sum(lines.values())
        sums[folder][1] += len(lines)
for folder in sorted(sums, key=lambda name: (name == "all", name)):
    hit, of = sums[folder]
    print(f"{folder:10} {hit:6} of {of:6} lines ran, {100 * hit / of:5.1f} %")
