"""The program amur: where it is, what it offers, and how it is run. Knows nothing of QGIS."""

import json
import os
import shutil
import subprocess


class ProgramError(Exception):
    """What the program says is wrong."""


def find_program(configured=""):
    """The path of amur: as configured, as AMUR_PROGRAM says, or on PATH; empty where it is not."""
    for path in (configured, os.environ.get("AMUR_PROGRAM", ""), shutil.which("amur")):
        if path and os.access(path, os.X_OK):
            return path
    return ""


def ask(program, *arguments):
    """The JSON that a command prints."""
    run = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise ProgramError(run.stderr.strip())
    return json.loads(run.stdout)


def run_program(program, arguments, is_cancelled):
    """What the program prints, and what it says beside; a cancelled one leaves no half of anything."""
    with subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, text=True) as process:
        while True:
            try:
                printed, said = process.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                if is_cancelled():
                    process.terminate()
                    process.communicate()
                    raise ProgramError("cancelled") from None
    if process.returncode != 0:
        raise ProgramError(said.strip() or f"amur ended with exit code {process.returncode}")
    return printed, said


def command_of(study):
    """The words of the command that asks a study: months are asked by `amur run`."""
    return study["example"].split()[1:2]


def each_command(tree, words=()):
    """Each command that does something, with its words: ["import", "osm"]."""
    for command in tree["commands"]:
        name = (*words, command["name"])
        if command["commands"]:
            yield from each_command(command, name)
        else:
            yield list(name), command
