"""Drafts: configurations on their way through the wizard, saved slice by slice."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ..access import Action, User, authorize
from ..access.authorize import unknown
from ..errors import ConflictError, FieldError, InvalidInputError, UnavailableError
from ..findings import Finding
from ..paging import Page, Query
from ..profile.records import Profile
from ..vocabulary import SliceName, StepName, Task
from .config import ExperimentConfig
from .deciding import Place, fixed_findings, place_of, with_dismissed, with_fixes, without_dismissed
from .experiments import Experiments
from .parsing import parse_config
from .ports import DraftStore, Recipes, Recorder
from .records import Draft, Experiment
from .refusals import draft_conflict
from .resuggest import Subject, Suggestion, follow, subject_of
from .serialising import config_hash, to_json
from .slices import merge_slices
from .starting import new_draft

MAX_TRIES = 20
MISFIT = "TEMPLATE_DOES_NOT_FIT"
Change = Callable[[Draft], Draft]
Decide = Callable[[ExperimentConfig, Sequence[Finding]], ExperimentConfig]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What can be done with drafts; every method refuses what the user may not do.

    `recipes` are the templates a draft can start from.
    """

    store: DraftStore
    experiments: Experiments
    events: Recorder
    recipes: Recipes | None = None
    clock: Callable[[], datetime] = _now

    def create(self, user: User, *, dataset_id: str | None = None, template_id: str | None = None) -> Draft:
        """Return a new draft; with a dataset it holds a complete suggestion.

        Parameters
        ----------
        dataset_id : table to start with
        template_id : recipe to suggest by, now or as soon as there is a table

        Raises
        ------
        InvalidInputError
            ``TEMPLATE_DOES_NOT_FIT`` when the table lacks what the template needs.
        """
        start: dict[str, Any] = {"template": {"id": template_id, "version": None}} if template_id else {}
        draft = new_draft(user, self.clock(), start)
        if dataset_id is not None:
            draft = self._followed(user, draft, {**start, "dataset": {"id": dataset_id}})
            if template_id is not None and draft.proposal is None:
                self._refuse_misfit(user, draft, template_id)
        self.store.add(draft)
        self.events.record("opened", user, draft.id, dataset=dataset_id, template=template_id)
        return draft

    def get(self, user: User, draft_id: str) -> Draft:
        """Return a draft."""
        return self._load(user, draft_id, "read")

    def list(self, user: User, query: Query) -> Page[Draft]:
        """Return the user's own drafts that were not launched, last changed first."""
        return self.store.list(user, query)

    def save(
        self,
        user: User,
        draft_id: str,
        slices: Mapping[SliceName, Mapping[str, Any]],
        *,
        revision: int,
        writer: str,
    ) -> Draft:
        """Write slices over a draft; a changed dataset, target or task suggests the rest anew.

        Parameters
        ----------
        slices : settings by slice, see `SLICES`; settings not named stay
        revision : the one on which the writer's page stands
        writer : name of the browser tab; two quick saves of one tab are no conflict

        Returns
        -------
        Draft, whose `notes` tell which of the user's choices were reset

        Raises
        ------
        ConflictError
            With both versions in `extra`, when the revision is old and another writer saved last.
        """

        def change(draft: Draft) -> Draft:
            merged = merge_slices(draft.config, slices)
            if draft.revision != revision and draft.writer != writer:
                raise draft_conflict(draft, merged)
            return replace(self._followed(user, draft, merged), writer=writer)

        return self._change(user, draft_id, change)

    def set_target(
        self,
        user: User,
        draft_id: str,
        target: str,
        task: Task | None = None,
        *,
        revision: int,
        writer: str,
    ) -> Draft:
        """Choose the target and, unless it is to be detected, the task."""

        def change(draft: Draft) -> Draft:
            merged = {**draft.config, "target": target, "task": task}
            if draft.revision != revision and draft.writer != writer:
                raise draft_conflict(draft, merged)
            return replace(self._followed(user, draft, merged), writer=writer)

        return self._change(user, draft_id, change)

    def renew(self, user: User, draft_id: str) -> Draft:
        """Suggest a draft anew because its table was read again; the user's choices that still fit stay."""

        def change(draft: Draft) -> Draft:
            without = {key: value for key, value in draft.config.items() if key != "dataset"}
            return self._followed(user, replace(draft, config=without), dict(draft.config))

        return self._change(user, draft_id, change)

    def visit(self, user: User, draft_id: str, step: StepName) -> None:
        """Remember that the owner opened a step; another reader leaves no trace."""
        draft = self._load(user, draft_id, "read")
        left = draft.visited[-1] if draft.visited else None
        if draft.owner != user.id or left == step:
            return
        self.store.visit(draft.id, step)
        if left is not None:
            self.events.record("step_left", user, draft.id, step=left)
        self.events.record("step_entered", user, draft.id, step=step)

    def config(self, draft: Draft) -> ExperimentConfig:
        """Return the draft's complete configuration.

        Raises
        ------
        InvalidInputError
            Naming each field that is missing or at fault.
        """
        known = {key: value for key, value in draft.config.items() if key in ExperimentConfig.model_fields}
        return parse_config(known)

    def findings(self, user: User, draft: Draft, *, profile: Profile | None = None) -> tuple[Finding, ...]:
        """Return what is to be said of a draft, worst first; settings at fault are findings too.

        Parameters
        ----------
        profile : of the draft's table and target, where the caller has read it already
        """
        if "dataset" not in draft.config or "target" not in draft.config:
            return ()
        try:
            config = self.config(draft)
        except InvalidInputError as error:
            return tuple(_setting_invalid(one) for one in error.errors)
        return self.experiments.check_config(user, config, profile=profile)

    def apply_fixes(
        self,
        user: User,
        draft_id: str,
        places: Collection[Place],
        *,
        writer: str,
        revision: int | None = None,
    ) -> Draft:
        """Apply the fixes of findings in one change; undo is saving the old slices.

        Parameters
        ----------
        places : codes and fields of the findings; those without a fix are passed over
        revision : when given, refused like an old `save`

        Raises
        ------
        InvalidInputError
            ``FIX_GONE`` when none of them is there (any more) or has a fix.
        """

        def fixed(config: ExperimentConfig, found: Sequence[Finding]) -> ExperimentConfig:
            fixable = [one for one in found if one.fix is not None]
            if not fixable:
                raise InvalidInputError(
                    "There is nothing left to fix here.", hint="Look at the findings again.", code="FIX_GONE"
                )
            return with_fixes(config, fixable)

        return self._decide(user, draft_id, places, fixed, (writer, revision))

    def dismiss(
        self,
        user: User,
        draft_id: str,
        places: Collection[Place],
        reason: str,
        *,
        writer: str,
        revision: int | None = None,
    ) -> Draft:
        """Keep what was found as it is and remember why; undo is `bring_back` or saving the old slice.

        Raises
        ------
        InvalidInputError
            ``REASON_MISSING``, or ``FINDING_IS_ERROR`` for what forbids the launch.
        """

        def dismissed(config: ExperimentConfig, found: Sequence[Finding]) -> ExperimentConfig:
            return with_dismissed(config, found, reason)

        return self._decide(user, draft_id, places, dismissed, (writer, revision))

    def bring_back(
        self,
        user: User,
        draft_id: str,
        places: Collection[Place],
        *,
        writer: str,
        revision: int | None = None,
    ) -> Draft:
        """Open dismissed findings again."""

        def opened(config: ExperimentConfig, found: Sequence[Finding]) -> ExperimentConfig:
            return without_dismissed(config, places)

        return self._decide(user, draft_id, places, opened, (writer, revision))

    def fixed(self, draft: Draft, profile: Profile) -> tuple[Finding, ...]:
        """Return what was found in the table and is settled by the draft; nothing of an incomplete one."""
        if "dataset" not in draft.config or "target" not in draft.config:
            return ()
        try:
            return fixed_findings(self.config(draft), profile)
        except InvalidInputError:
            return ()

    def launch(self, user: User, draft_id: str, *, key: str) -> Experiment:
        """Launch a draft; equal submits, also at the same time, make one experiment and one job.

        A draft that was changed after its launch makes another experiment with the first as parent.
        """
        draft = self._load(user, draft_id, "edit")
        config = self.config(draft)
        fingerprint = config_hash(config)
        launched = self._launched(user, draft)
        if launched is not None and config_hash(launched.config) == fingerprint:
            return launched
        experiment = self.experiments.create(
            user,
            config,
            launch=True,
            key=f"{draft.id}:{fingerprint}:{key}",
            parent_id=launched.id if launched else draft.parent_id,
            draft_id=draft.id,
        )
        self._change(user, draft.id, lambda one: replace(one, experiment_id=experiment.id))
        return experiment

    def delete(self, user: User, draft_id: str) -> None:
        """Forget a draft."""
        self.store.delete(self._load(user, draft_id, "delete").id)

    def _load(self, user: User, draft_id: str, action: Action) -> Draft:
        draft = self.store.get(draft_id)
        if draft is None:
            raise unknown(draft_id)
        authorize(user, action, draft)
        return draft

    def _change(self, user: User, draft_id: str, change: Change) -> Draft:
        """Load, change and store; when somebody was faster, do it again on what they stored.

        In each round somebody is stored, so that as many writers as there are tries never fail. What is
        already as wanted is not stored again: equal submits at the same time do not hinder each other.
        """
        for _ in range(MAX_TRIES):
            draft = self._load(user, draft_id, "edit")
            wanted = change(draft)
            if wanted == draft:
                return draft
            changed = replace(wanted, revision=draft.revision + 1, updated_at=self.clock())
            if self.store.save(changed, expected_revision=draft.revision):
                return changed
        raise ConflictError(
            "This draft is being changed too often to be saved.", hint="Try again.", code="DRAFT_CONFLICT"
        )

    def _followed(self, user: User, draft: Draft, merged: dict[str, Any]) -> Draft:
        """Return the draft with a changed configuration, suggested anew where its subject changed."""
        template = merged.get("template")
        template_id = template.get("id") if isinstance(template, Mapping) else None

        def suggest(subject: Subject) -> Suggestion:
            return self._suggested(user, subject, template_id)

        config, proposal = follow(draft.config, merged, draft.proposal, suggest)
        if template_id is not None and "template" not in config:
            config["template"] = template
        project = (proposal or {}).get("project") if proposal is not draft.proposal else draft.project
        return replace(draft, config=config, proposal=proposal, project=project)

    def _refuse_misfit(self, user: User, draft: Draft, template_id: str) -> None:
        """Refuse a table that a template was not made for; one without a likely target may wait for it."""
        try:
            self._suggested(user, subject_of(draft.config), template_id)
        except InvalidInputError as error:
            if error.code == MISFIT:
                raise

    def _suggested(self, user: User, subject: Subject, template_id: str | None) -> Suggestion:
        dataset_id = str(subject.dataset_id)
        if template_id is None:
            config = self.experiments.suggest(user, dataset_id, target=subject.target, task=subject.task)
        elif self.recipes is None:
            raise UnavailableError("Templates are not available here.", hint="Start without a template.")
        else:
            config = self.recipes.apply(user, template_id, dataset_id, target=subject.target)
        profile = self.experiments.profile_for(user, config)
        return Suggestion(config, frozenset(column.name for column in profile.columns))

    def _decide(
        self,
        user: User,
        draft_id: str,
        places: Collection[Place],
        decide: Decide,
        page: tuple[str, int | None],
    ) -> Draft:
        """Change what a draft says of some findings; `page` is its writer and, if it counts, its revision."""
        writer, revision = page

        def change(draft: Draft) -> Draft:
            if revision is not None and draft.revision != revision and draft.writer != writer:
                raise draft_conflict(draft, draft.config)
            found = [one for one in self.findings(user, draft) if place_of(one) in places]
            merged = to_json(decide(self.config(draft), found))
            return replace(self._followed(user, draft, merged), writer=writer)

        return self._change(user, draft_id, change)

    def _launched(self, user: User, draft: Draft) -> Experiment | None:
        if draft.experiment_id is None or self.experiments.store.get(draft.experiment_id) is None:
            return None
        return self.experiments.get(user, draft.experiment_id)


def _setting_invalid(error: FieldError) -> Finding:
    return Finding("SETTING_INVALID", "error", error.field, f"{error.field[1:]} {error.message}.")
