"""The pages there are in Swedish, written for Swedish-speaking readers in Finland."""

from demo.content.model import (
    Page,
    accordion,
    call_to_action,
    contact,
    image,
    table,
    text,
)

HOME = Page(
    key="home",
    kind="home",
    slug="startsida",
    title="Slå följe med den som har gått vägen förut",
    search_description="""
        Erfarna föräldraföreningsmänniskor hjälper kommunala föräldraföreningar i
        gång och vidare, på distans eller på plats.""",
    lead="""
        Vi har jobbat i föräldraföreningar i åratal. Vi hjälper er kommunala
        förening i gång och vidare, på distans eller på plats, i hela Finland.""",
    body=(
        text("""
            <h2>Vad handlar det om?</h2>
            <p>När föräldrar i olika skolor och daghem vill tala med kommunen med en
            röst grundar de en kommunal föräldraförening. Arbetet görs på kvällarna och
            utan lön, och sällan finns det någon i grannkommunen att fråga. En mentor är
            en människa som redan har gjort samma resa. Hon lyssnar, frågar och berättar
            vad som fungerade och vad som inte gjorde det.</p>
            <p><a href="page:mentoring">Så går mentorskapet till</a>, från första
            meddelandet till sista träffen.</p>
        """),
    ),
    extra={
        "people_heading": "De har gjort det här förr",
        "people_text": """
            Berätta var ni är: håller ni på att grunda en förening, förhandlar ni
            med kommunen eller söker ni nya krafter till styrelsen? Målen kommer ni
            överens om tillsammans.""",
        "picture": "ranta",
    },
)

WHAT_WE_DO = Page(
    key="what-we-do",
    kind="content",
    slug="verksamhet",
    parent="home",
    title="Vad vi gör",
    search_description="""
        Mentorerna hjälper kommunala föräldraföreningar med samarbete, ledning,
        utveckling och utvärdering i hela Finland.""",
    lead="""
        Vi hjälper människor som bygger upp föräldrarnas gemensamma röst i sin
        hemkommun. Hjälpen är avgiftsfri.""",
    body=(
        text("""
            <p>Vanhempain toiminnan mentorit ry är ett riksomfattande nätverk. Våra
            medlemmar har lång erfarenhet av föräldraföreningar. Mångas egna barn är
            redan vuxna, men konsten att leda ett möte eller läsa en kommunbudget har
            inte försvunnit.</p>
            <h2>Det här kan en mentor hjälpa till med</h2>
            <ul>
            <li><b>Samarbete.</b> Hur förening och kommun hittar till samma bord.</li>
            <li><b>Ledning.</b> Hur arbetet fördelas så att det inte blir en enda
            människas börda.</li>
            <li><b>Utveckling.</b> Vad ni prövar härnäst, och vad ni vågar låta
            bli.</li>
            <li><b>Utvärdering.</b> Hur ni vet att arbetet är till nytta.</li>
            </ul>
        """),
        image(
            "poyta",
            "Två personer sitter i skymningen vid ett köksbord under en lampa. På "
            "bordet ligger papper och två muggar.",
            "Det mesta görs på kvällen, vid köksbordet.",
        ),
        text("""
            <h2>Vilka vi samarbetar med</h2>
            <p>Vi stöder kommunala föräldraföreningar och dem som funderar på att grunda
            en. Våra samarbetspartner är föreningar, kommuner och det riksomfattande
            förbundet Suomen Vanhempainliitto. Kan någon annan svara bättre på din fråga
            visar vi dig dit.</p>
            <p>Våra krafter är begränsade. När det kommer många förfrågningar går de
            föreningar före som just håller på att bli till.</p>
        """),
        call_to_action(
            "Ska vi talas vid?",
            "Välj en mentor och en tid som passar. Det första samtalet binder dig inte "
            "till något.",
            "Hitta en mentor",
            url="view:mentors",
        ),
    ),
    extra={"in_menu": True, "picture": "poyta"},
)

