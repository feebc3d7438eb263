"""Working practices that others may borrow."""

from demo.content.model import Page, documents, embed, image, quote, text

INDEX = Page(
    key="practices",
    kind="practice_index",
    slug="kaytannot",
    parent="home",
    title="Hyvät käytännöt",
    search_description="""
        Vanhempainyhdistysten toimiviksi toteamia tapoja: mitä tehtiin, kenelle,
        miten se meni ja keneltä voi kysyä lisää.""",
    lead="""
        Lainaa vapaasti. Jokaisessa kerrotaan, mitä tehtiin, kenelle, miten se meni
        ja keneltä saa kysyä. Myös se, mikä ei onnistunut.""",
    extra={"in_menu": False},
)

STATEMENT = Page(
    key="practice-statement",
    kind="practice",
    slug="lausunto-yhdessa-illassa",
    parent="practices",
    title="Lausunto yhdessä illassa",
    search_description="""
        Näin kuntakohtainen vanhempainyhdistys kirjoittaa lausunnon yhdessä illassa
        neljän hengen porukalla.""",
    lead="""
        Kunta pyytää lausuntoa kahden viikon varoitusajalla. Neljä ihmistä, kaksi
        tuntia ja valmis runko riittävät.""",
    body=(
        text("""
            <h2>Illan kulku</h2>
            <ol>
            <li>Vartti: jokainen lukee esityksestä saman sivun ja alleviivaa kolme
            kohtaa.</li>
            <li>Puoli tuntia: mitä tämä tarkoittaa lapsen tavallisena tiistaina?</li>
            <li>Tunti: kaksi kirjoittaa, kaksi tarkistaa numerot ja soittaa yhden
            puhelun.</li>
            <li>Vartti: luetaan ääneen. Kaikki, mikä ei kestä ääneen lukemista, lähtee
            pois.</li>
            </ol>
            <p>Seuraavana päivänä lausunto kiertää hallituksella. Jos kukaan ei sano
            mitään vuorokaudessa, se lähtee.</p>
        """),
        documents("Runko", ("Lausunnon runko", "lausunto")),
    ),
    extra={
        "what": """Kaksi tuntia kestävä kirjoitusilta, jossa lausunto syntyy
                valmiiksi asti.""",
        "for_whom": """Kuntayhdistyksille, joilta kysytään usein mutta joiden
                    hallitus ehtii kokoontua kerran kuussa.""",
        "how_it_went": """Vuodessa syntyi viisi lausuntoa, joista kaksi muutti
                       esitystä. Kerran yritimme kymmenellä hengellä: siitä tuli
                       hyvä keskustelu, mutta ei lausuntoa.""",
        "whom_to_ask": "Aino Lehtovaara, Kuopio",
        "picture": "poyta",
        "days_ago": 75,
    },
)

FIRST_MEETING = Page(
    key="practice-first-meeting",
    kind="practice",
    slug="ensimmainen-tapaaminen-kunnan-kanssa",
    parent="practices",
    title="Ensimmäinen tapaaminen kunnan kanssa",
    search_description="""
        Miten kuntayhdistys sopii ensimmäisen tapaamisen sivistysjohdon kanssa ja
        mitä siinä kannattaa pyytää.""",
    lead="""
        Ensimmäisellä kerralla ei viedä vaatimuksia vaan kysymyksiä. Toinen
        tapaaminen sovitaan, ennen kuin lähdetään.""",
    body=(
        text("""
            <h2>Ennen</h2>
            <p>Pyytäkää puoli tuntia, ei enempää. Kertokaa kolmella rivillä, keitä
            edustatte ja montako lasta yhdistystenne kouluissa ja päiväkodeissa on.</p>
            <h2>Tapaamisessa</h2>
            <ul>
            <li>Kysykää, mistä vanhempien kanssa on ollut vaikea puhua.</li>
            <li>Kysykää, milloin teiltä kannattaa kysyä, jotta vastaus vielä
            vaikuttaa.</li>
            <li>Pyytäkää yhtä asiaa: nimetty ihminen, jolle saa soittaa.</li>
            </ul>
            <h2>Jälkeen</h2>
            <p>Lähettäkää samana iltana viisi riviä siitä, mitä sovittiin. Se on
            ensimmäinen pöytäkirjanne kunnan kanssa.</p>
        """),
        quote(
            "Sivistysjohtaja sanoi, ettei kukaan ollut ennen kysynyt, milloin "
            "kysytään.",
            "Tuula Rantakangas",
        ),
    ),
    extra={
        "what": "Puolen tunnin tutustuminen, jolla on kysymyslista ja yksi pyyntö.",
        "for_whom": """Uusille kuntayhdistyksille ja niille, joilla välit kuntaan
                    ovat viilenneet.""",
        "how_it_went": """Kuudessa kunnassa kahdeksasta saatiin nimetty
                       yhteyshenkilö. Kahdessa vastattiin vasta toiseen pyyntöön,
                       joten älkää luovuttako.""",
        "whom_to_ask": "Tuula Rantakangas, Oulu",
        "picture": "ikkuna",
        "days_ago": 140,
    },
)

