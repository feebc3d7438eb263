"""A letter to a hundred thousand members: counted, sent, looked at afterwards.

python -m bench.letters
"""

import os
import sys
from datetime import UTC, datetime

from bench.dues import MOST_MB, MOST_SECONDS, peak_mb, seconds
from bench.lists import MOST_MS, asked, client
from bench.many_members import MEMBERS, SILENT_EVERY, on_both

AT = datetime(2028, 1, 2, 9, tzinfo=UTC)
COUNTING_MS = 1000  # of the page before a letter is sent, which counts everybody
TEXT = "Tervetuloa yhdistyksen syyskokoukseen.\n\n" * 40


def measure() -> bool:
    import django

    django.setup()
    from accounts.models import User
    from bench.many_members import analyze
    from membership import letter_mails, posting
    from membership.models import Letter

    analyze()
    browser = client()
    writer = User.objects.get(email="bench@esimerkki.example")
    draft = Letter(subject_fi="Kutsu syyskokoukseen", text_fi=TEXT)
    letter = posting.keep_draft(draft, by=writer, at=AT)
    page = f"/admin/letters/inspect/{letter.pk}/"
    shown = [looked("a draft", asked(browser, page), most=COUNTING_MS)]
    posting.send(letter, by=writer, at=AT)
    letter.refresh_from_db()
    taken = seconds(lambda: posting.carry_on(letter, at=AT))
    most = peak_mb()
    prove()
    again = seconds(lambda: posting.carry_on(letter, at=AT))
    row = letter.recipients.filter(way="mail")[0]
    written = seconds(lambda: letter_mails.write(posting.mail_key(row), AT))
    is_good = taken < MOST_SECONDS and most < MOST_MB
    print(
        f"{os.environ['BENCH_DATABASE']:12}{taken:7.1f} s (goal {MOST_SECONDS}), "
        f"{most:.0f} MB (goal {MOST_MB}); a second run {again:.2f} s, one mail "
        f"{written * 1000:.1f} ms  {'reached' if is_good else 'NOT REACHED'}",
        flush=True,
    )
    analyze()
    shown.append(looked("a sent letter", asked(browser, page)))
    shown.append(looked("a name in it", asked(browser, f"{page}?q=harju+4711")))
    shown.append(looked("letters", asked(browser, "/admin/letters/")))
    broken = "/admin/members/?address=broken"
    shown.append(looked("broken addresses", asked(browser, broken)))
    return is_good and all(shown)


def looked(name: str, found: tuple[float, int], *, most: int = MOST_MS) -> bool:
    took, questions = found
    print(
        f"{os.environ['BENCH_DATABASE']:12}{name:22}{took:8.0f} ms "
        f"{questions:4} questions  {'' if took < most else 'NOT REACHED'}",
        flush=True,
    )
    return took < most


def prove() -> None:
    """Nobody was left out, and nobody written to twice."""
    from accounts.models import OutboxMail
    from membership.models import LetterRecipient

    found = (LetterRecipient.objects.count(), OutboxMail.objects.count())
    if found != (MEMBERS, MEMBERS - MEMBERS // SILENT_EVERY):
        raise SystemExit(f"Recipients and mails: {found}")


def main() -> int:
    if sys.argv[1:] == ["measure"]:
        return 0 if measure() else 1
    return 0 if on_both("bench.letters") else 1


if __name__ == "__main__":
    sys.exit(main())
