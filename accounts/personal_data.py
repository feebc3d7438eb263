"""The registry of personal data: what we hold of whom, why, and for how long.

Every model of ours is in it, as personal or as not, and every model of the libraries
we use, since they keep copies (revisions, logs, sessions, task results). A test fails
on anything undeclared and says what to write. One's own copy (`own_copy`), erasure
(`erasing`) and the retention job (`retention`) read the same declarations.

    # in AppConfig.ready() of the app:
    declare(
        Member,
        subject="email",
        fields=("name", "email", "municipality"),
        others=("public_id",),
        why=_("The law wants a register of members."),
        kept=_("Ten years after the membership ends."),
        name="name",
        keeping=Keeping(over=past("ended_at", 10 * YEAR, Member)),
    )
    not_personal(Municipality, _("Public facts about municipalities."))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.keeping import Keeping, Rows, always

if TYPE_CHECKING:
    from accounts.data_subjects import DataSubject

type Words = str | Promise

# Fields of these kinds can hold what somebody wrote about somebody.
WRITTEN = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
)

CONTENT_STAYS = _(
    "It is the association's content. Ask the editors when it should not name you."
)
ADDRESSES = {"path", "url_path", "slug"}  # of pages; they tell of nobody


@dataclass(frozen=True)
class Role:
    """A part that somebody had in a row about another: who let in, who decided.

    `user` is the look-up to their sign-in; of the row they are shown `fields` alone.
    """

    user: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declaration:
    """`subject` is the look-up that leads from a row to the person's e-mail address.

    It is empty where no look-up leads there (a sealed session, a log's own words);
    `rows` may find them then, and `kept` says how such rows go away. `others` are the
    written fields that tell of nobody.

    `name` is the look-up to the name in a row: of two who share an address, it says
    whose the row is. Of `hidden` fields the person's own copy says only that they are
    kept (a sealed key). `values` gives what a copy tells besides the row's fields.
    `keeping` is the rule of `kept`, as code. `follows` is the field with the address,
    where the row goes along when its person changes theirs.
    """

    model: type[models.Model]
    subject: str
    fields: tuple[str, ...]
    why: Words
    kept: Words
    others: tuple[str, ...] = ()
    name: str = ""
    rows: "Callable[[DataSubject], Rows] | None" = None
    hidden: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    values: Callable[[Any], Mapping[str, object]] | None = None
    keeping: Keeping | None = None
    follows: str = ""

    @property
    def label(self) -> str:
        return self.model._meta.label


class More(TypedDict, total=False):
    """What `declare` takes besides, as in `Declaration`."""

    name: str
    rows: "Callable[[DataSubject], Rows]"
    hidden: tuple[str, ...]
    roles: tuple[Role, ...]
    values: Callable[[Any], Mapping[str, object]]
    keeping: Keeping
    follows: str


_personal: dict[str, Declaration] = {}
_impersonal: dict[str, Words] = {}


def declare(
    model: type[models.Model],
    *,
    subject: str,
    fields: tuple[str, ...],
    why: Words,
    kept: Words,
    others: tuple[str, ...] = (),
    **more: Unpack[More],
) -> None:
    """Say that `fields` of `model` tell of a person, why we hold them and how long.

    Declare what hangs on another row
    after it: erasure goes through the registry from its end.
    """
    for name in (*fields, *others, *more.get("hidden", ())):
        model._meta.get_field(name)
    _personal[model._meta.label] = Declaration(
        model, subject, fields, why, kept, others, **more
    )


def declare_pages(*models: type[Page]) -> None:
    """Whatever is written on pages is content, which may name people."""
    for model in models:
        written = {field.name for field in model._meta.concrete_fields
                   if isinstance(field, WRITTEN)}  # fmt: skip
        declare(
            model,
            subject="owner__email",
            fields=("owner", "locked_by", *sorted(written - ADDRESSES)),
            others=tuple(sorted(written & ADDRESSES)),
            hidden=tuple(sorted(written - ADDRESSES - {"title"})),
            why=_("Content of the site; whom it names is the editors' decision."),
            kept=_("Until an editor deletes it."),
            keeping=always(CONTENT_STAYS),
        )


def not_personal(model: type[models.Model], why: Words) -> None:
    """Say that rows of `model` tell of nobody, and why that is so."""
    _impersonal[model._meta.label] = why


def declarations() -> list[Declaration]:
    return list(_personal.values())


def declaration_of(label: str) -> Declaration | None:
    return _personal.get(label)


def is_personal(model: type[models.Model]) -> bool:
    return model._meta.label in _personal


def is_declared(model: type[models.Model]) -> bool:
    return model._meta.label in _personal or model._meta.label in _impersonal


def undeclared(among: Iterable[type[models.Model]] | None = None) -> list[str]:
    """A sentence for each model and field that nobody has declared, of all there are
    unless it is said among which."""
    sentences = []
    for model in apps.get_models() if among is None else among:
        if not is_declared(model):
            sentences.append(_what_to_do(model))
        elif model._meta.label in _personal:
            sentences += _undeclared_fields(_personal[model._meta.label])
        else:
            sentences += _people_in(model)
    return sentences


def _what_to_do(model: type[models.Model]) -> str:
    config = apps.get_app_config(model._meta.app_label)
    where = f"{config.name}/apps.py, ready()"
    if config.name not in settings.OUR_APPS:
        where = "accounts/declarations.py"
    return (
        f"{model._meta.label}: declare it with accounts.personal_data.declare(…) or "
        f"not_personal(…) in {where}."
    )


def _undeclared_fields(declaration: Declaration) -> list[str]:
    model = declaration.model
    named = {*declaration.fields, *declaration.others}
    return [
        f"{model._meta.label}.{field.name}: name it in `fields` of its declare(…) if "
        f"it can tell of a person, otherwise in `others`."
        for field in model._meta.concrete_fields
        if (_is_written(field) or _is_person(field)) and field.name not in named
    ]


def _people_in(model: type[models.Model]) -> list[str]:
    """A model said to tell of nobody must not point to a person."""
    return [
        f"{model._meta.label}.{field.name} points to a person: use declare(…)."
        for field in model._meta.concrete_fields
        if _is_person(field)
    ]


def _is_written(field: models.Field[object, object]) -> bool:
    return isinstance(field, WRITTEN) and not field.choices and not field.primary_key


def _is_person(field: models.Field[Any, Any]) -> bool:
    return bool(field.is_relation and field.related_model is get_user_model())
