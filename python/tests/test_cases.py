"""Cases are read, edited, written and checked; scenarios come from edited tables."""

import filecmp
import math
import shutil
import tomllib
import unittest

import pandas as pd
from support import HEIHE, PROJECT, InFolder, program

import amur


def vehicles(result: amur.Result, crossing: str) -> float:
    table = result["crossings"]
    return float(table.loc[table["crossing_id"] == crossing, "vehicles"].sum())


class Cases(InFolder):
    def test_what_is_not_edited_keeps_its_bytes(self) -> None:
        for name in ("heihe", "debt"):
            source, written = PROJECT / "cases" / name, self.folder / name
            case = amur.Case(source)
            for table in case:
                case[table]
            self.assertFalse(case.is_edited())
            case.write(written)
            files = [file for file in source.rglob("*.*") if file.suffix in (".csv", ".toml")]
            self.assertGreater(len(files), 5)
            for file in files:
                other = written / file.relative_to(source)
                self.assertTrue(filecmp.cmp(file, other, shallow=False), file)

    def test_an_edit_reaches_its_cell_alone(self) -> None:
        case = amur.Case(HEIHE)
        self.assertEqual(case["links"]["length_km"].dtype, float)
        case["links"].loc[4, "length_km"] = 12.25
        self.assertTrue(case.is_edited())
        case.write(self.folder / "edited")
        before = (HEIHE / "links.csv").read_text().splitlines()
        after = (self.folder / "edited/links.csv").read_text().splitlines()
        self.assertEqual(len(before), len(after))
        changed = [i for i, pair in enumerate(zip(before, after)) if pair[0] != pair[1]]
        self.assertEqual(changed, [5])
        again = amur.Case(self.folder / "edited")
        self.assertEqual(again["links"].loc[4, "length_km"], 12.25)
        again["links"].loc[4, "length_km"] = amur.Case(HEIHE)["links"].loc[4, "length_km"]
        again.write(self.folder / "edited")
        pd.testing.assert_frame_equal(
            amur.Case(self.folder / "edited")["links"], amur.Case(HEIHE)["links"]
        )

    def test_values_of_python_are_cells(self) -> None:
        case = amur.Case.new("Two towns")
        links = case["links"]
        for value, cell in (
            (0.1, "0.1"),
            (7.0, "7"),
            (math.nan, ""),
            (None, ""),
            (True, "true"),
            (["a", "b"], "a;b"),
            (pd.Timestamp("2024-02-29"), "2024-02-29"),
            (1e300, "1e+300"),
        ):
            frame = links.astype(object)
            frame.at[0, "name"] = value
            case["links"] = frame
            case.write(self.folder / "towns")
            with open(self.folder / "towns/links.csv") as file:
                cells = pd.read_csv(file, dtype=str, keep_default_na=False)
            self.assertEqual(cells.loc[0, "name"], cell)

    def test_rows_and_columns_come_and_go(self) -> None:
        case = amur.Case(HEIHE)
        bans = case["bans"]
        count = len(bans)
        case["bans"] = pd.concat([bans.iloc[1:], bans.iloc[:1]])
        case["crossings"]["name"] = "X"
        del case["visas"]
        case.settings["date"] = "2023-11-15"
        case.write(self.folder / "other")
        again = amur.Case(self.folder / "other")
        self.assertEqual(len(again["bans"]), count)
        self.assertEqual(set(again["crossings"]["name"]), {"X"})
        self.assertNotIn("visas", again)
        self.assertFalse((self.folder / "other/visas.csv").exists())
        self.assertEqual(again.settings["date"], "2023-11-15")
        result = amur.run(again)
        self.assertEqual(result["run"].set_index("name").loc["date", "value"], "2023-11-15")

    def test_a_table_that_loses_its_rows_loses_its_file(self) -> None:
        folder = self.folder / "own"
        shutil.copytree(HEIHE, folder)
        case = amur.Case(folder)
        del case["growth"]
        case.write(folder)
        self.assertFalse((folder / "growth.csv").exists())
        self.assertTrue(filecmp.cmp(folder / "links.csv", HEIHE / "links.csv", shallow=False))

    def test_a_new_case_runs(self) -> None:
        case = amur.Case.new("Two towns")
        self.assertEqual([f for f in case.check() if f.level == "error"], [])
        result = amur.run(case)
        self.assertEqual(result.status, "solved")
        program("new", self.folder / "new")
        by_program = amur.run(self.folder / "new")
        pd.testing.assert_series_equal(result["od"]["delivered"], by_program["od"]["delivered"])

    def test_check_finds_nothing_in_what_is_right(self) -> None:
        for name in ("heihe", "debt"):
            case = amur.Case(PROJECT / "cases" / name)
            for asked in (case, case.scenario("x")):
                self.assertEqual([f for f in asked.check() if f.level == "error"], [])

    def test_check_says_what_is_wrong(self) -> None:
        case = amur.Case(HEIHE)
        case["links"].loc[0, "from_node_id"] = "nowhere"
        errors = [finding for finding in case.check() if finding.level == "error"]
        self.assertEqual([(e.file, e.row, e.value) for e in errors], [("links.csv", 2, "nowhere")])
        case["links"]["from_nod"] = "x"
        self.assertIn(("links.csv", "from_nod"), {(e.file, e.field) for e in case.check()})
        with self.assertRaises(amur.Error):
            amur.run(case)
        with self.assertRaises(amur.Error):
            amur.Case(self.folder / "none")
        with self.assertRaises(KeyError):
            case["no_table"]


