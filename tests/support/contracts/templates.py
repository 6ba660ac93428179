"""What every `TemplateStore` does."""

from dataclasses import replace

from hydroml.services.access import User
from hydroml.services.paging import Query
from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores


class TemplateStoreContract:
    """Run on the fake and on every database."""

    def test_a_template_comes_back_as_version_1(self, stores: Stores) -> None:
        template = samples.template(version=7, record={"runs": 3})
        stores.templates.add(template)
        assert stores.templates.get(template.id) == replace(template, version=1)
        assert stores.templates.get("tp_unknown") is None

    def test_an_edit_gets_the_next_number_and_keeps_the_usage(self, stores: Stores) -> None:
        template = samples.template()
        stores.templates.add(template)
        stores.templates.count_use(template.id)
        edited = stores.templates.update(replace(template, name="Other", config={"rules": []}, tags=()))
        assert edited == replace(
            template, name="Other", config={"rules": []}, tags=(), version=2, usage_count=1
        )
        assert stores.templates.get(template.id) == edited

    def test_meta_changes_without_a_new_version(self, stores: Stores) -> None:
        template = samples.template()
        stores.templates.add(template)
        meta = {"visibility": "projects", "project": "water", "record": {"runs": 1}, "is_archived": True}
        stores.templates.set_meta(replace(template, **meta, name="not stored"))  # type: ignore[arg-type]
        assert stores.templates.get(template.id) == replace(template, **meta)  # type: ignore[arg-type]

    def test_uses_are_counted(self, stores: Stores) -> None:
        template = samples.template()
        stores.templates.add(template)
        for template_id in (template.id, template.id, "tp_unknown"):
            stores.templates.count_use(template_id)
        stored = stores.templates.get(template.id)
        assert stored is not None and stored.usage_count == 2

    def test_a_list_follows_visibility(self, stores: Stores) -> None:
        private = samples.template(name="private", project="water")
        shared = samples.template(name="shared", project="water", visibility="projects")
        homeless = samples.template(name="homeless", visibility="projects")
        public = samples.template(name="public", visibility="everyone")
        archived = samples.template(name="archived", visibility="everyone", is_archived=True)
        for template in (private, shared, homeless, public, archived):
            stores.templates.add(template)

        def names(user: User) -> set[str]:
            return {one.name for one in stores.templates.list(user, Query()).items}

        assert names(samples.BEN) == {"shared", "public"}
        assert names(samples.ANN) == names(samples.ADMIN) == {"private", "shared", "homeless", "public"}

    def test_a_list_shows_the_most_used_first(self, stores: Stores) -> None:
        rare, common = samples.template(created_at=samples.later(1)), samples.template(usage_count=5)
        for template in (rare, common):
            stores.templates.add(template)
        assert stores.templates.list(samples.ANN, Query()).items == (common, rare)

    def test_a_list_can_be_narrowed(self, stores: Stores) -> None:
        template = samples.template()
        stores.templates.add(template)
        stores.templates.add(samples.template(name="Flow", category="regression", tags=(), description=""))
        assert stores.templates.list(samples.ANN, Query(), category="classification").items == (template,)
        for text in ("BALANCED", "two classes", "robust"):
            assert stores.templates.list(samples.ANN, Query(q=text)).items == (template,)
