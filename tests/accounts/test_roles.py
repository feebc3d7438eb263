"""The table of roles, brought in line after every migrate."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.models.signals import post_migrate
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.permissions import policy_registry

from accounts import roles
from accounts.models import User
from accounts.roles import Role
from tests.support.accounts import make_user
from tests.support.registries import put_back

pytestmark = pytest.mark.django_db

KEYS = [
    "editor", "board", "treasurer", "auditor", "coordinator", "mentor", "member",
]  # fmt: skip


def state() -> list[object]:
    """All that the groups may do."""
    return [
        sorted(Group.objects.values_list("name", "permissions__codename").distinct()
               .order_by(), key=str),
        sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        sorted(GroupCollectionPermission.objects.values_list(
            "group", "collection", "permission")),
    ]  # fmt: skip


def test_the_six_roles_are_there_after_migrating():
    assert [role.key for role in roles.ROLES] == KEYS
    for key in KEYS:
        assert roles.group(key).name


def test_each_may_what_the_table_says():
    for role in roles.ROLES:
        granted = roles.group(role.key).permissions
        names = {
            f"{one.content_type.app_label}.{one.codename}"
            for one in granted.select_related("content_type")
        }
        assert names >= set(role.permissions), role.key
        # Wagtail's migrations have given something to its editors, who are ours.
        assert role.key == "editor" or names == set(role.permissions), role.key


def test_what_is_granted_on_pages_and_collections_is_what_the_table_says():
    for role in roles.ROLES:
        group = roles.group(role.key)
        for wanted, granted in (
            (role.pages, group.page_permissions),
            (role.collections, group.collection_permissions),
        ):
            names = {
                f"{one.permission.content_type.app_label}.{one.permission.codename}"
                for one in granted.all()
            }
            assert names >= set(wanted), role.key


@pytest.mark.parametrize("key", ["editor", "coordinator"])
def test_editors_and_coordinators_may_add_pictures(key):
    policy = policy_registry.get_by_type(get_image_model())

    assert policy.user_has_permission(make_user("x@esimerkki.example", key), "add")


def test_no_permission_is_named_that_does_not_exist():
    assert roles.unknown_permissions() == []


def test_a_mistyped_permission_is_found():
    wrong = Role("x", "X", permissions=("accounts.view_oficer", "nowhere.at_all"))
    with put_back(roles.ROLES):
        roles.ROLES.append(wrong)

        assert roles.unknown_permissions() == ["accounts.view_oficer", "nowhere.at_all"]


def test_bringing_in_line_twice_changes_nothing():
    before = state()

    roles.bring_in_line()
    roles.bring_in_line()

    assert state() == before


def test_migrating_again_changes_nothing():
    before = state()

    call_command("migrate", verbosity=0)

    assert state() == before


def test_what_an_administrator_added_stays():
    extra = Permission.objects.get(codename="view_user")
    roles.group("board").permissions.add(extra)
    own = Group.objects.create(name="Tapahtumatiimi")
    own.permissions.add(extra)

    roles.bring_in_line()

    assert extra in roles.group("board").permissions.all()
    assert list(own.permissions.all()) == [extra]


def test_people_keep_their_roles():
    user = make_user("satu@esimerkki.example", "board")

    roles.bring_in_line()

    assert list(roles.holders("board")) == [user]


def test_what_was_taken_away_by_hand_comes_back():
    group = roles.group("board")
    group.permissions.clear()

    roles.bring_in_line()

    assert group.permissions.count() == len(roles.role("board").permissions)


def test_roles_come_after_the_last_app_has_its_permissions():
    """Permissions do not exist yet while migrations run."""
    Group.objects.all().delete()
    configs = [one for one in apps.get_app_configs() if one.models_module]

    for config in configs[:-1]:
        roles.after_migrate(config, using="default")
    assert not Group.objects.exists()

    roles.after_migrate(configs[-1], using="default")
    assert Group.objects.count() == len(KEYS)


def test_it_listens_to_migrate():
    receivers = [str(one[0]) for one in post_migrate.receivers]

    assert any("accounts.roles" in one for one in receivers)


def test_wagtails_own_editors_are_ours():
    Group.objects.filter(name=roles.role("editor").name).delete()
    theirs = Group.objects.create(name="Editors")

    roles.bring_in_line()

    theirs.refresh_from_db()
    assert theirs.name == roles.role("editor").name


def test_without_pages_nothing_breaks():
    Page.objects.all().delete()
    Collection.objects.all().delete()

    roles.bring_in_line()

    assert not GroupPagePermission.objects.exists()


def test_a_role_is_given_and_taken():
    user = make_user()
    roles.give(user, "editor")
    assert User.objects.get(pk=user.pk).has_perm(roles.ADMIN)

    roles.take(user, "editor")
    assert not User.objects.get(pk=user.pk).has_perm(roles.ADMIN)


def test_who_may_no_longer_sign_in_holds_no_role():
    make_user("satu@esimerkki.example", "board", is_active=False)

    assert not roles.holders("board").exists()


def test_nobody_but_administrators_may_change_users_or_roles():
    guarded = {"add_user", "change_user", "delete_user", "add_group", "change_group"}
    for role in roles.ROLES:
        assert not guarded & {name.partition(".")[2] for name in role.permissions}


@pytest.mark.parametrize("key", ["mentor", "member"])
def test_mentors_and_members_do_not_enter_the_admin(key):
    assert roles.ADMIN not in roles.role(key).permissions
