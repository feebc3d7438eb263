"""The ways in: as a mentor, as a member, or with a question."""

from demo.content.model import (
    Page,
    accordion,
    call_to_action,
    contact,
    people,
    quote,
    table,
    text,
)

BECOME_MENTOR = Page(
    key="become-mentor",
    kind="content",
    slug="mentoriksi",
    parent="what-we-do",
    title="Ryhdy mentoriksi",
    search_description="""
        Mentoriksi tarvitaan kokemusta vanhempainyhdistyksestä ja muutama ilta
        vuodessa. Omien lasten ei tarvitse olla enää koulussa.""",
    lead="""
        Muutama ilta vuodessa riittää. Tarvitset kokemusta vanhempainyhdistyksestä,
        halua kuunnella ja malttia antaa toisen päättää.""",
    body=(
        text("""
            <h2>Sopiiko tämä sinulle?</h2>
            <p>Et tarvitse titteliä etkä täydellistä yhdistystä taaksesi. Parhaita
            mentoreita ovat usein ne, joilla jokin meni pieleen ja jotka osaavat kertoa,
            mitä siitä oppivat. Omien lasten ei tarvitse olla enää päiväkodissa tai
            koulussa.</p>
            <p>Kaipaamme mentoreita joka puolelle maata ja uusista joukoista: isiä,
            isovanhempia, ruotsinkielisiä, muualta Suomeen muuttaneita ja sellaisia,
            jotka ovat tehneet töitä kunnan puolella pöytää.</p>
            <h2>Näin pääset alkuun</h2>
            <ol>
            <li><a href="page:membership">Liity jäseneksi</a>. Mentorit ovat yhdistyksen
            jäseniä.</li>
            <li>Juttele koordinaattorin kanssa puoli tuntia. Käytte läpi, missä olet
            vahva ja missä et halua neuvoa.</li>
            <li>Päätä, mitä sinusta kerrotaan julkisesti: nimi, kielet, aiheet, alue ja
            se, tapaatko etänä vai kasvokkain. Voit muuttaa tietoja ja perua
            suostumuksesi milloin vain.</li>
            <li>Merkitse vapaita aikoja silloin, kun sinulle sopii. Jos tarvitset tauon,
            ilmoita se, niin kukaan ei jää odottamaan.</li>
            </ol>
            <h2>Mitä saat</h2>
            <p>Toiset mentorit rinnallesi, <a
            href="page:collaboration">yhteistyötilan</a> kysymyksille ja kerran vuodessa
            <a href="page:meetup">yhteisen päivän</a>. Ja sen tunteen, kun joku soittaa,
            että nyt se lausunto meni läpi.</p>
        """),
        quote(
            "Luulin, ettei minulla ole annettavaa, kun meillä hommat menivät aina "
            "vähän sinne päin. Juuri niistä illoista on eniten kysytty.",
            "Veikko Kaltiomaa, mentori Rovaniemeltä",
        ),
        people(
            "Kysy näiltä",
            (
                "Samira Haddadi",
                "Mentoroinnin koordinaattori",
                "Etsii sinulle ensimmäisen parin ja auttaa, jos jokin hiertää.",
                5,
            ),
            (
                "Tuula Rantakangas",
                "Mentori ja puheenjohtaja",
                "Kertoo, millaista mentorina on ollut kahdentoista vuoden ajan.",
                1,
            ),
        ),
        call_to_action(
            "Aloita jäsenyydestä",
            "Äänioikeutettu jäsenyys maksaa 20 € vuodessa. Kerro hakemuksen jälkeen "
            "koordinaattorille, että haluat mentoriksi.",
            "Katso, miten liityt",
            page="membership",
        ),
    ),
    extra={"picture": "koivut"},
)

