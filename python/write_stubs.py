"""Writes the stubs of the studies from their declarations:

    amur schema studies | python3 python/write_stubs.py >python/amur/studies.pyi
"""

import json
import runpy
import sys
from pathlib import Path

# By its path: the package needs its engine, which this doesn't.
declared = runpy.run_path(str(Path(__file__).parent / "amur/_declared.py"))
served = [study for study in json.load(sys.stdin) if study["served"]]
print(declared["stub"](served), end="")
