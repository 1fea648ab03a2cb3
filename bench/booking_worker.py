"""One of the processes that book at once: a line of stdin is a load, and so is its answer.

A line is JSON, `{"orders": [[person, office], …]}`; its answer `{"seconds", "booked"}`.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from bench.booking_ways import way_of
from bot.storage.database import connect

THREADS = 8


def main(way: str, url: str, offices: list[str]) -> None:
    """Answer until stdin ends."""
    engine = connect(url)
    book = way_of(way, engine, offices).book
    with ThreadPoolExecutor(THREADS) as pool:
        # Every thread opens its connection before the watch runs.
        list(pool.map(lambda _: engine.connect().close(), range(THREADS)))
        print("ready", flush=True)
        for line in sys.stdin:
            orders = json.loads(line)["orders"]
            began = time.perf_counter()
            booked = sum(pool.map(lambda order: book(*order), orders))
            seconds = time.perf_counter() - began
            print(json.dumps({"seconds": seconds, "booked": booked}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3].split(","))
