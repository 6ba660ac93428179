"""The journal of a search: a file of finished trials, each written whole."""

import os
from collections.abc import Sequence
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import FrozenTrial


class Journal:
    """Finished trials of named studies, in order; nothing is kept without a path.

    Only whole trials are written, each as one line: a kill loses the trial it broke off and leaves
    nothing of it behind that samplers or pruners could see.

    Parameters
    ----------
    path : file of the journal, or None
    earlier : journals of runs that are over, which are only read
    """

    def __init__(self, path: Path | None, earlier: Sequence[Path] = ()) -> None:
        self._storage = None
        self._earlier = [one for one in earlier if one.is_file()]
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _mend(path)
            self._storage = JournalStorage(JournalFileBackend(str(path)))

    def trials(self, name: str) -> list[FrozenTrial]:
        """Return the finished trials of a study, oldest first."""
        return [] if self._storage is None else _read(self._storage, name)

    def add(self, name: str, trial: FrozenTrial) -> None:
        """Append a finished trial to a study."""
        if self._storage is not None:
            study = optuna.create_study(storage=self._storage, study_name=name, load_if_exists=True)
            study.add_trial(trial)

    def taken_over(self, name: str) -> list[FrozenTrial]:
        """Return the trials of a study of this or an earlier run, whichever has more, and keep them here."""
        own = self.trials(name)
        found = own
        for path in self._earlier:
            trials = _read(JournalStorage(JournalFileBackend(str(path))), name)
            found = trials if len(trials) > len(found) else found
        for trial in found[len(own) :]:
            self.add(name, trial)
        return found


def _read(storage: JournalStorage, name: str) -> list[FrozenTrial]:
    try:
        study = optuna.load_study(study_name=name, storage=storage)
    except KeyError:
        return []
    return study.get_trials(deepcopy=False)


def _mend(path: Path) -> None:
    """Cut off a last line that a kill left half written, and the lock it may have left."""
    Path(f"{path}.lock").unlink(missing_ok=True)
    if path.exists():
        content = path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.truncate(path, whole)
