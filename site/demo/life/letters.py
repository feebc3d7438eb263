"""Letters of the board to the members: one that has been sent, and a draft."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from demo.life import people
from demo.life.days import moment
from demo.life.post import sent_then
from demo.life.sign_ins import user_of
from membership import posting, undelivered
from membership.changing_details import change_details
from membership.models import Letter, Member

SENT_BEFORE = timedelta(days=16)
CAME_BACK_AFTER = timedelta(days=1)
# Who wants letters on paper, and whose address does not work.
ON_PAPER = (
    (people.OTHERS[3], "Rantatie 14 B 2", "90100", "Oulu"),
    (people.OTHERS[7], "Koulukuja 5", "33100", "Tampere"),
)
MOVED_AWAY = people.OTHERS[9]

INVITATION = {
    "subject_fi": "Kutsu syyskokoukseen",
    "text_fi": (
        "Tervetuloa yhdistyksen syyskokoukseen! Kokous pidetään etänä, ja linkin saat "
        "ilmoittautumalla tapahtuman sivulla.\n\n"
        "Kokouksessa käsitellään sääntöjen mukaiset asiat: toimintasuunnitelma, "
        "talousarvio ja jäsenmaksut sekä hallituksen valinta.\n\n"
        "Ehdota jäseniä hallitukseen vastaamalla tähän kirjeeseen."
    ),
    "subject_sv": "Kallelse till höstmötet",
    "text_sv": (
        "Välkommen till föreningens höstmöte! Mötet hålls på distans. Länken får du "
        "genom att anmäla dig på evenemangets sida.\n\n"
        "På mötet behandlas de ärenden som stadgarna nämner: verksamhetsplanen, "
        "budgeten och medlemsavgifterna samt valet av styrelse.\n\n"
        "Föreslå medlemmar till styrelsen genom att svara på det här brevet."
    ),
}
DRAFT = {
    "subject_fi": "Mentorien kevään aikataulut",
    "text_fi": (
        "Kevään mentorointi alkaa pian. Katso, että vapaat aikasi ovat ajan tasalla "
        "omalla sivullasi.\n\nKiitos, että annat aikaasi muille yhdistyksille!"
    ),
    "part": "mentors",
}


def build(today: date) -> None:
    if Letter.objects.exists():
        return
    for person, street, code, town in ON_PAPER:
        row = member(person.email)
        address = {"street_address": street, "postal_code": code, "town": town}
        change_details(row, address, by=row.user, at=moment(today - SENT_BEFORE, 17))
    at = moment(today - SENT_BEFORE, 18, 30)
    with sent_then(at, now=moment(today, 0)):
        letter = send(at)
    came_back(letter, at + CAME_BACK_AFTER)
    secretary = user_of(people.SECRETARY)
    draft = Letter(**DRAFT)
    posting.keep_draft(draft, by=secretary, at=moment(today - timedelta(days=1), 20))


def send(at: datetime) -> Letter:
    secretary = user_of(people.SECRETARY)
    letter = posting.keep_draft(Letter(**INVITATION), by=secretary, at=at)
    posting.send(letter, by=secretary, at=at)
    letter.refresh_from_db()
    posting.carry_on(letter, at=at)
    return letter


def came_back(letter: Letter, at: datetime) -> None:
    row = letter.recipients.get(email=MOVED_AWAY.email)
    undelivered.came_back(
        row,
        on=timezone.localdate(at),
        why="550 5.1.1 Postilaatikkoa ei ole",
        by=user_of(people.SECRETARY),
    )


def member(email: str) -> Member:
    return Member.objects.get(email=email)
