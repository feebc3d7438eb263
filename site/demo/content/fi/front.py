"""The front page, what we do and how mentoring goes."""

from demo.content.model import (
    Page,
    accordion,
    call_to_action,
    image,
    quote,
    text,
)

HOME = Page(
    key="home",
    kind="home",
    slug="etusivu",
    title="Kulje hetki kokeneen rinnalla",
    search_description="""
        Kokeneet vanhempainyhdistysten tekijät auttavat kuntakohtaista
        vanhempainyhdistystä alkuun ja eteenpäin, etänä tai kasvokkain.""",
    lead="""
        Olemme vuosia vanhempainyhdistyksissä toimineita ihmisiä. Autamme
        kuntakohtaista yhdistystä alkuun ja eteenpäin, kasvokkain tai etänä,
        kaikkialla Suomessa.""",
    body=(
        text("""
            <h2>Mistä on kyse?</h2>
            <p>Kun koulujen ja päiväkotien vanhemmat haluavat puhua kunnan kanssa
            yhdellä äänellä, he perustavat kuntakohtaisen vanhempainyhdistyksen. Työ
            tehdään iltaisin ja vapaaehtoisin voimin, eikä valmista mallia yleensä löydy
            naapurista. Mentori on ihminen, joka on jo kulkenut saman matkan. Hän
            kuuntelee, kysyy ja kertoo, mikä toimi ja mikä ei.</p>
            <p><a href="page:mentoring">Näin mentorointi etenee</a> ensimmäisestä
            viestistä viimeiseen tapaamiseen. <a href="page:municipal">Lue, mitä
            kuntakohtainen yhdistys tekee</a>.</p>
        """),
    ),
    extra={
        "people_heading": "He ovat tehneet tämän ennenkin",
        "people_text": """
            Kerro, missä olette: perustamassa yhdistystä, neuvottelemassa kunnan
            kanssa vai etsimässä hallitukseen uusia tekijöitä. Tavoitteista sovitte
            yhdessä.""",
        "picture": "ranta",
    },
)

WHAT_WE_DO = Page(
    key="what-we-do",
    kind="content",
    slug="toiminta",
    parent="home",
    title="Mitä teemme",
    search_description="""
        Mentorit auttavat kuntakohtaisia vanhempainyhdistyksiä yhteistyössä,
        johtamisessa, kehittämisessä ja arvioinnissa koko Suomessa.""",
    lead="""
        Autamme ihmisiä, jotka rakentavat vanhempien yhteistä ääntä kotikuntaansa.
        Apu on maksutonta, ja ensimmäinen keskustelu järjestyy yleensä parissa
        viikossa.""",
    body=(
        text("""
            <p>Vanhempain toiminnan mentorit ry on valtakunnallinen verkosto. Jäsenemme
            ovat pitkään vanhempainyhdistyksissä toimineita ihmisiä. Monen omat lapset
            ovat jo aikuisia, mutta taito vetää kokousta, lukea kunnan talousarviota tai
            saada hiljainen ilta käyntiin ei ole kadonnut mihinkään.</p>
            <h2>Missä mentorista on apua</h2>
            <ul>
            <li><b>Yhteistyö.</b> Miten yhdistys ja kunta löytävät saman pöydän, ja mitä
            siinä pöydässä kannattaa pyytää.</li>
            <li><b>Johtaminen.</b> Miten työ jaetaan niin, ettei se jää yhden ihmisen
            varaan.</li>
            <li><b>Kehittäminen.</b> Mitä kokeillaan seuraavaksi, ja mistä uskalletaan
            luopua.</li>
            <li><b>Arviointi.</b> Mistä tiedätte, että työstä on hyötyä. Apuna ovat <a
            href="page:quality">laatutavoitteet</a> ja <a
            href="page:evaluation">arviointilomake</a>.</li>
            </ul>
        """),
        image(
            "poyta",
            "Kaksi ihmistä istuu iltahämärässä keittiön pöydän ääressä lampun alla. "
            "Pöydällä on paperia ja kaksi mukia.",
            "Suurin osa työstä tehdään illalla, keittiön pöydän ääressä.",
        ),
        text("""
            <h2>Keiden kanssa toimimme</h2>
            <p>Tuemme <a href="page:municipal">kuntakohtaisia vanhempainyhdistyksiä</a>
            ja niitä, jotka vasta harkitsevat sellaista. Yhteistyökumppaneitamme ovat
            yhdistykset, kunnat ja valtakunnallinen Suomen Vanhempainliitto. Emme
            kilpaile kenenkään kanssa: jos kysymykseesi vastaa paremmin joku muu,
            ohjaamme sinut hänen luokseen.</p>
            <h2>Mitä tavoittelemme</h2>
            <ul>
            <li>Yhteistyöverkostoja, jotka kestävät puheenjohtajan vaihtumisen.</li>
            <li>Tapaamisia, joista jää jotain käteen. Välimatka ei ole este: kaukana
            toisistaan asuvat tekevät töitä yhdessä verkossa.</li>
            <li><a href="page:practices">Hyviä käytäntöjä</a>, jotka ovat kaikkien
            luettavissa ja lainattavissa.</li>
            <li>Lisää mentoreita, ja lisää yhdistyksiä, jotka tietävät, että apua saa
            pyytää.</li>
            </ul>
            <p>Voimavaramme ovat pienet, joten valitsemme. Kun pyyntöjä on paljon,
            etusijalla ovat yhdistykset, jotka ovat juuri syntymässä.</p>
        """),
        quote(
            "Kukaan ei kertonut meille, että ensimmäiseen tapaamiseen kunnan kanssa "
            "kannattaa mennä kuuntelemaan. Mentori kertoi.",
            "Pirjo, Kuopioon syntyvän kuntayhdistyksen perustamisryhmästä",
        ),
        call_to_action(
            "Puhutaanko?",
            "Valitse mentori ja aika, joka sopii sinulle. Ensimmäinen keskustelu ei "
            "sido mihinkään.",
            "Etsi mentori",
            url="view:mentors",
        ),
    ),
    extra={"in_menu": True, "picture": "poyta"},
)

