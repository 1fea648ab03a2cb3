"""What is kept of one application, for the person whose it is."""

from typing import Any

from bot.applications.application import Application
from bot.identity.numbers import Number


def exported(application: Application, person: Number, phone: str | None) -> dict[str, Any]:
    """One application in clear, ready for JSON, for the person whose it is."""
    return {
        "number": application.number.value,
        "name": application.name,
        "person_kind": str(person.kind),
        "person": person.value,
        "phone": phone,
        "item": application.item,
        "region": application.region,
        "events": [
            {"stage": str(each.stage), "on": each.on.isoformat(), "note": each.note}
            for each in application.events
        ],
        "demo": application.demo,
        "source": application.source,
        "changed_at": application.changed_at.isoformat(),
    }
