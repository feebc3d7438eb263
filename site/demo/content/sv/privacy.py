"""The privacy notice in Swedish."""

from demo.content.model import Page, contact, table, text

PRIVACY = Page(
    key="privacy",
    kind="content",
    slug="dataskydd",
    parent="home",
    title="Dataskydd",
    search_description="""
        Vilka uppgifter Vanhempain toiminnan mentorit ry behandlar, varför, hur
        länge och hur du använder dina rättigheter.""",
    lead="""
        Vi samlar bara in det vi behöver, vi följer dig inte och vi säljer inte dina
        uppgifter. Du får se dem när du ber om det.""",
    body=(
        text("""
            <h2>Vem som ansvarar</h2>
            <p>Personuppgiftsansvarig är Vanhempain toiminnan mentorit ry. Sekreteraren
            Aino Lehtovaara svarar på frågor. Kontaktuppgifterna finns sist på
            sidan.</p>
            <h2>Vad vi behandlar, varför och hur länge</h2>
        """),
        table(
            "Personuppgifter på webbplatsen",
            ("Situation", "Uppgifter", "Varför och med vilken grund", "Hur länge"),
            (
                "Du ansöker om medlemskap",
                (
                    "Fullständigt namn, hemkommun, e-postadress, språk, medlemsform, "
                    "tid för samtycke och bekräftelse, styrelsens beslut"
                ),
                (
                    "För att styrelsen ska kunna fatta beslut. Åtgärder före "
                    "medlemskapet på din begäran."
                ),
                "En avslagen, återtagen eller obekräftad ansökan högst 6 månader",
            ),
            (
                "Du är medlem",
                "Namn och hemkommun, medlemskapets form, början och slut, e-postadress",
                (
                    "Föreningslagens 11 § kräver en medlemsförteckning. Adressen "
                    "behövs för kallelser och fakturor."
                ),
                (
                    "Under medlemskapet. Kontaktuppgifterna raderas senast 12 månader "
                    "efter att det upphört."
                ),
            ),
            (
                "Du betalar en faktura",
                (
                    "Mottagare, belopp, ändamål, förfallodag, betalningens tid och "
                    "kännetecken, kvitto. Kortuppgifterna ser vi aldrig."
                ),
                "Medlemskapet och bokföringslagen.",
                (
                    "Verifikat 6 år från slutet av det år då räkenskapsperioden gick "
                    "ut, bokföring och bokslut 10 år efter räkenskapsperioden"
                ),
            ),
            (
                "Du är mentor",
                (
                    "Namn, språk, ämnen, område, om du träffas på distans eller på "
                    "plats, lediga tider"
                ),
                "Ditt samtycke. Du väljer själv vad som visas.",
                "Tills du återkallar samtycket eller slutar",
            ),
            (
                "Du bokar en tid",
                "Vem som träffar vem och när, vad du vill tala om, avbokade tider",
                (
                    "För att träffen ska bli av. Berättigat intresse: en tjänst du har "
                    "bett om."
                ),
                "Högst 24 månader efter träffen",
            ),
            (
                "Du skriver till oss",
                (
                    "Namn, e-postadress, meddelande, om det är brådskande, tid för "
                    "samtycke"
                ),
                "Ditt samtycke, så att vi kan svara.",
                "Högst 12 månader",
            ),
            (
                "Du loggar in",
                (
                    "Namn, e-postadress, språk, den öppna delen av din passnyckel, "
                    "sessionen"
                ),
                (
                    "För att bara du ska komma åt dina uppgifter. Berättigat intresse: "
                    "säkerhet."
                ),
                (
                    "Så länge du behöver inloggningen. En engångskod gäller i 15 "
                    "minuter, sessionen högst två veckor."
                ),
            ),
            (
                "Du får e-post av oss",
                "Adress, ämne, meddelande och tid",
                (
                    "För att meddelandet säkert ska komma fram och bara en gång. "
                    "Berättigat intresse."
                ),
                "Högst 12 månader",
            ),
            (
                "Du läser sidorna",
                "IP-adress, webbläsare, sida och tid i serverns logg",
                (
                    "För att hålla webbplatsen i gång och märka missbruk. Berättigat "
                    "intresse."
                ),
                "Högst 30 dagar",
            ),
        ),
        text("""
            <p>Vi frågar aldrig efter personbeteckning. Skriv inte heller barns namn
            eller uppgifter om hälsa i fria fält.</p>
            <h2>Vem som ser uppgifterna</h2>
            <p>Styrelsen ser ansökningar och medlemsförteckning, kassören fakturor och
            betalningar, koordinatorn mentorer och bokningar. Mentorn ser sina egna
            bokningar. En medlem har enligt föreningslagen rätt att be om att få se
            medlemmarnas namn och hemkommun. Betalningarna förmedlas av Stripe Payments
            Europe, Limited (Irland). Den som driver servern och e-posten behandlar
            uppgifter för vår räkning. Till andra lämnar vi inte ut något, och vi fattar
            inga automatiska beslut.</p>
            <h2>Utanför Europa</h2>
            <p>Webbplatsen finns i Europeiska unionen. Stripe kan föra över uppgifter om
            betalningar till USA med stöd av dataskyddsramen mellan EU och USA eller
            kommissionens standardavtalsklausuler.</p>
            <h2>Kakor</h2>
            <p>Vi använder bara nödvändiga kakor: inloggningens session, skydd för
            formulär, ett meddelande om vad du just gjorde och ditt språk. För att läsa
            sidorna behövs ingen kaka. Videor öppnas på en annan webbplats först
            när du själv trycker på länken.</p>
            <h2>Dina rättigheter</h2>
            <p>Du får veta vad vi har om dig och en kopia av det, rättelse av fel,
            radering av det som inte behövs och det du själv har lämnat i maskinläsbar
            form. Du kan återkalla ditt samtycke, och du kan invända mot eller be om
            begränsning av behandling som grundar sig på berättigat intresse. Skriv till
            oss, vi svarar inom en månad. Är du missnöjd kan du vända dig till <a
            href="https://tietosuoja.fi/sv">dataombudsmannen</a>.</p>
        """),
        contact("Personuppgiftsansvarig", "Skriv till sekreteraren om dataskydd."),
    ),
    extra={"in_footer": True},
)
