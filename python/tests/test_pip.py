"""The package is what pip installs, and what CMake installs."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from support import HEIHE, PROJECT, InFolder

BUILD = os.environ.get("AMUR_BUILD", str(PROJECT / "build/release"))

ASK = (
    "import amur, sys; result = amur.run(sys.argv[1]);"
    "print(amur.__file__, result.status, len(result['claims']))"
)


class Installed(InFolder):
    def answers_from(self, package: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(package)}
        done = subprocess.run(
            [sys.executable, "-c", ASK, HEIHE],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        file, status, claims = done.stdout.split()
        self.assertTrue(Path(file).is_relative_to(package), file)
        self.assertEqual(status, "solved")
        # Claims are answered by the program that reads results.
        self.assertGreater(int(claims), 10)

    def test_pip_installs_it(self) -> None:
        needed = [sys.executable, "-c", "import pip, setuptools, wheel"]
        if subprocess.run(needed, capture_output=True).returncode:
            self.skipTest("no pip")
        # pip leaves files beside what it builds.
        shutil.copytree(PROJECT / "python", self.folder / "python")
        shutil.copy(PROJECT / "CMakeLists.txt", self.folder)
        package = self.folder / "site"
        command = ["pip", "install", "--no-build-isolation", "--no-deps", "--no-index", "-q"]
        done = subprocess.run(
            [sys.executable, "-m", *command, "--target", package, self.folder / "python"],
            env={**os.environ, "AMUR_BUILD": BUILD, "PYTHONPATH": ""},
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.answers_from(package)

    def test_cmake_installs_it(self) -> None:
        for component in ("program", "python"):
            command = ["cmake", "--install", BUILD, "--component", component]
            subprocess.run(
                [*command, "--prefix", self.folder / "usr"], check=True, capture_output=True
            )
        package = self.folder / "usr/lib/python3/dist-packages"
        self.assertFalse((package / "amur/amur-reader").exists())
        self.answers_from(package)


if __name__ == "__main__":
    unittest.main()
