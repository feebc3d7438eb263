"""The association itself: people, money, holidays, and the two statements."""

from demo.content.model import (
    Page,
    accordion,
    call_to_action,
    contact,
    people,
    table,
    text,
)

BOARD = Page(
    key="board",
    kind="content",
    slug="hallitus",
    parent="home",
    title="Hallitus ja yhteystiedot",
    search_description="""
        Kenelle soitat tai kirjoitat: Vanhempain toiminnan mentorit ry:n hallitus,
        sen tehtävät ja yhdistyksen yhteystiedot.""",
    lead="""
        Kiireellisessä asiassa soita puheenjohtajalle, numero on 050 000 0001.
        Muuten kirjoita, niin viesti menee sille, jonka asia on.""",
    body=(
        people(
            "Hallitus",
            (
                "Tuula Rantakangas",
                "Puheenjohtaja",
                (
                    "Oulu. Johtaa kokoukset ja vastaa loma-aikoina kiireellisiin "
                    "asioihin. Puhelin 050 000 0001."
                ),
                1,
            ),
            (
                "Jarmo Lahdenkorva",
                "Varapuheenjohtaja",
                (
                    "Lahti. Puheenjohtajan sijainen ja tapaamisten järjestäjä. Puhelin "
                    "050 000 0002."
                ),
                4,
            ),
            (
                "Aino Lehtovaara",
                "Sihteeri",
                "Kuopio. Pöytäkirjat, jäsenluettelo ja tietosuoja.",
                3,
            ),
            (
                "Eeva Koskiniemi",
                "Rahastonhoitaja",
                "Seinäjoki. Jäsenmaksut, kirjanpito ja avustushakemukset.",
                6,
            ),
            (
                "Samira Haddadi",
                "Mentoroinnin koordinaattori",
                "Espoo. Mentorit, parit ja arvioinnit.",
                5,
            ),
            (
                "Henrik Söderbacka",
                "Hallituksen jäsen",
                "Vaasa. Ruotsinkielinen toiminta ja yhteydet kuntayhdistyksiin.",
                2,
            ),
        ),
        contact(
            "Yhdistyksen yhteystiedot",
            "Laskut ja viralliset kirjeet tähän osoitteeseen, kiitos.",
        ),
        text("""
            <h2>Miten päätämme</h2>
            <p>Hallitus kokoontuu suunnilleen kerran kuussa, melkein aina etänä.
            Vuosikokous pidetään keväällä. Siellä käsitellään edellisen vuoden tulokset
            ja pitkän aikavälin suunnitelmat, ja jokaisella äänioikeutetulla jäsenellä
            on yksi ääni. Tarvittaessa äänestämme sähköisesti.</p>
            <p>Pöytäkirjan saa lukea jokainen jäsen. Pyydä sitä sihteeriltä.</p>
        """),
        call_to_action(
            "Etkö tiedä, kenelle asiasi kuuluu?",
            "Kirjoita silti. Sihteeri ohjaa viestin oikealle ihmiselle.",
            "Kirjoita meille",
            page="contact",
        ),
    ),
    extra={"in_menu": False},
)

