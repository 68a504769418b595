"""The minimal way to fetch pages: asyncio's streams, AT_ONCE at a time, nothing stored.

It runs in its own process: `python -m benchmarks.asyncio_client PORT COUNT` prints pages per
second.
"""

import asyncio
import hashlib
import sys
import time

from benchmarks.sites import HOSTS

AT_ONCE = 50


async def _fetch(port: int, host: str, path: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    answer = await reader.read(-1)
    writer.close()
    return hashlib.sha256(answer.partition(b"\r\n\r\n")[2]).hexdigest()


async def _worker(port: int, numbers: list[int]) -> None:
    while numbers:
        number = numbers.pop()
        await _fetch(port, HOSTS[number % len(HOSTS)], f"/bare/{number}")


async def main() -> None:
    port, count = map(int, sys.argv[1:])
    numbers = list(range(count))
    start = time.perf_counter()
    await asyncio.gather(*(_worker(port, numbers) for _ in range(AT_ONCE)))
    print(count / (time.perf_counter() - start))


if __name__ == "__main__":
    asyncio.run(main())
