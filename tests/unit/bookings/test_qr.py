"""The QR code of a reference."""

import struct

from bot.bookings.qr import qr_png, qr_svg


def test_the_code_is_an_image_of_either_kind() -> None:
    assert b"<svg" in qr_svg("K7QF29MX")
    image = qr_png("K7QF29MX")
    assert image.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", image[16:24])
    assert width == height > 100


def test_the_code_depends_on_the_reference_alone() -> None:
    assert qr_svg("K7QF29MX") == qr_svg("K7QF29MX")
    assert qr_svg("K7QF29MX") != qr_svg("K7QF29MY")
