"""Personal data of this app, of the room below it, and in what libraries keep.

Rooms above declare their own in their `AppConfig.ready()`. A library's model that is
not named here fails the test of the registry, so a new library is looked at.
"""

from datetime import time

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts import (
    forgetting,
    kept_copies,
    kept_sign_ins,
    personal_data,
    retention,
    timed_jobs,
)
from accounts.keeping import YEAR, Keeping, always, past
from accounts.kept_sign_ins import with_sign_in
from accounts.models import (
    AddressChange,
    ErasureRequest,
    HistoryEntry,
    HistoryHead,
    Officer,
    OutboxMail,
    RateCount,
    RoleByOffice,
    TimedRun,
    User,
)
from accounts.personal_data import CONTENT_STAYS, More

WHILE_SIGNING_IN = _("As long as the person signs in here.")
EDITING = _("Who edited what must be known to undo mistakes.")
WITH_THE_PAGE = _("As long as the page or the row it belongs to.")
CONTENT = _("Content of the site; whom it names is the editors' decision.")
UNUSED = _("Stays empty: the site has a model of its own instead.")
STRUCTURE = _("How the site is arranged; it tells of nobody.")

# What is searched; PostgreSQL keeps it as it was written, too.
SEARCHED: tuple[str, ...] = ("title", "body", "autocomplete")
if connection.vendor == "postgresql":
    SEARCHED = (*SEARCHED, "title_text", "body_text")

# Each label: its subject, fields, others named in it, why it is kept and how long.
KEPT_BY_LIBRARIES = {
    "association.SiteImage": (
        "uploaded_by_user__email",
        ("title", "description", "uploaded_by_user", "file"),
        ("file_hash",),
        CONTENT,
        _("Until an editor deletes it."),
    ),
    "association.SiteDocument": (
        "uploaded_by_user__email",
        ("title", "uploaded_by_user", "file"),
        ("file_hash",),
        CONTENT,
        _("Until an editor deletes it."),
    ),
    "wagtailimages.Image": (
        "uploaded_by_user__email",
        ("title", "description", "uploaded_by_user", "file"),
        ("file_hash",),
        UNUSED,
        _("Nothing to keep."),
    ),
    "wagtaildocs.Document": (
        "uploaded_by_user__email",
        ("title", "uploaded_by_user", "file"),
        ("file_hash",),
        UNUSED,
        _("Nothing to keep."),
    ),
    "wagtailcore.Page": (
        "owner__email",
        (
            "owner",
            "locked_by",
            "title",
            "draft_title",
            "seo_title",
            "search_description",
        ),
        ("path", "url_path", "slug"),
        CONTENT,
        _("Until an editor deletes it."),
    ),
    "wagtailcore.Revision": (
        "user__email",
        ("user", "object_str", "content"),
        ("object_id",),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.ModelLogEntry": (
        "user__email",
        ("user", "label", "data"),
        ("action", "object_id"),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.PageLogEntry": (
        "user__email",
        ("user", "label", "data"),
        ("action",),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.Comment": (
        "user__email",
        ("user", "text", "resolved_by"),
        ("contentpath", "position"),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.CommentReply": (
        "user__email",
        ("user", "text"),
        (),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.WorkflowState": (
        "requested_by__email",
        ("requested_by",),
        ("object_id",),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.TaskState": (
        "finished_by__email",
        ("finished_by", "comment"),
        (),
        EDITING,
        WITH_THE_PAGE,
    ),
    "wagtailcore.PageSubscription": (
        "user__email",
        ("user",),
        (),
        _("Who wants to be told of comments on a page."),
        WITH_THE_PAGE,
    ),
    "wagtailcore.UploadedFile": (
        "uploaded_by_user__email",
        ("file", "uploaded_by_user"),
        (),
        _("A file on its way to becoming an image or a document."),
        _("Until the upload is finished."),
    ),
    "wagtailcore.APIToken": (
        "user__email",
        ("user", "name"),
        ("key_hash", "prefix"),
        _("Not in use here: the interface it is for is not installed."),
        WHILE_SIGNING_IN,
    ),
    "wagtailadmin.EditingSession": (
        "user__email",
        ("user",),
        ("object_id",),
        _("So that two editors know of each other."),
        _("Some minutes after the editor leaves the page."),
    ),
    "wagtailadmin.FormState": (
        "user__email",
        ("user", "data"),
        ("object_id", "parent_object_id"),
        _("What an editor has typed and not yet saved."),
        _("Until it is saved, or Wagtail removes it as old."),
    ),
    "wagtailusers.UserProfile": (
        "user__email",
        ("user", "preferred_language", "current_time_zone", "avatar", "dismissibles"),
        (),
        _("How somebody wants to see the admin."),
        WHILE_SIGNING_IN,
    ),
    "wagtailsearch.IndexEntry": (
        "",
        SEARCHED,
        ("object_id",),
        _("Words of pages, images and documents, for searching them."),
        WITH_THE_PAGE,
    ),
    "wagtailsearch.SQLiteFTSIndexEntry": (
        "",
        ("title", "body", "autocomplete"),
        (),
        _("Words of pages, images and documents, for searching them."),
        WITH_THE_PAGE,
    ),
    "wagtailsearchpromotions.Query": (
        "",
        ("query_string",),
        (),
        _("What is searched for, without who searched: it may be a name."),
        _("A week, when nobody searches it again."),
    ),
    "account.EmailAddress": (
        "user__email",
        ("user", "email"),
        (),
        _("Stays empty: a person's address is in the user alone."),
        WHILE_SIGNING_IN,
    ),
    "account.EmailConfirmation": (
        "email_address__user__email",
        ("key",),
        (),
        _("Stays empty: a person's address is in the user alone."),
        WHILE_SIGNING_IN,
    ),
    "mfa.Authenticator": (
        "user__email",
        ("user", "data"),
        (),
        _("Passkeys, the key of an app (sealed), recovery codes (sealed)."),
        WHILE_SIGNING_IN,
    ),
    "sessions.Session": (
        "",
        ("session_data",),
        (),
        _("Who is signed in, on which device. Sealed; opened by nobody but the site."),
        _("Fourteen days."),
    ),
    "django_tasks_database.DBTaskResult": (
        "",
        ("args_kwargs", "return_value", "traceback"),
        (
            "task_path",
            "worker_ids",
            "queue_name",
            "backend_name",
            "exception_class_path",
        ),
        _("What the background process does; it is given numbers, not names."),
        _("Two weeks."),
    ),
}

