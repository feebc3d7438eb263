"""The privacy notice and the accessibility statement."""

from demo.content.model import Page, call_to_action, contact, table, text

PRIVACY = Page(
    key="privacy",
    kind="content",
    slug="tietosuoja",
    parent="home",
    title="Tietosuoja",
    search_description="""
        Mitä tietoja Vanhempain toiminnan mentorit ry käsittelee, miksi, kuinka
        kauan ja kenelle, ja miten käytät oikeuksiasi.""",
    lead="""
        Keräämme vain sen, mitä tarvitsemme, emme seuraa sinua emmekä myy tietojasi.
        Omat tietosi saat pyytämällä, ja turhat poistamme.""",
    body=(
        text("""
            <h2>Kuka vastaa tiedoistasi</h2>
            <p>Rekisterinpitäjä on Vanhempain toiminnan mentorit ry. Tietosuojasta
            vastaa sihteeri Aino Lehtovaara. Yhteystiedot ovat sivun lopussa. Luetteloa
            jäsenistä pitää yhdistyslain mukaan hallitus.</p>
            <h2>Mitä käsittelemme, miksi ja kuinka kauan</h2>
        """),
        table(
            "Henkilötiedot tällä sivustolla",
            ("Tilanne", "Tiedot", "Miksi ja millä perusteella", "Kuinka kauan"),
            (
                "Haet jäseneksi",
                (
                    "Täydellinen nimi, kotikunta, sähköpostiosoite, kieli, jäsenlaji, "
                    "suostumuksen ja vahvistuksen aika, hallituksen päätös"
                ),
                (
                    "Jotta hallitus voi päättää hakemuksestasi. Toimet ennen "
                    "jäsenyyttä sinun pyynnöstäsi."
                ),
                (
                    "Hylätty, peruttu tai vahvistamatta jäänyt hakemus enintään 6 "
                    "kuukautta"
                ),
            ),
            (
                "Olet jäsen",
                "Nimi ja kotikunta, jäsenyyden laji, alku ja loppu, sähköpostiosoite",
                (
                    "Yhdistyslain 11 § määrää pitämään jäsenluetteloa. Yhteystieto "
                    "kutsuja ja laskuja varten: jäsenyyssuhde."
                ),
                (
                    "Jäsenyyden ajan. Yhteystiedot poistetaan viimeistään 12 kuukautta "
                    "jäsenyyden päätyttyä."
                ),
            ),
            (
                "Maksat laskun",
                (
                    "Laskun saaja, summa, tarkoitus, eräpäivä, maksun aika ja "
                    "tunniste, kuitti. Kortin tietoja emme näe."
                ),
                "Jäsenyyssuhde ja kirjanpitolain velvoite.",
                (
                    "Tositteet 6 vuotta sen vuoden lopusta, jona tilikausi päättyi, "
                    "tilinpäätös ja kirjanpito 10 vuotta tilikauden päättymisestä"
                ),
            ),
            (
                "Olet mentori",
                (
                    "Nimi, kielet, aiheet, alue, tapaatko etänä vai kasvokkain, vapaat "
                    "ajat"
                ),
                (
                    "Suostumuksesi. Valitset itse, mitä julkaistaan, ja voit perua "
                    "suostumuksen milloin vain."
                ),
                "Kunnes perut suostumuksen tai lopetat",
            ),
            (
                "Varaat ajan mentorilta",
                "Kuka tapaa kenet ja milloin, mistä haluat puhua, perutut ajat",
                "Jotta tapaaminen toteutuu. Oikeutettu etu: palvelu, jota pyysit.",
                "Enintään 24 kuukautta tapaamisesta",
            ),
            (
                "Kirjoitat meille",
                (
                    "Nimi, sähköpostiosoite, viesti, onko asia kiireellinen, "
                    "suostumuksesi aika"
                ),
                "Suostumuksesi, jotta voimme vastata.",
                "Enintään 12 kuukautta viestistä",
            ),
            (
                "Kirjaudut",
                (
                    "Nimi, sähköpostiosoite, kieli, pääsyavaimesi julkinen osa, "
                    "kirjautumisen istunto"
                ),
                "Jotta vain sinä pääset tietoihisi. Oikeutettu etu: turvallisuus.",
                (
                    "Niin kauan kuin tarvitset tunnusta. Kertakoodi vanhenee 15 "
                    "minuutissa, istunto viimeistään kahdessa viikossa."
                ),
            ),
            (
                "Saat meiltä sähköpostia",
                "Osoite, aihe, viesti ja lähetyksen aika",
                "Jotta viesti lähtee varmasti ja vain kerran. Oikeutettu etu.",
                "Enintään 12 kuukautta lähettämisestä",
            ),
            (
                "Selaat sivuja",
                (
                    "Verkko-osoite (IP), selaimen tunniste, pyydetty sivu ja "
                    "kellonaika palvelimen lokissa"
                ),
                (
                    "Jotta sivusto pysyy pystyssä ja väärinkäytöt huomataan. "
                    "Oikeutettu etu."
                ),
                "Enintään 30 päivää",
            ),
        ),
        text("""
            <p>Henkilötunnusta emme kysy koskaan. Älä kirjoita sitä, terveystietoja tai
            lasten nimiä vapaisiin kenttiin: varauksen aiheeksi riittää muutama
            sana.</p>
            <h2>Mistä tiedot saadaan</h2>
            <p>Sinulta itseltäsi. Maksun tiedot saamme maksunvälittäjältä. Jos mentori
            varaa ajan puolestasi, hän kirjaa nimesi ja sähköpostiosoitteesi, jotka olet
            hänelle antanut.</p>
            <h2>Kuka tietoja näkee</h2>
            <ul>
            <li>Hallitus näkee hakemukset ja jäsenluettelon, rahastonhoitaja laskut ja
            maksut, koordinaattori mentorit ja varaukset. Jokainen näkee vain sen, mitä
            tehtävässään tarvitsee.</li>
            <li>Mentori näkee omat varauksensa ja varaajan nimen ja osoitteen.</li>
            <li>Jäsenellä on yhdistyslain mukaan oikeus pyytää nähtäväksi jäsenluettelon
            nimet ja kotikunnat.</li>
            <li>Maksut välittää Stripe Payments Europe, Limited (Irlanti), joka
            käsittelee kortti- ja MobilePay-maksujen tiedot omana
            rekisterinpitäjänään.</li>
            <li>Palvelimen ja sähköpostin tarjoaja käsittelee tietoja puolestamme,
            sopimuksen mukaan.</li>
            </ul>
            <p>Muille emme luovuta tietoja, emme myy niitä emmekä käytä niitä
            mainontaan. Emme tee sinusta profiilia emmekä koneen tekemiä päätöksiä.</p>
            <h2>Siirtyykö tietoja Euroopan ulkopuolelle</h2>
            <p>Sivusto ja sen tiedot ovat Euroopan unionin alueella. Stripe voi siirtää
            maksun tietoja Yhdysvaltoihin. Silloin se nojaa EU:n ja Yhdysvaltojen
            tietosuojakehykseen tai komission vakiolausekkeisiin.</p>
            <h2>Evästeet</h2>
            <p>Käytämme vain välttämättömiä evästeitä: kirjautumisen istunto,
            lomakkeiden suojaus väärennetyiltä pyynnöiltä, viesti edellisestä
            toiminnosta ja valitsemasi kieli. Kävijöitä emme seuraa, joten evästeistä ei
            tarvitse kysyä. Sivujen lukemiseen ei tarvita yhtään evästettä.</p>
            <p>Sivut eivät hae mitään muiden palvelimilta. Video avautuu toisella
            sivustolla vasta, kun itse painat linkkiä, ja silloin videopalvelu näkee
            verkko-osoitteesi.</p>
            <h2>Miten tiedot suojataan</h2>
            <p>Yhteys on aina salattu. Ylläpitoon pääsee vain kahdella tunnistustavalla.
            Sähköpostilla tulevat linkit vanhenevat, ja kertakoodeja ei säilytetä
            luettavina. Varmuuskopiot poistetaan, kun uudempia on tarpeeksi, viimeistään
            vuoden kuluttua.</p>
            <h2>Oikeutesi</h2>
            <ul>
            <li>Saat tietää, mitä sinusta on tallessa, ja kopion siitä.</li>
            <li>Saat virheet korjattua ja tarpeettoman poistettua. Kirjanpitoa ja
            jäsenluetteloa laki vaatii säilyttämään.</li>
            <li>Voit perua suostumuksesi. Se ei vaikuta siihen, mitä on jo tehty.</li>
            <li>Voit vastustaa tietojesi käyttöä tai pyytää sen rajoittamista, kun
            perusteena on oikeutettu etu.</li>
            <li>Saat itse antamasi tiedot koneella luettavina toista palvelua
            varten.</li>
            </ul>
            <p>Pyydä meiltä sähköpostilla tai lomakkeella. Vastaamme kuukauden kuluessa,
            eikä se maksa mitään. Jos olet tyytymätön, voit valittaa <a
            href="https://tietosuoja.fi">tietosuojavaltuutetulle</a>.</p>
            <h2>Jos seloste muuttuu</h2>
            <p>Kun alamme käsitellä jotain uutta, kirjoitamme sen tähän ennen kuin
            aloitamme. Jäsenille kerromme suurista muutoksista sähköpostilla.</p>
        """),
        contact("Rekisterinpitäjä", "Tietosuoja-asioissa kirjoita sihteerille."),
        call_to_action(
            "Haluatko nähdä omat tietosi?",
            "Yksi lause riittää: kerro, mitä haluat, ja mistä osoitteesta sinut "
            "tunnetaan.",
            "Pyydä omat tietosi",
            page="contact",
        ),
    ),
    extra={"in_footer": True},
)

