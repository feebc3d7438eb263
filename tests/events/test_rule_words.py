"""How an event repeats, in words: the same table in three languages."""

from datetime import date, time

import pytest

from events import rule_words
from events.models import Event

MONDAY = date(2026, 10, 26)  # the fourth of the month, and the last
UNTIL = "UNTIL=20261231T215959Z"  # 31.12. at the end of the day in Finland

TABLE = [
    ("FREQ=WEEKLY",
     "joka maanantai klo 18.00",
     "varje måndag kl. 18.00",
     "every Monday at 18:00"),
    (f"FREQ=WEEKLY;INTERVAL=2;{UNTIL}",
     "joka toinen maanantai klo 18.00, 31.12.2026 asti",
     "varannan måndag kl. 18.00, till och med 31.12.2026",
     "every second Monday at 18:00, until 31 Dec 2026"),
    ("FREQ=WEEKLY;INTERVAL=3;COUNT=5",
     "joka kolmas maanantai klo 18.00, 5 kertaa",
     "var tredje måndag kl. 18.00, 5 gånger",
     "every third Monday at 18:00, 5 times"),
    ("FREQ=WEEKLY;BYDAY=WE,MO",
     "maanantaisin ja keskiviikkoisin klo 18.00",
     "varje måndag och onsdag kl. 18.00",
     "every Monday and Wednesday at 18:00"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
     "joka toinen viikko maanantaisin, keskiviikkoisin ja perjantaisin klo 18.00",
     "varannan vecka på måndag, onsdag och fredag kl. 18.00",
     "every second week on Monday, Wednesday and Friday at 18:00"),
    ("FREQ=DAILY;COUNT=1",
     "joka päivä klo 18.00, kerran",
     "varje dag kl. 18.00, en gång",
     "every day at 18:00, once"),
    ("FREQ=DAILY;INTERVAL=2",
     "joka toinen päivä klo 18.00",
     "varannan dag kl. 18.00",
     "every second day at 18:00"),
    ("FREQ=MONTHLY;BYDAY=4MO",
     "kuukauden neljäs maanantai klo 18.00",
     "den fjärde måndagen i månaden kl. 18.00",
     "the fourth Monday of the month at 18:00"),
    ("FREQ=MONTHLY;BYDAY=5MO",
     "kuukauden viides maanantai klo 18.00",
     "den femte måndagen i månaden kl. 18.00",
     "the fifth Monday of the month at 18:00"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1MO",
     "joka toisen kuukauden viimeinen maanantai klo 18.00",
     "den sista måndagen varannan månad kl. 18.00",
     "the last Monday of every second month at 18:00"),
    ("FREQ=MONTHLY;BYDAY=1MO,3MO",
     "kuukauden ensimmäinen maanantai ja kuukauden kolmas maanantai klo 18.00",
     "den första måndagen i månaden och den tredje måndagen i månaden kl. 18.00",
     "the first Monday of the month and the third Monday of the month at 18:00"),
    ("FREQ=MONTHLY;BYMONTHDAY=31",
     "kuukauden 31. päivä klo 18.00",
     "den 31 i månaden kl. 18.00",
     "the 31st of the month at 18:00"),
    ("FREQ=MONTHLY",
     "kuukauden 26. päivä klo 18.00",
     "den 26 i månaden kl. 18.00",
     "the 26th of the month at 18:00"),
    ("FREQ=MONTHLY;INTERVAL=7;BYMONTHDAY=1,15",
     "joka 7. kuukauden 1. ja 15. päivä klo 18.00",
     "den 1 och 15 var 7. månad kl. 18.00",
     "the 1st and 15th of every 7th month at 18:00"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1",
     "kuukauden viimeinen päivä klo 18.00",
     "den sista dagen i månaden kl. 18.00",
     "the last day of the month at 18:00"),
    ("FREQ=YEARLY",
     "joka vuosi 26.10. klo 18.00",
     "varje år den 26 oktober kl. 18.00",
     "every year on 26 October at 18:00"),
    ("FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=6",
     "joka toinen vuosi 6.12. klo 18.00",
     "vartannat år den 6 december kl. 18.00",
     "every second year on 6 December at 18:00"),
    ("FREQ=YEARLY;BYDAY=-1SA;BYMONTH=1",
     "tammikuun viimeinen lauantai klo 18.00",
     "den sista lördagen i januari kl. 18.00",
     "the last Saturday of January at 18:00"),
    ("FREQ=YEARLY;INTERVAL=3;BYDAY=2TU;BYMONTH=3",
     "joka kolmas vuosi maaliskuun toinen tiistai klo 18.00",
     "vart tredje år den andra tisdagen i mars kl. 18.00",
     "every third year on the second Tuesday of March at 18:00"),
    ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
     "oman säännön mukaan (FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1) klo 18.00",
     "enligt en egen regel (FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1) kl. 18.00",
     "by a rule of its own (FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1) at 18:00"),
]  # fmt: skip

# What is rare is given as it is written, rather than told wrongly.
UNTOLD = [
    "FREQ=MONTHLY;BYDAY=-2MO",
    "FREQ=MONTHLY;BYDAY=MO",
    "FREQ=MONTHLY;BYMONTHDAY=-2",
    "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=1",
    "FREQ=WEEKLY;BYDAY=MO;BYMONTH=2",
    "FREQ=DAILY;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,2",
    "FREQ=YEARLY;BYDAY=MO;BYMONTH=1",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;BYMONTHDAY=1",
]


def event(rule):
    day = {"start_day": MONDAY, "end_day": MONDAY}
    hours = {"start_time": time(18), "end_time": time(19, 30)}
    return Event(name_fi="Kahvit", rule=rule, **day, **hours)


@pytest.mark.parametrize(("rule", "fi", "sv", "en"), TABLE)
def test_a_rule_is_told_in_each_language(rule, fi, sv, en):
    told = [
        rule_words.in_words(event(f"RRULE:{rule}"), language=code).replace("\xa0", " ")
        for code in ("fi", "sv", "en")
    ]

    assert told == [fi, sv, en]


@pytest.mark.parametrize("rule", UNTOLD)
def test_a_rare_rule_is_given_as_it_is_written(rule):
    assert f"({rule})" in rule_words.in_words(event(f"RRULE:{rule}"), language="fi")


def test_what_is_held_once_has_no_words_of_repeating():
    assert rule_words.in_words(event("")) == ""
