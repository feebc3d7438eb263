"""The rows that are one person's, by the registry of personal data."""

from django.db.models import Model

from accounts import personal_data
from accounts.data_subjects import DataSubject
from accounts.keeping import Rows
from accounts.personal_data import Declaration, Role


def rows_of(declaration: Declaration, whose: DataSubject) -> Rows:
    """The rows of this model that tell of the person; none of another."""
    if declaration.rows is not None:
        return declaration.rows(whose)
    if not declaration.subject:
        return declaration.model._default_manager.none()
    rows = by_address(declaration, declaration.subject, whose)
    return of_the_name(declaration, rows, whose)


def rows_of_model(model: type[Model], whose: DataSubject) -> Rows:
    """The same, by the model."""
    declaration = personal_data.declaration_of(model._meta.label)
    if declaration is None:
        raise LookupError(f"{model._meta.label} is not declared.")
    return rows_of(declaration, whose)


def by_address(declaration: Declaration, look_up: str, whose: DataSubject) -> Rows:
    objects = declaration.model._default_manager
    return objects.filter(**{f"{look_up}__iexact": whose.email})


def of_the_name(declaration: Declaration, rows: Rows, whose: DataSubject) -> Rows:
    """Of rows under an address that several share, those that bear this one's name.

    A row that bears no name belongs to the sign-in, which they share as well.
    """
    if whose.is_alone or not declaration.name:
        return rows
    names = rows.order_by().values_list("pk", declaration.name)
    return rows.filter(pk__in=[pk for pk, name in names if whose.is_called(name)])


def rows_in_role(declaration: Declaration, role: Role, whose: DataSubject) -> Rows:
    """Rows about somebody else in which the person had a part."""
    objects = declaration.model._default_manager
    if whose.user is None or not whose.is_alone:
        return objects.none()
    return objects.filter(**{role.user: whose.user})
