"""The roles and what each may do: one table, brought in line after every migrate."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Role:
    """A group of people with the same duty. Permissions are "app.codename"."""

    key: str
    name: str
    permissions: tuple[str, ...] = field(default=())


ROLES: list[Role] = [
    Role("editor", "Editors", ("wagtailadmin.access_admin",)),
    Role("board", "Board", ("wagtailadmin.access_admin",)),
    Role("treasurer", "Treasurer", ("wagtailadmin.access_admin",)),
    Role("coordinator", "Mentoring coordinator", ("wagtailadmin.access_admin",)),
    Role("mentor", "Mentors"),
    Role("member", "Members"),
]
