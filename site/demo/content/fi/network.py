"""Municipal associations: what they are, how they judge their work, what they share."""

from demo.content.model import (
    Page,
    accordion,
    call_to_action,
    documents,
    image,
    quote,
    table,
    text,
)

MUNICIPAL = Page(
    key="municipal",
    kind="content",
    slug="kuntayhdistys",
    parent="what-we-do",
    title="Kuntakohtainen vanhempainyhdistys",
    search_description="""
        Mikä kuntakohtainen vanhempainyhdistys on, mitä se tekee ja miten sellainen
        perustetaan. Mentori auttaa alkuun maksutta.""",
    lead="""
        Yksi yhdistys kunnassa, jäseninä koulujen ja päiväkotien
        vanhempainyhdistykset ja yksittäiset vanhemmat. Perustamiseen riittää kolme
        ihmistä ja yksi ilta.""",
    body=(
        text("""
            <h2>Mitä se tekee</h2>
            <ul>
            <li>Kokoaa alueensa vanhempainyhdistykset yhteen, jotta jokaisen ei tarvitse
            keksiä samaa yksin.</li>
            <li>Puhuu vanhempien puolesta kunnalle: antaa lausuntoja, kertoo
            mielipiteitä ja istuu niissä pöydissä, joissa lasten arjesta päätetään.</li>
            <li>Järjestää jäsenilleen koulutusta ja keskusteluiltoja.</li>
            <li>Auttaa lapsia ja nuoria saamaan oman äänensä kuuluviin
            kotikunnassaan.</li>
            </ul>
            <p>Yhdistys ei ole kunnan toimielin eikä koulun jatke. Se on vanhempien oma,
            ja juuri siksi sitä kuunnellaan.</p>
            <h2>Näin perustatte</h2>
            <ol>
            <li><b>Kysykää ensin muilta.</b> Kutsukaa koolle ihmisiä kolmesta tai
            neljästä yhdistyksestä. Jos vain yksi innostuu, odottakaa puoli vuotta ja
            kysykää uudestaan.</li>
            <li><b>Kertokaa kunnalle aikeistanne.</b> Ei lupaa pyytäen vaan tutustuen.
            Varhaiskasvatuksen ja opetuksen johto on yleensä iloinen yhdestä
            osoitteesta.</li>
            <li><b>Muokatkaa säännöt mallista.</b> Mallisäännöt ovat tämän sivun
            lopussa. Muuttakaa niitä niin vähän kuin voitte.</li>
            <li><b>Pitäkää perustamiskokous.</b> Allekirjoittakaa perustamiskirja,
            valitkaa hallitus ja sopikaa jäsenmaksusta.</li>
            <li><b>Rekisteröikää yhdistys.</b> Perustamisilmoitus tehdään Patentti- ja
            rekisterihallitukselle. Rekisteröity yhdistys voi avata tilin ja hakea
            avustuksia.</li>
            <li><b>Tehkää ensimmäiseksi jotain pientä.</b> Yksi onnistunut ilta tuo
            enemmän jäseniä kuin kymmenen kirjettä.</li>
            </ol>
        """),
        image(
            "ikkuna",
            "Koulurakennus lumisessa illassa. Yhdessä ikkunassa on valo.",
            "Yhden koulun asia on usein koko kunnan asia.",
        ),
        accordion(
            "Usein mietittyä",
            (
                "Eikö koulujen omissa yhdistyksissä ole jo tarpeeksi tekemistä?",
                """<p>On, ja siksi kuntayhdistys ottaa hoitaakseen sen, mikä ei ole
                yhden koulun asia: kouluverkon, koulumatkat, ruoan, säästöt.
                Koulujen yhdistykset saavat keskittyä omaan pihaansa.</p>""",
            ),
            (
                "Kuinka monta yhdistystä pitää olla mukana?",
                """<p>Aloittakaa niillä, jotka tulevat. Pitemmän päälle <a
                href="page:quality">tavoitteena</a> on, että vähintään 75 % alueen
                yhdistyksistä on jäseniä.</p>""",
            ),
            (
                "Mistä rahat?",
                """<p>Ensimmäisenä vuonna rahaa tarvitaan vähän. Jäsenmaksuista,
                avustuksista ja kirjanpidosta kerromme <a href="page:money">talouden
                sivulla</a>.</p>""",
            ),
        ),
        documents(
            "Mallit käyttöönne",
            ("Kuntayhdistyksen mallisäännöt", "mallisaannot"),
            ("Perustamiskokouksen esityslista", "perustamiskokous"),
        ),
        text("""
            <p>Suomen Vanhempainliitto kertoo omilla sivuillaan <a
            href="https://vanhempainliitto.fi/vanhempaintoimijalle/kuntakohtainen-vanhempaintoiminta/">kuntakohtaisesta
            vanhempaintoiminnasta</a>.</p>
        """),
        call_to_action(
            "Alkuun pääsee helpommin yhdessä",
            "Mentori on ollut mukana perustamassa. Varatkaa aika jo ennen ensimmäistä "
            "kokousta.",
            "Etsi mentori perustamiseen",
            url="view:mentors",
        ),
    ),
    extra={"in_menu": False, "picture": "ikkuna"},
)

