"""Pages for many counties on a Ray cluster: each task makes its part.

    ray job submit -- python examples/ray/batch.py COUNTIES PAGES [--parts 8] [--cpus 4] [--program banmian]

Counties and pages lie on a disk that all nodes share. Ends with 0 when every page is made, 1 when findings stop some, 3 when
some are still to be tried again.
"""

import argparse
import subprocess
import sys

import ray

AGAIN = 3
TRIES = 3


def make(program, counties, pages, part, parts, cpus):
    """Makes a part, again while some of it may succeed; gives the exit code."""
    words = [program, "batch", counties, "-o", pages, "--shard", f"{part}/{parts}", "--workers", str(cpus)]
    for _ in range(TRIES):
        code = subprocess.run(words, stdin=subprocess.DEVNULL).returncode
        if code != AGAIN:
            break
    return code


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("counties")
    parser.add_argument("pages")
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--cpus", type=int, default=4, help="processors for each part")
    parser.add_argument("--program", default="banmian")
    said = parser.parse_args()

    ray.init()
    # A node that goes away takes its part with it; the part is begun anew elsewhere, and what is done stays done.
    task = ray.remote(num_cpus=said.cpus, max_retries=TRIES)(make)
    parts = [
        task.remote(said.program, said.counties, said.pages, part, said.parts, said.cpus)
        for part in range(1, said.parts + 1)
    ]
    codes = ray.get(parts)
    wrong = [code for code in codes if code not in (0, 1, AGAIN)]
    if wrong:
        return wrong[0]
    # It merges all parts and knows how they are.
    return subprocess.run([said.program, "batch", "status", said.pages], stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main())
