from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_admin_reads_the_dates_that_it_writes(language):
    with translation.override(language):
        day = AdminDateInput().format_value(date(2026, 12, 14))
        assert day == "14.12.2026"
        assert forms.DateField().clean(day) == date(2026, 12, 14)

        hour = AdminTimeInput().format_value(time(18, 30))
        assert hour == "18.30"
        assert forms.TimeField().clean(hour) == time(18, 30)

        begins = datetime(2026, 12, 14, 18, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
        moment = AdminDateTimeInput().format_value(begins)
        assert moment == "14.12.2026 18.30"
        assert forms.DateTimeField().clean(moment) == begins


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_iso_dates_are_read_too(language):
    with translation.override(language):
        assert forms.DateField().clean("2026-12-14") == date(2026, 12, 14)
