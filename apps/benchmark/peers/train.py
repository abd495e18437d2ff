"""PyTorch and Keras as contenders of the suite `train`.

train.py check                                          which versions are here, as JSON
train.py <torch | keras> <folder> try <seconds> <way>...  times the ways in turn and names the fastest, as JSON
train.py <torch | keras> <folder> run <way>               a contender: an order a line on stdin, an answer a line

The folder holds a plan: plan.json, weights.bin, pixels.bin. Batches are made ready before the clock starts, in the
layout that the way asks for.
"""

import importlib.metadata
import importlib.util
import json
import os
import statistics
import sys
import time

# glibc gives large blocks back to the kernel and fetches them anew at every step. Told to keep them, which it reads
# only at its start, it lets PyTorch train the study's nets up to 1.5 times as fast.
KEPT = {"MALLOC_TRIM_THRESHOLD_": "2000000000", "MALLOC_MMAP_THRESHOLD_": "2000000000"}
if sys.platform == "linux" and __name__ == "__main__" and not KEPT.keys() <= os.environ.keys():
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **KEPT})

import numpy  # noqa: E402

# The folder of this script may be read-only, and is packed.
sys.dont_write_bytecode = True

COMPARED_CODES = 64


def check():
    versions = {"python": sys.version.split()[0], "numpy": numpy.__version__}
    for name, others in (("torch", ()), ("tensorflow", ("tensorflow-cpu", "tensorflow-intel")), ("keras", ())):
        if importlib.util.find_spec(name) is None:
            continue
        for distribution in (name, *others):
            try:
                versions[name] = importlib.metadata.version(distribution)
                break
            except importlib.metadata.PackageNotFoundError:
                pass
    print(json.dumps(versions))


class Plan:
    """What to do, and the arrays to do it with."""

    def __init__(self, folder):
        with open(os.path.join(folder, "plan.json")) as file:
            self.__dict__.update(json.load(file))
        flat = numpy.fromfile(os.path.join(folder, "weights.bin"), "<f4")
        ends = numpy.cumsum([int(numpy.prod(shape)) for shape in self.weights])
        self.initial = [part.reshape(shape) for part, shape in zip(numpy.split(flat, ends[:-1]), self.weights)]
        self.layers = self.net["encoder"] + self.net["decoder"]
        self.dense = self.layers[0]["layer"] == "dense"
        pixels = numpy.fromfile(os.path.join(folder, "pixels.bin"), numpy.uint8)
        shape = [-1] if self.dense else self.net["shape"]
        pictures = pixels.reshape(-1, int(numpy.prod(self.net["shape"]))).astype(numpy.float32) / 255
        self.pictures = pictures.reshape(len(pictures), *shape)

    def moved(self, now):
        """Mean of the absolute differences, tensor by tensor."""
        pairs = zip(self.initial, now)
        return [float(numpy.abs(after.astype(numpy.float64) - before).mean()) for before, after in pairs]


def contender_of(framework, plan, way):
    """A contender has: threads, step(i) with the i-th batch, loss(), weights() as the plan has them, codes(), done()."""
    if framework == "torch":
        from train_torch import Torch as Contender
    else:
        from train_keras import Keras as Contender
    return Contender(plan, way.split())


def timed(contender, first, steps):
    started = time.perf_counter()
    for i in range(first, first + steps):
        contender.step(i)
    contender.done()
    return time.perf_counter() - started


def try_ways(framework, plan, seconds, ways):
    contenders, speeds, failures = {}, {}, []
    for way in ways:
        try:
            contenders[way] = contender_of(framework, plan, way)
            for i in range(3):
                timed(contenders[way], i, 1)
        except Exception as error:  # a compiler that does not work here
            contenders.pop(way, None)
            failures.append(f"{way}: {error}")
    for _ in range(3):
        for way, contender in contenders.items():
            took, steps = 0, 0
            while took < seconds / 3:
                took += timed(contender, steps, 1)
                steps += 1
            speeds.setdefault(way, []).append(steps * plan.batchSize / took)
    if not speeds:
        sys.exit("\n".join(failures).replace("\n", " "))
    tried = {way: statistics.median(values) for way, values in speeds.items()}
    return {"way": max(tried, key=tried.get), "tried": tried}


def peak_bytes():
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
    except OSError:
        return rusage_bytes()


def rusage_bytes():
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def proof_of(contender, plan, steps):
    if plan.task == "encode":
        return {"codes": [float(value) for value in contender.codes()[:COMPARED_CODES]]}
    timed(contender, 0, steps)
    return {"loss": contender.loss(), "moved": plan.moved(contender.weights())}


def obey(contender, plan, way, answer):
    answer({"threads": contender.threads, "way": way})
    done = 0
    for line in sys.stdin:
        before = time.process_time()
        order = json.loads(line)
        steps = order["steps"]
        if order["order"] == "prove":
            result = {"proof": proof_of(contender, plan, steps)}
        else:
            result = {"steps": steps, "seconds": timed(contender, done, steps)}
        done += steps
        usage = {"peakBytes": peak_bytes(), "cpuSecondsBefore": before, "cpuSeconds": time.process_time()}
        answer({**result, **usage})


def main():
    if sys.argv[1] == "check":
        return check()
    framework, folder, mode, *rest = sys.argv[1:]
    # Libraries may chat; stdout is for answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def answer(message):
        answers.write(json.dumps(message) + "\n")

    plan = Plan(folder)
    if mode == "try":
        answer(try_ways(framework, plan, float(rest[0]), rest[1:]))
    else:
        obey(contender_of(framework, plan, rest[0]), plan, rest[0], answer)


if __name__ == "__main__":
    main()