MEMBERSHIP = Page(
    key="membership",
    kind="content",
    slug="jasenyys",
    parent="home",
    title="Jäsenyys",
    search_description="""
        Äänioikeutettu jäsenyys maksaa 20 € ja kannatusjäsenyys 100 € vuodessa.
        Liittymismaksua ei ole. Näin haet jäseneksi.""",
    lead="""
        Äänioikeutettu jäsen maksaa 20 € ja kannatusjäsen 100 € vuodessa.
        Liittymismaksua ei ole. Hakemus vie pari minuuttia.""",
    body=(
        table(
            "Jäsenlajit",
            ("Jäsenlaji", "Vuodessa", "Mitä saat"),
            (
                "Äänioikeutettu jäsen",
                "20 €",
                "Äänen yhdistyksen kokouksissa, kutsut tapahtumiin ja tien mentoriksi.",
            ),
            (
                "Kannatusjäsen",
                "100 €",
                (
                    "Tuet työtä ilman äänioikeutta. Sopii ihmiselle, yhdistykselle ja "
                    "yritykselle."
                ),
            ),
        ),
        text("""
            <h2>Näin liityt</h2>
            <ol>
            <li><b>Täytä hakemus.</b> Kysymme täydellisen nimesi, kotikuntasi ja
            sähköpostiosoitteesi. Nimi ja kotikunta kuuluvat lain mukaan
            jäsenluetteloon, muuta emme tarvitse.</li>
            <li><b>Vahvista osoitteesi.</b> Saat viestin, jossa on linkki. Hakemus tulee
            meille vasta, kun olet painanut sivulla olevaa nappia.</li>
            <li><b>Odota hallituksen päätöstä.</b> Hallitus kokoontuu suunnilleen kerran
            kuussa ja käsittelee hakemukset järjestyksessä. Päätös tulee
            sähköpostiin.</li>
            <li><b>Maksa jäsenmaksu.</b> Viestissä on linkki laskuun. Voit maksaa
            kortilla tai MobilePaylla, ja kuitti tulee heti.</li>
            </ol>
            <h2>Kuka voi liittyä</h2>
            <p>Jokainen, joka haluaa auttaa vanhempainyhdistyksiä. Omien lasten ei
            tarvitse olla enää päiväkodissa tai koulussa, eikä kotikunnalla ole
            väliä.</p>
        """),
        accordion(
            "Ennen kuin liityt",
            (
                "Milloin maksu kannattaa maksaa?",
                """<p>Laskussa on eräpäivä. Maksu koskee kalenterivuotta. Jos
                rahatilanne on tiukka, kirjoita rahastonhoitajalle: asia hoidetaan
                hiljaa ja siististi.</p>""",
            ),
            (
                "Voinko erota?",
                """<p>Voit milloin vain. Ilmoita siitä kirjallisesti hallitukselle
                tai puheenjohtajalle, sähköposti käy hyvin. Eroa ei tarvitse
                perustella.</p>""",
            ),
            (
                "Muutin toiseen kuntaan. Pitääkö siitä ilmoittaa?",
                """<p>Pitää, koska kotikunta kuuluu jäsenluetteloon. Kirjoita meille
                uusi kunta, niin korjaamme sen.</p>""",
            ),
            (
                "Mitä minusta tallennetaan?",
                """<p>Se, minkä hakemuksessa kerrot, sekä laskut ja maksut. Koko
                luettelo on <a href="page:privacy">tietosuojaselosteessa</a>.</p>""",
            ),
        ),
        call_to_action(
            "Tervetuloa mukaan",
            "Liittymismaksua ei ole, ja hakemuksen voi vielä perua ennen hallituksen "
            "päätöstä.",
            "Hae jäseneksi",
            url="view:join",
        ),
    ),
    extra={"picture": "ikkuna"},
)

CONTACT = Page(
    key="contact",
    kind="contact",
    slug="yhteys",
    parent="home",
    title="Ota yhteyttä",
    search_description="""
        Kirjoita Vanhempain toiminnan mentoreille. Vastaamme yleensä muutamassa
        päivässä, loma-aikoina kiireellisiin asioihin.""",
    lead="""
        Kirjoita meille omin sanoin. Olemme vapaaehtoisia, joten vastaus tulee
        yleensä muutamassa päivässä.""",
    body=(
        contact(
            "Yhteystiedot",
            "Voit myös lähettää sähköpostia tai soittaa. Iltaisin tavoittaa parhaiten.",
        ),
        text("""
            <p>Jos haluat puhua mentorin kanssa, nopein tie on <a
            href="view:mentors">varata aika suoraan</a>. Loma-aikoina luemme viestejä
            harvemmin, mutta <a href="page:holidays">kiireellinen asia</a> löytää aina
            jonkun.</p>
        """),
    ),
    extra={
        "in_menu": False,
        "thanks": "Kiitos viestistäsi. Vastaamme siihen osoitteeseen, jonka annoit.",
    },
)

PAGES = (BECOME_MENTOR, MEMBERSHIP, CONTACT)
