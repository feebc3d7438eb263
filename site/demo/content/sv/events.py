"""The words of events. Their times and places are facts of the events."""

from demo.content.model import (
    Page,
    table,
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
        table(
            "Program",
            ("Klockan", "Vad"),
            ("10.00–10.30", "Kaffe och välkommen"),
            (
                "10.30–11.45",
                (
                    "Förening och kommun vid samma bord: Tuula Rantakangas och gruppen "
                    "från Kuopio. Även på distans."
                ),
            ),
            ("11.45–12.45", "Lunch"),
            (
                "12.45–14.15",
                (
                    "Verkstäder: utlåtande på en kväll, ekonomins grunder, barns och "
                    "ungas delaktighet i kommunen"
                ),
            ),
            ("14.15–14.30", "Paus och frisk luft"),
            ("14.30–16.00", "Nästa års par: mentorer och föreningar hittar varandra"),
        ),
    ),
    extra={"picture": "ranta"},
)
