from __future__ import annotations

from xml.etree import ElementTree as ET

from charts.sparkline import sparkline_svg

SVG = "{http://www.w3.org/2000/svg}"


def picture(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own text)


def test_a_gap_stays_a_gap() -> None:
    drawn = picture(sparkline_svg([1, 2, None, 4, 5], label="x"))
    lines = [line.attrib["points"].split() for line in drawn.iter(f"{SVG}polyline")]
    assert [len(line) for line in lines] == [2, 2]


def test_a_lone_value_is_a_dot() -> None:
    drawn = picture(sparkline_svg([None, 3, None, None], label="x"))
    assert not list(drawn.iter(f"{SVG}polyline"))
    assert {dot.attrib["fill"] for dot in drawn.iter(f"{SVG}circle")} == {"currentColor"}


def test_an_interim_value_is_hollow_and_on_no_line() -> None:
    drawn = picture(sparkline_svg([1, 2, 9], interim={2}, label="x"))
    [line] = drawn.iter(f"{SVG}polyline")
    assert len(line.attrib["points"].split()) == 2
    assert [dot.attrib["fill"] for dot in drawn.iter(f"{SVG}circle")] == ["none", "currentColor"]


def test_the_target_is_a_level_line_within_the_picture() -> None:
    drawn = picture(sparkline_svg([80, 85], target=100, label="x", height=36))
    [target] = drawn.iter(f"{SVG}line")
    assert target.attrib["y1"] == target.attrib["y2"]
    assert 0 <= float(target.attrib["y1"]) <= 36


def test_without_values_the_picture_is_hatched() -> None:
    drawn = picture(sparkline_svg([None] * 12, label="belum ada data", target=5))
    assert not list(drawn.iter(f"{SVG}polyline"))
    assert not list(drawn.iter(f"{SVG}circle"))
    assert len(list(drawn.iter(f"{SVG}path"))) == 1


def test_equal_values_stand_in_the_middle() -> None:
    drawn = picture(sparkline_svg([5, 5, 5], label="x", height=36))
    [line] = drawn.iter(f"{SVG}polyline")
    assert {point.split(",")[1] for point in line.attrib["points"].split()} == {"18.0"}


def test_the_picture_is_named_or_passed_over() -> None:
    assert picture(sparkline_svg([1, 2], label="naik <2>")).attrib["aria-label"] == "naik <2>"
    assert picture(sparkline_svg([1, 2])).attrib["aria-hidden"] == "true"


def test_colours_come_from_the_screen() -> None:
    assert "#" not in sparkline_svg([1, None, 3], interim={2}, target=2, label="x")
