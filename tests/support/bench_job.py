"""The process of a job of the bench."""

import signal
import sys

from hydroml.app.job import leave, run_job
from hydroml.app.settings import Settings
from hydroml.services.adapters.processes import follow_parent
from hydroml.tests.support.bench import bench_house, body

if __name__ == "__main__":
    follow_parent(signal.SIGKILL)
    leave(run_job(bench_house(Settings.load()), sys.argv[1], int(sys.argv[2]), body))
