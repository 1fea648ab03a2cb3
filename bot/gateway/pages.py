"""The demo page and the widget."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

router = APIRouter(include_in_schema=False)

_STATIC = Path(__file__).parent / "static"
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)


def _file(name: str, kind: str) -> FileResponse:
    return FileResponse(
        _STATIC / name,
        media_type=f"{kind}; charset=utf-8",
        headers={
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        },
    )


@router.get("/")
async def index() -> FileResponse:
    """The demo page."""
    return _file("index.html", "text/html")


@router.get("/index.css")
async def style() -> FileResponse:
    """Its style."""
    return _file("index.css", "text/css")


@router.get("/widget.js")
async def widget() -> FileResponse:
    """The widget: one script tag."""
    return _file("widget.js", "text/javascript")
