"""What every `EventStore` does."""

from hydroml.services.insights.records import Event
from hydroml.tests.support.samples import STRANGE, later
from hydroml.tests.support.stores import Stores


class EventStoreContract:
    """Run on the fake and on every database."""

    def test_events_come_back_in_order_from_a_moment_on(self, stores: Stores) -> None:
        second = Event("step_entered", "ann", later(2), "dr_1", {"step": STRANGE[0]})
        first = Event("opened", "ann", later(1))
        for event in (second, first):
            stores.events.add(event)
        assert stores.events.since(later(0)) == (first, second)
        assert stores.events.since(later(2)) == (second,)
        assert stores.events.since(later(3)) == ()
