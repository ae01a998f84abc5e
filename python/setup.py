"""Builds the engine by CMake, and puts it into the package with what reads results."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

PROJECT = Path(__file__).resolve().parent.parent
VERSION = re.search(r"project\(amur VERSION ([\d.]+)", (PROJECT / "CMakeLists.txt").read_text())


class CMakeBuild(build_ext):
    """A build of its own, but for one that AMUR_BUILD names."""

    def build_extension(self, extension: Extension) -> None:
        package = Path(self.get_ext_fullpath(extension.name)).resolve().parent
        package.mkdir(parents=True, exist_ok=True)
        given = os.environ.get("AMUR_BUILD")
        build = Path(given) if given else self.built(PROJECT / "build/pip")
        module = "_engine" + sysconfig.get_config_var("EXT_SUFFIX")
        shutil.copy(build / "python/amur" / module, package / module)
        shutil.copy(build / "amur-reader", package / "amur-reader")

    @staticmethod
    def built(build: Path) -> Path:
        subprocess.run(
            [
                "cmake",
                "-S",
                PROJECT,
                "-B",
                build,
                "-G",
                "Ninja",
                "-DCMAKE_BUILD_TYPE=Release",
                "-DAMUR_BUILD_TESTS=OFF",
                "-DAMUR_WEB=OFF",
                "-DAMUR_PYTHON=ON",
                f"-DPython_EXECUTABLE={sys.executable}",
            ],
            check=True,
        )
        targets = ["--target", "amur_python", "amur-reader"]
        subprocess.run(["cmake", "--build", build, *targets], check=True)
        return build


setup(
    version=VERSION[1],
    ext_modules=[Extension("amur._engine", [])],
    cmdclass={"build_ext": CMakeBuild},
)
