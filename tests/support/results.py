"""Results as finished runs leave them."""

from typing import Any


def score(model: str, mean: float | None, **changes: Any) -> dict[str, Any]:
    """One row of a leaderboard."""
    given: dict[str, Any] = {
        "model": model,
        "mean": mean,
        "std": 0.01,
        "interval": None if mean is None else [mean - 0.02, mean + 0.02],
        "n": 5,
        "folds": [mean] * 5,
        "tied_with_best": False,
        "fit_seconds": 0.4,
        "hyperparameters": {},
        "others": {"accuracy": 0.8},
        "note": "",
        "error": None,
    }
    return {**given, **changes}


def results(**changes: Any) -> dict[str, Any]:
    """Results of a comparison of two classes with a tie and a failure."""
    given: dict[str, Any] = {
        "status": "succeeded",
        "task": "binary",
        "metric": {"name": "roc_auc", "direction": "maximize", "positive_class": "yes"},
        "leaderboard": [
            score("lightgbm_vote", 0.87),
            score("logistic", 0.86, tied_with_best=True),
            score("random_forest", 0.80),
            score("lightgbm", None, error="LightGBM, fold 2: out of memory", others={}),
        ],
        "baseline": score("dummy", 0.5, interval=[0.5, 0.5], others={"accuracy": 0.6}),
        "test": {"n": 178, "scores": {"roc_auc": 0.84, "accuracy": 0.79}},
        "judged_on": "test",
        "confusion": {"classes": ["<b>no</b>", "yes"], "counts": [[88, 22], [15, 53]]},
        "scatter": None,
        "trials": [],
        "environment": {"python": "3.11.7", "packages": {"scikit-learn": "1.9.0"}},
        "exact_repeat": {"promised": True, "reason": None},
        "seconds": 79.0,
        "predictions_sha256": "ab" * 32,
        "mlflow_run_id": None,
    }
    return {**given, **changes}


def searched(**changes: Any) -> dict[str, Any]:
    """Results of a search of LightGBM that gained, with a best value on an edge."""
    trials = [
        {
            "number": number,
            "model": "lightgbm",
            "value": None if number == 3 else 0.8 + 0.01 * (number % 4),
            "state": "pruned" if number == 3 else "complete",
            "parameters": {"learning_rate": 0.01 * (number + 1), "num_leaves": 4 + number},
            "taken_over": False,
        }
        for number in range(8)
    ]
    search = {
        "model": "lightgbm",
        "n_trials": 8,
        "n_taken_over": 0,
        "default": 0.8,
        "best": 0.82,
        "values": {"learning_rate": 0.1, "num_leaves": 10},
        "has_gained": True,
    }
    edge = {
        "model": "lightgbm",
        "parameter": "learning_rate",
        "side": "high",
        "value": 0.1,
        "bound": 0.1,
        "wider": 0.32,
    }
    tuned = score("lightgbm", 0.82, note="tuned on the same folds: trial 6 of 8")
    given: dict[str, Any] = {
        "leaderboard": [tuned, score("lightgbm", 0.8, tied_with_best=True)],
        "trials": trials,
        "searches": [search],
        "edges": [edge],
    }
    return results(**{**given, **changes})
