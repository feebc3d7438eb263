"""News; `days_ago` is the age on the day the demo is built."""

from demo.content.model import Page, call_to_action, documents, image, text

INDEX = Page(
    key="news",
    kind="news_index",
    slug="ajankohtaista",
    parent="home",
    title="Ajankohtaista",
    search_description="""
        Mitä mentoriverkostossa tapahtuu juuri nyt: uutiset, tulevat tapaamiset ja
        uudet tavat tehdä vanhempaintoimintaa.""",
    lead="Kerromme täällä, kun jotain valmistuu, muuttuu tai alkaa.",
    extra={"in_menu": True},
)

FORM_READY = Page(
    key="news-form",
    kind="news",
    slug="arviointilomake-valmis",
    parent="news",
    title="Mentorointi sai oman arviointilomakkeen",
    search_description="""
        Uusi lomake kysyy, mitä sovittiin, mitä tapahtui ja mitä jäi käteen.
        Toimivat mallit annetaan koko verkoston käyttöön.""",
    lead="""
        Lomake kysyy, mitä sovittiin, mitä tapahtui ja mitä jäi käteen. Toimivat
        mallit annetaan koko verkoston käyttöön.""",
    body=(
        image(
            "lomake",
            "Arviointilomake, kynä ja kahvimuki pöydällä. Kynttilä palaa.",
        ),
        text("""
            <p>Tähän asti olemme kysyneet mentoroinnin päättyessä, miltä tuntui.
            Vastaukset ovat olleet kauniita, mutta seuraava pari ei ole oppinut niistä
            paljon. Nyt kysymme tarkemmin.</p>
            <p>Kuusi paria kokeili lomaketta syksyn aikana. Heidän ansiostaan siitä
            lähti puolet pois. Jäljelle jäi kymmenen kysymystä ja paljon tyhjää
            tilaa.</p>
        """),
        documents("Ota käyttöön", ("Mentoroinnin arviointilomake", "arviointilomake")),
        text("""
            <p>Lue myös, <a href="page:evaluation">mitä vastauksille tapahtuu</a>.</p>
        """),
    ),
    extra={"days_ago": 3, "picture": "lomake"},
)

MEETUP_NEWS = Page(
    key="news-meetup",
    kind="news",
    slug="kuopio-kutsuu",
    parent="news",
    title="Kuopio kutsuu: vuoden tapaaminen lähestyy",
    search_description="""
        Mentoriverkoston vuoden tapaaminen pidetään Kuopiossa. Päivän suunnitteli
        mukana yhdistys, joka on vasta syntymässä.""",
    lead="Päivän suunnitteli mukana yhdistys, joka on vasta syntymässä.",
    body=(
        text("""
            <p>Kerran vuodessa näemme toisemme kasvokkain. Tänä vuonna isäntänä on
            joukko kuopiolaisia, jotka perustavat omaa kuntayhdistystään. He pyysivät
            ohjelmaan vähemmän puheita ja enemmän pöytiä, ja sitä on luvassa.</p>
            <p>Paikat täyttyivät nopeasti. Jos jäit ilman, <a
            href="page:meetup">liity jonoon</a>: peruutuksia tulee aina, ja aamupäivän
            voi seurata etänä.</p>
        """),
        call_to_action(
            "Ohjelma ja paikka",
            "Hyötyä, oppia ja hauskaa, lounas välissä.",
            "Katso päivän ohjelma",
            page="meetup",
        ),
    ),
    extra={"days_ago": 10, "picture": "ranta"},
)

