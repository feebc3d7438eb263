"""A front page in each language, in place of the page with which Wagtail welcomes."""

import uuid

from django.db import migrations

FRONT_PAGES = [
    ("fi", "Etusivu", "etusivu"),
    ("sv", "Startsida", "startsida"),
    ("en", "Front page", "front-page"),
]


def begin(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    root = page_model.objects.filter(depth=1).first()
    if root is None:
        return
    content_type, _is_new = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="home", model="homepage")
    key = uuid.uuid4()
    homes = []
    for number, (code, title, slug) in enumerate(FRONT_PAGES, start=2):
        locale, _is_new = apps.get_model("wagtailcore", "Locale").objects.get_or_create(
            language_code=code
        )
        homes.append(
            apps.get_model("home", "HomePage").objects.create(
                title=title,
                draft_title=title,
                slug=slug,
                content_type=content_type,
                path=f"{root.path}{number:04}",
                depth=2,
                numchild=0,
                url_path=f"/{slug}/",
                locale=locale,
                translation_key=key,
            )
        )
    site_model = apps.get_model("wagtailcore", "Site")
    site_model.objects.update(root_page=homes[0])
    if not site_model.objects.exists():
        site_model.objects.create(
            hostname="localhost", root_page=homes[0], is_default_site=True
        )
    page_model.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    root.numchild = page_model.objects.filter(depth=2).count()
    root.save()
    apps.get_model("association", "AssociationSettings").objects.get_or_create(pk=1)


def keep(apps, schema_editor):
    """Backwards: the pages go with their tables."""


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("association", "0001_initial"),
    ]

    operations = [migrations.RunPython(begin, keep)]
