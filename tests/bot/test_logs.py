"""Logs: one JSON object a line, and nothing in them that belongs to people."""

import io
import json
import logging

from bot.logs import adopt_libraries, make_log


def test_each_line_is_one_json_object_with_level_and_event() -> None:
    stream = io.StringIO()

    make_log("json", stream).info("running", port=8000)

    logged = json.loads(stream.getvalue())
    assert (logged["level"], logged["event"], logged["port"]) == ("info", "running", 8000)


def test_an_error_is_logged_by_class_and_place_without_its_message() -> None:
    stream = io.StringIO()
    log = make_log("json", stream)
    try:
        int("code 7K2M-99")
    except ValueError:
        log.exception("a turn failed")

    logged = json.loads(stream.getvalue())
    assert (logged["level"], logged["error"]) == ("error", "ValueError")
    assert any("test_logs.py" in place for place in logged["trace"])
    assert "7K2M" not in stream.getvalue()


def test_tokens_are_blotted_out_wherever_they_turn_up() -> None:
    stream = io.StringIO()

    make_log("json", stream).info(
        "asked", url="https://x/bot123456789:AAaaBBbbCCccDDddEEeeFF/getMe"
    )

    assert "AAaaBB" not in stream.getvalue()


def test_libraries_are_heard_without_the_values_they_quote() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers, root.level
    try:
        adopt_libraries(make_log("json", stream))
        logging.getLogger("some.library").warning("cannot read %r", "+358 40 1234567")
    finally:
        root.handlers, level = before[0], before[1]
        root.setLevel(level)

    assert json.loads(stream.getvalue())["library"] == "some.library"
    assert "358" not in stream.getvalue()
