import shutil
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from network import filling
from network.models import Municipality, Region

pytestmark = pytest.mark.django_db


def run(**options):
    return call_command("fill_municipalities", **options)


def test_the_official_list_is_there_from_the_beginning():
    assert Region.objects.count() == 19
    assert Municipality.objects.count() == 309
    assert Municipality.objects.current(date(2026, 11, 24)).count() == 308


def test_filling_again_changes_nothing(capsys, django_assert_num_queries):
    with django_assert_num_queries(5):
        run()

    assert capsys.readouterr().out == "Added 0, changed 0.\n"


def test_what_is_missing_or_wrong_is_put_right_and_others_stay(capsys):
    Municipality.objects.filter(code="005").delete()
    Municipality.objects.filter(code="837").update(name_fi="Tampre", key_fi="tampre")
    Municipality.objects.create(
        code="999", name_fi="Vanhala", name_sv="Gammelby", name_sv_official="Gammelby",
        region_id="06", until=date(1999, 12, 31),
    )  # fmt: skip

    run()

    assert capsys.readouterr().out == "Added 1, changed 1.\n"
    assert Municipality.objects.named("tampere").get().code == "837"
    assert Municipality.objects.filter(code="999").exists()


def test_a_merged_municipality_stays_and_points_to_where_it_went():
    merged = Municipality.objects.get(code="588")

    assert merged.merged_into.name_fi == "Mäntyharju"
    assert merged.is_current(date(2024, 12, 31))
    assert not merged.is_current(date(2025, 1, 1))


def test_a_newer_list_is_read_from_a_folder(tmp_path, capsys):
    shutil.copytree(filling.DATA, tmp_path / "lists")
    path = tmp_path / "lists" / "municipalities.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    merged = [
        line.rstrip() + "\t2027-12-31\t837" if line.startswith("020") else line
        for line in lines
    ]
    path.write_text("\n".join(merged) + "\n", encoding="utf-8")

    run(folder=tmp_path / "lists")

    akaa = Municipality.objects.get(code="020")
    assert (akaa.until, akaa.merged_into_id) == (date(2027, 12, 31), "837")


@pytest.mark.parametrize("content", ["", "code\tname_fi\n01\tUusimaa\n"])
def test_a_list_that_cannot_be_read_changes_nothing(tmp_path, content):
    (tmp_path / "municipalities.tsv").write_text(content)
    if not content:
        (tmp_path / "regions.tsv").write_text("nothing\n")
        (tmp_path / "municipalities.tsv").unlink()

    with pytest.raises(CommandError, match="could not be read"):
        run(folder=tmp_path)

    assert Municipality.objects.count() == 309