ABOUT_NOBODY = {
    "association.SiteRendition": _("Smaller copies of images."),
    "association.PublicStamp": _("One number."),
    "association.AssociationSettings": _("Of the association, not of a person."),
    "auth.Permission": STRUCTURE,
    "auth.Group": _("The roles; who has one is listed with the user."),
    "contenttypes.ContentType": STRUCTURE,
    "recurrence.Date": STRUCTURE,
    "recurrence.Param": STRUCTURE,
    "recurrence.Recurrence": STRUCTURE,
    "recurrence.Rule": STRUCTURE,
    "simple_translation.SimpleTranslation": STRUCTURE,
    "taggit.Tag": STRUCTURE,
    "taggit.TaggedItem": STRUCTURE,
    "wagtailadmin.Admin": STRUCTURE,
    "wagtailcore.Collection": STRUCTURE,
    "wagtailcore.CollectionViewRestriction": STRUCTURE,
    "wagtailcore.GroupApprovalTask": STRUCTURE,
    "wagtailcore.GroupCollectionPermission": STRUCTURE,
    "wagtailcore.GroupPagePermission": STRUCTURE,
    "wagtailcore.GroupSitePermission": STRUCTURE,
    "wagtailcore.Locale": STRUCTURE,
    "wagtailcore.PageViewRestriction": STRUCTURE,
    "wagtailcore.ReferenceIndex": _("Which row mentions which; no words."),
    "wagtailcore.Site": STRUCTURE,
    "wagtailcore.Task": STRUCTURE,
    "wagtailcore.Workflow": STRUCTURE,
    "wagtailcore.WorkflowContentType": STRUCTURE,
    "wagtailcore.WorkflowPage": STRUCTURE,
    "wagtailcore.WorkflowTask": STRUCTURE,
    "wagtailembeds.Embed": _("What other sites publish under an address."),
    "wagtailimages.Rendition": _("Smaller copies of images."),
    "wagtailredirects.Redirect": _("Addresses of pages."),
    "wagtailsearchpromotions.QueryDailyHits": _("Numbers."),
    "wagtailsearchpromotions.SearchPromotion": CONTENT,
}


# What a copy shows of them and how they go; those not named stay as the site's content.
FURTHER: dict[str, More] = {
    "wagtailcore.Page": {"hidden": ("seo_title", "search_description", "draft_title")},
    "wagtailcore.Revision": {"hidden": ("content",)},
    "wagtailcore.ModelLogEntry": {
        "rows": kept_copies.log_of,
        "hidden": ("data",),
        "keeping": always(EDITING),
    },
    "wagtailcore.PageSubscription": {"keeping": with_sign_in("user")},
    "wagtailcore.APIToken": {"keeping": with_sign_in("user")},
    "wagtailadmin.EditingSession": {"keeping": with_sign_in("user")},
    "wagtailadmin.FormState": {"keeping": with_sign_in("user"), "hidden": ("data",)},
    "wagtailusers.UserProfile": {"keeping": with_sign_in("user")},
    "account.EmailAddress": {"keeping": with_sign_in("user")},
    "account.EmailConfirmation": {
        "keeping": with_sign_in("email_address__user"),
        "hidden": ("key",),
    },
    "mfa.Authenticator": {"keeping": with_sign_in("user"), "hidden": ("data",)},
    "sessions.Session": {
        "rows": kept_copies.sessions_of,
        "hidden": ("session_data",),
        "keeping": Keeping(over=kept_copies.ended_sessions),
    },
    "django_tasks_database.DBTaskResult": {
        "keeping": Keeping(over=kept_copies.finished_tasks)
    },
}  # fmt: skip


