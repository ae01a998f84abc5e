#!/usr/bin/env python3
"""One server asked for long by many: over its API, by the page in headless Chromium, while the
module of Python and the command line run beside it. Memory must stay flat, every answer must be the
first one, and no file may be left behind.

  tools/soak.py BUILD [SECONDS [PAUSE]]     an hour without; the page and Python only where they are
                                            there; each rests for PAUSE seconds after each time, 1

Prints what each did and how its memory went; ends with 1 where something failed.
"""

import http.client
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CASE = str(PROJECT / "cases/heihe")
SCENARIOS = ("bridge_toll_zero", "river_frozen", "")


def memory_mb(process: int) -> float:
    """What the process holds, in MB, memory shared with others apart."""
    with open(f"/proc/{process}/status") as about:
        return int(re.search(r"RssAnon:\s+(\d+)", about.read()).group(1)) / 1024


class Work:
    """Something done again and again until the end, with its memory after each time."""

    def __init__(self, name: str, pause: float) -> None:
        self.name, self.pause = name, pause
        self.times, self.memory, self.faults = 0, [], []

    def goes_on(self, until: float, once) -> None:
        while time.time() < until and len(self.faults) < 5:
            try:
                once()
                self.times += 1
                time.sleep(self.pause)
            except Exception as fault:  # of any kind: it is told at the end
                self.faults.append(f"{type(fault).__name__}: {fault}")

    def report(self) -> bool:
        """Says how it went; whether well."""
        fine = self.times > 0 and not self.faults
        line = f"{self.name:14} {self.times:7} times"
        if len(self.memory) >= 8:
            quarter = len(self.memory) // 4
            early = statistics.median(self.memory[quarter : 2 * quarter])
            late = statistics.median(self.memory[-quarter:])
            # A heap is never still; what grows by more than this in half the time would not end.
            flat = late <= 1.05 * early + 4
            line += f"  {early:7.1f} MB in the second quarter, {late:7.1f} MB in the last"
            line += "" if flat else "  GROWS"
            fine = fine and flat
        print(line)
        for fault in self.faults:
            print(f"  FAILED: {fault}")
        return fine


