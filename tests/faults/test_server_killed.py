"""kill -9 of the web server in the middle of a run: after a restart everything acknowledged is there."""

import io
import json
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil
import pytest

from hydroml.tests.support.serving import Server, start_server
from hydroml.tests.support.tables import small_table

pytestmark = pytest.mark.faults

END_LIMIT_S = 120
FAMILY_LIMIT_S = 60


def call(server: Server, path: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    kind = {"Content-Type": "application/json"}
    request = urllib.request.Request(server.url("/api" + path), data=data, headers=kind)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def upload(server: Server) -> Any:
    body = io.BytesIO()
    body.write(b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n')
    body.write(small_table(2000))
    body.write(b"\r\n--x--\r\n")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    request = urllib.request.Request(server.url("/api/datasets/"), data=body.getvalue(), headers=kind)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def status(server: Server, experiment_id: str) -> str:
    return str(call(server, f"/experiments/{experiment_id}/")["status"])


def wait_for(server: Server, experiment_id: str, wanted: set[str]) -> str:
    end = time.monotonic() + END_LIMIT_S
    while time.monotonic() < end:
        found = status(server, experiment_id)
        if found in wanted:
            return found
        time.sleep(0.2)
    raise AssertionError(f"still {found}: {''.join(server.lines)}")


def runs(process: psutil.Process) -> bool:
    """An adopted process that ended may wait long for the machine's first process to collect it."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_run_survives_the_death_of_the_server(tmp_path: Path) -> None:
    server = start_server(tmp_path)
    dataset = upload(server)
    config = call(server, f"/experiments/suggest/?dataset={dataset['id']}&target=bought")
    experiment = call(server, "/experiments/", {"config": config, "launch": True})
    wait_for(server, experiment["id"], {"running"})
    family = psutil.Process(server.process.pid).children(recursive=True)
    assert family

    server.kill()
    _, left = psutil.wait_procs(family, timeout=FAMILY_LIMIT_S)
    alive = [process for process in left if runs(process)]
    assert alive == [], f"a process outlived the server that started it: {''.join(server.lines)}"

    again = start_server(tmp_path)
    try:
        assert call(again, f"/datasets/{dataset['id']}/")["fingerprint"] == dataset["fingerprint"]
        assert wait_for(again, experiment["id"], {"succeeded", "failed"}) == "succeeded"
        results = call(again, f"/experiments/{experiment['id']}/results/")
        assert results["leaderboard"]
        assert call(again, "/experiments/")["total"] == 1
    finally:
        again.stop()
