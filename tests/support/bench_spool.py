"""The process that empties the spool of the bench."""

import signal

from hydroml.app.job import leave
from hydroml.app.settings import Settings
from hydroml.app.spool import drain
from hydroml.services.adapters.processes import follow_parent
from hydroml.tests.support.bench import bench_house

if __name__ == "__main__":
    follow_parent(signal.SIGKILL)
    leave(drain(bench_house(Settings.load())))
