"""What Lighthouse says of the site's pages on a phone: the median of five.

It needs Node. Where there is none, or Lighthouse cannot be fetched, that is said and
nothing fails: accessibility and sizes are tested in the browser in any case.
"""

import json
import os
import shutil
import statistics
import subprocess
from collections import defaultdict

from tests.support.chromium import flags, on_path

VERSION = "lighthouse@12"
RUNS = int(os.environ.get("BENCH_LIGHTHOUSE", "5"))
GOAL = 100
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


def report(port: int, paths: list[str]) -> bool:
    """Print the scores of each path; answers whether all are what they should be."""
    why_not = what_is_missing()
    if why_not:
        print(f"\nLighthouse was not run: {why_not}")
        return True
    print(f"\nLighthouse on a phone, the median of {RUNS}; the goal is {GOAL}")
    print("".join([" " * 44, *(f"{name:>16}" for name in CATEGORIES)]))
    all_reached = True
    for path in paths:
        scores = medians(f"http://localhost:{port}{path}")
        all_reached &= all(score >= GOAL for score in scores.values())
        line = "".join(f"{scores[name]:16.0f}" for name in CATEGORIES)
        print(f"{path[:43]:44}{line}", flush=True)
    return all_reached


def what_is_missing() -> str:
    if RUNS < 1:
        return "BENCH_LIGHTHOUSE is 0."
    if shutil.which("npx") is None:
        return "there is no Node here. Install it from nodejs.org to have the scores."
    if on_path() is None:
        return "there is no Chromium here."
    done = subprocess.run(
        ["npx", "--yes", VERSION, "--version"], capture_output=True, check=False
    )
    return "" if done.returncode == 0 else "it could not be fetched by npx."


def medians(address: str) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for _run in range(RUNS):
        for name, score in scores_of(address).items():
            found[name].append(score)
    return {name: statistics.median(scores) for name, scores in found.items()}


def scores_of(address: str) -> dict[str, float]:
    command = [
        "npx", "--yes", VERSION, address, "--output=json", "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(flags())}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": on_path() or ""}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    categories = json.loads(done.stdout)["categories"]
    return {name: 100 * (categories[name]["score"] or 0) for name in CATEGORIES}
