"""Which tests `make test` runs on SQLite alone: the database is the same to them.

They are about pages, forms, words, files and papers. What the pages ask the database is
asked on PostgreSQL, too, by the tables of tests/everywhere; what verbs, queries and
constraints do is tried on both by the tests not named here. `make soak` sets
EVERYTHING=1, and all run on both.
"""

import os

EVERYTHING = os.environ.get("EVERYTHING") == "1"
FOLDERS = {"tests/config", "tests/demo"}
FILES = {
    "accounts": "admin_door app_codes back_to_the_admin links_in_mails my_page passkeys"
    " second_step sign_in_link told_by_mail",
    "association": "blocks image_cleaning look page_cache pdf plots titles",
    "events": "admin calendar editing event_list ical month narrowing pages questions"
    " readers rss rule_words series_file series_pages signing_up subscribe subscribers",
    "everywhere": "bad_input bad_input_in_admin odd_questions policy strangers_in_turn",
    "home": "addresses contact editing languages pages",
    "membership": "admin admin_letters import_admin import_reading own_views paper"
    " thread",
    "mentoring": "admin directory front_page kept_pages my_page",
    "payments": "admin bank_files bank_line_page bill_page books_pages papers",
}
NAMES = {
    f"tests/{room}/test_{name}.py"
    for room, names in FILES.items()
    for name in names.split()
}
# In those folders: each brings rows of its own kind, or asks PostgreSQL itself.
BUT = {
    "tests/config/test_backup.py",
    "tests/config/test_erased_again.py",
    "tests/demo/test_members.py",
}


def is_same_on_either(path: str) -> bool:
    """`path` of a test file, from the project's folder."""
    if EVERYTHING or path in BUT:
        return False
    return path in NAMES or path.rpartition("/")[0] in FOLDERS