MENTORING = Page(
    key="mentoring",
    kind="content",
    slug="mentorskap",
    parent="home",
    title="Så går mentorskapet till",
    search_description="""
        Så bokar du en tid hos en mentor, det här händer vid första samtalet och så
        avslutas mentorskapet. Allt är avgiftsfritt.""",
    lead="""
        Så bokar du: logga in med din e-postadress, välj en mentor och tryck på en
        ledig tid. Inbjudan kommer till bådas kalender. Det är avgiftsfritt.""",
    body=(
        text("""
            <h2>Fem steg</h2>
            <ol>
            <li><b>Välj en mentor.</b> På <a href="view:mentors">mentorernas sida</a>
            ser du vad var och en kan, vilka språk hen talar och om ni träffas på
            distans eller på plats.</li>
            <li><b>Boka en ledig tid.</b> Logga in, välj tid och skriv med några ord vad
            du vill tala om. Bekräftelsen kommer genast per e-post.</li>
            <li><b>Tala en gång.</b> Du berättar hur läget är. Mentorn frågar mer än hen
            råder. Sedan kan båda ännu säga nej.</li>
            <li><b>Kom överens om målen.</b> Två eller tre räcker. Skriv upp hur ni
            märker att det har lyckats.</li>
            <li><b>Utvärdera tillsammans.</b> Till slut fyller båda i samma blankett.
            Det tar tio minuter.</li>
            </ol>
            <h2>Om du inte kan logga in ännu</h2>
            <p>En medlem kan logga in när styrelsen har godkänt ansökan. Är du inte
            medlem gör det ingenting: <a href="page:contact">skriv till oss</a>, så
            bokar mentorn den första tiden åt dig.</p>
        """),
        accordion(
            "Frågor vi ofta får",
            (
                "Vad kostar det?",
                """<p>Ingenting. Mentorn ställer upp frivilligt. Om ni träffas på
                plats, kom överens om resekostnaderna på förhand.</p>""",
            ),
            (
                "Tänk om jag får förhinder?",
                """<p>Avboka via länken i bekräftelsen eller på <a
                href="view:my_page">din egen sida</a>. Den andra får ett meddelande
                och tiden försvinner ur bådas kalender. Du behöver inte
                förklara.</p>""",
            ),
            (
                "Får andra veta vad vi har talat om?",
                """<p>Nej. Samtalet stannar mellan er. Ur utvärderingarna använder
                vi bara sammandrag där ingen går att känna igen.</p>""",
            ),
        ),
        call_to_action(
            "Vem kunde hjälpa just er?",
            "Sök bland mentorerna efter ämne, område och språk.",
            "Boka en tid hos en mentor",
            url="view:mentors",
        ),
    ),
    extra={"picture": "vene"},
)

MEMBERSHIP = Page(
    key="membership",
    kind="content",
    slug="medlemskap",
    parent="home",
    title="Medlemskap",
    search_description="""
        Röstberättigad medlem betalar 20 € och understödande medlem 100 € per år.
        Ingen inträdesavgift. Så här ansöker du.""",
    lead="""
        En röstberättigad medlem betalar 20 € och en understödande medlem 100 € per
        år. Ingen inträdesavgift. Ansökan tar ett par minuter.""",
    body=(
        table(
            "Medlemsformer",
            ("Medlemsform", "Per år", "Vad du får"),
            (
                "Röstberättigad medlem",
                "20 €",
                (
                    "Röst på föreningens möten, inbjudningar till evenemangen och "
                    "möjlighet att bli mentor."
                ),
            ),
            (
                "Understödande medlem",
                "100 €",
                (
                    "Du stöder arbetet utan rösträtt. Passar både människor, "
                    "föreningar och företag."
                ),
            ),
        ),
        text("""
            <h2>Så blir du medlem</h2>
            <ol>
            <li><b>Fyll i ansökan.</b> Vi frågar efter ditt fullständiga namn, din
            hemkommun och din e-postadress. Namn och hemkommun hör enligt lag till
            medlemsförteckningen.</li>
            <li><b>Bekräfta din adress.</b> Du får ett meddelande med en länk. Ansökan
            kommer till oss först när du har tryckt på knappen på sidan.</li>
            <li><b>Vänta på styrelsens beslut.</b> Styrelsen möts ungefär en gång i
            månaden. Beslutet kommer per e-post.</li>
            <li><b>Betala medlemsavgiften.</b> I meddelandet finns en länk till
            fakturan. Du kan betala med kort eller MobilePay, och kvittot kommer
            genast.</li>
            </ol>
            <h2>Vem kan bli medlem</h2>
            <p>Alla som vill hjälpa föräldraföreningar. Dina egna barn behöver inte
            längre gå i daghem eller skola, och det spelar ingen roll var du bor.</p>
            <p>Vad vi sparar om dig står i <a
            href="page:privacy">dataskyddsbeskrivningen</a>. Du kan utträda när som
            helst: meddela styrelsen eller ordföranden skriftligen.</p>
        """),
        call_to_action(
            "Välkommen med",
            "Du kan ännu dra tillbaka ansökan innan styrelsen har fattat sitt beslut.",
            "Ansök om medlemskap",
            url="view:join",
        ),
    ),
    extra={"picture": "ikkuna"},
)

CONTACT = Page(
    key="contact",
    kind="contact",
    slug="kontakt",
    parent="home",
    title="Kontakta oss",
    search_description="""
        Skriv till Vanhempain toiminnan mentorit. Vi svarar oftast inom några dagar,
        under lov på det som är brådskande.""",
    lead="""
        Skriv till oss med egna ord, gärna på svenska. Vi är frivilliga, så svaret
        kommer oftast inom några dagar.""",
    body=(
        contact(
            "Kontaktuppgifter",
            "Du kan också skicka e-post eller ringa. Kvällstid får du oftast svar.",
        ),
        text("""
            <p>Vill du tala med en mentor är den snabbaste vägen att <a
            href="view:mentors">boka en tid direkt</a>. Under <a
            href="view:holidays">föreningens lov</a> läser vi meddelanden mer sällan,
            men ett brådskande ärende når alltid någon.</p>
        """),
    ),
    extra={
        "thanks": "Tack för ditt meddelande. Vi svarar till adressen du uppgav.",
    },
)
