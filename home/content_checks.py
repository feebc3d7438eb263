"""Our own rules in Wagtail's content checker, beside those Wagtail brings.

Each is a rule here (where it looks, what it says) and a function of the same name in
static/js/content-checks.js (whether all is well there).
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# Links by whose words alone nobody knows where they lead; bare addresses, too.
EMPTY_WORDS = (
    r"^(https?:\S+|(klikkaa )?(täältä|tästä|tähän|tätä)|klikkaa|linkki|lue lisää|lisää|"
    r"(klicka )?här|länk|läs mer|mer|(click )?(here|this)|link|read more|more)\.?$"
)


@dataclass(frozen=True)
class Rule:
    key: str
    check: str
    selector: str
    name: Promise
    advice: Promise
    options: dict[str, Any] = field(default_factory=dict)


RULES = [
    Rule(
        "link-words",
        "check-link-words",
        ".rich a[href], .entries a[href]",
        _("The link does not say where it leads"),
        _("Make a link of the words that name the target, such as “the model rules”."),
        {"pattern": EMPTY_WORDS},
    ),
    Rule(
        "one-next-step",
        "check-one-next-step",
        ".prose .next-step",
        _("There is more than one next step"),
        _("Choose the one thing the reader came for; say the rest in the text."),
    ),
    Rule(
        "not-shouting",
        "check-not-shouting",
        "main :is(h1, h2, h3)",
        _("The heading is in capitals"),
        _("Capitals are hard to read, and some hear them letter by letter."),
    ),
    Rule(
        "search-description",
        "check-search-description",
        "h1",
        _("The description for search engines is missing"),
        _("Write one sentence on the Promote tab: what does the reader get here?"),
    ),
    Rule(
        "picture-words",
        "check-picture-words",
        "figure img[alt]",
        _("The picture's words are the same as its caption"),
        _("Both are read aloud. Tell what is seen, and in the caption what it means."),
    ),
]


class ContentChecks(ContentCheckerItem):
    """The checker in the page editor and on the site, for who may edit."""

    axe_run_only = [
        *(ContentCheckerItem.axe_run_only or ()),
        "image-alt",
        "table-duplicate-name",
        *(rule.key for rule in RULES),
    ]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        own = [{"id": rule.check, "options": rule.options} for rule in RULES]
        return [*super().get_axe_custom_checks(request), *own]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        own = [
            {
                "id": rule.key,
                "impact": "serious",
                "selector": rule.selector,
                "tags": ["best-practice"],
                "any": [rule.check],
                "enabled": True,
            }
            for rule in RULES
        ]
        return [*super().get_axe_custom_rules(request), *own]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        own = {
            rule.key: {"error_name": rule.name, "help_text": rule.advice}
            for rule in RULES
        }
        return {**super().get_axe_messages(request), **own}

    class Media:
        js = ("js/content-checks.js",)
