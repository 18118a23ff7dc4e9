"""Both ways to start, from any folder: the same gate, on loopback only, and the worker comes and goes with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

APP = Path(__file__).parents[2] / "app.py"
PROC = Path("/proc")
LOOPBACK = {"0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}


def addresses(pid):
    """Local and remote addresses (hexadecimal, as the kernel writes them) of a process's sockets."""
    inodes = set()
    for handle in (PROC / str(pid) / "fd").iterdir():
        try:
            target = str(handle.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in (PROC / "net" / table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes:
                local, remote = fields[1].partition(":")[0], fields[2].partition(":")[0]
                found.add(local)
                if set(remote) != {"0"}:  # a listening socket has no other side
                    found.add(remote)
    assert found
    return found


def children(pid):
    tasks = (PROC / str(pid) / "task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def ended(pid):
    try:
        return (PROC / str(pid) / "stat").read_text().split(") ")[1].startswith("Z")
    except FileNotFoundError:
        return True


def eventually(condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not (PROC / "net").is_dir(), reason="reads the kernel's tables of Linux")
def test_the_server_speaks_to_loopback_only(server, as_olga, release):
    assert as_olga.get(f"/v1/releases/{release}/units").status_code == 200
    assert addresses(server.process.pid) <= LOOPBACK


@pytest.mark.skipif(not PROC.is_dir(), reason="reads the process table of Linux")
def test_a_killed_worker_is_replaced_and_a_killed_server_leaves_none(serving, tmp_path):
    server = serving.Server(tmp_path / "workspace", tmp_path)
    server.start()
    try:
        [first] = children(server.process.pid)
        assert b"worker" in (PROC / str(first) / "cmdline").read_bytes()
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: [pid for pid in children(server.process.pid) if pid != first])
        workers = children(server.process.pid)
    finally:
        server.kill()
    assert eventually(lambda: all(ended(pid) for pid in workers))


def test_streamlit_run_serves_the_same_behind_the_same_gate(serving, tmp_path):
    port = serving.free_port()
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)],
            cwd=tmp_path,
            env={**os.environ, "TMFLOW_WORKSPACE": str(tmp_path / "workspace")},
            stdout=output,
            stderr=output,
        )

    def answers():
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    try:
        assert eventually(answers, 60), log.read_text()
        page = httpx.get(f"http://127.0.0.1:{port}/", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/signin?next=%2F")
        assert httpx.get(f"http://127.0.0.1:{port}/v1/me").status_code == 401
        assert httpx.get(f"http://127.0.0.1:{port}/_stcore/health").status_code == 401
        if PROC.is_dir():
            assert addresses(process.pid) <= LOOPBACK
    finally:
        process.terminate()
        process.wait(20)
