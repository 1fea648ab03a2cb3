"""Bookings a second and places given twice, as Markdown."""

from typing import Any

_WAYS = {
    "ours": "ours: all that the desk promises",
    "our_place_alone": "ours: the place alone",
    "check_then_insert": "count, then insert",
    "locked_row": "lock the slot, count, insert",
}
_LOADS = {"contended": "too few places", "plenty": "enough places"}
_DATABASES = {"sqlite": "SQLite {version}, WAL", "postgresql": "PostgreSQL {version}"}


def lines(booked: dict[str, Any]) -> list[str]:
    """The section of RESULTS.md."""
    loads = booked["loads"]
    few, enough = loads["contended"], loads["plenty"]
    rows = [
        _row(name, load, way, measured)
        for name, measured in booked["databases"].items()
        for load in _LOADS
        for way in _WAYS
    ]
    return [
        f"## {few['persons_a_slot']} persons for {booked['places']} places",
        "",
        f"{booked['threads']} threads of two processes book at once, slot after slot, over the",
        f"same table: {few['slots']} slots of {booked['places']} places with"
        f" {few['persons_a_slot']} persons each, then {enough['slots']} slots",
        f"with {enough['persons_a_slot']} persons each. The ways take turns, {booked['rounds']}"
        " rounds; figures are medians, ratios the",
        "medians of the ratios within a round; places given twice are those of all rounds.",
        "",
        "- ours: a unique index lets one booking into each numbered place of a slot. The first row",
        "  is the whole desk: the call is remembered, so that it is done once however often it is",
        "  sent, holds that ran out are given back, one booking a person and day. The second row",
        "  only takes the place, as the other ways do. Either fills every place once, or the run",
        "  fails.",
        "- count, then insert: nothing in the table stands against it. On PostgreSQL in one",
        "  transaction; on SQLite the count is over before the insert begins.",
        "- lock the slot: `SELECT … FOR UPDATE` on the slot's row. SQLite has no such lock:",
        "  `BEGIN IMMEDIATE`, which locks the file, takes its place.",
        "",
        "| database | load | way | requests a second | ÷ count, then insert | given twice |",
        "|---|---|---|---|---|---|",
        *rows,
    ]


def _row(name: str, load: str, way: str, measured: dict[str, Any]) -> str:
    figures = measured[load][way]
    database = _DATABASES[name].format(version=measured["version"])
    return (
        f"| {database} | {_LOADS[load]} | {_WAYS[way]} | {figures['requests_per_second']} "
        f"| {figures['times_check_then_insert']:g} "
        f"| {figures['overbooked']} of {figures['booked']} |"
    )
