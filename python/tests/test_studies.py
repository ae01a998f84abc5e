"""Each study gives what the program writes; errors, progress and cancelling."""

import gc
import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

import numpy as np
import pandas as pd
from support import HEIHE, PROJECT, InFolder, program, sql_rows, sql_tables

import amur
from amur import arrays

# A study with its fields, and how the command line says the same.
ASKED = {
    "run": (HEIHE, {"paths": True}, ["--paths"]),
    "months": (HEIHE, {"from_": "2023-09", "to": "2023-10"}, None),
    "toll": (HEIHE, {"crossing": "heihe_bridge", "steps": 3}, ["-c", "heihe_bridge", "--steps", 3]),
    "finance": (PROJECT / "cases/debt", {}, []),
    "simulate": (
        HEIHE,
        {"crossing": "heihe_port", "replications": 4, "days": 3},
        ["-c", "heihe_port", "-r", 4, "--days", 3],
    ),
    "paths": (
        HEIHE,
        {"from_": "moscow", "to": "shanghai", "commodity": "food_containers"},
        ["--from", "moscow", "--to", "shanghai", "--commodity", "food_containers"],
    ),
    "skim": (
        HEIHE,
        {"from_": ["heihe", "moscow"], "to": ["shanghai"]},
        ["--from", "heihe;moscow", "--to", "shanghai"],
    ),
    "select": (HEIHE, {"crossing": "heihe_bridge"}, ["-c", "heihe_bridge"]),
    "carbon": (HEIHE, {"price": 50}, ["--price", 50]),
    "appraise": (
        HEIHE,
        {"with_": "bridge_toll_zero", "years": 3, "costs": "2023:1e6"},
        ["--with", "bridge_toll_zero", "--years", 3, "--costs", "2023:1e6"],
    ),
    "ensemble": (HEIHE, {"draws": 2}, ["-n", 2]),
    "sweep": (
        HEIHE,
        {"over": "crossings.heihe_bridge.fee_usd_per_vehicle=0,90"},
        ["--over", "crossings.heihe_bridge.fee_usd_per_vehicle=0,90"],
    ),
    "corridor": (
        HEIHE,
        {"from_": "moscow", "to": "shanghai", "commodity": "food_containers"},
        ["--from", "moscow", "--to", "shanghai", "--commodity", "food_containers"],
    ),
    "critical": (HEIHE, {"parts": "crossings"}, ["--parts", "crossings"]),
    "access": (HEIHE, {}, []),
    "detour": (
        HEIHE,
        {"from_": "NLD", "to": "RUS", "via": "CHN", "commodity": "machinery"},
        ["--from", "NLD", "--to", "RUS", "--via", "CHN", "--commodity", "machinery"],
    ),
    "calibrate": (
        HEIHE,
        {"cells": "crossings.heihe_bridge.wait_h"},
        ["--cells", "crossings.heihe_bridge.wait_h"],
    ),
    "invest": (HEIHE, {"budget": 70e6, "steps": 1}, ["--budget", "70e6", "--steps", "1"]),
}


class Studies(InFolder):
    def same(self, result: amur.Result, file) -> None:
        """All tables but how long it took, number by number as SQLite reads them."""
        self.assertLessEqual(set(result), set(sql_tables(file)) | {"paths", "path_steps"})
        compared = 0
        for table in result:
            if table not in sql_tables(file) or table == "run_log":
                continue
            frame = pd.DataFrame(result[table]).drop(columns="geometry", errors="ignore")
            rows = sql_rows(file, table)
            self.assertEqual(len(frame), len(rows), table)
            for told, row in zip(frame.to_dict("records"), rows):
                for column, value in told.items():
                    if isinstance(value, float) and math.isnan(value):
                        value = None
                    self.assertEqual(value, row[column], f"{table}.{column}")
                    compared += 1
        self.assertGreater(compared, 100)

    def test_every_study_of_a_case_is_asked(self) -> None:
        declared = json.loads(program("schema", "studies"))
        asked = {study["name"] for study in declared if study["served"]}
        self.assertEqual(asked - set(ASKED), set())

    def test_each_gives_what_the_program_writes(self) -> None:
        for name, (case, fields, options) in ASKED.items():
            with self.subTest(name):
                file = self.folder / f"{name}.gpkg"
                result = getattr(amur, name)(case, **fields)
                if name == "months":
                    command = ["run", case, "--from", "2023-09", "--to", "2023-10"]
                else:
                    command = [name, case, *options]
                if name == "paths":
                    # The command prints them; the study's file has them too.
                    result.write(file)
                else:
                    program(*command, "-o", file)
                self.same(result, file)

    def test_output_is_the_program_s_file(self) -> None:
        asked, written = self.folder / "asked.gpkg", self.folder / "written.gpkg"
        result = amur.run(HEIHE, "bridge_toll_zero", output=asked)
        self.assertEqual(result.path, asked)
        result.write(written)
        for file in (asked, written):
            self.same(result, file)
            self.same(amur.read_result(file), file)

    def test_a_month_may_be_one_of_pandas(self) -> None:
        months = pd.period_range("2023-09", "2023-10", freq="M")
        result = amur.months(HEIHE, from_=months[0], to=months[-1])
        self.assertEqual(sorted(set(result["month_totals"]["month"])), ["2023-09", "2023-10"])

    def test_threads_never_change_a_number(self) -> None:
        one, two = amur.run(HEIHE, threads=1), amur.run(HEIHE, threads=2)
        for table in one:
            if table != "run_log":
                pd.testing.assert_frame_equal(
                    pd.DataFrame(one[table]), pd.DataFrame(two[table]), check_exact=True
                )


