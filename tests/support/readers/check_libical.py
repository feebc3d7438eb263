"""Prints what libical finds wrong with a calendar: nothing, if all is well."""

import ctypes
import sys
from pathlib import Path

library = ctypes.CDLL(sys.argv[1])
for name in ("icalparser_parse_string", "icalcomponent_as_ical_string"):
    getattr(library, name).restype = ctypes.c_void_p
library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
for name in (
    "icalrestriction_check",
    "icalcomponent_count_errors",
    "icalcomponent_as_ical_string",
):
    getattr(library, name).argtypes = [ctypes.c_void_p]

calendar = library.icalparser_parse_string(Path(sys.argv[2]).read_bytes())
if not calendar:
    sys.exit("libical reads nothing")
is_well = library.icalrestriction_check(calendar)
errors = library.icalcomponent_count_errors(calendar)
written = ctypes.string_at(library.icalcomponent_as_ical_string(calendar)).decode()
for line in written.splitlines():
    if line.startswith("X-LIC-ERROR"):
        print(line)
if errors or not is_well:
    print(f"errors: {errors}, restrictions kept: {is_well}")
