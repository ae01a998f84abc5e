"""Milliseconds a tree by igraph and scipy, where they can be imported: trees.py ARCS

ARCS is what `trees --arcs` prints. Paths must not pass a zone below the first through node, so each
such zone's leaving arcs are moved to a copy of it, which serves as the root.
"""

import sys
import time


def read(path):
    with open(path) as lines:
        states, zones = map(int, next(lines).split())
        rows = [line.split() for line in lines]
    ends = sorted({int(tail) for tail, _, _, is_end in rows if is_end == "1"})
    copy = {end: states + i for i, end in enumerate(ends)}
    tails = [copy.get(int(row[0]), int(row[0])) for row in rows]
    heads = [int(row[1]) for row in rows]
    costs = [float(row[2]) for row in rows]
    return states + len(ends), tails, heads, costs, [copy.get(z, z) for z in range(zones)]


def least_ms(work, runs=5):
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return 1000 * best


def main():
    states, tails, heads, costs, roots = read(sys.argv[1])
    some = roots[:: max(1, len(roots) // 200)]
    try:
        import igraph

        graph = igraph.Graph(n=states, edges=list(zip(tails, heads)), directed=True)
        ms = least_ms(lambda: graph.distances(source=some, weights=costs, mode="out"))
        print(f"{'igraph ' + igraph.__version__ + ', distances':<44} {ms / len(some):>9.4f}")
    except ImportError:
        print("igraph: not installed")
    try:
        import scipy
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        # scipy takes a stored zero for no arc in some steps; next to nothing serves.
        least = {}
        for arc in zip(tails, heads, costs):
            least[arc[:2]] = min(least.get(arc[:2], float("inf")), max(arc[2], 1e-9))
        ends = list(zip(*least))
        matrix = csr_matrix((list(least.values()), (ends[0], ends[1])), shape=(states, states))
        ms = least_ms(lambda: dijkstra(matrix, indices=some))
        print(f"{'scipy ' + scipy.__version__ + ', dijkstra':<44} {ms / len(some):>9.4f}")
    except ImportError:
        print("scipy: not installed")


if __name__ == "__main__":
    main()
