"""The words of the network meetup. Its time and place are facts of the event itself."""

from demo.content.model import (
    Page,
    accordion,
    image,
    link,
    paper,
    pause,
    session,
    text,
)

INDEX = Page(
    key="events",
    kind="events",
    slug="tapahtumat",
    parent="home",
    title="Tapahtumat",
    search_description="""
        Mentoriverkoston tapahtumat: vuoden tapaaminen, etäkahvit ja koulutusillat.
        Useimpiin pääsee mukaan mistä tahansa.""",
    lead="""
        Kokoonnumme enimmäkseen etänä, joten mukaan pääsee mistä tahansa. Kerran
        vuodessa tapaamme kasvokkain.""",
)

MEETUP = Page(
    key="meetup",
    kind="event",
    slug="mentoriverkoston-tapaaminen",
    parent="events",
    title="Mentoriverkoston tapaaminen",
    search_description="""
        Mentoriverkoston vuoden yhteinen päivä: hyötyä, oppia ja hauskaa. Ohjelma,
        osallistuminen ja käytännön ohjeet.""",
    lead="""
        Vuoden yhteinen päivä: hyötyä, oppia ja hauskaa. Tänä vuonna sen suunnitteli
        kanssamme Kuopioon syntyvä kuntayhdistys.""",
    body=(
        text("""
            <h2>Kenelle</h2>
            <p>Mentoreille, mentoroitaville ja kaikille, joita kuntakohtainen
            vanhempaintoiminta kiinnostaa. Sinun ei tarvitse olla jäsen. Päivä on
            maksuton, ja lounas sisältyy.</p>
        """),
        accordion(
            "Hyvä tietää",
            (
                "Pääseekö paikalle esteettömästi?",
                """<p>Sisäänkäynti, sali ja WC ovat esteettömiä. Salissa on
                induktiosilmukka. Kerro, jos tarvitset muuta.</p>""",
            ),
            (
                "Voiko lapset ottaa mukaan?",
                """<p>Voi. Viereisessä luokassa on leikkipiste ja aikuinen koko
                päivän. Kerro ikä etukäteen.</p>""",
            ),
            (
                "Mitä ruokaa tarjotaan?",
                """<p>Kasviskeitto ja kalakeitto, leipää ja kahvia.
                Ruoka-aineallergioista kirjoita viimeistään viikkoa ennen.</p>""",
            ),
            (
                "Entä matkakulut?",
                """<p>Mentorille korvataan halvin julkinen matka. Tule junalla, jos
                pääset.</p>""",
            ),
        ),
    ),
    extra={
        "picture": "ranta",
        "programme": (
            session(
                "10:00",
                "10:30",
                "Kahvit ja tervetuloa",
                said="Ruokasali, ovi B. Nimilaput ja penkkikaverit löytyvät ovelta.",
            ),
            session(
                "10:30",
                "11:45",
                "Yhdistys ja kunta samassa pöydässä",
                "Tuula Rantakangas ja Kuopion perustamisryhmä",
                """Miten ensimmäinen tapaaminen sovitaan, ja mitä siinä kannattaa
                pyytää? Tätä osaa voit seurata myös etänä.""",
            ),
            pause("11:45", "12:45", "Lounas"),
            session(
                "12:45",
                "14:15",
                "Työpajat",
                "Aino Lehtovaara, Eeva Koskiniemi ja Samira Haddadi",
                """Valitse yksi: lausunto illassa, talouden perusasiat tai lasten ja
                nuorten osallisuus kunnassa.""",
            ),
            pause("14:15", "14:30", "Tauko ja happihyppely rannassa"),
            session(
                "14:30",
                "16:00",
                "Ensi vuoden parit",
                said="""Mentorit ja mentoroitavat tapaavat ja sopivat ensimmäisestä
                ajasta.""",
            ),
        ),
    },
)

LAST_MEETUP = Page(
    key="last-meetup",
    kind="event",
    slug="mentoriverkoston-tapaaminen-turussa",
    parent="events",
    title="Mentoriverkoston tapaaminen Turussa",
    search_description="""
        Mitä viime vuoden tapaamisesta Turussa jäi käteen: aineistot, tallenne ja
        ohjelma.""",
    lead="""
        Tuulimyllyn monitoimitalo täyttyi puheensorinasta. Tässä on se, mikä päivästä
        kannattaa ottaa mukaan.""",
    body=(
        text("""
            <h2>Mitä opimme</h2>
            <p>Kun kunta ja yhdistys tapaavat säännöllisesti, kumpikaan ei ylläty.
            Eniten kiitosta sai vuosikello: siitä näkee yhdellä silmäyksellä, milloin
            kunnassa päätetään ja milloin vanhempien kannattaa olla äänessä.</p>
        """),
    ),
    extra={
        "picture": "poyta",
        "years": 1,
        "programme": (
            session("10:00", "10:30", "Kahvit ja tervetuloa"),
            session(
                "10:30",
                "12:00",
                "Vuosikello: milloin kunnassa päätetään",
                "Tuula Rantakangas",
            ),
            pause("12:00", "13:00", "Lounas"),
            session(
                "13:00",
                "15:00",
                "Lausunto yhdessä iltapäivässä",
                "Aino Lehtovaara",
                "Kirjoitimme yhdessä oikean lausunnon koulumatkoista.",
            ),
            session("15:00", "16:00", "Mitä viemme kotiin"),
        ),
        "materials": (
            paper("Hallituksen vuosikello", "vuosikello"),
            paper("Lausunnon runko", "lausunto"),
            link("Tallenne aamupäivästä (38 min)", "https://tallenne.example/turku"),
            image(
                "poyta",
                "Kaksi ihmistä lampun alla pöydän ääressä, paperia ja kaksi mukia.",
                "Työpajassa kirjoitettiin lausunto alusta loppuun.",
            ),
        ),
    },
)

PAGES = (INDEX, MEETUP, LAST_MEETUP)