class Scenarios(InFolder):
    def test_an_edited_table_is_the_scenario_that_the_case_has(self) -> None:
        case = amur.Case(HEIHE)
        mine = case.scenario("No toll")
        crossings = mine["crossings"]
        crossings.loc[crossings["crossing_id"] == "heihe_bridge", "fee_usd_per_vehicle"] = 0
        by_hand, by_file = amur.run(mine), amur.run(case, "bridge_toll_zero")
        pd.testing.assert_series_equal(
            by_hand["crossings"]["vehicles"], by_file["crossings"]["vehicles"], check_exact=True
        )
        self.assertNotEqual(
            vehicles(by_hand, "heihe_bridge"), vehicles(amur.run(case), "heihe_bridge")
        )
        self.assertFalse(case.is_edited())

    def test_every_scenario_of_a_case_comes_back_from_its_tables(self) -> None:
        case = amur.Case(HEIHE)
        for name in case.scenarios:
            edited = case.with_scenarios(name)
            mine = case.scenario(f'"{name}"\n')
            mine.settings = dict(edited.settings)
            for table in set(edited) | set(case):
                mine[table] = edited[table].copy()
            file = self.folder / f"{name}.toml"
            mine.write(file)
            self.assertEqual(tomllib.loads(file.read_text())["title"], f'"{name}"\n')
            again = case.with_scenarios(str(file))
            for table in set(edited) | set(case):
                pd.testing.assert_frame_equal(
                    self.sorted(again[table]), self.sorted(edited[table]), check_like=True
                )
            self.assertEqual(again.settings, edited.settings)

    @staticmethod
    def sorted(frame: pd.DataFrame) -> pd.DataFrame:
        """Rows in an order of their own: edits by rows put them last."""
        text = frame.astype(str).replace("nan", "")
        return text.sort_values(list(text.columns), ignore_index=True)

    def test_it_extends_others_and_is_one_of_several(self) -> None:
        case = amur.Case(HEIHE)
        mine = case.scenario("Frozen and free", extends="river_frozen")
        mine["crossings"].loc[0, "fee_usd_per_vehicle"] = 0
        self.assertEqual(len(mine.edits()), 1)
        alone = amur.run(mine)
        both = amur.run(case, ["river_frozen", "bridge_toll_zero"])
        pd.testing.assert_series_equal(
            alone["crossings"]["vehicles"], both["crossings"]["vehicles"], check_exact=True
        )
        toll = case.scenario("Toll")
        toll["crossings"].loc[0, "fee_usd_per_vehicle"] = 0
        pd.testing.assert_series_equal(
            amur.run(case, ["river_frozen", toll])["crossings"]["vehicles"],
            both["crossings"]["vehicles"],
            check_exact=True,
        )

    def test_rows_without_ids_that_are_alike_keep_their_number(self) -> None:
        case = amur.Case(HEIHE)
        demand = case["demand"]
        case["demand"] = pd.concat([demand, demand.iloc[:1]], ignore_index=True)
        mine = case.scenario("One of two")
        mine["demand"] = mine["demand"].iloc[:-1]
        edits = [(edit["table"], edit["action"]) for edit in mine.edits()]
        self.assertEqual(edits, [("demand", "remove"), ("demand", "add")])

    def test_a_case_without_a_folder_has_none(self) -> None:
        with self.assertRaisesRegex(amur.Error, "no scenarios"):
            amur.Case.new("x").with_scenarios("y")


if __name__ == "__main__":
    unittest.main()
