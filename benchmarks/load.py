"""A load generator: keep-alive connections that send requests one after the other.

It runs in its own process (`python -m benchmarks.load …`), so that it doesn't share an
interpreter with what it measures. The same generator measures a result and its limit.
"""

import argparse
import http.client
import json
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit


def _ask(
    url: str, method: str, headers: dict[str, str], until: float, answers: list[int]
) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    while time.perf_counter() < until:
        connection.request(method, parts.path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        answers.append(answer.status)
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--method", default="GET")
    parser.add_argument("--token", default="")
    parser.add_argument("--prefer", default="")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=4)
    asked = parser.parse_args()
    headers = {"Authorization": f"Bearer {asked.token}"} if asked.token else {}
    if asked.prefer:
        headers["Prefer"] = asked.prefer
    answers: list[int] = []
    start = time.perf_counter()
    threads = [
        threading.Thread(
            target=_ask,
            args=(asked.url, asked.method, headers, start + asked.seconds, answers),
        )
        for _ in range(asked.connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    statuses = {status: answers.count(status) for status in set(answers)}
    print(json.dumps({"rate": len(answers) / wall, "statuses": statuses}))


def rate(
    url: str, *, method: str = "GET", token: str = "", prefer: str = "", seconds: float = 4
) -> float:
    """Return responses per second of 8 connections. Raises if one of them isn't a 200."""
    command = [sys.executable, "-m", "benchmarks.load", url, "--method", method]
    command += ["--token", token, "--prefer", prefer, "--seconds", str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    printed = json.loads(done.stdout)
    if set(printed["statuses"]) != {"200"}:
        raise RuntimeError(f"{url} answered {printed['statuses']}")
    return float(printed["rate"])


if __name__ == "__main__":
    main()
