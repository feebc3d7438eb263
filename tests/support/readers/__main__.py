"""Bring the readers that can be had, and name the others."""

import subprocess

from tests.support.readers.having import READERS, CannotBeHadError

for name, reader in READERS.items():
    if reader.is_there:
        continue
    print(f"Bringing {name} into .tools/readers/ …", flush=True)
    try:
        reader.bring()
    except (CannotBeHadError, OSError, subprocess.TimeoutExpired) as error:
        print(f"  {name} cannot be had: {error}. The other readers are tested.")