HANDOVER = Page(
    key="practice-handover",
    kind="practice",
    slug="hallitus-vaihtuu-tyo-jatkuu",
    parent="practices",
    title="Hallitus vaihtuu, työ jatkuu",
    search_description="""
        Yhden illan mittainen vaihto, jonka jälkeen uusi hallitus tietää, missä
        mikin on ja kenelle soitetaan.""",
    lead="""
        Vanha ja uusi hallitus istuvat saman pöydän ääreen kerran, kalenterit auki.
        Mappeja ei ojenneta parkkipaikalla.""",
    body=(
        text("""
            <h2>Kolme paperia</h2>
            <ul>
            <li><b>Vuosikello:</b> mitä tapahtuu missäkin kuussa, ja kuka sen panee
            alulle.</li>
            <li><b>Puhelinluettelo:</b> viisi ihmistä, joille saa soittaa, ja mistä
            asiasta.</li>
            <li><b>Keskeneräiset:</b> mitä on luvattu ja kenelle.</li>
            </ul>
            <p>Lisäksi lista tunnuksista. Salasanoja ei siirretä: jokainen saa omansa,
            ja lähtijän tunnukset suljetaan samana iltana.</p>
        """),
        documents("Pohja", ("Hallituksen vuosikello", "vuosikello")),
    ),
    extra={
        "what": "Yhteinen vaihtoilta ja kolme yhden sivun paperia.",
        "for_whom": "Jokaiselle yhdistykselle, jonka hallituksessa vaihtuu yli puolet.",
        "how_it_went": """Ensimmäinen syksy alkoi kuukautta aiemmin kuin ennen.
                       Puhelinluetteloa on käytetty eniten, vuosikelloa on jo
                       korjattu kahdesti.""",
        "whom_to_ask": "Jarmo Lahdenkorva, Lahti",
        "picture": "lomake",
        "days_ago": 210,
    },
)

ONLINE_COFFEE = Page(
    key="practice-online-coffee",
    kind="practice",
    slug="etakahvit",
    parent="practices",
    title="Etäkahvit kerran kuussa",
    search_description="""
        Tunnin etäkahvit kerran kuussa: yksi vieras, yksi kysymys ja loppuaika
        keskustelulle pienissä ryhmissä.""",
    lead="""
        Yksi tunti, yksi vieras, yksi kysymys. Etäilta, jonka jälkeen ei väsytä
        enempää kuin ennen sitä.""",
    body=(
        text("""
            <p>Vieras puhuu kymmenen minuuttia ilman kalvoja. Sitten juttelemme neljän
            hengen ryhmissä puoli tuntia, ja lopuksi jokainen ryhmä kertoo yhden asian.
            Kamera saa olla kiinni, kahvi on pakollinen.</p>
        """),
        image(
            "ranta",
            "Tyyni järvi hämärässä. Vastarannan mökissä on yksi valaistu ikkuna.",
            "Kainuusta Kauniaisiin on verkossa yhtä lyhyt matka.",
        ),
        embed(
            "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "Esimerkkivideo tallenteen paikalla (Blender-säätiön animaatio)",
        ),
        text("""
            <p>Tallennamme vain vieraan osuuden, luvan kanssa. Keskusteluja emme
            tallenna. Seuraavat kahvit löytyvät <a
            href="view:calendar">kalenterista</a>.</p>
        """),
    ),
    extra={
        "what": "Tunnin mittainen etätapaaminen joka kuun ensimmäisenä torstaina.",
        "for_whom": "Mentoreille, mentoroitaville ja kaikille, joita aihe kiinnostaa.",
        "how_it_went": """Väkeä on kymmenestä kolmeenkymmeneen. Puolentoista tunnin
                       illat lyhennettiin tuntiin, ja osallistujia tuli heti lisää.""",
        "whom_to_ask": "Samira Haddadi, Espoo",
        "picture": "ranta",
        "days_ago": 300,
    },
)

PAGES = (INDEX, STATEMENT, FIRST_MEETING, HANDOVER, ONLINE_COFFEE)