QUALITY = Page(
    key="quality",
    kind="content",
    slug="laatutavoitteet",
    parent="what-we-do",
    title="Viisi laatutavoitetta",
    search_description="""
        Kuntakohtaisen vanhempainyhdistyksen viisi laatutavoitetta ja kysymykset,
        joilla hallitus voi arvioida omaa työtään.""",
    lead="""
        Laatutavoitteet auttavat hallitusta näkemään, mikä jo toimii. Käykää ne läpi
        kerran vuodessa. Yhteen iltaan mahtuu hyvin.""",
    body=(
        text("""
            <p>Tavoitteet eivät ole koe, eikä kukaan anna niistä arvosanaa. Yhdistys
            valitsee itse, mihin tänä vuonna keskittyy. Useimmille riittää yksi teema
            kerrallaan.</p>
            <h2>1. Edustuksellisuus</h2>
            <p>Vähintään 75 % alueen vanhempainyhdistyksistä on jäseniä, ja toiminta
            tavoittaa ainakin puolet alueen päiväkodeista ja kouluista. Kun puhutte
            vanhempien suulla, takananne on oikeita vanhempia.</p>
            <h2>2. Vaikuttavuus</h2>
            <p>Yhteistyö kunnan kanssa toimii. Teillä on paikka kunnan ja järjestöjen
            verkostoissa, annatte lausuntoja ja mielipiteitä säännöllisesti, ja
            paikallislehti tietää, kenelle soittaa.</p>
            <h2>3. Tavoitteellisuus ja suunnitelmallisuus</h2>
            <p>Tiedätte, mitä jäsenet tarvitsevat, ja olette päättäneet, mitä sille
            teette ja millä voimin. Hallitus on sitoutunut, työt on jaettu ja uusi
            tekijä saa opastuksen. Arvioitte työtänne itse ja pyydätte välillä arvion
            muilta.</p>
            <h2>4. Aktiivinen toiminta</h2>
            <p>Viestintä palvelee tavoitteita ja välittää myös liiton tärkeimmät
            viestit. Yhteys kuntaan säilyy kokousten välilläkin. Koulutusta ja
            keskustelua järjestetään säännöllisesti, ei vain silloin kun jotain on
            sattunut.</p>
            <h2>5. Hyvä hallinto ja toimintaedellytykset</h2>
            <p>Jokainen tietää, mistä vastaa. Pöytäkirjat, jäsenluettelo ja kirjanpito
            ovat kunnossa ja löytyvät, vaikka sihteeri vaihtuisi. Tarvittavat välineet
            ovat käytettävissä.</p>
        """),
        table(
            "Viisi kysymystä hallitukselle",
            ("Teema", "Kysykää toisiltanne"),
            ("Edustuksellisuus", "Keiltä emme ole kuulleet tänä vuonna mitään?"),
            ("Vaikuttavuus", "Mikä päätös näytti meidän ansiostamme toisenlaiselta?"),
            ("Tavoitteellisuus", "Mitä lupasimme viime vuonna, ja mitä tapahtui?"),
            ("Aktiivisuus", "Mistä jäsenet saisivat tietää, että olemme olemassa?"),
            ("Hallinto", "Pärjäisikö uusi puheenjohtaja papereillamme?"),
        ),
        quote(
            "Me otimme viime vuonna vain ykkösen. Soitimme läpi jokaisen koulun, josta "
            "ei ollut kuulunut mitään. Kuusi liittyi.",
            "Anneli, kuntayhdistyksen puheenjohtaja",
        ),
        call_to_action(
            "Tuore silmäpari avuksi?",
            "Mentori voi vetää arviointi-illan, niin koko hallitus saa keskustella.",
            "Varaa mentori arviointi-iltaan",
            url="view:mentors",
        ),
    ),
    extra={"in_menu": False, "picture": "lomake"},
)

