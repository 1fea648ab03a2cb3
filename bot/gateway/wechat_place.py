"""A place that somebody sent: which offices can be booked there.

The knowledge base has no coordinates of offices, so that none can be called the nearest.
"""

from bot.bookings.plan import OfficePlan
from bot.bootstrap import GatewayParts
from bot.policies.knowledge import KnowledgeBase
from bot.wechat.messages import Location

_NARROW = {"county": 2, "city": 1}


def words_for(place: Location, parts: GatewayParts) -> str:
    """What is known, or the hotline."""
    edition = parts.core.knowledge.edition
    knowledge, says = edition.knowledge, edition.answerer.says
    named = [mention.region for mention in edition.linker.link(place.label).regions]
    narrow = [name for name in named if knowledge.regions[name].level in _NARROW]
    if not narrow:
        return says("utter_wechat_place_unknown")
    region = max(narrow, key=lambda name: _NARROW[knowledge.regions[name].level])
    plan = parts.bookings.appointments.plan
    offices = (
        [office for office in plan.offices if _near(office, region, knowledge)] if plan else []
    )
    if not offices:
        return says("utter_wechat_place_none", place=region)
    listed = "\n".join(f"· {office.name}（{office.region}）" for office in offices)
    notice = f"\n{says('utter_booking_demo')}" if any(office.demo for office in offices) else ""
    return says("utter_wechat_place_offices", place=region, offices=listed) + notice


def _near(office: OfficePlan, region: str, knowledge: KnowledgeBase) -> bool:
    """In it, or in the city that it lies in."""
    return knowledge.concerns(office.region, region) and (
        knowledge.regions[office.region].level in _NARROW
    )
