"""A load generator: C connections kept alive, each asking again at once, for S seconds.

It runs as a process of its own (`python -m benchmarks.load …`), so that it does not share an
interpreter with what it measures. The same generator measures a figure and its limit.
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
    """Answers a second of 8 connections. Raises when an answer was not 200."""
    command = [sys.executable, "-m", "benchmarks.load", url, "--method", method]
    command += ["--token", token, "--prefer", prefer, "--seconds", str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    if set(told["statuses"]) != {"200"}:
        raise RuntimeError(f"{url} answered {told['statuses']}")
    return float(told["rate"])


if __name__ == "__main__":
    main()
