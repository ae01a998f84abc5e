"""Files that are there whole, or not at all."""

import os
import shutil
from pathlib import Path


def put_file(source: Path, target: Path) -> None:
    """Copies a file to where another may be, which stays until the new one is whole."""
    if target.exists() and os.path.samefile(source, target):
        return
    target.parent.mkdir(exist_ok=True)
    beside = target.with_name(f".{target.name}.amur-new")
    try:
        shutil.copyfile(source, beside)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