def declare_all() -> None:
    declare_ours()
    for label, (subject, fields, others, why, kept) in KEPT_BY_LIBRARIES.items():
        model = find(label)
        if model is not None:
            further: More = {"keeping": always(CONTENT_STAYS), **FURTHER.get(label, {})}
            personal_data.declare(
                model, subject=subject, fields=fields, others=others, why=why,
                kept=kept, **further,
            )  # fmt: skip
    for label, why in ABOUT_NOBODY.items():
        model = find(label)
        if model is not None:
            personal_data.not_personal(model, why)


def declare_ours() -> None:
    personal_data.declare(
        User,
        subject="email",
        fields=("email", "first_name", "last_name", "language"),
        others=("password",),
        why=_("To know who signs in, and in which language to write to them."),
        kept=WHILE_SIGNING_IN,
        rows=kept_copies.sign_in_of,
        keeping=Keeping(
            erase=kept_copies.end_sign_ins,
            stays=lambda rows, at: rows.filter(pk__in=kept_sign_ins.kept(at)),
            law=kept_sign_ins.LAW,
        ),
    )
    personal_data.declare(
        AddressChange,
        subject="user__email",
        fields=("user", "old_email", "new_email"),
        others=("who",),
        why=_("To be sure that a new address is the person's own."),
        kept=_("A year."),
        keeping=Keeping(over=past("asked_at", YEAR, AddressChange)),
    )
    personal_data.declare(
        Officer,
        subject="email",
        fields=("name", "phone", "email", "user"),
        why=_("Who answers for the association is public, also afterwards."),
        kept=_("Permanently, as part of the association's history."),
        name="name",
        keeping=always(
            _("Who has answered for the association is part of its history.")
        ),
    )
    personal_data.declare(
        RoleByOffice,
        subject="user__email",
        fields=("user",),
        others=("role",),
        why=_("Which rights somebody has because of an office, and loses with it."),
        kept=_("As long as the office."),
        keeping=with_sign_in("user"),
    )
    personal_data.declare(
        OutboxMail,
        subject="to",
        fields=("to", "subject", "content"),
        others=("key", "error"),
        why=_("To send it for certain, once, and to know what was sent."),
        kept=_("A year."),
        rows=kept_copies.mails_of,
        hidden=("content",),
        values=kept_copies.words_of_mail,
        keeping=Keeping(
            over=kept_copies.old_mails,
            stays=lambda rows, _at: rows.filter(sent_at=None, given_up_at=None),
            law=_("It is on its way to you. It goes when it has been sent."),
        ),
    )
    personal_data.not_personal(
        ErasureRequest, _("Keys of rows that have to stay for a while; no words.")
    )
    personal_data.declare(
        HistoryEntry,
        # Which row an entry is about leads to the person: `history.entries_about`.
        subject="",
        fields=("by", "personal"),
        others=("verb", "about_model", "about_key", "decision", "facts", "salt",
                "personal_digest", "digest"),
        why=_("So that who decided what, and when, can be proved afterwards."),
        kept=_(
            "What was done stays; names and other personal parts are erased with the "
            "details of the person."
        ),
        rows=kept_copies.history_of,
        values=kept_copies.words_of_history,
        keeping=always(
            _("What was done stays; your name in it goes with your details.")
        ),
    )  # fmt: skip
    personal_data.not_personal(HistoryHead, _("Where the history ends."))
    personal_data.not_personal(RateCount, _("Keys are hashes that nobody can read."))
    personal_data.not_personal(TimedRun, _("When the background process did what."))


def keep_the_rules() -> None:
    """The job that takes away what has been kept long enough, and whom it leaves."""
    kept_sign_ins.register(kept_sign_ins.who_takes_care)
    forgetting.register(forgetting.forget_log)
    forgetting.register(forgetting.forget_history)
    timed_jobs.register(timed_jobs.Job("retention", retention.job, at=time(3, 10)))


def find(label: str) -> type | None:
    """The model; None where this database lacks it or it is not installed."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