EVALUATION = Page(
    key="evaluation",
    kind="content",
    slug="arviointi",
    parent="what-we-do",
    title="Mentoroinnin arviointi",
    search_description="""
        Arviointilomake auttaa mentoria ja mentoroitavaa katsomaan, mitä sovittiin,
        mitä tapahtui ja mitä jäi käteen.""",
    lead="""
        Kun mentorointi päättyy, kumpikin täyttää saman lomakkeen. Siihen menee
        kymmenen minuuttia, ja siitä hyötyy seuraava pari.""",
    body=(
        text("""
            <h2>Mitä lomake kysyy</h2>
            <ul>
            <li>Mistä sovitte alussa, ja muuttuiko tavoite matkalla?</li>
            <li>Mitä teitte, montako kertaa ja millä tavalla?</li>
            <li>Mikä auttoi eniten? Mikä ei auttanut?</li>
            <li>Mitä yhdistyksessä tapahtui toisin kuin olisi muuten tapahtunut?</li>
            <li>Mitä malleja tai välineitä muut voisivat lainata?</li>
            </ul>
            <p>Vastauksia verrataan tavoitteisiin, ei toisiin pareihin. Lomake on
            keskustelun runko: parasta on käydä vastaukset lopuksi läpi yhdessä.</p>
            <h2>Mitä vastauksille tapahtuu</h2>
            <p>Koordinaattori lukee ne. Kootuista havainnoista kerrotaan verkostolle
            niin, ettei ketään tunnista. Toimivat mallit päätyvät <a
            href="page:practices">hyviin käytäntöihin</a>, jos kumpikin antaa luvan.</p>
        """),
        documents(
            "Lomake",
            ("Mentoroinnin arviointilomake", "arviointilomake"),
        ),
        image(
            "lomake",
            "Arviointilomake, kynä ja kahvimuki pöydällä. Kynttilä palaa.",
            "Lomake on tehty täytettäväksi kahvin ääressä.",
        ),
        call_to_action(
            "Onko teillä mentorointi päättymässä?",
            "Täyttäkää lomake kumpikin tahoillanne ja lähettäkää se koordinaattorille.",
            "Kirjoita koordinaattorille",
            page="contact",
        ),
    ),
    extra={"picture": "lomake"},
)

COLLABORATION = Page(
    key="collaboration",
    kind="content",
    slug="yhteistyotila",
    parent="what-we-do",
    title="Yhteistyötila",
    search_description="""
        Yhteistyötila kokoaa kuntakohtaisen vanhempaintoiminnan tekijät yhteen koko
        maasta. Näin pääset mukaan maksutta.""",
    lead="""
        Yhteinen työhuone verkossa kaikille, jotka tekevät kuntakohtaista
        vanhempaintoimintaa. Mukaan pääset kirjoittamalla meille nimesi.""",
    body=(
        text("""
            <h2>Mitä tilassa on</h2>
            <ul>
            <li><b>Käytännöt yhdessä paikassa.</b> Toisten hyviksi havaitsemat tavat,
            joita parannetaan yhdessä. Kuka tahansa voi ehdottaa omaansa.</li>
            <li><b>Vertaistuki.</b> Kysy koko joukolta tai juttele yhden kanssa kahden
            kesken.</li>
            <li><b>Asiantuntijat.</b> Mukana on liiton väkeä ja vieraita, jotka kutsumme
            vastaamaan juuri nyt kuumaan kysymykseen.</li>
            </ul>
            <p>Tila ei katso kelloa eikä välimatkaa. Utsjoelta pääsee yhtä lähelle kuin
            Hangosta, ja kysymykseen vastataan silloin, kun lapset nukkuvat.</p>
            <h2>Näin pääset mukaan</h2>
            <ol>
            <li>Lue <a href="page:privacy">tietosuojaseloste</a>.</li>
            <li><a href="page:contact">Kirjoita meille</a> nimesi ja se, missä kunnassa
            toimit. Kerro samalla, että saamme käsitellä tietojasi yhteistyötilaa
            varten.</li>
            <li>Saat kutsun sähköpostiin. Mukana oleminen ei maksa mitään, ja pois
            pääset yhdellä viestillä.</li>
            </ol>
            <h2>Yhteiset pelisäännöt</h2>
            <p>Puhumme asioista, emme lapsista tai perheistä nimeltä. Toisen kertomaa
            saa käyttää, kun kysyy ensin. Keskeneräistä saa näyttää.</p>
        """),
        call_to_action(
            "Tule kuulolle",
            "Voit ensin vain lukea. Useimmat aloittavat niin.",
            "Pyydä kutsu",
            page="contact",
        ),
    ),
    extra={"picture": "koivut"},
)

PAGES = (MUNICIPAL, QUALITY, EVALUATION, COLLABORATION)