MONEY = Page(
    key="money",
    kind="content",
    slug="talous",
    parent="board",
    title="Avustukset ja talous",
    search_description="""
        Mistä yhdistyksen rahat tulevat, mihin ne menevät ja miten hallinto pidetään
        kevyenä. Neuvoja myös kuntayhdistykselle.""",
    lead="""
        Pidämme hallinnon ja talouden niin yksinkertaisina kuin hyvä hallinto
        sallii. Tässä näet, mistä rahat tulevat ja mihin ne menevät.""",
    body=(
        table(
            "Mistä rahat tulevat",
            ("Tulo", "Määrä", "Lisätietoja"),
            ("Äänioikeutettu jäsen", "20 € vuodessa", "Yksi lasku vuodessa."),
            ("Kannatusjäsen", "100 € vuodessa", "Ilman äänioikeutta."),
            ("Liittymismaksu", "Ei ole", "Kynnys halutaan pitää matalana."),
            (
                "Jäsenjärjestöavustus",
                "2 000 €",
                (
                    "Haetaan Suomen Vanhempainliitolta. Varma se on vasta päätöksen "
                    "jälkeen."
                ),
            ),
        ),
        text("""
            <h2>Mihin rahat menevät</h2>
            <p>Suurin osa kuluu <a href="page:meetup">vuoden tapaamiseen</a> ja
            mentorien matkoihin. Loput menevät verkkosivuihin, etäkokouksiin ja
            vähäiseen maksettuun näkyvyyteen. Palkkoja emme maksa. Hallitus tekee työnsä
            vapaaehtoisena.</p>
            <h2>Miten pidämme hallinnon kevyenä</h2>
            <ul>
            <li>Yksi pankkitili, yksi kirjanpito, yksi paikka tositteille.</li>
            <li>Jokaisesta maksusta lasku tai kuitti, ja jokaisesta päätöksestä rivi
            pöytäkirjassa.</li>
            <li>Laskut hyväksyy kaksi ihmistä. Toinen heistä ei ole
            rahastonhoitaja.</li>
            <li>Jäsen saa kysyä rahoista milloin vain, ja vastaus annetaan
            numeroina.</li>
            </ul>
            <h2>Avustuksesta tilitetään</h2>
            <p>Jäsenjärjestöavustus on valtion rahaa, jonka Vanhempainliitto jakaa
            edelleen. Liitto valvoo avustuksen käyttöä ja raportoi siitä
            valtionavustuslain (688/2001) mukaan. Siksi pidämme avustuksen menot
            kirjanpidossa omana kokonaisuutenaan.</p>
        """),
        accordion(
            "Neuvoja kuntayhdistykselle",
            (
                "Milloin avustusta kannattaa hakea?",
                """<p>Kun teillä on yksi selvä asia, johon raha menee. Pieni ja
                tarkka hakemus on parempi kuin suuri ja utuinen.</p>""",
            ),
            (
                "Miten kuitit pysyvät tallessa?",
                """<p>Kuvatkaa kuitti heti ja tallentakaa se samaan kansioon,
                nimettynä päivämäärällä ja summalla. Vuoden lopussa kiitätte
                itseänne.</p>""",
            ),
            (
                "Tarvitaanko toiminnantarkastaja?",
                """<p>Pienikin yhdistys tarvitsee jonkun, joka katsoo paperit läpi.
                Lukekaa omat sääntönne ja valitkaa vuosikokouksessa
                toiminnantarkastaja ja varahenkilö.</p>""",
            ),
        ),
        call_to_action(
            "Kysy rahasta ääneen",
            "Moni mentori on hoitanut yhdistyksen taloutta vuosia.",
            "Etsi talouden mentori",
            url="view:mentors",
        ),
    ),
    extra={"picture": "poyta"},
)

HOLIDAYS = Page(
    key="holidays",
    kind="content",
    slug="lomalla",
    parent="board",
    title="Mitä tapahtuu loma-aikoina",
    search_description="""
        Yhdistys lomailee kolmesti vuodessa. Kiireellisiin asioihin vastaa
        puheenjohtaja ja hänen sijaisenaan varapuheenjohtaja.""",
    lead="""
        Kiireellisiin asioihin vastaa lomallakin puheenjohtaja, 050 000 0001. Jos
        hän ei ehdi, vastaa varapuheenjohtaja, 050 000 0002.""",
    body=(
        text("""
            <p>Vapaaehtoinenkin tarvitsee lomaa. Siksi koko yhdistys hiljenee kolmesti
            vuodessa, eikä silloin järjestetä kokouksia eikä tapahtumia.</p>
        """),
        table(
            "Lomat pääpiirteissään",
            ("Loma", "Milloin"),
            ("Talviloma", "Viikko 10, maanantaista sunnuntaihin"),
            ("Kesäloma", "Kesäkuun puolivälistä elokuun ensimmäiseen sunnuntaihin"),
            ("Joululoma", "Joulukuun puolivälistä tammikuun toiseen sunnuntaihin"),
        ),
        text("""
            <p>Tarkat päivät ovat <a href="view:holidays">loma-aikojen sivulla</a>. Voit
            tilata ne puhelimesi kalenteriin, niin ne pysyvät ajan tasalla
            itsestään.</p>
            <h2>Jos asia ei voi odottaa</h2>
            <ol>
            <li>Soita, jos asia koskee turvallisuutta tai huomista kokousta.</li>
            <li>Muuten <a href="page:contact">kirjoita lomakkeella</a> ja rastita
            ”Tämä ei voi odottaa loman loppuun”. Viesti menee suoraan
            puheenjohtajalle.</li>
            <li>Jos kukaan ei ole tarttunut viestiin seuraavaan päivään mennessä, se
            siirtyy varapuheenjohtajalle. Sinun ei tarvitse tehdä mitään.</li>
            </ol>
            <h2>Mitä lomalla silti tapahtuu</h2>
            <p>Sivut toimivat, laskun voi maksaa ja hakemuksen lähettää. Hallitus
            käsittelee hakemukset loman jälkeen. Mentorin kanssa sovitut tapaamiset
            pidetään, jos niin olette sopineet.</p>
        """),
        call_to_action(
            "Milloin seuraava loma on?",
            "Päivät näkyvät kalenterissa viikkonumeroineen.",
            "Katso loma-ajat",
            url="view:holidays",
        ),
    ),
    extra={"picture": "ranta"},
)

PAGES = (BOARD, MONEY, HOLIDAYS)
