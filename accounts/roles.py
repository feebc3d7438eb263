"""The roles and what each may do: ONE table, brought in line after every migrate.

Add the permissions of your admin views here, as "app.codename"; one that does not
exist fails a test. `bring_in_line` only ever adds: what an administrator granted in the
admin stays, and running it twice changes nothing. Permissions do not exist yet while
migrations run, so this is done by Django's `post_migrate` of the last app.

Names of groups are data and not interface: they are in the association's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from accounts.models import User


@dataclass(frozen=True)
class Role:
    """People with the same duty. `pages` and `collections` are granted at the root.

    What may be done with pictures and documents goes by Wagtail's own models, also
    where a site has others.
    """

    key: str
    name: str
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


ADMIN = "wagtailadmin.access_admin"

# Who may change users may make anybody anything; that stays with administrators.
ROLES: list[Role] = [
    Role(
        "editor",
        "Toimittajat",
        permissions=(
            ADMIN,
            "events.view_event",
            "events.add_event",
            "events.change_event",
            "events.delete_event",
            "events.view_holidayperiod",
            "events.add_holidayperiod",
            "events.change_holidayperiod",
            "events.delete_holidayperiod",
            "events.view_registration",
            "events.check_in",
            "events.write_to_attendees",
            "events.view_feedback",
            "simple_translation.submit_translation",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
            "wagtailsearchpromotions.add_searchpromotion",
            "wagtailsearchpromotions.change_searchpromotion",
            "wagtailsearchpromotions.delete_searchpromotion",
        ),
        pages=(
            "wagtailcore.add_page",
            "wagtailcore.change_page",
            "wagtailcore.publish_page",
            "wagtailcore.bulk_delete_page",
            "wagtailcore.lock_page",
            "wagtailcore.unlock_page",
        ),
        collections=(
            "wagtailimages.add_image",
            "wagtailimages.change_image",
            "wagtailimages.choose_image",
            "wagtaildocs.add_document",
            "wagtaildocs.change_document",
            "wagtaildocs.choose_document",
        ),
    ),
    Role(
        "board",
        "Hallitus",
        permissions=(
            ADMIN,
            "accounts.view_officer",
            "accounts.add_officer",
            "accounts.change_officer",
            "accounts.view_historyentry",
            "accounts.view_outboxmail",
            "accounts.send_again",
            "events.view_event",
            "events.add_event",
            "events.change_event",
            "events.delete_event",
            "events.view_holidayperiod",
            "events.add_holidayperiod",
            "events.change_holidayperiod",
            "events.delete_holidayperiod",
            "association.change_associationsettings",
            "home.view_contactmessage",
            "home.take_message",
            "events.view_registration",
            "events.check_in",
            "events.write_to_attendees",
            "events.view_feedback",
            "events.see_health",
            "payments.view_books",
            "membership.view_application",
            "membership.decide_application",
            "membership.view_member",
            "membership.change_member",
            "membership.change_membershiprules",
            "membership.end_membership",
            "membership.view_registerreading",
            "membership.view_due",
            "membership.view_duerate",
            "membership.add_duerate",
            "membership.change_duerate",
            "membership.raise_dues",
            "membership.view_waiver",
            "membership.add_waiver",
            "membership.write_letters",
        ),
    ),
    Role(
        "treasurer",
        "Rahastonhoitajat",
        permissions=(
            ADMIN,
            "accounts.view_outboxmail",
            "accounts.send_again",
            "payments.view_bill",
            "payments.view_payment",
            "payments.view_stripeevent",
            "payments.view_dispute",
            "payments.view_payout",
            "payments.view_stripemovement",
            "payments.give_back",
            "payments.view_bankfile",
            "payments.add_bankfile",
            "payments.view_bankline",
            "payments.match_bankline",
            "payments.view_bankstatement",
            "payments.view_repayment",
            "payments.view_linerule",
            "payments.add_linerule",
            "payments.change_linerule",
            "payments.delete_linerule",
            "payments.view_account",
            "payments.add_account",
            "payments.change_account",
            "payments.change_bookkeeping",
            "payments.view_books",
            "payments.close_year",
            "membership.view_member",
            "membership.view_due",
            "membership.view_duerate",
            "membership.raise_dues",
            "membership.view_waiver",
        ),
    ),
    Role(
        # Who looks at the books for the members (Associations Act 38 a §).
        "auditor",
        "Toiminnantarkastajat",
        permissions=(
            ADMIN,
            "payments.view_books",
            "payments.view_bill",
            "payments.view_payment",
            "payments.view_account",
        ),
    ),
    Role(
        "coordinator",
        "Mentoroinnin koordinaattorit",
        permissions=(
            ADMIN,
            "mentoring.view_mentor",
            "mentoring.add_mentor",
            "mentoring.change_mentor",
            "mentoring.view_topic",
            "mentoring.add_topic",
            "mentoring.change_topic",
            "mentoring.delete_topic",
            "mentoring.view_session",
            "mentoring.view_freetime",
        ),
        collections=("wagtailimages.add_image", "wagtailimages.choose_image"),
    ),
    Role("mentor", "Mentorit"),
    Role("member", "Jäsenet"),
]


def role(key: str) -> Role:
    return next(role for role in ROLES if role.key == key)


def group(key: str) -> Group:
    """The group of a role."""
    return Group.objects.get(name=role(key).name)


def give(user: User, key: str) -> None:
    """Let `user` act in this role."""
    user.groups.add(group(key))


def take(user: User, key: str) -> None:
    user.groups.remove(group(key))


def give_all(users: Iterable[User], key: str) -> None:
    """`give` for many, in a handful of questions."""
    group(key).user_set.add(*users)


def take_all(users: Iterable[User], key: str) -> None:
    group(key).user_set.remove(*users)


def holders(key: str) -> QuerySet[User]:
    """Who signs in and acts in this role."""
    return User.objects.filter(groups__name=role(key).name, is_active=True)


def unknown_permissions() -> list[str]:
    """What the table names and no app has."""
    named = {
        permission
        for role in ROLES
        for permission in (*role.permissions, *role.pages, *role.collections)
    }
    return sorted(named - set(_by_name(named)))


@transaction.atomic
def bring_in_line() -> None:
    """Give each role's group what the table says; take nothing away."""
    _adopt_wagtails_editors()
    for role in ROLES:
        group, _is_new = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*_by_name(set(role.permissions)).values())
        _grant_pages(group, role)
        _grant_collections(group, role)


def _by_name(names: set[str]) -> dict[str, Permission]:
    """The permissions that exist, by "app.codename"."""
    wanted = Q(pk=None)
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = Permission.objects.filter(wanted).select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}": one for one in found}


def _grant_pages(group: Group, role: Role) -> None:
    root = Page.objects.filter(depth=1).first()
    if root is None:  # after a flush
        return
    for permission in _by_name(set(role.pages)).values():
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=permission
        )


def _grant_collections(group: Group, role: Role) -> None:
    root = Collection.objects.filter(depth=1).first()
    if root is None:
        return
    for permission in _by_name(set(role.collections)).values():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _adopt_wagtails_editors() -> None:
    """Wagtail's migrations make a group of editors; ours is that group, renamed."""
    name = role("editor").name
    if not Group.objects.filter(name=name).exists():
        Group.objects.filter(name="Editors").update(name=name)


def after_migrate(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Once, when the last app has its permissions."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender == last and using == DEFAULT_DB_ALIAS:
        bring_in_line()
