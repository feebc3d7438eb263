"""The real worker as a process of its own, on a test's database and mail server."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from demo.serve import ROOT


@contextmanager
def worker(
    database: str, mail: str, *, pause: float = 0.05
) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py work`, ended surely afterwards."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "EMAIL_URL": mail,
        # Without a key no timed job asks Stripe.
        "STRIPE_SECRET_KEY": "",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work", "--pause", str(pause)],
        cwd=ROOT,
        env=environment,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def wait_for(condition: Callable[[], object], *, seconds: float = 30) -> None:
    """Until `condition` is true; an AssertionError when it never becomes so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "This never became true."
        time.sleep(0.02)
