"""The words of the network meetup. Its time and place are facts of the event itself."""

from demo.content.model import Page, accordion, table, text

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
        table(
            "Ohjelma",
            ("Kello", "Mitä"),
            ("10.00–10.30", "Kahvit ja tervetuloa"),
            (
                "10.30–11.45",
                (
                    "Yhdistys ja kunta samassa pöydässä: Tuula Rantakangas ja Kuopion "
                    "perustamisryhmä. Myös etänä."
                ),
            ),
            ("11.45–12.45", "Lounas"),
            (
                "12.45–14.15",
                (
                    "Työpajat: lausunto illassa (Aino Lehtovaara), talouden perusasiat "
                    "(Eeva Koskiniemi), lasten ja nuorten osallisuus kunnassa (Samira "
                    "Haddadi)"
                ),
            ),
            ("14.15–14.30", "Tauko ja happihyppely rannassa"),
            (
                "14.30–16.00",
                (
                    "Ensi vuoden parit: mentorit ja mentoroitavat tapaavat ja sopivat "
                    "ensimmäisestä ajasta"
                ),
            ),
        ),
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
    extra={"picture": "ranta"},
)

PAGES = (INDEX, MEETUP)