class Arrays(InFolder):
    def test_numbers_are_shown_where_they_are(self) -> None:
        result = amur.run(HEIHE)
        array = result.arrays("crossings")["vehicles"]
        again = result.arrays("crossings")["vehicles"]
        self.assertTrue(np.shares_memory(array, again))
        self.assertTrue(np.shares_memory(array, result["crossings"]["vehicles"].to_numpy()))
        self.assertFalse(array.flags.writeable)
        self.assertEqual(array.dtype, np.float64)
        self.assertEqual(result.arrays("crossings")["is_open"].dtype, np.int64)
        # What is shown outlives the result.
        kept = array.copy()
        del result, again
        gc.collect()
        amur.run(HEIHE, "river_frozen")
        np.testing.assert_array_equal(array, kept)

    def test_places_and_links_are_shapes(self) -> None:
        try:
            import geopandas
        except ImportError:
            self.skipTest("no geopandas")
        result = amur.run(HEIHE)
        nodes, links = result["nodes"], result["links"]
        self.assertIsInstance(links, geopandas.GeoDataFrame)
        self.assertEqual(links.crs.to_epsg(), 4326)
        case = amur.Case(HEIHE)["nodes"].set_index("node_id")
        for _, row in nodes.iterrows():
            self.assertEqual(row.geometry.x, float(case.loc[row["node_id"], "x_coord"]))
            self.assertEqual(row.geometry.y, float(case.loc[row["node_id"], "y_coord"]))
        self.assertTrue(links.geometry.is_valid.all())
        # What results are dated, for their bytes' sake, is nothing for other files.
        nodes.to_file(self.folder / "nodes.gpkg", driver="GPKG")
        (contents,) = sql_rows(self.folder / "nodes.gpkg", "gpkg_contents")
        self.assertGreater(str(contents["last_change"]), "2020")


class Errors(InFolder):
    def test_a_wrong_value_is_an_error_with_its_place(self) -> None:
        with self.assertRaises(amur.Error) as caught:
            amur.toll(HEIHE, crossing="heihe_brigde")
        self.assertEqual(caught.exception.status, "bad_input")
        (finding,) = caught.exception.findings
        self.assertEqual((finding.field, finding.value), ("crossing", "heihe_brigde"))
        self.assertIn("heihe_bridge", finding.allowed)
        self.assertEqual(str(caught.exception), finding.text)

    def test_all_errors_of_a_case_come_in_one_go(self) -> None:
        case = amur.Case(HEIHE)
        case["links"].loc[3, "length_km"] = -1
        case["nodes"].loc[2, "y_coord"] = 100
        case.write(self.folder / "wrong")
        with self.assertRaises(amur.Error) as caught:
            amur.run(self.folder / "wrong")
        places = {(one.file, one.row, one.field) for one in caught.exception.findings}
        self.assertLessEqual({("links.csv", 5, "length_km"), ("nodes.csv", 4, "y_coord")}, places)

    def test_fields_are_checked_by_type_range_and_need(self) -> None:
        for fields, said in (
            ({"crossing": "heihe_bridge", "steps": 1}, "2 to 1000"),
            ({"crossing": "heihe_bridge", "steps": True}, "wrong type"),
            ({"crossing": "heihe_bridge", "steps": 2.5}, "wrong type"),
            ({"crossing": "heihe_bridge", "steps": -1}, "wrong type"),
            ({"crossing": 7}, "wrong type"),
            ({"crossing": "heihe_bridge", "highest_usd": math.nan}, "out of range"),
        ):
            with self.subTest(fields), self.assertRaisesRegex(amur.Error, said):
                amur.toll(HEIHE, **fields)
        with self.assertRaisesRegex(amur.Error, "needs trade"):
            amur.run(HEIHE, samples=3)
        with self.assertRaises(TypeError):
            amur.run(HEIHE, crossings="heihe_bridge")
        with self.assertRaises(TypeError):
            amur.toll(HEIHE)

    def test_an_earlier_result_stays(self) -> None:
        file = self.folder / "kept.gpkg"
        amur.run(HEIHE, output=file)
        before = file.read_bytes()
        with self.assertRaises(amur.Error):
            amur.run(HEIHE, "no_such_scenario", output=file)
        self.assertEqual(file.read_bytes(), before)

    def test_what_is_no_result_is_refused(self) -> None:
        file = self.folder / "x.gpkg"
        file.write_bytes(b"no database")
        with self.assertRaises(amur.Error):
            amur.read_result(file)
        with self.assertRaises(KeyError):
            amur.run(HEIHE)["no_table"]


