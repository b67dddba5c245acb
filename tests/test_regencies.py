"""With another regency in config.toml and a new database, the whole product speaks of that one."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy import make_url

from core import clock
from core.settings import CONFIG_VARIABLE, DATABASE_VARIABLE, ROOT, load_settings
from data.engine import make_engine
from data.queries.boundaries import boundary_credit, outlines
from data.queries.regions import regions
from metrics.definitions import definitions
from metrics.scales import scales
from pages.pembanding import filters
from pages.shared import navigation, shell
from pages.shared.navigation import ENTRIES
from review.access import may
from review.accounts import person_named
from review.installation import create_sample
from tests.access.visitors import carry, dashboard, token_of
from tests.conftest import NOW
from tests.databases import SAMPLE
from tests.words.pseudo import texts_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.settings import Settings
    from tests.databases import SqliteDatabases

REGENCIES: Final = {
    "51.08": ("Kabupaten Buleleng", "kabupaten", "Asia/Makassar"),
    "35.01": ("Kabupaten Pacitan", "kabupaten", "Asia/Jakarta"),
    "14.08": ("Kabupaten Siak", "kabupaten", "Asia/Jakarta"),
    "35.10": ("Kabupaten Banyuwangi", "kabupaten", "Asia/Jakarta"),
    "32.11": ("Kabupaten Sumedang", "kabupaten", "Asia/Jakarta"),
    "33.27": ("Kabupaten Pemalang", "kabupaten", "Asia/Jakarta"),
    "33.71": ("Kota Magelang", "kota", "Asia/Jakarta"),
}
# A regency of which nothing but its name is shipped: neither kecamatan nor boundaries.
BARE: Final = {"12.01": ("Kabupaten Tapanuli Tengah", "kabupaten", "Asia/Jakarta")}
HOME: Final = "Buleleng"
ADDRESSES: Final = tuple(entry.address for entry in ENTRIES)
# Where regions are picked to be compared, Buleleng stands among them under its full name.
COMPARED: Final = frozenset({"pembanding", "ringkasan"})


@pytest.fixture(scope="module", params=REGENCIES)
def regency(
    request: pytest.FixtureRequest, tmp_path_factory: Any, sqlite_databases: SqliteDatabases
) -> Iterator[str]:
    """One regency's settings and its own sample database, for all tests of the module."""
    code = str(request.param)
    folder = tmp_path_factory.mktemp(code)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CONFIG_VARIABLE, str(config(folder, code)))
        patch.setenv(DATABASE_VARIABLE, f"sqlite:///{folder}/dasbor.db")
        patch.setattr(clock, "now", lambda: NOW)
        if load_settings().regency == load_settings(environment={}).regency:
            # The one that is shipped: its sample is made already.
            Path(make_url(sqlite_databases.fresh(SAMPLE)).database or "").rename(
                folder / "dasbor.db"
            )
        else:
            engine = make_engine(load_settings().database.url)
            create_sample(engine, load_settings())
            engine.dispose()
        yield code


@pytest.fixture(autouse=True)
def _its_database(
    _no_real_database: None, regency: str, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Again for each test: others are kept from any database and settings but their own."""
    folder = next(tmp_path_factory.getbasetemp().glob(f"{regency}*"))
    monkeypatch.setenv(CONFIG_VARIABLE, str(folder / "config.toml"))
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{folder}/dasbor.db")
    monkeypatch.setattr(clock, "now", lambda: NOW)


def config(folder: Path, code: str) -> Path:
    """The shipped config.toml with another [regency], as README tells people to change it."""
    name, kind, zone = {**REGENCIES, **BARE}[code]
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    for key, value in {"code": code, "name": name, "kind": kind, "time_zone": zone}.items():
        text, count = re.subn(rf'(?m)^{key} = "[^"]*"', f'{key} = "{value}"', text)
        assert count == 1, key
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def opened(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a screen says to the Bupati, or to the first who may look where the Bupati may not."""
    url = load_settings().database.url
    entry = next(entry for entry in ENTRIES if entry.address == address)
    engine = make_engine(url)
    with engine.connect() as conn:
        name = next(
            name
            for name in ("bupati", "operator.kesehatan", "verifikator")
            if may(person_named(conn, name), entry.permission).allowed
        )
    engine.dispose()
    carry(monkeypatch, token_of(url, name))
    tabs: list[str] = []
    name_tab = shell.name_tab

    def noted(title: str, settings: Settings) -> None:
        tabs.append(f"{title} · {settings.regency.name}")
        name_tab(title, settings)

    monkeypatch.setattr(navigation, "name_tab", noted)
    run = dashboard(address)
    assert not run.exception
    return unescape("\n".join((*tabs, *texts_on(run))))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_screen_opens_and_speaks_of_the_regency(
    regency: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = opened(address, monkeypatch)
    # The button of the failure screen.
    assert "Coba lagi" not in said
    assert REGENCIES[regency][0] in said
    if regency == "51.08":
        return
    # What is left once quoted texts are taken out must not speak of the shipped sample's home.
    for text in quoted():
        said = said.replace(text, " ")
    if address in COMPARED:
        said = said.replace(f"Kabupaten {HOME}", " ")
    around = [said[max(0, m.start() - 60) : m.end() + 40] for m in re.finditer(HOME, said)]
    assert around == []


def quoted() -> list[str]:
    """Texts that may name Buleleng anywhere: definitions, scales, sources, published rows."""
    found: set[str] = set()
    for subject in definitions().values():
        for words in (subject.formula, subject.how_to_read, subject.caveats):
            found |= set(words.values())
        found.add(subject.source)
    for versions in scales().values():
        found |= {text for one in versions for band in one.bands for text in (band.source_id,)}
    content = tomllib.loads((ROOT / "data/reference/sources.toml").read_text(encoding="utf-8"))
    for entry in content["source"]:
        for key in ("title", "what", "source"):
            found |= set(entry[key].values())
    # The scale's own names, wherever it is used.
    found |= {"Capaian triwulan, Kabupaten Buleleng", "warna Buleleng"}
    return sorted((text for text in found if HOME in text), key=len, reverse=True)


def test_its_kecamatan_and_no_others_are_there_and_drawn(regency: str) -> None:
    engine = make_engine(load_settings().database.url)
    with engine.connect() as conn:
        kecamatan = regions(conn, level="kecamatan")
        drawn = outlines(conn, level="kecamatan", within=regency)
        credit = boundary_credit(conn)
    engine.dispose()
    assert len(drawn) >= 3
    assert [one.code for one in drawn] == list(kecamatan["code"])
    assert set(kecamatan["parent_code"]) == {regency}
    assert credit is not None
    assert "OCHA/HDX" in credit.lines[0]


def test_it_is_not_compared_with_itself(regency: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    several = filters.several

    def noted(label: str, options: Sequence[str], **more: Any) -> tuple[str, ...]:
        asked.append(tuple(options))
        return several(label, options, **more)

    monkeypatch.setattr(filters, "several", noted)
    opened("pembanding", monkeypatch)
    assert asked
    assert all(regency not in options for options in asked)
    assert all(len(code) <= 5 for options in asked for code in options)
