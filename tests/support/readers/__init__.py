"""Calendar programs that others have made, each in an environment of its own.

    .venv/bin/python -m tests.support.readers     # brings them into .tools/readers/

Nothing of them comes into ours: some want other versions of what we use. One that
cannot be had on a machine (there is no Node, no network …) is named at the end of the
tests, which are then about the others alone.
"""
