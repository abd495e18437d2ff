"""What people do in Python to get a set into memory: the peers of the suite `load`.

load.py check                      which versions are here, as JSON
load.py <way> <path>               loads once and says how long and how much memory it took, as JSON

Pixels end as uint8, count x height x width x channels, as with Hourglass. Nothing is checked against a checksum:
these readers have none.
"""

import gzip
import hashlib
import json
import os
import resource
import shutil
import sys
import tarfile
import tempfile
import time

MNIST = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
CIFAR = ("train.bin", "test.bin")


def check():
    versions = {"python": sys.version.split()[0]}
    for name in ("numpy", "torch", "torchvision"):
        try:
            versions[name] = __import__(name).__version__
        except ImportError:
            pass
    print(json.dumps(versions))


def numpy_mnist(folder):
    """gzip and frombuffer: 16 bytes of header before pictures, 8 before labels."""
    import numpy

    def read(name, offset):
        with gzip.open(os.path.join(folder, name + ".gz")) as file:
            return numpy.frombuffer(file.read(), numpy.uint8, offset=offset)

    images, labels = (read(MNIST[0], 16), read(MNIST[2], 16)), (read(MNIST[1], 8), read(MNIST[3], 8))
    return [pixels.reshape(-1, 28, 28, 1) for pixels in images], labels


def cifar_arrays(buffers):
    """Records of two labels and three planes; the planes are put side by side."""
    import numpy

    images, labels = [], []
    for buffer in buffers:
        records = numpy.frombuffer(buffer, numpy.uint8).reshape(-1, 3074)
        planes = records[:, 2:].reshape(-1, 3, 32, 32)
        images.append(numpy.ascontiguousarray(planes.transpose(0, 2, 3, 1)))
        labels.append(records[:, :2].copy())
    return images, labels


def numpy_cifar_archive(path):
    with tarfile.open(path) as archive:
        return cifar_arrays(archive.extractfile("cifar-100-binary/" + name).read() for name in CIFAR)


def numpy_cifar_unpacked(folder):
    return cifar_arrays(open(os.path.join(folder, name), "rb").read() for name in CIFAR)


def torchvision_mnist(folder):
    """torchvision reads unpacked files in a layout of its own."""
    from torchvision.datasets import MNIST as Set

    sets = [Set(folder, train=train) for train in (True, False)]
    return [part.data.numpy()[..., None] for part in sets], [part.targets for part in sets]


WAYS = {
    "numpy-mnist": (numpy_mnist, "numpy"),
    "numpy-cifar100-archive": (numpy_cifar_archive, "numpy"),
    "numpy-cifar100-unpacked": (numpy_cifar_unpacked, "numpy"),
    "torchvision-mnist": (torchvision_mnist, "torchvision"),
}


def prepared(way, path, temporary):
    """Lays files out as the way needs them; not timed."""
    if way == "numpy-cifar100-unpacked":
        with tarfile.open(path) as archive:
            for name in CIFAR:
                with archive.extractfile("cifar-100-binary/" + name) as source:
                    with open(os.path.join(temporary, name), "wb") as target:
                        shutil.copyfileobj(source, target)
        return temporary
    if way == "torchvision-mnist":
        raw = os.path.join(temporary, "MNIST", "raw")
        os.makedirs(raw)
        for name in MNIST:
            with gzip.open(os.path.join(path, name + ".gz")) as source:
                with open(os.path.join(raw, name), "wb") as target:
                    shutil.copyfileobj(source, target)
        return temporary
    return path


def status(key):
    """A line of /proc/self/status in bytes; None where there is no such file."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(key))
    except OSError:
        return None


def peak():
    return status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def forget_peak():
    """So that the peak is that of loading, and not of what came before it."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def measure(way, path):
    load, module = WAYS[way]
    with tempfile.TemporaryDirectory(prefix="hourglass-load-") as temporary:
        source = prepared(way, path, temporary)
        started = time.perf_counter()
        __import__(module)
        import_seconds = time.perf_counter() - started
        forget_peak()
        before = status("VmRSS") or peak()
        started = time.perf_counter()
        images, labels = load(source)
        seconds = time.perf_counter() - started
        peak_bytes = peak()
        assert len(labels) == 2
        digest = hashlib.sha256()
        for pixels in images:
            digest.update(pixels)
        print(
            json.dumps(
                {
                    "importSeconds": import_seconds,
                    "seconds": seconds,
                    "beforeBytes": before,
                    "peakBytes": peak_bytes,
                    "rawBytes": sum(pixels.nbytes for pixels in images),
                    "counts": [len(pixels) for pixels in images],
                    "pixelsSha256": digest.hexdigest(),
                }
            )
        )


if __name__ == "__main__":
    if sys.argv[1] == "check":
        check()
    else:
        measure(sys.argv[1], sys.argv[2])
