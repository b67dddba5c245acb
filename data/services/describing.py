"""What the rows of a file say of a request beside its events: service, OPD, place and so on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow.compute as pc

from core.words import _
from data.imports.model import Fault
from data.services.codes import UNDESCRIBED, channel, level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from data.services.codes import Directory
    from data.services.faults import Faults
    from data.services.layout import Columns
    from metrics.services.hours import Ints

NOTHING: Final = frozenset({"", "-", "--", "null", "none", "n/a", "nan"})
NONE: Final = -1
# Of the columns of a file: which say what of a description.
SERVICE: Final = ("service_code", "opd_code")
PLACE: Final = ("region_code", "district", "village")
Cells = tuple[str, ...]
Found = tuple[str, ...] | tuple[str, Fault]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Descriptions as numbers that are in the order of their texts.

    values: for each of the six parts its different texts, in order.
    """

    values: tuple[tuple[str, ...], ...]

    def numbers(self, places: Sequence[Ints]) -> Ints:
        """The number of each description; places: of its parts among the values."""
        found = np.zeros(len(places[0]), dtype=np.int64)
        for own, place in zip(self.values, places, strict=True):
            found = found * len(own) + place
        return found

    def part(self, at: int, numbers: Ints) -> NDArray[np.object_]:
        """One part of descriptions by their numbers; '' for NONE."""
        rest = numbers
        for own in reversed(self.values[at + 1 :]):
            rest = rest // len(own)
        texts = np.array([*self.values[at], ""], dtype=object)
        found: NDArray[np.object_] = texts[
            np.where(numbers < 0, len(texts) - 1, rest % len(self.values[at]))
        ]
        return found


@dataclass(slots=True)
class Describer:
    """Reads the describing cells of one file.

    service: of rows that name none; within: the OPD whose rows may be handed in, None for all.
    """

    columns: Columns
    directory: Directory
    faults: Faults
    service: str = ""
    within: frozenset[str] | None = None
    _memory: dict[tuple[str, Cells], Found] = field(default_factory=dict)

    def descriptions(
        self, texts: dict[str, pa.Array], first: int, rows: int
    ) -> tuple[Ints, Descriptions]:
        """Of each row the number of its description, NONE where it describes nothing."""
        groups: list[tuple[tuple[str, ...], Callable[[Cells], Found], int]] = [
            (SERVICE, self._service, 2),
            (PLACE, self._place, 1),
            (("channel",), self._channel, 1),
            (("class_code",), self._class, 1),
            (("level",), self._level, 1),
        ]
        values: list[tuple[str, ...]] = []
        places: list[Ints] = []
        for keys, meaning, width in groups:
            which, found = self._group(keys, meaning, texts, first, rows)
            for part in range(width):
                written = [one[part] if len(one) > part else "" for one in found]
                own = tuple(sorted({str(text) for text in written}))
                rank = {text: place for place, text in enumerate(own)}
                values.append(own)
                places.append(np.array([rank[str(text)] for text in written])[which])
        made = Descriptions(tuple(values))
        named = np.array([bool(text) for text in values[0]])[places[0]]
        self._refuse_nameless(named, texts, first)
        return np.where(named, made.numbers(places), NONE), made

    def _group(
        self,
        keys: tuple[str, ...],
        meaning: Callable[[Cells], Found],
        texts: dict[str, pa.Array],
        first: int,
        rows: int,
    ) -> tuple[Ints, list[tuple[Any, ...]]]:
        """Of each row the place of its cells among the different ones, and what these mean."""
        which = np.zeros(rows, dtype=np.int64)
        names: list[list[str]] = []
        for key in keys:
            own_place, own = coded(texts[key]) if key in texts else (which * 0, [""])
            which = which * len(own) + own_place
            names.append(own)
        cells, which = np.unique(which, return_inverse=True)
        found: list[tuple[Any, ...]] = []
        for place, cell in enumerate(cells.tolist()):
            written = self._written(cell, names)
            known = self._memory.get((keys[0], written))
            if known is None:
                known = meaning(written)
                if not isinstance(known[-1], Fault):
                    self._memory[keys[0], written] = known
            if isinstance(known[-1], Fault):
                self._fault(known, dict(zip(keys, written, strict=True)), which == place, first)
                known = UNDESCRIBED
            found.append(known)
        return which, found

    def _written(self, cell: int, names: list[list[str]]) -> Cells:
        parts = []
        for own in reversed(names):
            cell, place = divmod(cell, len(own))
            parts.append("" if own[place].casefold() in NOTHING else own[place])
        return tuple(reversed(parts))

    def _fault(
        self, known: tuple[Any, ...], written: dict[str, str], rows: NDArray[np.bool_], first: int
    ) -> None:
        key, fault = known
        values = np.full(len(rows), written.get(key, ""), dtype=object)
        self.faults.add_rows(rows, first, self.columns.heading_of(key), values, fault)

    def _refuse_nameless(
        self, named: NDArray[np.bool_], texts: dict[str, pa.Array], first: int
    ) -> None:
        """A row that describes something of a request, but names no service."""
        said = np.zeros(len(named), dtype=np.bool_)
        for key in ("opd_code", *PLACE, "channel", "class_code", "level"):
            if key in texts:
                said |= pc.not_equal(texts[key], "").to_numpy(zero_copy_only=False)
        bad = said & ~named
        if bad.any() and not self.faults.count:
            values = np.full(len(named), "", dtype=object)
            heading = self.columns.heading_of(SERVICE[0])
            self.faults.add_rows(bad, first, heading, values, _no_service())

    def _service(self, cells: Cells) -> Found:
        name, office = cells
        name = name or self.service
        if not name:
            return ("", "")
        service = self.directory.service(name)
        if isinstance(service, Fault):
            return ("service_code", service)
        code = self.directory.offices_of.get(service, "")
        if office:
            found = self.directory.office(office)
            if isinstance(found, Fault):
                return ("opd_code", found)
            code = found
        if self.within is not None and code not in self.within:
            return ("opd_code", _foreign(code, self.within))
        return (service, code)

    def _place(self, cells: Cells) -> Found:
        code, district, village = cells
        found = self.directory.region(code) if code else self.directory.place(district, village)
        if isinstance(found, Fault):
            return ("region_code" if code else "district" if district else "village", found)
        return (found,)

    def _channel(self, cells: Cells) -> Found:
        return (channel(cells[0]) if cells[0] else "",)

    def _class(self, cells: Cells) -> Found:
        found = self.directory.klass(cells[0]) if cells[0] else ""
        return ("class_code", found) if isinstance(found, Fault) else (found,)

    def _level(self, cells: Cells) -> Found:
        found = level(cells[0]) if cells[0] else ""
        return ("level", found) if isinstance(found, Fault) else (found,)


def coded(texts: pa.Array) -> tuple[Ints, list[str]]:
    """Of each text its place among the different ones, and these."""
    found = texts.dictionary_encode()
    places = found.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return places, found.dictionary.to_pylist()


def _no_service() -> Fault:
    return Fault(
        _("The row names no service."),
        _("Fill in the code of the service, or name one service for the whole file."),
    )


def _foreign(office: str, within: frozenset[str]) -> Fault:
    message = _("This row belongs to {office}; you may hand in rows of {own} only.")
    return Fault(
        message.format(office=office, own=", ".join(sorted(within))),
        _("Delete the row, or correct the code."),
    )
