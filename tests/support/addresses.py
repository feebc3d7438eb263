"""ONE table of every address of the site and who may see it.

Add a line for each new address: its name as `reverse` knows it, `row(who may see it)`,
and how to build its arguments from an example of the `World`. In the admin one line
stands for all views of a viewset (`"officer:*"`); a longer name wins over it. A test
fails for an address without a line and says which to add.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from events import spans, weeks
from tests.support.rows import (
    EVERYBODY,
    NOBODY,
    POST_ONLY,
    SIGNED_IN,
    Argument,
    Row,
    admin,
    at_work,
    row,
)
from tests.support.wagtail_addresses import EXAMPLES, WAGTAILS
from tests.support.world import ADMINISTRATOR, STRANGER, World

# For whoever organises, on the site itself.
AT_THE_DOOR = row(
    {"board", "editor", ADMINISTRATOR},
    name="mentorikahvit",
    code=lambda w: w.occurrence.code,
)

TABLE: dict[str, Row] = {
    # --- for programs
    "healthz": row(EVERYBODY, 503),  # no worker runs in tests
    "robots": row(EVERYBODY),
    "sitemap": row(EVERYBODY),
    "security": row(EVERYBODY),
    "stripe_webhook": row(EVERYBODY, POST_ONLY),
    "feed_holidays_json": row(EVERYBODY),
    "feed_holidays": row(EVERYBODY),
    "feed_events": row(EVERYBODY),
    "feed_all": row(EVERYBODY),
    "feed_mine": row(EVERYBODY, token=lambda w: w.calendar_token),
    "feed_meetups": row(EVERYBODY),
    "feed_trainings": row(EVERYBODY),
    "feed_meetings": row(EVERYBODY),
    "feed_others": row(EVERYBODY),
    "events_rss": row(EVERYBODY),
    # --- signing in
    "account_login": row({STRANGER}, but=dict.fromkeys(SIGNED_IN, 302)),
    "account_request_login_code": row({STRANGER}, but=dict.fromkeys(SIGNED_IN, 302)),
    # Steps of a sign-in: who has not begun one is led to the beginning.
    "account_confirm_login_code": row(EVERYBODY, 302),
    "mfa_authenticate": row(EVERYBODY, 302),
    "mfa_login_webauthn": row(EVERYBODY, 302),
    "account_inactive": row(EVERYBODY),
    "account_logout": row(SIGNED_IN, but={STRANGER: 302}),
    "accounts:sign_in_link": row(EVERYBODY, token=lambda w: w.sign_in_token),
    "_util/login/": row(EVERYBODY, 302),
    # --- my page
    "accounts:my_page": row(SIGNED_IN),
    # Whoever is a member changes them in the register.
    "accounts:details": row(SIGNED_IN, but={"member": 302}),
    "accounts:new_address": row(SIGNED_IN),
    "accounts:address_asked": row(SIGNED_IN, 302),
    "accounts:confirm_address": row(EVERYBODY, token=lambda w: w.address_token),
    "accounts:privacy": row(SIGNED_IN),
    "accounts:copy": row(SIGNED_IN),
    "accounts:copy_file": row(SIGNED_IN),
    "accounts:erase": row(SIGNED_IN),
    "accounts:erased": row(EVERYBODY),
    "membership:my_details": row({"member"}, number=lambda w: w.own_member.number),
    "accounts:sign_out_elsewhere": row(SIGNED_IN, POST_ONLY),
    "accounts:second_factor": row(SIGNED_IN, 302),
    "mfa_index": row(SIGNED_IN),
    "mfa_activate_totp": row(SIGNED_IN, but={"member": 302}),
    # The member alone has a passkey, the app and recovery codes.
    "mfa_deactivate_totp": row({"member"}),
    "mfa_view_recovery_codes": row({"member"}),
    "mfa_generate_recovery_codes": row(SIGNED_IN),
    "mfa_download_recovery_codes": row({"member"}),
    "mfa_add_webauthn": row(SIGNED_IN),
    "mfa_edit_webauthn": row({"member"}, pk=lambda w: w.passkey),
    "mfa_remove_webauthn": row({"member"}, pk=lambda w: w.passkey),
    "mfa_reauthenticate": row({"member"}),
    "mfa_reauthenticate_webauthn": row({"member"}),
    # --- money
    "payments:how": row(EVERYBODY),
    "payments:bill": row(EVERYBODY, token=lambda w: w.bill.token),
    "payments:pay": row(EVERYBODY, POST_ONLY, token=lambda w: w.bill.token),
    "payments:returned": row(EVERYBODY, 303, token=lambda w: w.bill.token),
    "payments:cancelled": row(EVERYBODY, 303, token=lambda w: w.bill.token),
    "payments:qr": row(EVERYBODY, token=lambda w: w.bill.token),
    "payments:bars": row(EVERYBODY, token=lambda w: w.bill.token),
    "payments:bill_pdf": row(EVERYBODY, token=lambda w: w.bill.token),
    "payments:receipt": row(EVERYBODY, token=lambda w: w.receipt.token),
    "payments:receipt_pdf": row(EVERYBODY, token=lambda w: w.receipt.token),
    # --- events
    "events:calendar": row(EVERYBODY),
    "events:subscribe": row(EVERYBODY),
    "events:my_calendar": row(SIGNED_IN),
    "events:renew_my_calendar": row(SIGNED_IN, POST_ONLY),
    "events:my_calendar_names": row(SIGNED_IN, POST_ONLY),
    "events:past": row(EVERYBODY),
    "events:month": row(EVERYBODY, span=lambda w: spans.Month.of(w.event.start_day)),
    "events:week": row(EVERYBODY, span=lambda w: weeks.week(w.event.start_day)),
    "events:holidays": row(EVERYBODY),
    "events:event": row(
        EVERYBODY, name="mentorikahvit", code=lambda w: w.occurrence.code
    ),
    "events:event_ics": row(
        EVERYBODY, name="mentorikahvit", code=lambda w: w.occurrence.code
    ),
    "events:series_ics": row(
        EVERYBODY, name="mentorikahvit", code=lambda w: w.series.code
    ),
    "events:register": row(
        EVERYBODY, name="mentorikahvit", code=lambda w: w.occurrence.code
    ),
    "events:at_door": row(EVERYBODY, 302, token=lambda w: w.door_token),
    "events:door": AT_THE_DOOR,
    "events:names": AT_THE_DOOR,
    "events:names_pdf": AT_THE_DOOR,
    "events:summary": AT_THE_DOOR,
    "events:registration": row(EVERYBODY, token=lambda w: w.registration_token),
    "events:change_registration": row(EVERYBODY, token=lambda w: w.registration_token),
    "events:feedback": row(EVERYBODY, token=lambda w: w.feedback_token),
    # --- membership
    "membership:apply": row(EVERYBODY),
    "membership:applied": row(EVERYBODY),
    "membership:application": row(EVERYBODY, token=lambda w: w.application_token),
    # Only the member's own sign-in, and the member is of today.
    "membership:resign": row({"member"}, number=lambda w: w.own_member.number),
    "membership:my_letter": row({"member"}, pk=lambda w: w.own_letter.pk),
    # Where the treasurer lets members see them.
    "membership:years": row({"member"}, query=lambda w: f"?{w.closed_year_slug}"),
    "membership:year": row({"member"}, slug=lambda w: w.closed_year_slug),
    "membership:member_list": row({"member"}, number=lambda w: w.own_member.number),
    # --- mentoring
    "mentoring:directory": row(EVERYBODY),
    "mentoring:mentor": row(EVERYBODY, slug=lambda w: w.mentor.slug),
    "mentoring:book": row(SIGNED_IN, slug=lambda w: w.mentor.slug),
    "mentoring:session": row({"member", "mentor"}, pk=lambda w: w.session.pk),
    "mentoring:session_ics": row({"member", "mentor"}, pk=lambda w: w.session.pk),
    "mentoring:cancel": row(SIGNED_IN, POST_ONLY, pk=lambda w: w.session.pk),
    "mentoring:cancel_by_link": row(EVERYBODY, token=lambda w: w.cancel_token),
    "mentoring:free_times": row({"mentor"}),
    "mentoring:take_back": row({"mentor"}, POST_ONLY, pk=lambda w: w.free_time.pk),
    "mentoring:book_for_mentee": row({"mentor"}, pk=lambda w: w.free_time.pk),
    # --- home
    "home:search": row(EVERYBODY),
    "home:other_language": row(EVERYBODY, 302, pk=lambda w: w.page.pk),
    "home:news_feed": row(EVERYBODY),
    "home:take_message": row(EVERYBODY, token=lambda w: w.take_token),
    "media/<path:path>": row(EVERYBODY, path=lambda w: f"/media/{w.image.file.name}"),
    "wagtaildocs_serve": row(
        EVERYBODY,
        document_id=lambda w: w.document.pk,
        document_filename=lambda w: w.document.filename,
    ),
    # --- the demo
    "demo_components": row(EVERYBODY),
    "demo_mail": row(EVERYBODY),
    "demo_mail_show": row(NOBODY, name="1-x"),
    "demo_mail_html": row(NOBODY, name="1-x"),
    "demo_mail_calendar": row(NOBODY, name="1-x"),
    # --- the admin: its doors
    "admin/login/": row(EVERYBODY, 302),
    "admin/logout/": at_work(but={STRANGER: 302, "member": 200, "mentor": 200}),
    "admin/^password_reset/.*$": row(
        EVERYBODY, 302, path="/admin/password_reset/confirm/MQ/x/"
    ),
    "admin/^account/change_password/.*$": row(
        EVERYBODY, 302, path="/admin/account/change_password/"
    ),
    "admin/pages/<int:page_id>/privacy/": admin(
        "editor", path=lambda w: f"/admin/pages/{w.page.pk}/privacy/"
    ),
    "admin/collections/<int:collection_id>/privacy/": admin(
        path=lambda w: f"/admin/collections/{w.collection.pk}/privacy/"
    ),
    # --- the admin: ours
    "officer:*": admin("board", pk=lambda w: w.officer.pk),
    "officer:delete": admin(pk=lambda w: w.officer.pk),
    "outbox:*": admin("board", "treasurer", pk=lambda w: w.outbox_mail.pk),
    "history:*": admin("board", pk=lambda w: w.history_entry.pk),
    "contact_messages:*": admin("board", pk=lambda w: w.message.pk),
    "mentors:*": admin("coordinator", pk=lambda w: w.mentor.pk),
    "mentors:delete": admin(pk=lambda w: w.mentor.pk),
    "topics:*": admin("coordinator", pk=lambda w: w.topic.pk),
    "sessions:*": admin("coordinator", pk=lambda w: w.session.pk),
    "free-times:*": admin("coordinator", pk=lambda w: w.free_time.pk),
    "payments_credit:use": admin(
        "treasurer",
        answer=POST_ONLY,
        payment=lambda w: w.payment.pk,
        bill=lambda w: w.bill.pk,
    ),
    "payments_credit:send_back": admin(
        "treasurer", answer=POST_ONLY, payment=lambda w: w.payment.pk
    ),
    "payments_bills:*": admin("treasurer", pk=lambda w: w.bill.pk),
    "payments_received:*": admin("treasurer", pk=lambda w: w.payment.pk),
    "payments_unmatched:*": admin("treasurer", pk=lambda w: w.payment.pk),
    "bank_lines:*": admin("treasurer", pk=lambda w: w.bank_line.pk),
    "bank_files:*": admin("treasurer", pk=lambda w: w.bank_line.file_id),
    "bank_statements:*": admin("treasurer", pk=lambda w: w.bank_statement.pk),
    "bank_rules:*": admin("treasurer", pk=lambda w: w.line_rule.pk),
    "bank_repayments:*": admin("treasurer", pk=lambda w: w.repayment.pk),
    "bank_import": admin("treasurer"),
    "bank_send_back": admin("treasurer", pk=lambda w: w.repayment.payment_id),
    "bank_voucher": admin("treasurer", pk=lambda w: w.voucher.pk),
    "treasurer:index": admin("treasurer", "board"),
    "books:index": admin("treasurer", "board"),
    "books:year": admin("treasurer", "board", slug="2026-01"),
    "books:journal": admin("treasurer", "board", slug="2026-01"),
    "books:ledger": admin("treasurer", "board", slug="2026-01"),
    "books:account": admin("treasurer", "board", slug="2026-01", number=1910),
    "books:close": admin("treasurer", "board", answer=POST_ONLY, slug="2026-01"),
    "books:open": admin("treasurer", "board", answer=POST_ONLY, slug="2026-01"),
    "book_accounts:*": admin("treasurer", pk=lambda w: w.account.pk),
    "book_accounts:delete": admin(pk=lambda w: w.account.pk),
    "payments_disputes:*": admin("treasurer", pk=lambda w: w.dispute.pk),
    "payments_payouts:*": admin("treasurer", pk=lambda w: w.payout.pk),
    "stripe_movements:*": admin("treasurer", pk=lambda w: w.stripe_movement.pk),
    "payments_give_back": admin("treasurer", pk=lambda w: w.payment.pk),
    "stripe_events:*": admin("treasurer", pk=lambda w: w.stripe_event.pk),
    "event:*": admin("board", "editor", pk=lambda w: w.event.pk),
    "event:cancel": admin("board", "editor", pk=lambda w: w.occurrence.pk),
    "event:occurrence": admin("board", "editor", pk=lambda w: w.occurrence.pk),
    "event:following": admin(
        "board", "editor", pk=lambda w: w.series.occurrences.in_order()[1].pk
    ),
    "event:take_out": admin("board", "editor", pk=lambda w: w.occurrence.pk),
    "event:hold": admin("board", "editor", pk=lambda w: w.occurrence.pk),
    "subscribers:index": admin("board", "editor"),
    "event_chooser:create": admin("board", "editor"),
    "event_chooser:*": at_work(pk=lambda w: w.event.pk),
    "attendees:times": admin("board", "editor", pk=lambda w: w.event.pk),
    "attendees:*": admin("board", "editor", pk=lambda w: w.occurrence.pk),
    "holidayperiod:*": admin("board", "editor", pk=lambda w: w.holiday.pk),
    "registration:*": admin("board", "editor", pk=lambda w: w.registration.pk),
    "applications:*": admin("board", pk=lambda w: w.application.pk),
    "members:index": admin("board", "treasurer"),
    "members:index_results": admin("board", "treasurer"),
    "members:inspect": admin(
        "board", "treasurer", pk=lambda w: w.association_member.pk
    ),
    "members:*": admin("board", pk=lambda w: w.association_member.pk),
    "members:voters": admin("board", "treasurer"),
    "members:register": admin("board", "treasurer"),
    "register_readings:*": admin("board", pk=lambda w: w.register_reading.pk),
    "member_imports:*": admin("board", pk=lambda w: w.member_import.pk),
    "members:add": row(NOBODY),  # by an application, which the board accepts
    "members:delete": row(NOBODY, pk=lambda w: w.association_member.pk),
    "letters:index": admin("board"),
    "letters:index_results": admin("board"),
    "letters:add": admin("board"),
    "letters:inspect": admin("board", pk=lambda w: w.letter.pk),
    "letters:came_back": admin("board", pk=lambda w: w.own_letter.pk),
    "letters:works": admin("board", answer=POST_ONLY, pk=lambda w: w.own_letter.pk),
    "letters:send": admin("board", answer=POST_ONLY, pk=lambda w: w.draft.pk),
    "letters:test": admin("board", answer=POST_ONLY, pk=lambda w: w.draft.pk),
    "letters:paper": admin("board", pk=lambda w: w.letter.pk),
    "letters:addresses": admin("board", pk=lambda w: w.letter.pk),
    "letters:*": admin("board", pk=lambda w: w.draft.pk),
    "dues:*": admin("board", "treasurer", pk=lambda w: w.due.pk),
    "due_rates:index": admin("board", "treasurer"),
    "due_rates:index_results": admin("board", "treasurer"),
    "due_rates:delete": admin(pk=lambda w: w.due_rate.pk),
    "due_rates:*": admin("board", pk=lambda w: w.due_rate.pk),
    "raise_dues:index": admin("board", "treasurer"),
    "raise_dues:*": admin("board", "treasurer", year=timezone.localdate().year),
    "waivers:add": admin("board"),
    "waivers:*": admin("board", "treasurer", pk=lambda w: w.waiver.pk),
    "member_statistics:*": admin("board", "treasurer", key="members"),
    "translations_report": admin("editor"),
    "translations_report_results": admin("editor"),
    **WAGTAILS,
}


@dataclass(frozen=True)
class Address:
    """One entry of our URL configuration."""

    name: str
    route: str
    parameters: tuple[str, ...]
    is_named: bool
    is_positional: bool

    @property
    def key(self) -> str:
        return self.name if self.is_named else self.route

    @property
    def keys(self) -> tuple[str, str, str]:
        """Under which its line may stand: its route (where two share a name or it
        has none), its name, or its viewset."""
        return self.route, self.name, f"{self.name.rpartition(':')[0]}:*"

    @property
    def row(self) -> Row | None:
        return next((TABLE[key] for key in self.keys if key in TABLE), None)

    @property
    def is_admin(self) -> bool:
        return self.route.startswith("admin/")

    def path(self, world: World) -> str:
        assert self.row, self.key
        given = self.row.arguments
        if not self.is_named:
            return str(built(given.get("path", f"/{self.route}"), world))
        if self.is_positional:
            arguments = [built(one, world) for one in given.values()]
            return reverse(self.name, args=arguments)
        named = {
            name: built(given.get(name, EXAMPLES.get(name, "")), world)
            for name in self.parameters
        }
        with translation.override("fi"):
            path = reverse(self.name, kwargs=named)
        return f"{path}{built(given.get('query', ''), world)}"


def built(argument: Argument, world: World) -> object:
    return argument(world) if callable(argument) else argument


def addresses() -> list[Address]:
    """All of them, in the order of the URL configuration."""
    return list(_walk(get_resolver()))


def _walk(
    resolver: URLResolver,
    names: tuple[str, ...] = (),
    route: str = "",
    parameters: tuple[str, ...] = (),
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        longer = route + str(pattern.pattern)
        more = (*parameters, *_parameters(pattern))
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern, inner, longer, more)
        else:
            name = ":".join((*names, pattern.name or ""))
            is_positional = not more and bool(pattern.pattern.regex.groups)
            yield Address(name, longer, more, bool(pattern.name), is_positional)


def _parameters(pattern: URLPattern | URLResolver) -> tuple[str, ...]:
    inner: Any = pattern.pattern
    found = {**inner.converters, **inner.regex.groupindex}
    return tuple(found)
