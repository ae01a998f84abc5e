"""What the tests share: the program as a witness, cases, and results read by SQLite."""

import os
import sqlite3
import subprocess
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PROGRAM = os.environ.get("AMUR_PROGRAM", str(PROJECT / "build/release/amur"))
HEIHE = PROJECT / "cases/heihe"


def program(*arguments: object) -> str:
    """What the program prints; fails where it does."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


def sql_rows(file: Path, table: str) -> list[dict[str, object]]:
    """Rows of a GeoPackage's table, without its geometry."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        cursor = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        names = [column[0] for column in cursor.description]
        return [
            {n: v for n, v in zip(names, row) if n not in ("fid", "geometry")} for row in cursor
        ]


def sql_tables(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return [row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")]


class InFolder(unittest.TestCase):
    """Each test has a folder of its own."""

    def setUp(self) -> None:
        self._room = tempfile.TemporaryDirectory()
        self.folder = Path(self._room.name)

    def tearDown(self) -> None:
        self._room.cleanup()
