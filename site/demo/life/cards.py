"""What each mentor of the demo helps with, and on which evenings."""

from dataclasses import dataclass
from datetime import time

from demo.life import people
from demo.life.people import Person

# slug, Finnish, Swedish, English
TOPICS = (
    (
        "perustaminen",
        "Yhdistyksen perustaminen",
        "Att grunda en förening",
        "Founding an association",
    ),
    (
        "yhteistyo",
        "Yhteistyö kunnan kanssa",
        "Samarbete med kommunen",
        "Working with the municipality",
    ),
    ("hallitustyo", "Hallitustyö", "Styrelsearbete", "Board work"),
    ("viestinta", "Viestintä", "Kommunikation", "Communication"),
    ("talous", "Talous ja avustukset", "Ekonomi och bidrag", "Money and grants"),
    ("arviointi", "Arviointi", "Utvärdering", "Evaluation"),
    (
        "osallisuus",
        "Lasten ja nuorten osallisuus",
        "Barns och ungas delaktighet",
        "Children’s and young people’s say",
    ),
    (
        "monikielisyys",
        "Monikieliset perheet",
        "Flerspråkiga familjer",
        "Multilingual families",
    ),
)


@dataclass(frozen=True)
class Card:
    """A mentor's card, and the weekday (0 is Monday) and times they offer."""

    person: Person
    portrait: int
    area: str
    topics: str
    introduction: str
    weekday: int
    starts: tuple[time, ...]
    languages: str = "fi"
    on_site: str = ""


EARLY = (time(16, 30), time(17, 15))
EVENING = (time(17, 0), time(17, 45), time(18, 30))
LATE = (time(19, 0), time(19, 45))

CARDS = (
    Card(
        people.CHAIR,
        1,
        "Oulu",
        "yhteistyo hallitustyo perustaminen",
        "Kaksitoista vuotta kouluyhdistyksissä ja kuntayhdistyksen puheenjohtajana. "
        "Autan, kun pitäisi mennä kuntaan ensimmäistä kertaa.",
        1,
        EVENING,
        on_site="Oulun pääkirjasto",
    ),
    Card(
        people.VICE_CHAIR,
        4,
        "Lahti",
        "perustaminen hallitustyo",
        "Olin perustamassa kuntayhdistystä, joka kaatui, ja toista, joka ei. "
        "Kumpikin opetti.",
        0,
        LATE,
        on_site="Lahden pääkirjasto",
    ),
    Card(
        people.SECRETARY,
        6,
        "Kuopio",
        "yhteistyo viestinta",
        "Kirjoitan lausuntoja ja autan muita kirjoittamaan ne lyhyemmin. Eläkkeellä, "
        "joten päivälläkin ehtii.",
        2,
        EARLY,
        on_site="Kuopion pääkirjasto",
    ),
    Card(
        people.TREASURER,
        3,
        "",
        "talous arviointi",
        "Kirjanpitoa, avustuksia ja se hetki, kun toiminnantarkastaja kysyy. Mikään "
        "kysymys rahasta ei ole tyhmä.",
        3,
        EVENING,
    ),
    Card(
        people.COORDINATOR,
        3,
        "Espoo",
        "monikielisyys viestinta osallisuus",
        "Miten kutsu kirjoitetaan niin, että tulijoita on muitakin kuin ne tavalliset. "
        "Puhun myös arabiaa.",
        2,
        LATE,
        "fi en",
    ),
    Card(
        people.BOARD_MEMBER,
        2,
        "Vaasa",
        "hallitustyo yhteistyo",
        "Jag har suttit i skolnämnden och vet hur frågor blir beslut. Autan myös "
        "suomeksi.",
        1,
        LATE,
        "fi sv",
    ),
    Card(
        people.MENTOR,
        4,
        "Rovaniemi",
        "perustaminen yhteistyo",
        "Pitkät matkat, pienet koulut ja yksi linja-autovuoro. Niistä olen tehnyt "
        "yhdistystyötä viisitoista vuotta.",
        0,
        EVENING,
        on_site="Rovaniemen kaupunginkirjasto",
    ),
    Card(
        people.MENTOR_ON_LEAVE,
        1,
        "Kajaani",
        "arviointi osallisuus",
        "Nuorisotyön kautta vanhempainyhdistykseen. Kysyn mielelläni, mitä lapset itse "
        "sanoivat.",
        3,
        EARLY,
    ),
    Card(
        people.MENTORS[8],
        6,
        "Jyväskylä",
        "arviointi hallitustyo",
        "Vedän arviointi-iltoja, joista ei lähde kukaan paha mieli mukanaan.",
        3,
        LATE,
        on_site="Jyväskylän pääkirjasto",
    ),
    Card(
        people.MENTORS[9],
        1,
        "Porvoo",
        "viestinta monikielisyys",
        "Tvåspråkig kommun, två språk på varje möte. Det går, när man vet hur.",
        2,
        EVENING,
        "sv fi",
    ),
    Card(
        people.MENTORS[10],
        2,
        "Tampere",
        "viestinta talous",
        "Autan saamaan jutun lehteen ja rahat riittämään kevääseen.",
        0,
        EARLY,
        on_site="Tampereen pääkirjasto",
    ),
    Card(
        people.MENTORS[11],
        5,
        "Turku",
        "monikielisyys osallisuus",
        "I came to Finland as a parent who did not know what a parents’ evening was. "
        "Now I run them.",
        1,
        EARLY,
        "en fi",
    ),
)

WISHES = (
    "Ensimmäinen tapaaminen sivistysjohtajan kanssa",
    "Meitä on kolme, ja haluaisimme perustaa yhdistyksen",
    "Miten saamme päiväkodit mukaan?",
    "Hallituksesta vaihtuu puolet keväällä",
    "Lausunto kouluverkosta, kaksi viikkoa aikaa",
    "Avustushakemuksen talousarvio",
    "Kukaan ei vastaa viesteihimme",
    "Arviointi-illan vetäminen",
    "Vanhempainilta kahdella kielellä",
    "",
)
