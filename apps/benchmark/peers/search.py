"""faiss and hnswlib as contenders of the suite `search`.

search.py check                                              which versions are here, as JSON
search.py <folder> <faiss-flat | faiss-hnsw | hnswlib> <ef>    a contender: an order a line on stdin, an answer a line

The folder holds a plan: plan.json, items.bin, queries.bin. Codes have length 1, and are ranked by inner product.
"""

import importlib.metadata
import importlib.util
import json
import os
import sys
import time

# The folder of this script may be read-only, and is packed.
sys.dont_write_bytecode = True


def check():
    versions = {"python": sys.version.split()[0]}
    for name, distribution in (("numpy", "numpy"), ("faiss", "faiss-cpu"), ("hnswlib", "hnswlib")):
        if importlib.util.find_spec(name) is None:
            continue
        try:
            versions[name] = importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "unknown"
    print(json.dumps(versions))


def answer(message):
    print(json.dumps(message), flush=True)


def contender(kind, plan, items, ef):
    """A function that finds the k nearest of queries, with all items in."""
    k, threads, size = plan["k"], plan["threads"], plan["size"]
    if kind == "hnswlib":
        import hnswlib

        index = hnswlib.Index(space="ip", dim=size)
        index.init_index(len(items), ef_construction=plan["expansionAdd"], M=plan["connectivity"])
        index.set_num_threads(threads)
        index.add_items(items)
        index.set_ef(max(ef, k))
        return lambda queries: index.knn_query(queries, k)[0]

    import faiss

    faiss.omp_set_num_threads(threads)
    if kind == "faiss-flat":
        index = faiss.IndexFlatIP(size)
    else:
        index = faiss.IndexHNSWFlat(size, plan["connectivity"], faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = plan["expansionAdd"]
        index.hnsw.efSearch = ef
    index.add(items)
    return lambda queries: index.search(queries, k)[1]


def peak_bytes():
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def run(search, queries, work, steps):
    rows = [queries] if work == "many" else [queries[i : i + 1] for i in range(len(queries))]
    start = time.perf_counter()
    for step in range(steps):
        search(rows[step % len(rows)])
    seconds = time.perf_counter() - start
    return {"queries": steps * len(rows[0]), "seconds": seconds}


def main(folder, kind, ef):
    import numpy

    with open(os.path.join(folder, "plan.json")) as file:
        plan = json.load(file)
    read = lambda name: numpy.fromfile(os.path.join(folder, name), "<f4").reshape(-1, plan["size"])  # noqa: E731
    items, queries = read("items.bin"), read("queries.bin")
    start = time.perf_counter()
    search = contender(kind, plan, items, ef)
    answer({"buildSeconds": time.perf_counter() - start})
    for line in sys.stdin:
        before = time.process_time()
        order = json.loads(line)
        done = {}
        if order["order"] == "run":
            done = run(search, queries, order["work"], order["steps"])
        else:
            search(queries).astype("<i4").tofile(os.path.join(folder, order["file"]))
        usage = {"peakBytes": peak_bytes(), "cpuSecondsBefore": before, "cpuSeconds": time.process_time()}
        answer({**done, **usage})


if __name__ == "__main__":
    if sys.argv[1] == "check":
        check()
    else:
        try:
            main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
        except Exception as error:  # noqa: BLE001
            answer({"failed": f"{type(error).__name__}: {error}"})
