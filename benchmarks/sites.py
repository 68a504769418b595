"""Fifty slow hosts on this machine: one asyncio server that answers to fifty names.

It runs in its own process (`python -m benchmarks.sites --seconds 0.2`) and prints its port.
Every path has a different page, so that all are stored; `/served` returns how many were sent.
"""

import argparse
import asyncio
import sys

HOSTS = [f"h{number}.bench.test" for number in range(50)]
BYTES = 20_000


def page(path: str) -> bytes:
    """Return an article of about BYTES bytes, different for each path."""
    line = f"<p>Line %d of {path}: the council spent 4.%d million pounds on its roads.</p>\n"
    body = "".join(line % (number, number) for number in range(BYTES // len(line)))
    return f"<!doctype html><title>{path}</title><article>{body}</article>".encode()


class Sites:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._served = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
        if path == "/served":
            body = str(self._served).encode()
        else:
            await asyncio.sleep(self._seconds)
            body = page(path)
            self._served += 1
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=0.2)
    sites = Sites(parser.parse_args().seconds)
    server = await asyncio.start_server(sites.answer, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Its parent holds the other end of this pipe, so it ends when the parent does.
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
