"""Who sees single requests on Layanan publik, on its lists and by address."""

from __future__ import annotations

import re

import pytest

from data.schema.services import request
from tests.access.visitors import words_of as html_of
from tests.pages.layanan_sample import (
    ROLES,
    own_opd,
    page,
    requests_where,
    words_of,
)

SEES_ALL = ("bupati", "sekda", "verifikator", "inspektorat")
SEES_NONE = ("penyetuju", "admin", "layar.rapat")
REFUSED = "Permohonan itu tidak ada, atau bukan milik OPD Anda."

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_who_sees_all_sees_the_longest_waiting_with_its_clock(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in SEES_ALL:
        shown = html_of(page(use_sample, monkeypatch, account, tampil="menunggu"))
        clocks = re.findall(r"lewat ([\d.]+) hari", shown.split("Paling lama menunggu")[-1])
        days = [int(one.replace(".", "")) for one in clocks]
        assert days
        assert days == sorted(days, reverse=True)


def test_others_see_numbers_and_why(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in SEES_NONE:
        run = page(use_sample, monkeypatch, account, tampil="menunggu")
        assert "permohonan=" not in html_of(run)
        words = words_of(run)
        assert "Umur permohonan yang masih terbuka" in words
        assert "Rincian permohonan hanya dapat dilihat OPD" in words


def test_an_opd_sees_its_own_requests_alone(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ("kadis.kesehatan", "operator.kesehatan"):
        own = requests_where(use_sample, request.c.opd_code == own_opd(use_sample, account))
        shown = html_of(page(use_sample, monkeypatch, account, tampil="menunggu"))
        listed = {int(one) for one in re.findall(r"permohonan=(\d+)", shown)}
        assert listed <= set(own)


def test_a_single_request_by_address_is_for_those_who_may(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = own_opd(use_sample, "kadis.kesehatan")
    own = requests_where(use_sample, request.c.opd_code == mine)[0]
    other = requests_where(use_sample, request.c.opd_code != mine)[0]
    for account in ROLES:
        for number in (own, other):
            words = words_of(page(use_sample, monkeypatch, account, permohonan=str(number)))
            may = account in SEES_ALL or (account.endswith("kesehatan") and number == own)
            assert ("Riwayat permohonan" in words) is may
            assert (REFUSED in words) is not may


def test_a_request_that_does_not_exist_is_refused_in_the_same_words(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(page(use_sample, monkeypatch, "bupati", permohonan="99999999"))
    assert REFUSED in words
