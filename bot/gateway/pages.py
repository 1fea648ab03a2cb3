"""The site: its pages, its style, the widget, and the page that works without JavaScript."""

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.gateway import guide, plain_page
from bot.gateway.page_headers import PAGE_HEADERS

router = APIRouter(include_in_schema=False)
router.include_router(guide.router)
router.include_router(plain_page.router)

_STATIC = Path(__file__).parent / "static"


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> tuple[bytes, bytes, str]:
    """The file, the file packed, and what names this very content."""
    content = path.read_bytes()
    return content, gzip.compress(content, mtime=0), sha256(content).hexdigest()[:24]


def _file(request: Request, name: str, kind: str) -> Response:
    path = _STATIC / name
    content, packed, digest = _read(path, path.stat().st_mtime_ns)
    takes_packed = "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{digest}{"-gzip" if takes_packed else ""}"'
    headers = {**PAGE_HEADERS, "ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if takes_packed:
        headers["Content-Encoding"] = "gzip"
    body = packed if takes_packed else content
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)


@router.get("/index.css")
def style(request: Request) -> Response:
    """Its style."""
    return _file(request, "index.css", "text/css")


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The widget: one script tag."""
    return _file(request, "widget.js", "text/javascript")
