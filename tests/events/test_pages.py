"""An event's page: its programme, and what is left of it afterwards."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pytest_django.asserts import assertContains, assertNotContains

from association.blocks import raw
from association.models import SiteDocument
from events.blocks import ProgrammeBlock
from tests.support.events import make_event_page, make_occurrence
from tests.support.home import translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

COFFEE = {"starts": "10:00", "ends": "10:30", "title": "Kahvit"}
TALK = {
    "starts": "10:30",
    "title": "Kunta kuulolla",
    "speaker": "Tuula Rantakangas",
    "description": "Miten ensimmäinen tapaaminen sovitaan?",
}


def test_the_programme_is_a_timetable_with_speakers_and_breaks(client):
    programme = raw([("pause", COFFEE), ("session", TALK)])
    page = make_event_page(make_occurrence(), programme=programme)
    response = client.get(page.url)

    assertContains(response, '<time datetime="10:00">10.00–10.30</time>')
    assertContains(response, '<li class="is-break">', count=1)
    assertContains(response, "<h3>Kunta kuulolla</h3>")
    assertContains(response, "Tuula Rantakangas")


def test_a_programme_of_two_days_has_their_headings(client):
    programme = raw([("day", "Lauantai"), ("session", TALK), ("day", "Sunnuntai"),
                     ("pause", COFFEE)])  # fmt: skip
    response = client.get(make_event_page(make_occurrence(), programme=programme).url)

    assertContains(response, "<h3>Lauantai</h3>")
    assertContains(response, "<h3>Sunnuntai</h3>")
    assertContains(response, "<h4>Kunta kuulolla</h4>")


def test_what_ends_before_it_starts_is_refused_in_the_programme():
    block = ProgrammeBlock()
    wrong = [("pause", {"starts": "11:00", "ends": "10:00", "title": "Kahvit"})]

    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(_rows(wrong)))

    inner = refused.value.as_json_data()["blockErrors"][0]["blockErrors"]["ends"]
    assert inner["messages"] == [
        "Tämä loppuu ennen kuin alkaa. Muuta toista kellonajoista."
    ]


def _rows(blocks):
    return [{"type": kind, "value": value, "id": kind} for kind, value in blocks]


def test_materials_are_a_list_of_documents_and_links_with_where_they_lead(client):
    document = SiteDocument.objects.create(
        title="Vuosikello", file=ContentFile(b"x", name="kello.odt")
    )
    link = {"title": "Tallenne", "url": "https://www.areena.example/1"}
    materials = raw([("document", document.pk), ("link", link)])
    past = make_occurrence(day=date(2026, 10, 14))
    response = client.get(make_event_page(past, materials=materials).url)

    assertContains(response, "Vuosikello")
    assertContains(response, '<span class="hint">areena.example</span>')
    document.delete()
    assertNotContains(client.get(past.get_absolute_url()), "Vuosikello")


def test_without_programme_and_materials_there_are_no_empty_headings(client):
    response = client.get(make_event_page(make_occurrence()).url)

    assertNotContains(response, 'id="programme"')
    assertNotContains(response, 'id="materials"')


def test_a_translation_copies_the_words_and_not_the_event():
    event = make_occurrence()
    page = make_event_page(event, programme=raw([("session", TALK)]))

    swedish = translate(page, "sv", title="Träff")

    assert swedish.event_id == event.event_id
    assert [part.value["title"] for part in swedish.programme] == ["Kunta kuulolla"]
    assert event.event.occurrences.count() == 1


def test_the_search_finds_who_speaks():
    page = make_event_page(make_occurrence(), programme=raw([("session", TALK)]))
    block = page.programme.stream_block

    assert "Tuula Rantakangas" in block.get_searchable_content(page.programme)
