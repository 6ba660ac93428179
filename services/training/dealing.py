"""Dealing rows to folds: evenly, evenly within classes, or by whole groups."""

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.intp]


def deal(n: int, k: int, rng: np.random.Generator) -> Codes:
    """Return the fold of each of `n` rows; sizes differ by at most one. Shape (n,), values below k."""
    numbers = np.empty(n, dtype=np.intp)
    numbers[rng.permutation(n)] = np.arange(n) % k
    return numbers


def deal_classes(classes: Codes, k: int, rng: np.random.Generator) -> Codes:
    """Return the fold of each row so that each class is spread over the folds as evenly as can be.

    Parameters
    ----------
    classes : array of shape (n,), numbers from 0
    k : number of folds
    """
    order = rng.permutation(len(classes))
    order = order[np.argsort(classes[order], kind="stable")]
    numbers = np.empty(len(classes), dtype=np.intp)
    numbers[order] = np.arange(len(classes)) % k
    return numbers


def deal_groups(groups: Codes, classes: Codes | None, k: int, rng: np.random.Generator) -> Codes:
    """Return the fold of each row; the rows of a group stay together.

    Groups go, roughly the largest first, to the fold where they leave the sizes (of each class, if
    given) most even: the greedy way of scikit-learn's StratifiedGroupKFold, with an order and names
    of folds that are drawn, so that seeds differ and the largest group is not always in fold 0.

    Parameters
    ----------
    groups : array of shape (n,), numbers from 0
    classes : array of shape (n,), numbers from 0, or None to even out only the sizes
    k : number of folds
    """
    labels = np.zeros(len(groups), dtype=np.intp) if classes is None else classes
    n_groups, n_classes = int(groups.max()) + 1, int(labels.max()) + 1
    counts = np.zeros((n_groups, n_classes))
    np.add.at(counts, (groups, labels), 1.0)
    counts /= np.maximum(counts.sum(axis=0), 1.0)
    order = np.argsort(-counts.sum(axis=1) * rng.uniform(0.5, 1.0, n_groups), kind="stable")
    held = np.zeros((k, n_classes))
    fold_of = np.empty(n_groups, dtype=np.intp)
    for group in order:
        # Adding c to a fold with h raises the sum of squares by 2hc + c²: least where hc is least.
        fold = int(np.argmin((held * counts[group]).sum(axis=1) + 1e-9 * held.sum(axis=1)))
        fold_of[group] = fold
        held[fold] += counts[group]
    return rng.permutation(k)[fold_of][groups]
