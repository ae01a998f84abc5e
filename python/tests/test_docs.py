"""What docs/python.md shows, and the gallery, run and print what they say."""

import doctest
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from support import PROJECT, InFolder

import amur


def links_to_project(folder: Path) -> None:
    """A folder from which examples find what they read, and may write."""
    for name in ("cases", "examples"):
        (folder / name).symlink_to(PROJECT / name)


class Manual(InFolder):
    def test_its_examples_run(self) -> None:
        links_to_project(self.folder)
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            flags = doctest.NORMALIZE_WHITESPACE
            failed, tried = doctest.testfile(
                str(PROJECT / "docs/python.md"), module_relative=False, optionflags=flags
            )
        finally:
            os.chdir(before)
        self.assertEqual(failed, 0)
        self.assertGreater(tried, 40)

    def test_it_names_what_there_is(self) -> None:
        text = (PROJECT / "docs/python.md").read_text()
        for name in re.findall(r"amur\.(?:arrays\.)?([A-Za-z_]+)\(", text):
            self.assertTrue(hasattr(amur, name) or hasattr(amur.arrays, name), name)
        shown = set(re.findall(r"python/examples/(\w+\.py)", text))
        self.assertEqual(shown, {file.name for file in (PROJECT / "python/examples").glob("*.py")})


class Gallery(InFolder):
    def test_each_prints_what_it_says_and_draws(self) -> None:
        try:
            import matplotlib.image
        except ImportError:
            self.skipTest("no matplotlib")
        for example in sorted((PROJECT / "python/examples").glob("*.py")):
            with self.subTest(example.name):
                folder = self.folder / example.stem
                folder.mkdir()
                links_to_project(folder)
                done = subprocess.run(
                    [sys.executable, "-W", "error::FutureWarning:__main__", example],
                    cwd=folder,
                    env={**os.environ, "MPLBACKEND": "Agg"},
                    capture_output=True,
                    text=True,
                )
                self.assertEqual(done.returncode, 0, done.stderr)
                said = re.search(r"Prints:\n((?:    .*\n)+)", example.read_text())
                assert said
                lines = [line.strip() for line in said[1].splitlines()]
                self.assertEqual(done.stdout.splitlines(), lines)
                drawn = list(folder.glob("*.png"))
                self.assertGreater(len(drawn), 0)
                for file in drawn:
                    self.assertGreater(matplotlib.image.imread(file).std(), 0.02, file.name)


if __name__ == "__main__":
    unittest.main()
