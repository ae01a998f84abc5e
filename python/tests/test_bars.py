"""What Python may cost, in processor time: python/bench/overhead.py has the figures."""

import runpy
import time
import unittest

from support import HEIHE, PROJECT

import amur

bench = runpy.run_path(str(PROJECT / "python/bench/overhead.py"))


class Bars(unittest.TestCase):
    def test_python_adds_less_than_two_per_cent_to_a_run(self) -> None:
        amur.run(HEIHE, threads=1)
        before = time.process_time()
        amur.run(HEIHE, threads=1)
        whole = time.process_time() - before
        added = min(bench["of_the_layer"]() for _ in range(3))
        self.assertLess(added, 0.02 * whole)

    def test_a_million_rows_reach_pandas_in_half_a_second(self) -> None:
        result = amur.skim(bench["large_case"](1000))
        before = time.process_time()
        frame = result["skim"]
        used = time.process_time() - before
        self.assertGreater(len(frame), 1_000_000)
        self.assertEqual(frame["time_h"].dtype, float)
        self.assertLess(used, 0.5)


if __name__ == "__main__":
    unittest.main()
