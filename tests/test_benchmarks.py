"""The bench measures what it says: its sums, its lines, its way of speaking to a real server."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from benchmarks import runs, servers
from benchmarks.__main__ import MEASUREMENTS
from benchmarks.measure import Measurement, machine, medians, ninety_fifths, percentile
from benchmarks.protocol import (
    BenchmarkError,
    Content,
    Target,
    finished,
    rerun_message,
    viewer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = ["name", "value", "unit", "baseline", "ratio", "n"]


def rows(chart: Any) -> int:
    """Rows of all the data that a chart carries."""
    frames = [chart.proto.data.data, *(one.data.data for one in chart.proto.datasets)]
    return sum(len(convert_arrow_bytes_to_pandas_df(frame)) for frame in frames if frame)


@pytest.fixture(scope="module")
def blank() -> Iterator[Target]:
    with servers.yardstick("blank") as url:
        yield Target("blank", url)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5.0], 0.95, 5.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([float(i) for i in range(1, 101)], 0.95, 95.0),
        ([float(i) for i in range(1, 21)], 0.95, 19.0),
        ([1.0, 2.0], 0.0, 1.0),
        ([1.0, 2.0], 1.0, 2.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.5), ([1.0], -0.1)])
def test_a_percentile_of_nothing_is_an_error(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, share)


def test_a_measurement_is_one_line_of_json_with_the_promised_keys() -> None:
    line = Measurement("run.x", 0.2 * 147.0, "ms", 147.0, 40).line()
    assert "\n" not in line
    content = json.loads(line)
    assert list(content) == KEYS
    assert content == {
        "name": "run.x", "value": 29.4, "unit": "ms", "baseline": 147.0, "ratio": 0.2, "n": 40,
    }  # fmt: skip


def test_without_a_yardstick_there_is_no_ratio() -> None:
    content = json.loads(Measurement("start", 2.0, "s", None, 1).line())
    assert (content["baseline"], content["ratio"]) == (None, None)


def test_medians_and_95th_percentiles_are_told_in_milliseconds() -> None:
    ours, yardstick = [0.010, 0.030, 0.020], [0.1, 0.2, 0.3, 0.4]
    middle = medians("m", ours, yardstick)
    assert (middle.value, middle.baseline, middle.n) == (20.0, 250.0, 3)
    high = ninety_fifths("p", ours, yardstick)
    assert (high.value, high.baseline, high.n) == (30.0, 400.0, 3)


def test_the_machine_is_named_with_the_keys_of_a_measurement() -> None:
    content = json.loads(machine())
    assert list(content)[: len(KEYS)] == KEYS
    assert content["name"] == "machine"
    assert {"python", "streamlit"} <= content.keys()


def test_every_measurement_has_a_name_to_ask_for_it_alone() -> None:
    assert list(MEASUREMENTS) == [
        "run", "sent", "viewers", "browser", "press", "imports", "performance",
    ]  # fmt: skip


def test_a_first_rerun_names_the_address_and_a_later_one_the_script() -> None:
    target = Target("pembanding", "http://127.0.0.1:1", "pembanding")
    first = BackMsg.FromString(rerun_message(target)).rerun_script
    assert (first.page_name, first.page_script_hash) == ("pembanding", "")
    assert first.context_info.url == "http://127.0.0.1:1/pembanding"
    later = BackMsg.FromString(rerun_message(target, "abc")).rerun_script
    assert (later.page_name, later.page_script_hash) == ("", "abc")


def test_only_a_whole_run_is_an_end() -> None:
    ends = [
        finished(ForwardMsg(script_finished=status).SerializeToString())
        for status in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_EARLY_FOR_RERUN,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        )
    ]
    assert ends == [True, False, False]


def test_other_messages_are_no_end_and_a_broken_script_is_an_error() -> None:
    assert not finished(ForwardMsg(heartbeat_ack=True).SerializeToString())
    broken = ForwardMsg(script_finished=ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
    with pytest.raises(BenchmarkError):
        finished(broken.SerializeToString())


def test_a_page_that_fails_or_asks_to_sign_in_is_not_measured() -> None:
    content = Content()
    failed = ForwardMsg()
    failed.delta.new_element.exception.type = "ValueError"
    content.take(failed.SerializeToString())
    sign_in = ForwardMsg()
    sign_in.delta.new_element.html.body = '<form method="post" action="/auth/masuk">'
    content.take(sign_in.SerializeToString())
    missing = ForwardMsg()
    missing.page_not_found.page_name = "x"
    content.take(missing.SerializeToString())
    assert [reason.split(":")[0] for reason in content.refused] == [
        "ValueError", "sign-in screen", "page not found",
    ]  # fmt: skip


def test_a_real_server_is_heard_to_the_end_of_each_run(blank: Target) -> None:
    async def look() -> tuple[Content, float]:
        async with viewer(blank) as tab:
            return await tab.look(), await tab.rerun()

    content, seconds = asyncio.run(look())
    assert content.elements == {"empty": 1}
    assert content.page_hash
    assert seconds > 0


def test_both_pages_are_run_equally_often(blank: Target) -> None:
    ours, yardstick = runs.one_viewer(blank, blank, count=3, warm_up=1)
    assert (len(ours), len(yardstick)) == (3, 3)


def test_each_viewer_counts_in_each_round(blank: Target) -> None:
    ours, yardstick = runs.many_viewers(blank, blank, viewers=3, rounds=2)
    assert (len(ours), len(yardstick)) == (3 * 2, 3 * 2)


def test_the_naive_page_draws_its_five_charts_from_the_sizes_it_promises() -> None:
    at = AppTest.from_file(str(servers.YARDSTICKS / "naive.py"), default_timeout=30).run()
    assert not at.exception
    assert [rows(chart) for chart in at.get("vega_lite_chart")] == [40, 9, 3 * 365, 120, 480]
