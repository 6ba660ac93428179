"""A worker of the bench; it ends by signal."""

import signal

from hydroml.app.settings import Settings
from hydroml.app.spool import Tracking, spool_of
from hydroml.app.worker import Worker
from hydroml.services.adapters.dispatch import LocalDispatch
from hydroml.services.adapters.processes import follow_parent
from hydroml.tests.support.bench import bench_house

if __name__ == "__main__":
    follow_parent(signal.SIGTERM)
    settings = Settings.load()
    environment = settings.environment()
    tracking = Tracking(spool_of(settings), environment, "hydroml.tests.support.bench_spool")
    dispatch = LocalDispatch(environment, "hydroml.tests.support.bench_job")
    worker = Worker(bench_house(settings), dispatch, tracking)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop.set())
    worker.run(once=False, until_job=None, on_progress=None)
    tracking.finish(worker.has_untold, 0.0)
