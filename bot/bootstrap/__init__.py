"""Build everything once, on purpose: only here are settings turned into parts."""

from bot.bootstrap.parts import BookingParts, Core, GatewayParts, Now, PersonalParts, WechatParts

__all__ = ["BookingParts", "Core", "GatewayParts", "Now", "PersonalParts", "WechatParts"]
