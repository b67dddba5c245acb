"""Kinds of points of interest, and how well a place is known, in words."""

from __future__ import annotations

from typing import Final

from core.words import N_, _

KINDS: Final = {
    "rsud": N_("Public hospital (RSUD)"),
    "puskesmas": N_("Community health centre (Puskesmas)"),
    "rs_swasta": N_("Private hospital"),
    "rs_tni": N_("Military or police hospital"),
    "pasar": N_("Market"),
    "mpp": N_("Public service mall (MPP)"),
    "damkar": N_("Fire post"),
    "bpbd": N_("Disaster agency (BPBD)"),
    "kantor_camat": N_("Kecamatan office"),
    "kantor_desa": N_("Desa or kelurahan office"),
    "lainnya": N_("Other place"),
}
POINT, VILLAGE, KECAMATAN = "titik", "desa", "kecamatan"
PRECISIONS: Final = {
    POINT: N_("measured point"),
    VILLAGE: N_("point of its desa, about 1 km"),
    KECAMATAN: N_("location not mapped yet"),
}


def kind_label(kind: str) -> str:
    """The kind in words of this run's language."""
    return _(KINDS[kind]) if kind in KINDS else kind


def precision_label(precision: str) -> str:
    """How well the place is known, in words of this run's language."""
    return _(PRECISIONS[precision]) if precision in PRECISIONS else precision
