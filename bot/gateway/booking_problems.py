"""Why a booking was refused: a status for the program, the prepared words for the person."""

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from bot import errors
from bot.bookings.in_words import refusal_in_words
from bot.cards import SlotLine
from bot.gateway.problems import Problem, problem
from bot.gateway.state import State

# Any other refusal is 409: it may be so at another time.
_STATUS: dict[type[errors.BookingRefused], int] = {
    errors.UnknownOffice: 404,
    errors.UnknownBooking: 404,
    errors.ItemNotServed: 422,
    errors.NoSuchSlot: 422,
    errors.TooSoon: 422,
    errors.TooFarAhead: 422,
    errors.CalendarNotPublished: 422,
}
_CONFLICT = 409


class SlotFullProblem(Problem):
    """The slot is full; `alternatives` are the nearest free ones."""

    alternatives: list[SlotLine] = []


def slot_full(words: str, alternatives: list[SlotLine]) -> JSONResponse:
    """409 in `words`, with what is free near by."""
    body = SlotFullProblem(
        title="已经约满", status=_CONFLICT, detail=words, alternatives=alternatives
    )
    return JSONResponse(
        body.model_dump(), status_code=_CONFLICT, media_type="application/problem+json"
    )


def add_booking_problems(app: FastAPI) -> None:
    """Translate the refusals at the door."""

    @app.exception_handler(errors.BookingRefused)
    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, errors.BookingRefused)
        parts = State.of(request).parts
        says = parts.core.knowledge.edition.answerer.says
        words = refusal_in_words(error, parts.bookings.appointments.plan, says)
        return problem(_STATUS.get(type(error), _CONFLICT), words)

    @app.exception_handler(errors.KeyReused)
    async def reused(_: Request, __: Exception) -> Response:
        return problem(422, "同一个 Idempotency-Key 已经用于另一个请求，请换一个再发。")
