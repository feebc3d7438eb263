"""The people of the demo association. None of them exists.

Every address ends in `@esimerkki.example`, which no mail can reach.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

type Language = Literal["fi", "sv", "en"]

DOMAIN = "esimerkki.example"


@dataclass(frozen=True)
class Person:
    """Somebody with a name, a home municipality (its Finnish name) and a language; for
    an organisation its contact person."""

    first_name: str
    last_name: str
    municipality: str
    language: Language = "fi"
    organisation: str = ""
    business_id: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def email(self) -> str:
        """Latin letters only: `Henrik Söderbacka` → `henrik.soderbacka@…`."""
        plain = unicodedata.normalize("NFKD", f"{self.first_name}.{self.last_name}")
        letters = plain.encode("ascii", "ignore").decode().lower().replace(" ", "-")
        return f"{letters}@{DOMAIN}"


CHAIR = Person("Tuula", "Rantakangas", "Oulu")
VICE_CHAIR = Person("Jarmo", "Lahdenkorva", "Lahti")
SECRETARY = Person("Aino", "Lehtovaara", "Kuopio")
TREASURER = Person("Eeva", "Koskiniemi", "Seinäjoki")
COORDINATOR = Person("Samira", "Haddadi", "Espoo")
BOARD_MEMBER = Person("Henrik", "Söderbacka", "Vaasa", "sv")
FORMER_CHAIR = Person("Anneli", "Ojakorpi", "Salo")
EDITOR = Person("Noora", "Pihlajisto", "Tampere")
MENTOR = Person("Veikko", "Kaltiomaa", "Rovaniemi")
MENTOR_ON_LEAVE = Person("Kaarina", "Saunasuo", "Kajaani")
MEMBER = Person("Linnea", "Holmgård", "Raasepori", "sv")
MOVED = Person("Sanna", "Vesikorpi", "Kemi")
RESIGNED = Person("Raimo", "Huttupelto", "Orimattila")
PAID_TWICE = Person("Leena", "Kivisalmi", "Kuopio")
FORGOTTEN = Person("Pirjo", "Niskavaara", "Kuopio")
ORGANISATION = Person(
    "Maija", "Kyläkanta", "Liperi",
    organisation="Esimerkkikylien yhdistys ry", business_id="1234567-1",
)  # fmt: skip
ON_PAPER = Person("Martta", "Peltoniitty", "Alavus")  # she has no e-mail address
NEW_MUNICIPALITY = "Tampere"

BOARD = (CHAIR, VICE_CHAIR, SECRETARY, TREASURER, COORDINATOR, BOARD_MEMBER)
MENTORS = (
    CHAIR,
    VICE_CHAIR,
    SECRETARY,
    TREASURER,
    COORDINATOR,
    BOARD_MEMBER,
    MENTOR,
    MENTOR_ON_LEAVE,
    Person("Marjut", "Hietalehto", "Jyväskylä"),
    Person("Birgitta", "Strandsund", "Porvoo", "sv"),
    Person("Olli", "Mustakorpi", "Tampere"),
    Person("Linh", "Dao-Niemi", "Turku", "en"),
)
OTHERS = (
    FORMER_CHAIR,
    EDITOR,
    MEMBER,
    MOVED,
    RESIGNED,
    PAID_TWICE,
    FORGOTTEN,
    ORGANISATION,
    Person("Hannele", "Rautasuo", "Iisalmi"),
    Person("Timo", "Pajukangas", "Ylöjärvi"),
    Person("Kirsi", "Mäntylehto", "Mikkeli"),
    Person("Jukka", "Haaparinne", "Hämeenlinna"),
    Person("Päivi", "Louhisalmi", "Kotka"),
    Person("Markku", "Savilampi", "Joensuu"),
    Person("Riitta", "Kanervasuo", "Pori"),
    Person("Antti", "Kuusilampi", "Rauma"),
    Person("Johanna", "Tervaharju", "Kokkola"),
    Person("Mika", "Laukkarinne", "Nurmijärvi"),
    Person("Sari", "Vehmaskangas", "Lohja"),
    Person("Tarja", "Syvälampi", "Ylivieska"),
    Person("Heikki", "Kallioaho", "Kauhajoki"),
    Person("Minna", "Lampisuo", "Vantaa"),
    Person("Janne", "Perälampi", "Vantaa"),
    Person("Outi", "Sammalniitty", "Kerava"),
    Person("Ulla", "Harjuvirta", "Lappeenranta"),
    Person("Kari", "Suvantolehto", "Imatra"),
    Person("Pasi", "Havukorpi", "Varkaus"),
    Person("Katja", "Kalliolampi", "Nokia"),
    Person("Ville", "Rajakorpi", "Kangasala"),
    Person("Elina", "Tuomikangas", "Lempäälä"),
    Person("Hanna", "Jokikallio", "Kaarina"),
    Person("Satu", "Viitalampi", "Naantali"),
    Person("Arto", "Lehmussaari", "Kempele"),
    Person("Tiina", "Kivelänsuo", "Ii"),
    Person("Pentti", "Ruohoaho", "Kalajoki"),
    Person("Marja", "Valkeasuo", "Raahe"),
    Person("Ilkka", "Tuulensuo", "Kemijärvi"),
    Person("Kaisa", "Laanivaara", "Inari"),
    Person("Emmi", "Korpivuoma", "Suomussalmi"),
    Person("Oskari", "Hallavaara", "Kuusamo"),
    Person("Venla", "Aarniniitty", "Helsinki"),
    Person("Aleksi", "Suokanto", "Helsinki"),
    Person("Reetta", "Meriharju", "Helsinki"),
    Person("Sofia", "Lindsvik", "Helsinki", "sv"),
    Person("Carl-Johan", "Westerskog", "Kirkkonummi", "sv"),
    Person("Gunilla", "Österskär", "Pedersören kunta", "sv"),
    Person("Mats", "Högvik", "Närpiö", "sv"),
    Person("Camilla", "Granvik", "Loviisa", "sv"),
    Person("Tom", "Backsund", "Parainen", "sv"),
    Person("Farid", "Karimzai", "Turku"),
    Person("Oksana", "Melnytska", "Tampere", "en"),
    Person("Hodan", "Jimcaale", "Helsinki", "en"),
    Person("Mai", "Tran-Lahti", "Vantaa"),
    Person("Priya", "Venkataraghavan", "Espoo", "en"),
    Person("Diego", "Salvatierra", "Oulu", "en"),
)
APPLICANTS = (
    Person("Kateryna", "Holovchuk", "Jyväskylä", "en"),
    Person("Jenni", "Vattukangas", "Sodankylä"),
    Person("Robert", "Skogsnäs", "Vaasa", "sv"),
)
MEMBERS = (*MENTORS, *OTHERS)
SUPPORTERS = ("Havukorpi", "Westerskog", "Meriharju", "Viitalampi", "Salvatierra")

# One sign-in for each role: (role, name, e-mail address).
SIGN_INS: list[tuple[str, str, str]] = [
    (role, person.name, person.email)
    for role, person in (
        ("editor", EDITOR),
        ("board", CHAIR),
        ("treasurer", TREASURER),
        ("coordinator", COORDINATOR),
        ("mentor", MENTOR),
        ("member", MEMBER),
    )
]
