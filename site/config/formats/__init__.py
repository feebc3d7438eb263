"""Dates are written in the admin as Finns write them, in every language of it.

Django reads ISO dates besides, whatever is said here.
"""

DATES = ["%d.%m.%Y", "%d.%m.%y"]
TIMES = ["%H.%M", "%H:%M", "%H.%M.%S", "%H:%M:%S"]
MOMENTS = [f"{date} {time}" for date in DATES for time in TIMES]