MENTORING = Page(
    key="mentoring",
    kind="content",
    slug="mentorointi",
    parent="home",
    title="Näin mentorointi etenee",
    search_description="""
        Miten varaat mentorin ajan, mitä ensimmäisessä keskustelussa tapahtuu ja
        miten mentorointi päättyy. Mentorointi on maksutonta.""",
    lead="""
        Varaa aika näin: kirjaudu sähköpostiosoitteellasi, valitse mentori ja
        napauta vapaata aikaa. Kutsu tulee molempien kalenteriin. Mentorointi on
        maksutonta.""",
    body=(
        text("""
            <h2>Viisi askelta</h2>
            <ol>
            <li><b>Valitse mentori.</b> <a href="view:mentors">Mentorien sivulla</a>
            näet, missä kukin auttaa, mitä kieliä hän puhuu ja tavataanko etänä vai
            kasvokkain.</li>
            <li><b>Varaa vapaa aika.</b> Kirjaudu, valitse aika ja kirjoita parilla
            sanalla, mistä haluat puhua. Vahvistus tulee heti sähköpostiin.</li>
            <li><b>Puhukaa kerran.</b> Ensimmäisessä keskustelussa kerrot, missä
            mennään. Mentori kysyy enemmän kuin neuvoo. Sen jälkeen kumpikin voi sanoa
            vielä ei.</li>
            <li><b>Sopikaa tavoitteista.</b> Kaksi tai kolme riittää. Kirjatkaa, mistä
            huomaatte onnistuneenne, ja montako kertaa tapaatte. Tavallisesti tapaamisia
            on kolmesta kuuteen.</li>
            <li><b>Arvioikaa yhdessä.</b> Lopuksi kumpikin täyttää <a
            href="page:evaluation">arviointilomakkeen</a>. Siihen menee kymmenen
            minuuttia.</li>
            </ol>
            <h2>Jos sinulla ei ole vielä tunnusta</h2>
            <p>Ajan varaa itse se, joka pystyy kirjautumaan. Jäsen saa tunnuksen, kun
            hallitus on hyväksynyt hakemuksen. Jos et ole jäsen, se ei ole este: <a
            href="page:contact">kirjoita koordinaattorille</a>, niin mentori varaa
            ensimmäisen ajan puolestasi.</p>
        """),
        image(
            "vene",
            "Kaksi ihmistä soutaa tyynellä järvellä samassa veneessä. Veneen keulassa "
            "palaa lyhty.",
            "Mentori istuu samassa veneessä, mutta sinä valitset suunnan.",
        ),
        accordion(
            "Kysyttyä",
            (
                "Mitä tämä maksaa?",
                """<p>Ei mitään. Mentori tekee työtä vapaaehtoisena. Jos tapaatte
                kasvokkain, sopikaa matkakuluista etukäteen.</p>""",
            ),
            (
                "Entä jos en pääsekään?",
                """<p>Peru aika vahvistusviestissä olevan linkin takaa tai <a
                href="view:my_page">omalta sivultasi</a>. Toinen saa siitä viestin,
                ja varaus poistuu molempien kalenterista. Selitystä ei tarvita.</p>""",
            ),
            (
                "Kuulevatko muut, mistä puhuimme?",
                """<p>Eivät. Keskustelu jää teidän väliseksenne. Arvioinnista
                käytämme vain yhteenvetoja, joista ei tunnista ketään.</p>""",
            ),
            (
                "Voiko mentoria vaihtaa?",
                """<p>Voi, eikä siihen tarvita syytä. Kerro koordinaattorille, niin
                hän etsii toisen.</p>""",
            ),
            (
                "Varataanko aikoja loma-aikoina?",
                """<p>Mentorit eivät yleensä tarjoa aikoja <a
                href="page:holidays">yhdistyksen lomilla</a>. Varatut ajat pidetään
                niin kuin sovittiin.</p>""",
            ),
        ),
        call_to_action(
            "Kuka osaisi auttaa juuri teitä?",
            "Rajaa mentoreita aiheen, alueen ja kielen mukaan.",
            "Varaa aika mentorilta",
            url="view:mentors",
        ),
    ),
    extra={"picture": "vene"},
)

PAGES = (HOME, WHAT_WE_DO, MENTORING)
