"""The typesetter's own process: a job as JSON comes in, a PDF goes out.

It knows nothing of Django, sees files of the templates' folder only, fetches nothing,
and may use a minute of the processor and two gigabytes of memory at most.
"""

import json
import resource
import sys
from pathlib import Path

import typst

PROCESSOR_SECONDS = 60
MEMORY = 2 * 1024**3


def typeset(job: dict[str, str]) -> bytes:
    """`folder` and `template` name the source; `data`, `pictures` are JSON for it."""
    folder = Path(job["folder"])
    return typst.compile(
        folder / f"{job['template']}.typ",
        root=folder,
        font_paths=typst.Fonts(
            include_system_fonts=False, font_paths=[folder / "fonts"]
        ),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=0,  # the moment of making is not part of the paper
        package_path="/nonexistent",
        package_cache_path="/nonexistent",
        sys_inputs={"data": job["data"], "pictures": job["pictures"]},
    )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    job = json.load(sys.stdin.buffer)
    try:
        pdf = typeset(job)
    except typst.TypstError as error:
        sys.exit(f"{error.message}\n{error.diagnostic}")
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