class Server:
    def __init__(self, program: Path, room: Path, environment: dict[str, str]) -> None:
        self.runs = room / "runs"
        self.process = subprocess.Popen(
            [program, "serve", CASE, "--port", "0", "--runs", self.runs, "--threads", "1"],
            stdout=subprocess.PIPE, text=True, env=environment)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline()).group(1))

    def ask(self, path: str, method: str = "GET", body: dict | None = None) -> object:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json"} if text else {})
        reply = connection.getresponse()
        answer = reply.read()
        connection.close()
        if reply.status >= 300:
            raise RuntimeError(f"{method} {path}: {reply.status} {answer[:200]!r}")
        return json.loads(answer) if answer and "json" in reply.getheader("Content-Type", "") else answer

    def finished(self, run: str) -> dict:
        while (about := self.ask(f"/api/runs/{run}"))["status"] in ("queued", "running"):
            time.sleep(0.05)
        return about

    def files_open(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def same(first: dict, key: object, value: object) -> None:
    """The same question has the same answer all the time."""
    if first.setdefault(key, value) != value:
        raise RuntimeError(f"{key} was answered otherwise before: {first[key]!r}, now {value!r}")


def ask_server(server: Server, work: Work, until: float) -> None:
    dice, first = random.Random(1), {}

    def once() -> None:
        scenario = dice.choice(SCENARIOS)
        asked = {"name": "soak", "scenarios": [scenario] if scenario else []}
        run = server.ask("/api/runs", "POST", asked)["id"]
        if dice.random() < 0.2:
            server.ask(f"/api/runs/{run}/cancel", "POST", {})
        about = server.finished(run)
        if about["status"] == "done":
            totals = server.ask(f"/api/runs/{run}/tables/totals?limit=1000")
            same(first, scenario, json.dumps(totals["rows"]))
            server.ask(f"/api/runs/{run}/links")
            server.ask(f"/api/runs/{run}/file")
            server.ask(f"/api/compare?from=000001&to={run}")
        elif about["status"] != "cancelled":
            raise RuntimeError(f"run {run}: {about}")
        server.ask(f"/api/runs/{run}", "DELETE")
        work.memory.append(memory_mb(server.process.pid))

    work.goes_on(until, once)


def type_commands(program: Path, room: Path, environment: dict[str, str], work: Work,
                  until: float) -> None:
    dice, first = random.Random(2), {}
    folder = room / "typed"
    shutil.rmtree(folder, ignore_errors=True)
    commands = (
        "run CASE -o result.gpkg", "run CASE -s bridge_toll_zero -o result.gpkg",
        "paths CASE --from moscow --to shanghai -o result.gpkg", "skim CASE -o result.gpkg",
        "toll CASE --crossing heihe_bridge --steps 3 -o result.gpkg",
        "simulate CASE --crossing heihe_port --replications 3 -o result.gpkg")

    def once() -> None:
        folder.mkdir()
        command = dice.choice(commands)
        arguments = [CASE if word == "CASE" else word for word in command.split()]
        for words in (arguments, ["verify", "result.gpkg"], ["report", "result.gpkg", "-o", "r.html"]):
            done = subprocess.run([program, *words], cwd=folder, env=environment, text=True,
                                  capture_output=True, check=False)
            if done.returncode != 0 and not (words[0] == "report" and "report" in done.stderr):
                raise RuntimeError(f"amur {' '.join(words)}: {done.stderr}")
        left = sorted(os.listdir(folder))
        same(first, command, left)
        shutil.rmtree(folder)

    work.goes_on(until, once)


PYTHON_LOOP = """
import json, sys, time, amur
until, pause, first = float(sys.argv[2]), float(sys.argv[3]), None
def memory():
    with open("/proc/self/status") as about:
        return next(int(l.split()[1]) / 1024 for l in about if l.startswith("RssAnon"))
while time.time() < until:
    result = amur.run(sys.argv[1])
    tonnes = float(result["crossings"]["t"].sum())
    first = first or tonnes
    assert tonnes == first, (tonnes, first)
    amur.toll(sys.argv[1], crossing="heihe_bridge", steps=2)
    amur.paths(sys.argv[1], from_="moscow", to="shanghai")
    case = amur.Case(sys.argv[1])
    case["links"]["length_km"].sum()
    try:
        amur.toll(sys.argv[1], crossing="nowhere")
        raise SystemExit("a crossing that is not there was taken")
    except amur.Error:
        pass
    del result, case
    print(json.dumps(memory()), flush=True)
    time.sleep(pause)
"""


def watch(command: list, environment: dict[str, str], work: Work) -> None:
    """Runs something that prints its memory in MB after each time, by itself."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=environment)
    for line in process.stdout:
        work.times += 1
        work.memory.append(float(json.loads(line)))
    said = process.stderr.read()
    if process.wait() != 0:
        work.faults.append(said[-2000:])


def with_module(environment: dict[str, str]) -> str | None:
    """A Python that has the module and what it needs."""
    for interpreter in (sys.executable, "/usr/bin/python3"):
        tried = subprocess.run([interpreter, "-c", "import amur"], env=environment, check=False,
                               capture_output=True)
        if tried.returncode == 0:
            return interpreter
    return None


def main() -> int:
    build = Path(sys.argv[1]).resolve()
    seconds, pause = [*map(float, sys.argv[2:4]), *[3600.0, 1.0][len(sys.argv) - 2 :]][:2]
    program = build / "amur"
    room = Path(tempfile.mkdtemp(prefix="amur-soak-"))
    (room / "tmp").mkdir()
    environment = {**os.environ, "TMPDIR": str(room / "tmp"), "HOME": str(room / "home"),
                   "PYTHONPATH": str(build / "python"), "PYTHONDONTWRITEBYTECODE": "1"}
    server = Server(program, room, environment)
    server.finished("000001")
    open_before = server.files_open()
    until = time.time() + seconds
    works = [Work("server", pause), Work("command line", pause)]
    threads = [threading.Thread(target=ask_server, args=(server, works[0], until)),
               threading.Thread(target=type_commands,
                                args=(program, room, environment, works[1], until))]
    if interpreter := with_module(environment):
        works.append(Work("Python", pause))
        python = [interpreter, "-c", PYTHON_LOOP, CASE, str(until), str(pause)]
        threads.append(threading.Thread(target=watch, args=(python, environment, works[-1])))
    if shutil.which("chromium") and (PROJECT / "web/node_modules/playwright-core").is_dir():
        works.append(Work("page", pause))
        page = ["node", str(PROJECT / "web/tests/soak.mjs"), f"http://127.0.0.1:{server.port}", "",
                str(until), str(pause)]
        threads.append(threading.Thread(
            target=watch, args=(page, {**environment, "TMPDIR": "/tmp"}, works[-1])))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    fine = all([work.report() for work in works])
    time.sleep(2)  # a closed connection is seen by the server's next look
    open_after = server.files_open()
    print(f"files open in the server: {open_before} at the start, {open_after} at the end")
    fine = fine and open_after <= open_before + 2
    server.process.send_signal(signal.SIGINT)
    fine = server.process.wait(30) == 0 and fine
    runs = sorted(each.name for each in server.runs.iterdir() if each.is_dir())
    left = sorted(str(each.relative_to(room)) for each in (room / "tmp").rglob("*"))
    print(f"runs kept: {', '.join(runs)}; files left behind: {', '.join(left) or 'none'}")
    fine = fine and runs == ["000001"] and not left
    shutil.rmtree(room)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
