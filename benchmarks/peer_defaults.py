"""Fit the peers of `defaults.py` on one split; runs in the environment of the peers.

python peer_defaults.py SPLIT.npz ANSWERS.npz

SPLIT.npz holds `train` and `test` of shape (n, p), missing as NaN, `target` of shape (n,) as class
numbers or numbers, and `seed`. ANSWERS.npz takes what each peer says of `test`; the last line
printed is JSON: processor seconds of each fit, and versions.
"""

import json
import sys
import time
from importlib.metadata import version

import flaml.default
import lightgbm
import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline

given = np.load(sys.argv[1])
train, test, target, seed = given["train"], given["test"], given["target"], int(given["seed"])
is_class = np.issubdtype(target.dtype, np.integer)
plain = {"random_state": seed, "n_jobs": 1}
kinds = (
    (RandomForestClassifier, lightgbm.LGBMClassifier, flaml.default.LGBMClassifier)
    if is_class
    else (RandomForestRegressor, lightgbm.LGBMRegressor, flaml.default.LGBMRegressor)
)
peers = {
    "random_forest": make_pipeline(SimpleImputer(strategy="median"), kinds[0](**plain)),
    "lightgbm": kinds[1](**plain, verbosity=-1),
    "flaml": kinds[2](**plain),
}
seconds, answers = {}, {}
for name, model in peers.items():
    began = time.process_time()
    model.fit(train, target)
    seconds[name] = time.process_time() - began
    answers[name] = model.predict_proba(test) if is_class else model.predict(test)
np.savez(sys.argv[2], **answers)
versions = {name: version(name) for name in ("scikit-learn", "lightgbm", "FLAML")}
print(json.dumps({"seconds": seconds, "versions": versions}))
