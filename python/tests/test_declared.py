"""Functions, stubs and docstrings follow the registry."""

import inspect
import json
import re
import subprocess
import sys
import unittest

from support import PROJECT, program

import amur
from amur import _declared, _engine


class Declared(unittest.TestCase):
    def test_the_module_declares_what_the_program_does(self) -> None:
        by_program = json.loads(program("schema", "studies"))
        self.assertEqual(_engine.studies(), [one for one in by_program if one["served"]])

    def test_the_version_is_the_program_s(self) -> None:
        self.assertIn(amur.__version__, program("--version"))

    def test_each_field_is_an_argument(self) -> None:
        for study in _engine.studies():
            function = getattr(amur, study["name"])
            arguments = inspect.signature(function).parameters
            self.assertEqual(
                [name.rstrip("_") for name in arguments if name not in _declared.SHARED],
                [field["name"].rstrip("_") for field in study["fields"]],
            )
            for field in study["fields"]:
                argument = arguments[_declared.python_name(field["name"])]
                self.assertEqual(argument.default is argument.empty, field["required"])
                self.assertIn(field["description"].split()[0], function.__doc__)
            self.assertTrue(function.__doc__.startswith(study["sentence"]))

    def test_stubs_are_current(self) -> None:
        written = (PROJECT / "python/amur/studies.pyi").read_text()
        self.assertEqual(
            written, _declared.stub(_engine.studies()), "tools/write_schemas.sh writes them anew"
        )

    def test_stubs_are_what_runs(self) -> None:
        """By mypy, which compares signatures of stubs with those of the modules."""
        if subprocess.run([sys.executable, "-c", "import mypy"], capture_output=True).returncode:
            self.skipTest("no mypy")
        done = subprocess.run(
            [sys.executable, "-m", "mypy.stubtest", "amur.studies", "--ignore-missing-stub"],
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_types_hold(self) -> None:
        if subprocess.run([sys.executable, "-c", "import mypy"], capture_output=True).returncode:
            self.skipTest("no mypy")
        command = ["mypy", "--strict", "--ignore-missing-imports", "--cache-dir=/dev/null"]
        done = subprocess.run(
            [sys.executable, "-m", *command, "-p", "amur"],
            capture_output=True,
            text=True,
            cwd=PROJECT / "python",
        )
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_reference_has_all_there_is(self) -> None:
        done = subprocess.run(
            [sys.executable, PROJECT / "tools/write_python_api.py"], capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        names = [study["name"] for study in _engine.studies()]
        names += ["Case", "Scenario", "Result", "Error", "Progress", "read_result", "describe"]
        names += [f"arrays.{name}" for name in ("skim", "assign", "gravity", "equilibrium")]
        names += ["arrays.optimal_network", "arrays.Users"]
        for name in names:
            self.assertIn(f"### `amur.{name}`\n", done.stdout)
        for part in ("with_scenarios(*names)", "new(title)", "welfare: float", "t_per_day:"):
            self.assertIn(part, done.stdout)

    def test_results_say_what_their_columns_are(self) -> None:
        told = amur.describe("crossings")
        manual = (PROJECT / "docs/result.md").read_text()
        for column, row in told.iterrows():
            self.assertRegex(manual, rf"\| `{re.escape(str(column))}`")
            self.assertIn(row["description"].rstrip("."), manual)
        with self.assertRaises(amur.Error):
            amur.describe("no_table")


if __name__ == "__main__":
    unittest.main()
