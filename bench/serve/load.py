"""Asks a server for addresses at a fixed rate, whether it keeps up or not, and tells how long answers took.

    python3 load.py BASE ADDRESSES [--rate 500] [--seconds 20] [--connections 64]

BASE is `http://127.0.0.1:8690`; ADDRESSES a file with one path a line, asked for in turn. Requests begin when they are due, whatever
became of those before (an open loop), and their time counts from when they were due: a server that falls behind cannot hide it. Only the
standard library is needed.
"""

import argparse
import asyncio
import collections
import time
from urllib.parse import urlsplit


class Pool:
    """Connections that are kept open; more are opened while all are busy, up to a limit."""

    def __init__(self, host, port, most):
        self.host, self.port = host, port
        self.room = asyncio.Semaphore(most)
        self.idle = collections.deque()

    async def ask(self, path):
        """The status of an answer and the size of its body."""
        async with self.room:
            reader, writer = self.idle.popleft() if self.idle else await asyncio.open_connection(self.host, self.port)
            head = f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept-Encoding: gzip\r\n\r\n"
            writer.write(head.encode())
            status, size = await answer(reader)
            self.idle.append((reader, writer))
            return status, size


async def answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if headers.get("transfer-encoding") == "chunked":
        size = 0
        while length := int((await reader.readline()).strip(), 16):
            await reader.readexactly(length + 2)
            size += length
        await reader.readline()
        return status, size
    size = int(headers.get("content-length", 0))
    await reader.readexactly(size)
    return status, size


async def load(arguments):
    target = urlsplit(arguments.base)
    with open(arguments.addresses) as file:
        paths = [line.strip() for line in file if line.strip()]
    pool = Pool(target.hostname, target.port, arguments.connections)
    times, statuses, sizes, late = [], collections.Counter(), 0, []

    async def one(path, due):
        nonlocal sizes
        late.append(time.perf_counter() - due)
        try:
            status, size = await pool.ask(path)
            sizes += size
        except (OSError, ValueError, asyncio.IncompleteReadError):
            status = 0
        statuses[status] += 1
        times.append(time.perf_counter() - due)

    begun = time.perf_counter() + 0.1
    tasks = []
    for number in range(int(arguments.rate * arguments.seconds)):
        due = begun + number / arguments.rate
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(paths[number % len(paths)], due)))
    await asyncio.gather(*tasks)
    spent = time.perf_counter() - begun
    times.sort()
    late.sort()
    at = lambda values, share: values[min(len(values) - 1, int(len(values) * share))] * 1000
    print(f"{len(times) / spent:.0f} requests/s of {arguments.rate} asked; {sizes / max(1, len(times)) / 1024:.1f} KB each; "
          f"median {at(times, 0.5):.1f} ms, 90th percentile {at(times, 0.9):.1f} ms, 99th {at(times, 0.99):.1f} ms, most {times[-1] * 1000:.0f} ms; "
          f"begun late by (99th) {at(late, 0.99):.1f} ms; statuses {dict(sorted(statuses.items()))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("base")
    parser.add_argument("addresses")
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=64)
    asyncio.run(load(parser.parse_args()))


if __name__ == "__main__":
    main()
