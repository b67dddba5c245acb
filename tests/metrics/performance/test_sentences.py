"""Sentences of the review meetings about OPD, word for word."""

from __future__ import annotations

import pytest

from core.periods import Period
from core.words import _, ngettext, speaking
from metrics.performance.score import Contribution, contributions
from metrics.performance.sentences import (
    change_sentence,
    insufficient_sentence,
    left_sentence,
    silent_sentence,
    standing_sentence,
    verified_sentence,
)
from tests.metrics.performance.building import entry

QUARTER = Period.parse("2026-Q3")
FOUND = contributions(
    [entry("A", 2, 80), entry("B", 1, 110), entry("C", 1, 50)],
    [entry("A", 2, 90), entry("B", 1, 140), entry("C", 1, None), entry("D", 1, 75)],
    cap=100,
)
NAMES = {"A": "Akseptor KB", "C": "Cakupan imunisasi", "D": "Durasi layanan"}


def test_the_parts_of_s1_make_the_template_word_for_word() -> None:
    with speaking("id"):
        moved = "/".join((_("up"), _("down"), _("unchanged")))
        change = _(", {moved} from {before}").format(moved=f"{{{moved}}}", before="{lama}")
        achieved = _("; {achievement}% of the target up to {period}").format(
            achievement="{capaian}", period="{periode}"
        )
        whole = _("{indicator} {opd} {period}: {value} {unit}{change}{achieved}.").format(
            indicator="{indikator}",
            opd="{OPD}",
            period="{periode}",
            value="{nilai}",
            unit="{satuan}",
            change=change,
            achieved=achieved + " ({predikat})",
        )
    assert whole == (
        "{indikator} {OPD} {periode}: {nilai} {satuan}, {naik/turun/tetap} dari {lama}; "
        "{capaian}% dari target s.d. {periode} ({predikat})."
    )


def test_the_other_templates_word_for_word() -> None:
    with speaking("id"):
        s2 = _("Score {moved} {amount} points to {score}{contributors}.").format(
            moved=f"{{{_('up')}/{_('down')}}}",
            amount="{d}",
            score="{skor}",
            contributors=_("; largest contributors: {names}").format(
                names=", ".join(
                    _("{name} ({points})").format(name=f"{{i{n}}}", points=f"{{k{n}}}")
                    for n in (1, 2)
                )
            ),
        )
        s3 = _("{verified} of {count} figures verified; coverage {coverage}%.").format(
            verified="{n}", count="{m}", coverage="{c}"
        )
        s4 = ngettext(
            "{opd} has not reported {indicator} {period} for {days} day.",
            "{opd} has not reported {indicator} {period} for {days} days.",
            2,
        ).format(opd="{OPD}", days="{n}", indicator="{indikator}", period="{periode}")
        s9 = _("Not enough data: coverage {coverage}%.").format(coverage="{c}")
    assert s2 == (
        "Skor {naik/turun} {d} poin menjadi {skor}; penyumbang terbesar: {i1} ({k1}), {i2} ({k2})."
    )
    assert s3 == "{n} dari {m} angka terverifikasi; cakupan {c}%."
    assert s4 == "{OPD} belum lapor {n} hari untuk {indikator} {periode}."
    assert s9 == "Belum cukup data: cakupan {c}%."


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (1200, ", naik dari 1.200"),
        (1300, ", turun dari 1.300"),
        (1234.04, ", tetap dari 1.234"),
        (None, ""),
    ],
)
def test_s1_says_where_a_figure_stands(before: float | None, said: str) -> None:
    with speaking("id"):
        assert standing_sentence(
            "Akseptor KB",
            "Dinas PPKB-PPPA",
            QUARTER,
            1234,
            "orang",
            decimals=0,
            before=before,
            achievement=88.888,
            predicate="Tinggi",
        ) == (
            f"Akseptor KB Dinas PPKB-PPPA TW III 2026: 1.234 orang{said}; "
            "88,89% dari target s.d. TW III 2026 (Tinggi)."
        )


def test_s1_without_a_target_says_nothing_of_it() -> None:
    with speaking("id"):
        assert standing_sentence("Stunting", "Dinkes", QUARTER, 7.5, "%", decimals=1) == (
            "Stunting Dinkes TW III 2026: 7,5 %."
        )


def test_s2_of_the_worked_example() -> None:
    with speaking("id"):
        assert change_sentence(77.5, 88.75, FOUND, NAMES) == (
            "Skor naik 11,25 poin menjadi 88,75; penyumbang terbesar: "
            "Cakupan imunisasi (+6,88), Akseptor KB (+5,00)."
        )
    with speaking("en"):
        assert change_sentence(77.5, 88.75, FOUND, NAMES).startswith(
            "Score up 11.25 points to 88.75; largest contributors: Cakupan imunisasi (+6.88)"
        )


def test_s2_of_a_fall_names_what_pulled_it_down() -> None:
    fall = [Contribution("A", -3.0), Contribution("C", 1.0)]
    with speaking("id"):
        assert change_sentence(80, 78, fall, NAMES) == (
            "Skor turun 2,00 poin menjadi 78,00; penyumbang terbesar: Akseptor KB (−3,00)."
        )


def test_s2_equal_in_print_is_tetap() -> None:
    still = [Contribution("A", -3.0), Contribution("C", 3.001), Contribution("D", 0.0)]
    with speaking("id"):
        assert change_sentence(80, 80.001, still, NAMES) == (
            "Skor tetap 80,00; penyumbang terbesar: Cakupan imunisasi (+3,00), Akseptor KB (−3,00)."
        )
        assert change_sentence(80, 80, [], NAMES) == "Skor tetap 80,00."


def test_a_rise_for_want_of_a_report_is_said_aloud() -> None:
    with speaking("id"):
        assert left_sentence(FOUND) == "6,88 poin berasal dari indikator yang tidak dilaporkan."
        assert left_sentence(FOUND, {"C"}) == left_sentence(FOUND)
        assert left_sentence(FOUND, {"X"}) == ""
        assert left_sentence([Contribution("C", -2.0, left=True)]) == ""
        assert left_sentence([Contribution("C", 2.0)]) == ""


def test_s3_s4_and_s9() -> None:
    with speaking("id"):
        assert verified_sentence(5, 8, 0.625) == "5 dari 8 angka terverifikasi; cakupan 62,5%."
        assert verified_sentence(0, 0, None) == "0 dari 0 angka terverifikasi."
        assert silent_sentence("Dinas Sosial", 12, "PMKS tertangani", QUARTER) == (
            "Dinas Sosial belum lapor 12 hari untuk PMKS tertangani TW III 2026."
        )
        assert insufficient_sentence(1 / 3) == "Belum cukup data: cakupan 33,33%."
        assert insufficient_sentence(None) == "Tidak ada data."
    with speaking("en"):
        assert silent_sentence("Dinsos", 1, "PMKS", QUARTER) == (
            "Dinsos has not reported PMKS Q3 2026 for 1 day."
        )
