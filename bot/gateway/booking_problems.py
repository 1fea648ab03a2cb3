"""Why a booking was refused, in words that a citizen could read."""

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from bot import errors
from bot.cards import SlotLine
from bot.gateway.problems import Problem, problem

# A person sees the status of the problem only as a colour; the words must be enough.
_REFUSALS: dict[type[errors.BookingRefused], tuple[int, str]] = {
    errors.UnknownOffice: (404, "没有这个可以预约的窗口。全部窗口见 /api/v1/offices。"),
    errors.UnknownBooking: (404, "没有查到这个预约，请核对预约号，并在预约时的那段对话里办理。"),
    errors.ItemNotServed: (422, "这个窗口不办这个事项，请换一个窗口。"),
    errors.NoSuchSlot: (422, "这个时间不办理，请从 /api/v1/slots 列出的时间里选。"),
    errors.TooSoon: (422, "这个时间太近了或者已经过去，请约晚一点的日子。"),
    errors.TooFarAhead: (422, "这个日子太远，现在还不能约，请约近一点的工作日。"),
    errors.SlotFull: (409, "这个时间已经约满，请换一个时间。"),
    errors.SlotNotFull: (409, "这个时间还有名额，不用候补，可以直接预约。"),
    errors.TooManyThatDay: (409, "您这一天已经有预约，不能再约；要换时间请改约。"),
    errors.HoldExpired: (409, "为您保留的时间已过，名额已经放开，请重新预约。"),
    errors.TooLateToChange: (409, "离预约时间太近，不能再改约或取消。"),
    errors.NotBegun: (409, "还没到预约的时间。"),
    errors.BookingEnded: (409, "这个预约现在不能这样改：它已经取消、结束，或者还没有确认。"),
}


class SlotFullProblem(Problem):
    """The slot is full; `alternatives` are the nearest free ones."""

    alternatives: list[SlotLine] = []


def slot_full(alternatives: list[SlotLine]) -> JSONResponse:
    """409 with what is free near by."""
    status, words = _REFUSALS[errors.SlotFull]
    if alternatives:
        words = (
            "这个时间已经约满。离它最近、还有名额的时间在 alternatives 里，可以换一个，也可以候补。"
        )
    body = SlotFullProblem(title="已经约满", status=status, detail=words, alternatives=alternatives)
    return JSONResponse(
        body.model_dump(), status_code=status, media_type="application/problem+json"
    )


def words_of(refusal: errors.BookingRefused) -> tuple[int, str]:
    """Status and words."""
    if isinstance(refusal, errors.CalendarNotPublished):
        return 422, f"{refusal.year}年的节假日和调休安排还没有公布，暂时不能约那一年的日子。"
    if isinstance(refusal, errors.BlockedForMisses):
        return 409, f"您近一个月失约次数较多，{refusal.until}起才能再约。急办请打12333。"
    return _REFUSALS[type(refusal)]


def add_booking_problems(app: FastAPI) -> None:
    """Translate the refusals at the door."""

    @app.exception_handler(errors.BookingRefused)
    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, errors.BookingRefused)
        return problem(*words_of(error))

    @app.exception_handler(errors.KeyReused)
    async def reused(_: Request, __: Exception) -> Response:
        return problem(422, "同一个 Idempotency-Key 已经用于另一个请求，请换一个再发。")
