"""The same models on the same folds as a configuration, with nothing but scikit-learn around them.

python peer_bare.py CONFIG.json TABLE.parquet

Numbers are imputed (and scaled for linear models), other columns one-hot or coded; the last line
printed is JSON with the mean score of each model.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import get_scorer
from sklearn.model_selection import KFold, StratifiedKFold, cross_validate, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, RobustScaler

from hydroml.services.models import spec as model_spec

config = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
columns = config["features"]["include"]
frame = pd.read_parquet(sys.argv[2], columns=[*columns, config["target"]])
target = frame.pop(config["target"])
if config["task"] != "regression":
    target = target.astype(str)
numbers = [name for name in columns if pd.api.types.is_numeric_dtype(frame[name])]
words = [name for name in columns if name not in numbers]
frame[words] = frame[words].astype(object).where(frame[words].notna(), np.nan)
scoring = {"roc_auc": "roc_auc", "log_loss": "neg_log_loss", "rmse": "neg_root_mean_squared_error"}
scorer = scoring[config["metric"]]


def pipeline(key: str, values: Mapping[str, Any]) -> Pipeline:
    spec = model_spec(key)
    if spec.encoding == "one_hot":
        rest = make_pipeline(
            SimpleImputer(strategy="most_frequent"), OneHotEncoder(max_categories=20, handle_unknown="ignore")
        )
        prepared = make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median"), RobustScaler()), numbers), (rest, words)
        )
    else:
        codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
        prepared = make_column_transformer(("passthrough", numbers), (codes, words))
    return make_pipeline(prepared, spec.build(config["task"], values, config["seed"], 1))


parts = train_test_split(frame, target, test_size=config["validation"]["test_size"], random_state=1)
train, test, seen, unseen = parts
kind = KFold if config["task"] == "regression" else StratifiedKFold
folds = kind(config["validation"]["n_splits"], shuffle=True, random_state=1)
means = {}
for model in [{"key": "dummy", "hyperparameters": {}}, *config["models"]]:
    found = cross_validate(
        pipeline(model["key"], model["hyperparameters"]), train, seen, cv=folds, scoring=scorer
    )
    means[model["key"]] = float(np.mean(found["test_score"]))
best = max(config["models"], key=lambda model: means[model["key"]])
fitted = pipeline(best["key"], best["hyperparameters"]).fit(train, seen)
means["test"] = float(get_scorer(scorer)(fitted, test, unseen))
print(json.dumps(means))
