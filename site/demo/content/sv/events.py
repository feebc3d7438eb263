"""The words of events. Their times and places are facts of the events."""

from demo.content.model import (
    Page,
    image,
    link,
    paper,
    pause,
    session,
    text,
)

EVENTS = Page(
    key="events",
    kind="events",
    slug="evenemang",
    parent="home",
    title="Evenemang",
    search_description="""
        Mentornätverkets evenemang: årsträffen, kaffestunder på distans och
        kurskvällar. De flesta kan du delta i varifrån som helst.""",
    lead="""
        Vi möts för det mesta på distans, så du kan vara med var du än bor. En gång
        om året träffas vi på riktigt.""",
)

MEETUP = Page(
    key="meetup",
    kind="event",
    slug="mentornatverkets-traff",
    parent="events",
    title="Mentornätverkets årsträff",
    search_description="""
        Mentornätverkets gemensamma dag: nytta, lärdomar och roligt. Program,
        deltagande och praktiska råd.""",
    lead="""
        Årets gemensamma dag: nytta, lärdomar och roligt. I år har vi planerat den
        med den kommunala förening som håller på att bildas i Kuopio.""",
    body=(
        text("""
            <h2>För vem</h2>
            <p>För mentorer, för dem som har en mentor och för alla som är intresserade
            av föräldrars samarbete i kommunen. Du behöver inte vara medlem. Dagen är
            avgiftsfri och lunchen ingår. Programmet är på finska, men det finns
            svenskspråkiga vid varje bord.</p>
        """),
    ),
    extra={
        "picture": "ranta",
        "programme": (
            session("10:00", "10:30", "Kaffe och välkommen", said="Matsalen, dörr B."),
            session(
                "10:30",
                "11:45",
                "Förening och kommun vid samma bord",
                "Tuula Rantakangas och gruppen från Kuopio",
                """Hur kommer man överens om det första mötet, och vad lönar det sig att
                be om? Den här delen kan du följa även på distans.""",
            ),
            pause("11:45", "12:45", "Lunch"),
            session(
                "12:45",
                "14:15",
                "Verkstäder",
                "Aino Lehtovaara, Eeva Koskiniemi och Samira Haddadi",
                """Välj en: ett utlåtande på en kväll, ekonomins grunder eller barns och
                ungas delaktighet i kommunen.""",
            ),
            pause("14:15", "14:30", "Paus och frisk luft vid stranden"),
            session(
                "14:30",
                "16:00",
                "Nästa års par",
                said="Mentorer och föreningar träffas och bestämmer en första tid.",
            ),
        ),
    },
)

LAST_MEETUP = Page(
    key="last-meetup",
    kind="event",
    slug="mentornatverkets-traff-i-abo",
    parent="events",
    title="Mentornätverkets årsträff i Åbo",
    search_description="""
        Det som blev kvar av fjolårets träff i Åbo: material, inspelning och
        program.""",
    lead="""
        Allaktivitetshuset Tuulimylly fylldes av prat. Här är det som är värt att ta
        med sig från dagen.""",
    body=(
        text("""
            <h2>Vad vi lärde oss</h2>
            <p>När kommunen och föreningen träffas regelbundet blir ingen överraskad.
            Mest beröm fick årsklockan: den visar med en blick när kommunen fattar
            beslut och när det lönar sig för föräldrar att göra sig hörda.</p>
        """),
    ),
    extra={
        "picture": "poyta",
        "years": 1,
        "programme": (
            session("10:00", "10:30", "Kaffe och välkommen"),
            session(
                "10:30",
                "12:00",
                "Årsklockan: när kommunen fattar beslut",
                "Tuula Rantakangas",
            ),
            pause("12:00", "13:00", "Lunch"),
            session(
                "13:00",
                "15:00",
                "Ett utlåtande på en eftermiddag",
                "Aino Lehtovaara",
                "Vi skrev tillsammans ett riktigt utlåtande om skolvägar.",
            ),
            session("15:00", "16:00", "Vad vi tar med oss hem"),
        ),
        "materials": (
            paper("Hallituksen vuosikello", "vuosikello"),
            paper("Lausunnon runko", "lausunto"),
            link("Inspelning från förmiddagen", "https://tallenne.example/turku"),
            image(
                "poyta",
                "Två människor vid ett bord under en lampa, papper och två muggar.",
                "I verkstaden skrevs ett utlåtande från början till slut.",
            ),
        ),
    },
)