class Cancelling(InFolder):
    def test_progress_is_told_and_may_cancel(self) -> None:
        file, steps = self.folder / "r.gpkg", []

        def stop(told: amur.Progress) -> bool:
            steps.append(told)
            return False

        with self.assertRaises(amur.Error) as caught:
            amur.ensemble(HEIHE, draws=5000, output=file, progress=stop)
        self.assertEqual(caught.exception.status, "cancelled")
        self.assertGreaterEqual(len(steps), 1)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_what_progress_raises_is_raised(self) -> None:
        def fail(told: amur.Progress) -> None:
            raise ZeroDivisionError("mine")

        with self.assertRaisesRegex(ZeroDivisionError, "mine"):
            amur.months(HEIHE, from_="2000-01", to="2023-12", progress=fail)

    def test_months_go_on_where_they_were_stopped(self) -> None:
        file = self.folder / "months.gpkg"
        asked = {"from_": "2023-09", "to": "2023-11"}
        with self.assertRaises(amur.Error):
            amur.months(HEIHE, **asked, output=file, progress=lambda told: (told.done or 0) < 1)
        self.assertFalse(file.exists())
        told: list[amur.Progress] = []
        again = amur.months(HEIHE, **asked, output=file, progress=told.append)
        self.assertGreater(min(news.done for news in told if news.done is not None), 1)
        whole = amur.months(HEIHE, **asked)
        pd.testing.assert_frame_equal(
            pd.DataFrame(again["month_crossings"]),
            pd.DataFrame(whole["month_crossings"]),
            check_exact=True,
        )
        self.assertEqual([each.name for each in self.folder.iterdir()], ["months.gpkg"])

    def test_memory_stays_as_it_is(self) -> None:
        def used_mb() -> float:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

        amur.Case.new("Two towns").write(self.folder / "towns")

        def ask() -> None:
            result = amur.run(self.folder / "towns", progress=lambda told: None)
            for table in result:
                self.assertIsNotNone(result[table])
            arrays.skim([0, 1], [1, 0], np.ones(2), np.zeros(10**6, int), [1])

        for _ in range(10):
            ask()
        before = used_mb()
        for _ in range(40):
            ask()
        self.assertLess(used_mb() - before, 12)

    def test_other_threads_go_on(self) -> None:
        counted, ended = [0], threading.Event()

        def count() -> None:
            while not ended.is_set():
                counted[0] += 1
                time.sleep(0.001)

        other = threading.Thread(target=count)
        other.start()
        before = counted[0]
        amur.run(HEIHE)
        self.assertGreater(counted[0], before + 3)
        ended.set()
        other.join()

    def test_control_c_stops_a_run_and_leaves_no_file(self) -> None:
        text = (
            "import amur, sys\n"
            "def told(p):\n"
            "    print('on the way', flush=True)\n"
            f"amur.ensemble({str(HEIHE)!r}, draws=20000, output={str(self.folder / 'r.gpkg')!r},"
            " progress=told)\n"
        )
        asked = subprocess.Popen(
            [sys.executable, "-c", text],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        assert asked.stdout
        self.assertIn("on the way", asked.stdout.readline())
        asked.send_signal(signal.SIGINT)
        _, problem = asked.communicate(timeout=60)
        self.assertIn("KeyboardInterrupt", problem)
        self.assertNotEqual(asked.returncode, 0)
        self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