NORTH = Page(
    key="news-north",
    kind="news",
    slug="mentoreita-lappiin-ja-kainuuseen",
    parent="news",
    title="Mentoreita kaivataan Lappiin ja Kainuuseen",
    search_description="""
        Pohjoisesta tulee enemmän pyyntöjä kuin siellä on mentoreita. Välimatka ei
        ole este, mutta paikallistuntemus auttaa.""",
    lead="Välimatka ei ole este, mutta paikallistuntemus auttaa.",
    body=(
        text("""
            <p>Kun koulukuljetus kestää tunnin suuntaansa ja lähin toinen koulu on
            naapurikunnassa, vanhempaintoiminnassa on omat konstinsa. Juuri niitä meiltä
            on tänä syksynä kysytty.</p>
            <p>Etsimme kolmea tai neljää mentoria, jotka tuntevat harvaan asutun kunnan
            arjen. Tapaamiset pidetään enimmäkseen etänä, ja ensimmäisen parin kanssa
            saat kokeneen mentorin tueksesi.</p>
        """),
        call_to_action(
            "Olisitko sinä se?",
            "Muutama ilta vuodessa riittää.",
            "Lue, mitä mentori tekee",
            page="become-mentor",
        ),
    ),
    extra={"days_ago": 18, "picture": "koivut"},
)

FIVE_QUESTIONS = Page(
    key="news-questions",
    kind="news",
    slug="viisi-kysymysta-hallitukselle",
    parent="news",
    title="Viisi laatutavoitetta, viisi kysymystä hallitukselle",
    search_description="""
        Laatutavoitteet saivat rinnalleen viisi kysymystä, jotka hallitus voi käydä
        läpi yhdessä illassa.""",
    lead="Käykää lista läpi kerran vuodessa, vaikka marraskuun kokouksessa.",
    body=(
        text("""
            <p>Laatutavoitteita on helppo nyökytellä ja vaikea käyttää. Siksi
            kirjoitimme jokaisesta yhden kysymyksen, johon ei voi vastata pelkällä
            kyllä-sanalla.</p>
            <p>Kokeilkaa näin: jokainen kirjoittaa vastauksensa lapulle ennen kuin
            kukaan puhuu. Sitten laput luetaan. Siinä se on, koko menetelmä.</p>
            <p><a href="page:quality">Tavoitteet ja kysymykset ovat yhdellä
            sivulla</a>.</p>
        """),
    ),
    extra={"days_ago": 31, "picture": "poyta"},
)

GRANT = Page(
    key="news-grant",
    kind="news",
    slug="avustushakemus-lahti",
    parent="news",
    title="Haimme liitolta 2 000 euron avustusta",
    search_description="""
        Jäsenjärjestöavustuksella rahoitettaisiin vuoden tapaaminen ja mentorien
        matkat. Päätöstä odotetaan keväällä.""",
    lead="Rahalla kustannettaisiin vuoden tapaaminen ja mentorien matkat.",
    body=(
        text("""
            <p>Hakemus on kaksi sivua pitkä, ja sen saa lukea jokainen jäsen. Jos
            avustus myönnetään, merkitsemme sen menot kirjanpitoon erikseen ja kerromme
            täällä, mihin raha käytettiin.</p>
            <p>Jos sitä ei myönnetä, tapaaminen pidetään silti. Silloin lounas on
            nyyttikestit.</p>
            <p>Lue lisää <a href="page:money">avustuksista ja taloudesta</a>.</p>
        """),
    ),
    extra={"days_ago": 62},
)

NEW_MENTORS = Page(
    key="news-new-mentors",
    kind="news",
    slug="kolme-uutta-mentoria",
    parent="news",
    title="Kolme uutta mentoria aloitti",
    search_description="""
        Verkostoon tuli kolme uutta mentoria. Yksi heistä mentoroi myös ruotsiksi,
        toinen englanniksi ja arabiaksi.""",
    lead="Yksi heistä mentoroi myös ruotsiksi, toinen englanniksi ja arabiaksi.",
    body=(
        text("""
            <p>Syksyn alkaessa verkostoon tuli kolme uutta mentoria. Kaikki ovat
            vetäneet oman koulunsa vanhempainyhdistystä, yksi myös kuntayhdistystä.
            Heillä on vapaita aikoja jo nyt.</p>
            <p><a href="view:mentors">Tutustu mentoreihin</a> ja rajaa heidät kielen
            mukaan.</p>
        """),
    ),
    extra={"days_ago": 97},
)

PAGES = (
    INDEX,
    FORM_READY,
    MEETUP_NEWS,
    NORTH,
    FIVE_QUESTIONS,
    GRANT,
    NEW_MENTORS,
)
