"""Which readers there are here, and bringing those that can be had."""

import ctypes.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / ".tools" / "readers"
SCRIPTS = Path(__file__).parent
NODE_PACKAGES = ["ical.js@2.2.1", "ical-expander@3.2.0", "node-ical@0.27.2"]
LIBICAL = "libical.so.3"


class CannotBeHadError(Exception):
    """Why not, in a sentence."""


@dataclass(frozen=True)
class InPython:
    """Programs from Python's registry."""

    folder: Path
    packages: tuple[str, ...]
    program: str

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def is_there(self) -> bool:
        return self.receipt.exists() and self.receipt.read_text() == self.wanted

    @property
    def receipt(self) -> Path:
        return self.folder / "brought.txt"

    @property
    def wanted(self) -> str:
        return " ".join(self.packages)

    def bring(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        run(sys.executable, "-m", "venv", str(self.folder))
        python = str(self.bin / "python")
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            *self.packages)  # fmt: skip
        self.receipt.write_text(self.wanted)


class InNode:
    """Programs from Node's registry."""

    folder = FOLDER / "node"
    receipt = folder / "brought.txt"
    wanted = " ".join(NODE_PACKAGES)

    @property
    def is_there(self) -> bool:
        return (
            shutil.which("node") is not None
            and self.receipt.exists()
            and self.receipt.read_text() == self.wanted
        )

    def bring(self) -> None:
        if shutil.which("node") is None or shutil.which("npm") is None:
            raise CannotBeHadError("there is no Node here")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "package.json").write_text('{"private": true}\n')
        run("npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund",
            *NODE_PACKAGES, cwd=self.folder)  # fmt: skip
        self.receipt.write_text(self.wanted)


class Libical:
    """The library of the system; where that has none, Debian's package, unpacked."""

    folder = FOLDER / "libical"

    @property
    def path(self) -> str | None:
        unpacked = next(self.folder.rglob(LIBICAL), None)
        return str(unpacked) if unpacked else ctypes.util.find_library("ical")

    @property
    def is_there(self) -> bool:
        if self.path is None:
            return False
        try:
            ctypes.CDLL(self.path)
        except OSError:
            return False
        return True

    def bring(self) -> None:
        if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
            raise CannotBeHadError("the system has no libical, and is no Debian")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        run("apt-get", "download", "libical3", cwd=self.folder)
        for package in self.folder.glob("*.deb"):
            run("dpkg", "-x", package.name, ".", cwd=self.folder)
        if not self.is_there:
            raise CannotBeHadError("the libraries that it needs are not there")


KHAL = InPython(FOLDER / "khal", ("khal==0.14.1", "vdirsyncer==0.21.0"), "khal")
STRICT = InPython(FOLDER / "ical", ("ical==14.3.1",), "python")
NODE = InNode()
LIBRARY = Libical()

READERS: dict[str, InPython | InNode | Libical] = {
    "khal and vdirsyncer": KHAL,
    "ical": STRICT,
    "ical.js and node-ical": NODE,
    "libical": LIBRARY,
}


def run(*command: str, cwd: Path | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise CannotBeHadError(f"{command[0]} says: {''.join(last) or done.returncode}")


def missing() -> list[str]:
    return [name for name, reader in READERS.items() if not reader.is_there]
