"""Writes probes.json: what scikit-learn says of a few codes by logistic regression, and of a few clusters.

pip install scikit-learn
python probes.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, homogeneity_completeness_v_measure

rng = np.random.default_rng(11)
centres = rng.normal(size=(4, 5))


def drawn(count):
    labels = rng.choice([0, 2, 3, 7], size=count)
    codes = centres[np.searchsorted([0, 2, 3, 7], labels)] + 0.9 * rng.normal(size=(count, 5))
    return codes.astype(np.float32), labels


codes, labels = drawn(60)
queries, query_labels = drawn(80)


def probe(c):
    model = LogisticRegression(C=c, tol=1e-8, max_iter=1000).fit(codes.astype(np.float64), labels)
    predicted = model.predict(queries.astype(np.float64))
    margins = np.sort(model.predict_proba(queries.astype(np.float64)), axis=1)
    return {
        "c": c,
        "predicted": predicted.tolist(),
        # Where the two best classes are this near, float32 may say either.
        "margins": np.round(margins[:, -1] - margins[:, -2], 4).tolist(),
        "accuracy": float(np.mean(predicted == query_labels)),
        "f1": float(f1_score(query_labels, predicted, average="macro")),
    }


def clusters(truth, found):
    homogeneity, completeness, v = homogeneity_completeness_v_measure(truth, found)
    return {"labels": truth, "clusters": found, "expected": [v, homogeneity, completeness]}


reference = {
    "made": {name: version(name) for name in ("numpy", "scikit-learn")},
    "items": {"codes": codes.tolist(), "labels": labels.tolist()},
    "queries": {"codes": queries.tolist(), "labels": query_labels.tolist()},
    "probes": [probe(0.1), probe(1.0), probe(30.0)],
    "clusterings": [
        clusters([0, 0, 1, 1, 2, 2, 2], [5, 5, 5, 1, 1, 0, 2]),
        clusters([0, 0, 1, 1], [3, 3, 9, 9]),
        clusters([0, 0, 1, 1], [0, 1, 2, 3]),
        clusters([0, 0, 0, 0], [0, 1, 0, 1]),
        clusters([0, 1, 0, 1], [2, 2, 2, 2]),
        clusters(rng.integers(0, 5, 40).tolist(), rng.integers(0, 4, 40).tolist()),
    ],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(reference, indent=1) + "\n")
