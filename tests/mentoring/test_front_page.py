from tests.support.home import front_page
from tests.support.mentoring import make_topic


def text_of(client):
    return client.get("/").content.decode()


def test_the_front_page_says_about_the_mentors_what_its_editor_wrote(client, mentor):
    page = front_page()
    page.people_heading = "Kokeneita rinnallasi"
    page.people_text = "Kysy rohkeasti."
    page.save_revision().publish()

    text = text_of(client)

    assert "Kokeneita rinnallasi" in text
    assert "Kysy rohkeasti." in text
    assert "He ovat tehneet tämän ennenkin" not in text


def test_where_the_editor_wrote_nothing_it_still_says_something(client, mentor):
    assert "He ovat tehneet tämän ennenkin" in text_of(client)


def test_topics_after_the_first_begin_with_a_small_letter(client, mentor):
    mentor.topics.add(make_topic("Hallitustyö"), make_topic("Viestintä"))

    assert "Hallitustyö, viestintä" in text_of(client)
