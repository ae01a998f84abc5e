#!/usr/bin/env python3
"""How amur serve holds up; from the project's root, with programs that are built:

  bench/serve.py page PROGRAM [OTHER ...]   what the page asks for, each program in turn: medians
  bench/serve.py runs PROGRAM [COUNT]       COUNT (2000) runs of a small case: memory
  bench/serve.py crowd PROGRAM              200 slow connections and 64 event streams: waits, memory
"""
import http.client, json, os, re, socket, statistics, subprocess, sys, tempfile, time


SMALL_CASE = {
    "case.toml": 'title = "Small"\nbase_year = 2023\ndate = 2023-10-15\n\n[demand]\nper = "day"\n',
    "nodes.csv": """node_id,name,country,node_type,x_coord,y_coord,source
farm,Farm,AAA,field,127,50,survey
bank_a,Bank A,AAA,border,128,50,survey
bank_b,Bank B,BBB,border,128.1,50,survey
city,City,BBB,city,129,50,survey
""",
    "links.csv": """link_id,from_node_id,to_node_id,mode,length_km,free_time_h,capacity_pce_per_day,delay,source
farm_road,farm,bank_a,road,100,2,,,survey
bridge_link,bank_a,bank_b,road,20,0.5,3000,bpr,survey
ferry_link,bank_a,bank_b,road,20,1.5,1000,bpr,survey
city_road,bank_b,city,road,50,1,2000,conical,survey
""",
    "vehicles.csv": """vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source
truck,Truck,road,20,1,10,2,survey
""",
    "commodities.csv": """commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,dispersion_usd_per_t,vehicles,source
grain,Grain,t,bulk,200,0.1,2,truck,survey
""",
    "transfers.csv": """transfer_id,node_id,from_mode,to_mode,handling,cost_usd_per_t,time_h,source
load,,origin,road,,1,0,survey
unload,,road,destination,,1,0,survey
""",
    "demand.csv": """origin_node_id,destination_node_id,commodity_id,quantity,source
farm,city,grain,10000,survey
""",
    "sources.toml": '[survey]\ntitle = "A survey"\nconfidence = "measured"\n',
}


class Served:
    def __init__(self, program, case="cases/heihe", *more):
        self.runs = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [os.path.abspath(program), "serve", case, "--port", "0", "--runs", self.runs.name, *more],
            stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline()).group(1))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, path, method="GET", body=None):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        self.connection.request(method, path, body, headers)
        reply = self.connection.getresponse()
        return reply.status, reply.read()

    def memory_mb(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as about:
            return int(re.search(what + r":\s+(\d+)", about.read()).group(1)) / 1024

    def wait_for(self, run):
        while json.loads(self.ask(f"/api/runs/{run}")[1])["status"] in ("queued", "running"):
            time.sleep(0.02)

    def end(self):
        self.process.terminate()
        self.process.wait(10)
        self.runs.cleanup()


def page(programs):
    servers = [Served(program) for program in programs]
    for server in servers:
        server.wait_for("000001")
    markup = servers[0].ask("/")[1].decode()
    files = sorted(set(re.findall(r'(?:src|href)="\.?(/[^"]+)"', markup)))
    run = "/api/runs/000001"
    table = json.loads(servers[0].ask(run + "/tables/paths?limit=1")[1])
    flow = dict(zip(table["columns"], table["rows"][0]))
    paths = ["/", *files, "/api/case", "/api/runs", run + "/links", run + "/tables",
             run + "/tables/totals", run + "/tables/crossings", run + "/tables/links?limit=10000",
             f"{run}/paths?from={flow['origin_node_id']}&to={flow['destination_node_id']}"]
    times = [[[] for _ in servers] for _ in paths]
    for _ in range(40):
        for at, path in enumerate(paths):
            for which, server in enumerate(servers):
                start = time.perf_counter()
                size = len(server.ask(path)[1])
                times[at][which].append(1000 * (time.perf_counter() - start))
    print("median ms of 40, on one connection;", ", ".join(programs))
    for path, of_path in zip(paths, times):
        print(f"  {path:44}", *(f"{statistics.median(one):8.2f}" for one in of_path))
    totals = [sum(statistics.median(one) for one in which) for which in zip(*times)]
    print(f"  {'all':44}", *(f"{total:8.2f}" for total in totals))
    print("memory MB", *(f"{server.memory_mb():.0f}" for server in servers))
    for server in servers:
        server.end()


def runs(program, count):
    case = tempfile.TemporaryDirectory()
    for name, text in SMALL_CASE.items():
        with open(os.path.join(case.name, name), "w") as out:
            out.write(text)
    server = Served(program, case.name, "--no-base")
    start = time.time()
    for number in range(1, count + 1):
        status, text = server.ask("/api/runs", "POST", b"{}")
        assert status == 202, text
        run = json.loads(text)["id"]
        server.wait_for(run)
        assert json.loads(server.ask(f"/api/runs/{run}")[1])["status"] == "done"
        if number % 2:  # as a user does: some are kept, some removed
            server.ask(f"/api/runs/{run}", "DELETE")
        if number == 20 or number % (count // 10) == 0:
            print(f"  {number:6} runs  {server.memory_mb():7.1f} MB  {time.time() - start:6.0f} s",
                  flush=True)
    server.end()
    case.cleanup()


def crowd(program):
    server = Served(program)
    status, text = server.ask(
        "/api/simulations", "POST",
        b'{"crossing": "heihe_port", "days": 3650, "replications": 1000}')
    run = json.loads(text)["id"]
    connect = lambda: socket.create_connection(("127.0.0.1", server.port), timeout=10)
    slow = [connect() for _ in range(200)]
    streams = [connect() for _ in range(64)]
    for stream in streams:
        stream.sendall(f"GET /api/runs/{run}/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
                       .encode())
    waits, start, beat = [], time.time(), 0
    while time.time() - start < 20:
        if time.time() >= beat:
            beat = time.time() + 2
            for at, one in enumerate(slow):
                try:
                    one.sendall(b"G")
                except OSError:
                    slow[at] = connect()
        asked = time.perf_counter()
        other = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        other.request("GET", ["/api/runs", "/", "/api/case"][len(waits) % 3])
        other.getresponse().read()
        waits.append(1000 * (time.perf_counter() - asked))
        time.sleep(0.01)
    print(f"  {len(waits)} answers: median {statistics.median(waits):.1f} ms, worst {max(waits):.0f} ms,"
          f" at most {server.memory_mb('VmHWM'):.0f} MB")
    server.end()


if __name__ == "__main__":
    what, program, *more = sys.argv[1:]
    if what == "page":
        page([program, *more])
    elif what == "runs":
        runs(program, int(more[0]) if more else 2000)
    else:
        crowd(program)