ACCESSIBILITY = Page(
    key="accessibility",
    kind="content",
    slug="saavutettavuus",
    parent="home",
    title="Saavutettavuus",
    search_description="""
        Millä tavoin sivustomme on saavutettava, missä on vielä puutteita ja miten
        annat palautetta esteistä.""",
    lead="""
        Haluamme, että jokainen pystyy käyttämään sivustoa, myös pelkällä
        näppäimistöllä, ruudunlukijalla tai ilman JavaScriptiä. Kerro, jos jokin ei
        onnistu.""",
    body=(
        text("""
            <h2>Mihin pyrimme</h2>
            <p>Tavoitteemme on verkkosisällön saavutettavuusohje WCAG 2.2, taso AA. Laki
            digitaalisten palvelujen tarjoamisesta (306/2019) ei kaikilta osin koske
            näin pientä yhdistystä, mutta ihmiset, joita varten olemme, ovat samoja.</p>
            <h2>Mitä olemme tehneet</h2>
            <ul>
            <li>Jokainen julkinen sivutyyppi tarkistetaan ohjelmalla (axe) vaaleassa ja
            tummassa ulkoasussa aina, kun sivustoa muutetaan.</li>
            <li>Kaiken voi tehdä näppäimistöllä, ja kohdistus näkyy.</li>
            <li>Julkiset sivut ja lomakkeet toimivat ilman JavaScriptiä. Vain pääsyavain
            tarvitsee sitä, ja sen sijaan voi aina käyttää sähköpostin koodia.</li>
            <li>Tekstiä voi suurentaa 400 prosenttiin ilman, että sivua pitää vierittää
            sivusuunnassa.</li>
            <li>Virheestä kerrotaan sanoilla, kentän vieressä ja sivun alussa.
            Kirjoittamasi säilyy.</li>
            <li>Väri ei ole koskaan ainoa vihje.</li>
            </ul>
            <h2>Missä on vielä puutteita</h2>
            <ul>
            <li>Ulkopuolinen asiantuntija ei ole arvioinut sivustoa, eikä sitä ole
            testattu riittävästi ruudunlukijoiden käyttäjien kanssa.</li>
            <li>Ruotsiksi ja englanniksi on vain osa sivuista. Kielen vaihto tarjoaa
            muista suomenkielisen sivun ja kertoo sen kielen.</li>
            <li>Videot ovat muiden tekemiä. Tekstitys ja kuvailutulkkaus riippuvat
            tekijästä.</li>
            <li>Ladattavissa asiakirjoissa otsikot on merkitty, mutta niitä ei ole
            tarkistettu kaikilla apuvälineillä.</li>
            <li>Selkokielisiä sivuja ei vielä ole.</li>
            </ul>
            <h2>Kerro esteestä</h2>
            <p>Kirjoita, mitä yritit tehdä, millä laitteella ja mihin se pysähtyi.
            Vastaamme viimeistään kahdessa viikossa. Jos tarvitset sivun sisällön
            toisessa muodossa, saat sen.</p>
        """),
        call_to_action(
            "Pysähdyitkö johonkin?",
            "Jokainen korjattu este auttaa seuraavaa.",
            "Kerro meille",
            page="contact",
        ),
    ),
    extra={"in_footer": True},
)

PAGES = (PRIVACY, ACCESSIBILITY)
