"""The accessibility statement in Swedish."""

from demo.content.model import Page, call_to_action, text

ACCESSIBILITY = Page(
    key="accessibility",
    kind="content",
    slug="tillganglighet",
    parent="home",
    title="Tillgänglighet",
    search_description="""
        Hur vår webbplats är tillgänglig, vad som ännu brister och hur du berättar om
        ett hinder.""",
    lead="""
        Vi vill att alla ska kunna använda webbplatsen, också med enbart tangentbord,
        med skärmläsare eller utan JavaScript. Berätta om något inte fungerar.""",
    body=(
        text("""
            <h2>Vad vi strävar efter</h2>
            <p>Vårt mål är riktlinjerna för tillgängligt webbinnehåll WCAG 2.2, nivå AA.
            Lagen om tillhandahållande av digitala tjänster (306/2019) gäller inte till
            alla delar en så liten förening som vår, men människorna vi finns till för
            är desamma.</p>
            <h2>Vad vi har gjort</h2>
            <ul>
            <li>Varje offentlig sidtyp granskas med ett program (axe) i ljust och mörkt
            utseende varje gång webbplatsen ändras.</li>
            <li>Allt går att göra med tangentbordet, och fokus syns.</li>
            <li>De offentliga sidorna och formulären fungerar utan JavaScript. Bara en
            passnyckel behöver det, och i stället kan du alltid använda koden i
            e-posten.</li>
            <li>Texten kan förstoras till 400 procent utan att sidan behöver rullas i
            sidled.</li>
            <li>Fel berättas med ord, invid fältet och i början av sidan. Det du har
            skrivit finns kvar.</li>
            <li>Färg är aldrig den enda ledtråden.</li>
            </ul>
            <h2>Vad som ännu brister</h2>
            <ul>
            <li>Ingen utomstående expert har bedömt webbplatsen, och den har inte
            prövats tillräckligt med människor som använder skärmläsare.</li>
            <li>Bara en del av sidorna finns på svenska och engelska. För de andra
            erbjuder språkvalet den finska sidan och berättar att den är på
            finska.</li>
            <li>Videorna är gjorda av andra. Textning och syntolkning beror på dem som
            gjort dem.</li>
            <li>I dokumenten som kan laddas ner är rubrikerna utmärkta, men de har inte
            granskats med alla hjälpmedel.</li>
            <li>Det finns ännu inga sidor på lättläst språk.</li>
            </ul>
            <h2>Berätta om ett hinder</h2>
            <p>Skriv vad du försökte göra, med vilken apparat och var det tog stopp. Vi
            svarar senast inom två veckor. Behöver du sidans innehåll i någon annan
            form får du det.</p>
        """),
        call_to_action(
            "Tog det stopp någonstans?",
            "Varje hinder vi röjer hjälper den som kommer efter.",
            "Berätta för oss",
            page="contact",
        ),
    ),
    extra={"in_footer": True},
)
