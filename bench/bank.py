"""`make bench`, bank: a camt.053 of 1 000 and of 100 000 lines is taken in.

Says for each what it took, beside reading the same XML bare in the same run, and the
most memory the process had, which should not grow with the file. No line names a bill:
putting one on its bill is told by itself, as the time of one.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from demo.serve import ROOT, demo_environment

SIZES = (1_000, 100_000)
MOST_SECONDS = 60
ALIKE = 1.5  # memory, within this factor
BILLS = 200


def main() -> int:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            environment = {**demo_environment(), "DATA_DIR": f"{folder}/{size}"}
            environment.pop("DATABASE_URL", None)
            Path(environment["DATA_DIR"]).mkdir()
            run(environment, "-m", "django", "migrate", "--verbosity", "0")
            bare = json.loads(run(environment, "-m", "bench.bank", "bare", str(size)))
            took = json.loads(run(environment, "-m", "bench.bank", "take", str(size)))
            found.append(took)
            print(
                f"{size:>7} lines: taken in {took['seconds']:.1f} s (processor "
                f"{took['processor']:.1f} s), XML alone {bare['seconds']:.1f} s, "
                f"at most {took['megabytes']:.0f} MB; "
                f"a payment put on its bill {took['milliseconds']:.1f} ms"
            )
    few, many = found
    is_fast = many["seconds"] < MOST_SECONDS
    is_constant = many["megabytes"] < few["megabytes"] * ALIKE
    print("good" if is_fast and is_constant else "NOT as it should be")
    return 0 if is_fast and is_constant else 1


def run(environment: dict[str, str], *words: str) -> str:
    paths = f"{ROOT}:{ROOT / 'site'}"
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, *words], env={**os.environ, **environment, **settings},
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def write_file(size: int, references: list[str]) -> Path:
    from demo.bank_files import DAY, Entry, paid, pieces053

    def entries() -> Iterator[Entry]:
        for number in range(size):
            yield paid(2000, f"A{number:08}", name="Satu Harju", message="jäsenmaksu")
        for number, reference in enumerate(references):
            yield paid(2000, f"B{number:08}", name="Satu Harju", reference=reference)

    path = Path(os.environ["DATA_DIR"]) / "statement.xml"
    closing = 2000 * (size + len(references))
    with path.open("wb") as file:
        for piece in pieces053(
            entries(),
            opening=0,
            closing=closing,
            starts=DAY,
            ends=DAY,
            number=f"{size}-{len(references)}",
        ):
            file.write(piece)
    return path


def bare(size: int) -> dict[str, float]:
    """The file's events read by the standard library, and forgotten."""
    path = write_file(size, [])
    start = time.perf_counter()
    for _event, element in ET.iterparse(path):
        element.clear()
    return {"seconds": time.perf_counter() - start}


def take(size: int) -> dict[str, float]:
    from tests.support.bank import use_account

    use_account()
    path = write_file(size, [])
    began = time.process_time()
    seconds = timed(path)
    processor = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bills = [make_bill(number) for number in range(BILLS)]
    for_bills = timed(write_file(0, bills))
    return {
        "seconds": seconds,
        "processor": processor,
        "megabytes": peak,
        "milliseconds": for_bills / BILLS * 1000,
    }


def make_bill(number: int) -> str:
    from tests.support import payments

    payments.register_workshop()
    return payments.make_bill(f"bench-{number}").reference


def timed(path: Path) -> float:
    from django.utils import timezone

    from payments.bank.importing import take_in
    from payments.bank.reading import choose

    start = time.perf_counter()
    with path.open("rb") as file:
        take_in(choose(file, path.name), by=None, at=timezone.now())
    return time.perf_counter() - start


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    import django

    django.setup()
    verb = {"bare": bare, "take": take}[sys.argv[1]]
    print(json.dumps(verb(int(sys.argv[2]))))
