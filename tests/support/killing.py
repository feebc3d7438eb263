"""A process that is killed while it writes."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any, NoReturn

from django.db import connection

KILLED = -signal.SIGKILL  # as an exit code
WRITES = ("INSERT", "UPDATE", "DELETE")


def kill_this_process() -> NoReturn:
    """As the power goes: nothing is tidied up or written out."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def die_at(number: int, do: Callable[[], object]) -> None:
    """In a process of its own: end before the number-th row is written."""
    written = 0

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal written
        if sql.startswith(WRITES):
            written += 1
            if written == number:
                kill_this_process()
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(watch):
        do()
    connection.close()
    os._exit(0)


def killed_at(number: int, do: Callable[[], object]) -> bool:
    """Whether it was killed there; False when it came to its end before."""
    connection.close()
    child = get_context("fork").Process(target=die_at, args=(number, do))
    child.start()
    child.join(60)
    assert child.exitcode in {0, KILLED}
    return child.exitcode == KILLED
