"""The solvers on arrays against closed forms, SciPy, and the equations that they solve."""

import json
import os
import signal
import threading
import unittest

import numpy as np
import pandas as pd
from support import PROJECT, program

import amur
from amur import arrays


def grid(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Arcs both ways between neighbours, in a random order."""
    place = np.arange(size * size).reshape(size, size)
    pairs = np.concatenate(
        [
            np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], 1),
            np.stack([place[:-1].ravel(), place[1:].ravel()], 1),
        ]
    )
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = np.random.default_rng(1).permutation(both)
    return both[:, 0], both[:, 1]


class Skims(unittest.TestCase):
    def test_costs_are_those_of_scipy(self) -> None:
        try:
            from scipy.sparse import csr_matrix
            from scipy.sparse.csgraph import dijkstra
        except ImportError:
            self.skipTest("no scipy")
        tails, heads = grid(12)
        random = np.random.default_rng(2)
        cost = random.uniform(1, 9, tails.size)
        expected = dijkstra(csr_matrix((cost, (tails, heads)), shape=(144, 144)))
        everywhere = np.arange(144)
        for method in ("dijkstra", "hierarchy", "automatic"):
            found = arrays.skim(
                tails,
                heads,
                cost,
                everywhere,
                everywhere,
                attributes={"cost": cost, "arcs": np.ones(tails.size)},
                method=method,
            )
            np.testing.assert_allclose(found.cost, expected, rtol=1e-12)
            np.testing.assert_allclose(found.attributes["cost"], expected, rtol=1e-12)
            away = ~np.eye(144, dtype=bool)
            self.assertTrue((found.attributes["arcs"][away] >= 1).all())

    def test_closed_arcs_and_places_without_through_traffic(self) -> None:
        line = dict(tails=[0, 1, 0], heads=[1, 2, 2], origins=[0], destinations=[1, 2])
        cost = arrays.skim(cost=[1, 1, 5], **line).cost
        np.testing.assert_array_equal(cost, [[1, 2]])
        cost = arrays.skim(cost=[1, 1, 5], no_through=[0, 1, 0], **line).cost
        np.testing.assert_array_equal(cost, [[1, 5]])
        cost = arrays.skim(cost=[1, np.inf, np.inf], **line).cost
        np.testing.assert_array_equal(cost, [[1, np.inf]])

    def test_arrays_that_do_not_fit_are_errors(self) -> None:
        for change in (
            {"cost": [1, 2]},
            {"tails": [0, 1, -1]},
            {"tails": [0.5, 1, 1]},
            {"origins": [7]},
            {"method": "astar"},
            {"attributes": {"km": [1]}},
        ):
            arguments = dict(
                tails=[0, 1, 0], heads=[1, 2, 2], cost=[1, 1, 5], origins=[0], destinations=[1]
            )
            with self.subTest(change), self.assertRaises(amur.Error):
                arrays.skim(**{**arguments, **change})


class Assignments(unittest.TestCase):
    # Braess (1968): time = free + slope x volume.
    tails, heads = np.array([0, 2, 1, 0, 1]), np.array([1, 3, 3, 2, 2])
    free, slope = np.array([1e-9, 1e-9, 50, 50, 10]), np.array([10.0, 10, 1, 1, 1])

    def braess(self, arcs: np.ndarray, **options: object) -> arrays.Assignment:
        return arrays.assign(
            self.tails[arcs],
            self.heads[arcs],
            self.free[arcs],
            arrays.Users([0], [3], [6]),
            capacity_pce=1,
            alpha=self.slope[arcs] / self.free[arcs],
            beta=1,
            tolerance=1e-12,
            **options,
        )

    def test_the_road_of_braess_makes_all_worse_off(self) -> None:
        for order in ([0, 1, 2, 3, 4], [4, 2, 0, 3, 1]):
            with_road = self.braess(np.array(order))
            self.assertEqual(with_road.status, "solved")
            cost = with_road.demand[0]["expected_cost_usd_per_t"][0]
            self.assertAlmostEqual(cost, 92, 6)
            volume = dict(zip(order, with_road.volume_pce))
            for arc, flow in {0: 4, 1: 4, 2: 2, 3: 2, 4: 2}.items():
                self.assertAlmostEqual(volume[arc], flow, 6)
            np.testing.assert_allclose(
                with_road.time_h, (self.free + 0)[order] + self.slope[order] * with_road.volume_pce
            )
        without = self.braess(np.array([0, 1, 2, 3]))
        self.assertAlmostEqual(without.demand[0]["expected_cost_usd_per_t"][0], 83, 6)

    def test_the_markovian_choice_between_two_arcs_is_a_logit(self) -> None:
        found = arrays.assign(
            [0, 0],
            [1, 1],
            [1.0, 1.5],
            arrays.Users([0], [1], [100], time_cost_usd_per_t_h=2, dispersion_usd_per_t=0.8),
            delay="constant",
            method="markov",
        )
        share = 1 / (1 + np.exp(-(3.0 - 2.0) / 0.8))
        np.testing.assert_allclose(found.flow_t[0], [100 * share, 100 * (1 - share)], rtol=1e-9)

    def test_the_nested_logit_chooses_between_labels_not_roads(self) -> None:
        # Two crossings, to the second of which two roads lead: ten look-alikes draw no more.
        tails, heads = [0, 1, 0, 0, 2, 3], [1, 3, 2, 2, 3, 4]
        hours = [1.0, 0.5, 1.0, 1.0, 1.0, 1.0]
        found = arrays.assign(
            tails,
            heads,
            hours,
            arrays.Users(
                [0], [4], [100], dispersion_usd_per_t=0.7, route_dispersion_usd_per_t=1e-6
            ),
            delay="constant",
            method="logit",
            arc_label=[0, 1, 0, 0, 2, 0],
            tolerance=1e-10,
        )
        share = 1 / (1 + np.exp(-0.5 / 0.7))
        expected = 100 * np.array([share, share, (1 - share) / 2, (1 - share) / 2, 1 - share, 1])
        np.testing.assert_allclose(found.flow_t[0], expected, rtol=1e-5)

    def test_classes_keep_their_own_flows_and_costs(self) -> None:
        found = arrays.assign(
            [0, 0],
            [1, 1],
            [1.0, 3.0],
            [
                arrays.Users([0], [1], [10], time_cost_usd_per_t_h=1, fixed_cost_usd_per_t=[5, 0]),
                arrays.Users([0], [1], [20], time_cost_usd_per_t_h=9, fixed_cost_usd_per_t=[5, 0]),
            ],
            delay="constant",
        )
        # The slow way costs 3 and 27, the dear one 6 and 14.
        np.testing.assert_allclose(found.flow_t, [[0, 10], [20, 0]], atol=1e-9)
        costs = [demand["expected_cost_usd_per_t"][0] for demand in found.demand]
        np.testing.assert_allclose(costs, [3, 14])

    def test_a_full_arc_has_the_price_that_makes_both_ways_alike(self) -> None:
        found = arrays.assign(
            [0, 0],
            [1, 1],
            [1.0, 4.0],
            arrays.Users([0], [1], [10], time_cost_usd_per_t_h=2),
            delay="constant",
            capacities=[arrays.Capacity([0], 4)],
            tolerance=1e-9,
        )
        np.testing.assert_allclose(found.volume_pce, [4, 6], rtol=1e-6)
        np.testing.assert_allclose(found.constraint_price_usd, [6], rtol=1e-6)

    def test_progress_is_told_and_may_stop(self) -> None:
        tails, heads = grid(15)
        random = np.random.default_rng(3)
        pairs = random.choice(225, (400, 2))
        told: list[tuple[int, float]] = []
        arguments = dict(
            free_time_h=random.uniform(1, 2, tails.size),
            users=arrays.Users(pairs[:, 0], pairs[:, 1], random.uniform(50, 100, 400)),
            capacity_pce=400,
            tolerance=1e-13,
        )
        solved = arrays.assign(
            tails, heads, progress=lambda *step: told.append(step) or None, **arguments
        )
        self.assertEqual(solved.status, "solved")
        self.assertEqual(solved.log["residual"].iloc[-1], solved.residual)
        self.assertTrue(told and set(told) <= set(zip(solved.log["step"], solved.log["residual"])))
        # Flows leave and reach each state as demand does.
        net = np.zeros(225)
        np.add.at(net, tails, solved.volume_pce)
        np.add.at(net, heads, -solved.volume_pce)
        away = pairs[:, 0] != pairs[:, 1]
        expected = np.zeros(225)
        quantity = np.asarray(arguments["users"].t_per_day)
        np.add.at(expected, pairs[away, 0], quantity[away])
        np.add.at(expected, pairs[away, 1], -quantity[away])
        np.testing.assert_allclose(net, expected, atol=1e-6)
        stopped = arrays.assign(tails, heads, progress=lambda *step: False, **arguments)
        self.assertIn(stopped.status, ("cancelled", "solved"))

    def test_control_c_is_heard_on_the_way(self) -> None:
        tails, heads = grid(40)
        random = np.random.default_rng(6)
        pairs = random.choice(1600, (20000, 2))
        timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            arrays.assign(
                tails,
                heads,
                random.uniform(1, 2, tails.size),
                arrays.Users(pairs[:, 0], pairs[:, 1], random.uniform(50, 100, 20000)),
                capacity_pce=3000,
                tolerance=1e-300,
                most_steps=100_000,
            )
        timer.join()

    def test_wrong_words_and_lengths_are_errors(self) -> None:
        users = arrays.Users([0], [1], [1])
        for change in ({"delay": "linear"}, {"method": "none"}, {"alpha": [1, 2, 3]}):
            with self.subTest(change), self.assertRaises(amur.Error):
                arrays.assign([0], [1], [1.0], users, **change)
        with self.assertRaises(amur.Error):
            arrays.assign([0], [1], [1.0], arrays.Users([0, 1], [1], [1]))


class Gravity(unittest.TestCase):
    def setUp(self) -> None:
        random = np.random.default_rng(4)
        countries = [f"C{i}" for i in range(12)]
        rows = [
            (a, b, year) for year in (2000, 2001) for a in countries for b in countries if a != b
        ]
        self.frame = pd.DataFrame(rows, columns=["exporter", "importer", "year"])
        count = len(self.frame)
        self.frame["distance"] = random.uniform(5, 9, count)
        self.frame["border"] = (random.uniform(size=count) < 0.2).astype(float)
        mean = np.exp(9 - self.frame["distance"] + 0.5 * self.frame["border"])
        self.frame["exact"] = mean
        self.frame["trade"] = mean * random.gamma(2, 0.5, count)

    def test_exact_trade_gives_its_coefficients_back(self) -> None:
        frame = self.frame
        found = arrays.gravity(
            frame["exact"],
            frame[["distance", "border"]],
            {"exporter-year": frame[["exporter", "year"]], "importer": frame["importer"]},
        )
        self.assertEqual(found.status, "solved")
        np.testing.assert_allclose(found.coefficients["value"][:2], [-1, 0.5], atol=1e-7)
        np.testing.assert_allclose(found.fitted, frame["exact"], rtol=1e-6)

    def test_the_first_order_conditions_hold(self) -> None:
        frame = self.frame
        found = arrays.gravity(
            frame["trade"], frame[["distance", "border"]], {"exporter": frame["exporter"]}
        )
        left = frame["trade"] - found.fitted
        scale = frame["trade"].sum()
        for column in ("distance", "border"):
            self.assertLess(abs((left * frame[column]).sum()) / scale, 1e-6)
        self.assertLess(left.groupby(frame["exporter"]).sum().abs().max() / scale, 1e-6)
        self.assertEqual(found.rows_used, len(frame))

    def test_standard_errors_are_the_sandwich(self) -> None:
        frame = self.frame
        found = arrays.gravity(frame["trade"], frame[["distance", "border"]], tolerance=1e-12)
        x = np.column_stack([frame["distance"], frame["border"], np.ones(len(frame))])
        fitted = np.exp(x @ found.coefficients["value"].to_numpy())
        np.testing.assert_allclose(found.fitted, fitted, rtol=1e-9)
        bread = np.linalg.inv(x.T @ (x * fitted[:, None]))
        scores = x * (frame["trade"].to_numpy() - fitted)[:, None]
        count = len(frame)
        sandwich = bread @ (scores.T @ scores) @ bread * count / (count - 1)
        np.testing.assert_allclose(found.covariance, sandwich, rtol=1e-6)
        np.testing.assert_allclose(
            found.coefficients["standard_error"], np.sqrt(np.diag(sandwich)), rtol=1e-6
        )

    def test_what_explains_nothing_is_said(self) -> None:
        frame = self.frame
        frame = frame.assign(twice=2 * frame["distance"], old=(frame["year"] == 2000))
        found = arrays.gravity(
            frame["trade"], frame[["distance", "twice", "old"]], {"year": frame["year"]}
        )
        self.assertEqual(
            list(found.coefficients["use"][:3]), ["estimated", "collinear", "absorbed"]
        )
        with self.assertRaises(amur.Error):
            arrays.gravity(frame["trade"], {"short": [1.0]})
        with self.assertRaisesRegex(amur.Error, "label"):
            arrays.gravity(frame["trade"], {}, {"gap": [None] * len(frame)})
        bad = arrays.gravity(-frame["trade"], frame[["distance"]])
        self.assertEqual(bad.status, "invalid_data")


class Equilibria(unittest.TestCase):
    output = np.array([100.0, 60, 40])
    cost = np.array([[1, 1.6, 1.8], [1.6, 1, 1.5], [1.8, 1.5, 1]])
    sigma = 5.0

    def test_the_equations_hold_before_and_after(self) -> None:
        cheaper = self.cost.copy()
        cheaper[0, 1] *= 0.9
        cheaper[1, 0] *= 0.9
        power = 1 - self.sigma
        found = arrays.equilibrium(
            self.output,
            self.output,
            self.cost**power,
            cheaper**power,
            substitution_elasticity=self.sigma,
        )
        before, after = found.before, found.after
        assert after is not None and before.trade is not None and after.trade is not None
        for one, factor in ((before, self.cost**power), (after, cheaper**power)):
            self.assertEqual(one.status, "solved")
            np.testing.assert_allclose(one.trade.sum(1), one.output, rtol=1e-9)
            np.testing.assert_allclose(one.trade.sum(0), one.expenditure, rtol=1e-9)
            # Anderson & van Wincoop's gravity equation.
            gravity = (
                np.outer(one.output, one.expenditure)
                / one.output.sum()
                * factor
                / np.outer(one.outward_resistance, one.inward_resistance) ** power
            )
            np.testing.assert_allclose(one.trade, gravity, rtol=1e-9)
            np.testing.assert_allclose(one.welfare, one.expenditure / one.inward_resistance)
        np.testing.assert_allclose(before.factory_gate_price, 1)
        self.assertTrue((after.welfare[:2] > before.welfare[:2]).all())
        self.assertLess(after.welfare[2], before.welfare[2])

    def test_a_world_without_a_solution_says_why(self) -> None:
        nobody = np.diag([1.0, 1, 0])
        found = arrays.equilibrium(self.output, self.output, nobody)
        self.assertIn(found.before.status, ("no_supplier", "no_buyer"))
        self.assertEqual(found.before.country, 2)
        for change in ({"answer": "half"}, {"deficits": "none"}, {"trade_factor": [1.0]}):
            arguments = dict(trade_factor=self.cost, changed_factor=self.cost)
            with self.subTest(change), self.assertRaises(amur.Error):
                arrays.equilibrium(self.output, self.output, **{**arguments, **change})


class Sectors(unittest.TestCase):
    """Worlds whose shares are drawn; value added then is what the world demands."""

    countries = 4

    def world(self, sectors: int) -> dict[str, np.ndarray]:
        random = np.random.default_rng(8)
        n = self.countries
        share = random.uniform(0.1, 1, (sectors, n, n)) + 4 * np.eye(n)
        share /= share.sum(2, keepdims=True)
        final = random.uniform(0.5, 1, (n, sectors))
        inputs = random.uniform(0.1, 1, (n, sectors, sectors))
        added = random.uniform(0.4, 0.7, (n, sectors))
        inputs *= ((1 - added) / inputs.sum(2))[:, :, None]
        return {
            "share": share,
            "trade_elasticity": random.uniform(3, 8, sectors),
            "final_share": final / final.sum(1, keepdims=True),
            "value_added_share": added,
            "input_share": inputs,
            "value_added": random.uniform(10, 30, n),
        }

    def test_gains_are_those_of_the_home_share(self) -> None:
        # Arkolakis, Costinot and Rodriguez-Clare (2012), with inputs: share^(-1 / (theta gamma)).
        world = self.world(1)
        factor = np.where(np.eye(self.countries, dtype=bool), 1, 0.8)[None]
        found = arrays.sector_equilibrium(**world, cost_factor=factor)
        self.assertEqual(found.after.status, "solved")
        before, after = found.before.share, found.after.share
        assert before is not None and after is not None and found.real_income is not None
        home = np.einsum("jnn->n", after) / np.einsum("jnn->n", before)
        power = -1 / (world["trade_elasticity"][0] * world["value_added_share"][:, 0])
        np.testing.assert_allclose(1 + found.real_income, home**power, rtol=1e-8)
        self.assertTrue((found.real_income > 0).all())

    def test_the_equations_hold_with_duties(self) -> None:
        world = self.world(3)
        away = ~np.eye(self.countries, dtype=bool)[None].repeat(3, 0)
        found = arrays.sector_equilibrium(
            **world, duty=np.where(away, 0.1, 0), changed_duty=np.where(away, 0.3, 0)
        )
        for one, rate in ((found.before, 0.1), (found.after, 0.3)):
            self.assertEqual(one.status, "solved")
            duty = np.where(away, rate, 0)
            np.testing.assert_allclose(one.share.sum(2), 1)
            np.testing.assert_allclose(
                one.trade, one.share * one.expenditure.T[:, :, None] / (1 + duty), rtol=1e-8
            )
            # Sales are output; output and final demand are spending.
            np.testing.assert_allclose(one.trade.sum(1).T, one.output, rtol=1e-8)
            used = np.einsum("njk,nj->nk", world["input_share"], one.output)
            final = world["final_share"] * one.income[:, None]
            np.testing.assert_allclose(used + final, one.expenditure, rtol=1e-8)
            np.testing.assert_allclose(one.duty_revenue, (duty * one.trade).sum((0, 2)), rtol=1e-8)
            paid = (world["value_added_share"] * one.output).sum(1)
            np.testing.assert_allclose(paid, one.wage * world["value_added"], rtol=1e-8)
            np.testing.assert_allclose(one.income, paid + one.duty_revenue, rtol=1e-8)

    def test_wrong_worlds_are_told(self) -> None:
        world = self.world(2)
        with self.assertRaisesRegex(amur.Error, "sector, importer"):
            arrays.sector_equilibrium(**{**world, "share": [1.0]})
        with self.assertRaises(amur.Error):
            arrays.sector_equilibrium(**{**world, "value_added": [1.0, 2.0]})
        bad = arrays.sector_equilibrium(**{**world, "trade_elasticity": -1.0})
        self.assertEqual(bad.before.status, "invalid_data")
        self.assertIsNone(bad.real_income)


class Networks(unittest.TestCase):
    def setUp(self) -> None:
        folder = PROJECT / "examples/corridor"
        places = pd.read_csv(folder / "places.csv")
        number = {name: i for i, name in enumerate(places["place"])}
        made = pd.read_csv(folder / "products.csv")
        goods = list(dict.fromkeys(made["good"]))
        self.productivity = np.zeros((len(places), len(goods)))
        for _, row in made.iterrows():
            self.productivity[number[row["place"]], goods.index(row["good"])] = row["productivity"]
        roads = pd.read_csv(folder / "roads.csv")
        self.roads = roads.assign(
            **{"from": roads["from"].map(number), "to": roads["to"].map(number)},
        ).rename(columns={"infrastructure": "least_infrastructure"})
        self.population = places["population"]
        self.today = self.roads["least_infrastructure"].to_numpy(float)
        self.budget = float((self.roads["price"] * self.today).sum()) + 10

    def solve(self, **options: object) -> arrays.Network:
        return arrays.optimal_network(
            self.population,
            self.productivity,
            self.roads,
            self.budget,
            consumption_share=0.7,
            **options,
        )

    def test_it_is_what_the_program_finds(self) -> None:
        options = ["--budget", 10, "--alpha", 0.7, "--json"]
        said = json.loads(program("optimal-network", PROJECT / "examples/corridor", *options))
        found = self.solve()
        self.assertEqual(found.status, "solved")
        self.assertAlmostEqual(found.bound, said["bound"], 10)
        self.assertAlmostEqual(found.budget_price, said["budget_price"], 8)
        by_ends = {(road["from"], road["to"]): road["infrastructure"] for road in said["roads"]}
        names = pd.read_csv(PROJECT / "examples/corridor/roads.csv")
        told = [by_ends[ends] for ends in zip(names["from"], names["to"])]
        np.testing.assert_allclose(found.infrastructure, told, rtol=1e-6)

    def test_no_shift_between_roads_is_better(self) -> None:
        found = self.solve()
        self.assertGreaterEqual(found.bound, found.welfare)
        self.assertLess(found.gap, 1e-9)
        price = self.roads["price"].to_numpy(float)
        self.assertAlmostEqual((price * found.infrastructure).sum(), self.budget, 5)
        random = np.random.default_rng(5)
        least, most = self.today, self.roads["most_infrastructure"].to_numpy(float)
        tried = 0
        for _ in range(60):
            give, take = random.choice(len(price), 2, replace=False)
            amount = random.uniform(0, 2)
            shifted = found.infrastructure.copy()
            shifted[give] -= amount / price[give]
            shifted[take] += amount / price[take]
            if (shifted < least).any() or (shifted > most).any():
                continue
            tried += 1
            self.assertLess(self.solve(infrastructure=shifted).welfare, found.welfare + 1e-7)
        self.assertGreater(tried, 10)

    def test_welfare_is_the_utility_of_what_is_consumed(self) -> None:
        found = self.solve()
        share = 0.7
        utility = (found.consumption / share) ** share  # housing at 1 - alpha
        total = float((self.population * utility).sum())
        self.assertAlmostEqual(found.welfare, total, 5)


if __name__ == "__main__":
    unittest.main()
