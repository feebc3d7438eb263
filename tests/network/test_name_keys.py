"""Keys of names as the database keeps and compares them."""

import pytest
from django.apps import apps
from django.db import connection

from association.sorting import NameKeyField, name_key
from network.models import Municipality

pytestmark = pytest.mark.django_db


def key_columns():
    return [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, NameKeyField)
    ]


def collation_of(table, column):
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return next(one.collation for one in found if one.name == column)


def test_every_key_is_compared_by_its_bytes_whatever_the_databases_language():
    wanted = {"postgresql": "C", "sqlite": None}[connection.vendor]
    columns = key_columns()

    assert ("network_municipality", "key_fi") in columns
    assert {collation_of(*one) for one in columns} == {wanted}


def test_keys_of_dotted_letters_come_after_those_of_letters():
    names = ["Aå", "Aä", "Aö", "Aa", "Az", "A-a", "A b", "Å", "Ä", "Ö", "Za"]
    rows = list(Municipality.objects.all()[: len(names)])
    for row, name in zip(rows, names, strict=True):
        row.name_fi = name
        row.save()

    chosen = Municipality.objects.filter(name_fi__in=names).order_by("key_fi")

    assert [row.name_fi for row in chosen] == sorted(names, key=name_key)
