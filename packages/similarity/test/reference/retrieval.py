"""Writes retrieval.json: what the field's own tools say of a few codes, by L2.

pip install torch pytorch-metric-learning faiss-cpu pytrec-eval-terrier scikit-learn
python retrieval.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytrec_eval
import torch
from pytorch_metric_learning.utils.accuracy_calculator import AccuracyCalculator
from sklearn.neighbors import KNeighborsClassifier

AT, K, TEMPERATURE = 10, 5, 0.07
rng = np.random.default_rng(7)
# Classes of 3 to 14 items; the last of the queries' labels is of no item, and one class has a single item.
labels = np.repeat([0, 1, 2, 3, 4], [14, 9, 12, 3, 1])
rng.shuffle(labels)
centres = rng.normal(size=(7, 4))
codes = (centres[labels] + rng.normal(size=(len(labels), 4))).astype(np.float32)
query_labels = np.array([0, 1, 2, 3, 4, 0, 1, 2, 2, 0, 6])
queries = (centres[query_labels] + rng.normal(size=(len(query_labels), 4))).astype(np.float32)


def metric_learning(query, query_labels, same):
    include = ("precision_at_1", "r_precision", "mean_average_precision_at_r")
    calculator = AccuracyCalculator(include=include, k="max_bin_count", device=torch.device("cpu"))
    return calculator.get_accuracy(query, query_labels, codes, labels, ref_includes_query=same)


def trec(query, query_labels, same):
    wanted, run = {}, {}
    for q, (code, label) in enumerate(zip(query, query_labels)):
        distances = np.linalg.norm(codes.astype(np.float64) - code, axis=1)
        found = [i for i in range(len(codes)) if not (same and i == q)]
        wanted[str(q)] = {str(i): int(labels[i] == label) for i in found}
        run[str(q)] = {str(i): float(-distances[i]) for i in found}
    names = {f"ndcg_cut.{AT}", f"map_cut.{AT}", f"recall.{AT}", f"P.{AT}", f"success.{AT}"}
    per_query = pytrec_eval.RelevanceEvaluator(wanted, names).evaluate(run)
    # A query of a class without items cannot be judged.
    judged = [q for q in per_query if any(wanted[q].values())]
    return {name: float(np.mean([per_query[q][name] for q in judged])) for name in per_query["0"]}


def knn(weights):
    model = KNeighborsClassifier(K, weights=weights, algorithm="brute").fit(codes, labels)
    return float(np.mean(model.predict(queries) == query_labels))


def weigh(distances):
    return np.exp((distances[:, :1] - distances) / TEMPERATURE)


tools = ("numpy", "torch", "pytorch-metric-learning", "pytrec-eval-terrier", "scikit-learn")
reference = {
    "made": {name: version(name) for name in tools},
    "at": AT,
    "k": K,
    "temperature": TEMPERATURE,
    "items": {"codes": codes.tolist(), "labels": labels.tolist()},
    "queries": {"codes": queries.tolist(), "labels": query_labels.tolist()},
    "queriesApart": {
        **metric_learning(queries, query_labels, False),
        **trec(queries, query_labels, False),
        "knn": knn("uniform"),
        "weightedKnn": knn(weigh),
    },
    "leaveOneOut": {**metric_learning(codes, labels, True), **trec(codes, labels, True)},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(reference, indent=1) + "\n")
