"""M/M/1 in SimPy: prints events, seconds and the mean wait in hours."""

import random
import sys
import time

import simpy

ARRIVALS_PER_H, SERVED_PER_H = 48.0, 60.0


def truck(env, booth, waits):
    came = env.now
    with booth.request() as turn:
        yield turn
        waits[0] += env.now - came
        waits[1] += 1
        yield env.timeout(random.expovariate(SERVED_PER_H))


def arrivals(env, booth, waits):
    while True:
        yield env.timeout(random.expovariate(ARRIVALS_PER_H))
        waits[2] += 1
        env.process(truck(env, booth, waits))


def main(horizon_h):
    random.seed(1)
    env = simpy.Environment()
    booth = simpy.Resource(env, 1)
    waits = [0.0, 0, 0]
    start = time.perf_counter()
    env.process(arrivals(env, booth, waits))
    env.run(until=horizon_h)
    seconds = time.perf_counter() - start
    # An arrival and a departure a truck, as in the other two; SimPy itself handles more.
    print(waits[2] + waits[1], f"{seconds:.6f} {waits[0] / waits[1]:.6f}")


main(float(sys.argv[1]))
