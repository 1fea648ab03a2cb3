"""A reference as a QR code, to be read off a telephone at the counter."""

import io

import segno

_SCALE = 8


def qr_svg(reference: str) -> bytes:
    """The reference alone, as an SVG image."""
    return _image(reference, "svg")


def qr_png(reference: str) -> bytes:
    """The reference alone, as a PNG image."""
    return _image(reference, "png")


def _image(reference: str, kind: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(reference, error="m", micro=False).save(drawn, kind=kind, scale=_SCALE)
    return drawn.getvalue()
