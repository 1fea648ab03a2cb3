"""Sends what is due. A notice is claimed before it is sent: rather never than twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.errors import SealBroken, SmsUnavailable, Unavailable
from bot.notices.hours import QuietHours
from bot.notices.notice import Notice, Template
from bot.notices.queue import Claimed, NoticeState, Queue
from bot.notices.sms import Sms
from bot.sealing import Sealer

log = structlog.get_logger()
TRIES = 3
_WAIT_AT_LEAST = timedelta(seconds=5)
_WAIT_PART = 20  # of the time that is left

# Called with the number after it went out, or may have: `certain` tells which.
Record = Callable[[Template, str, bool], None]
Wanted = Callable[[Notice, datetime], bool]


@dataclass(frozen=True)
class Sender:
    """One sender over one queue; any number of them may work at once.

    `still_wanted` is asked at the last moment, `record` keeps the audit trail.
    """

    queue: Queue
    sms: Sms
    sealer: Sealer
    still_wanted: Wanted
    record: Record
    hours: QuietHours = field(default_factory=QuietHours)

    def send_due(
        self, now: Callable[[], datetime], go_on: Callable[[], bool] = lambda: True
    ) -> int:
        """Send what is due, one after the other, while `go_on`; how many were taken up.

        The time is asked for each: behind a slow provider the next one may have become too late.
        """
        self.queue.drop_late(now())
        done = 0
        while go_on() and self.send_next(now()):
            done += 1
        return done

    def send_next(self, now: datetime) -> bool:
        """Take up the next one; False when nothing is due. StoreUnavailable.

        One at a time: a worker that dies loses no more than the one in its hand.
        """
        claimed = self.queue.claim(now, 1, self.hours.may_disturb(now))
        for each in claimed:
            self._send(each, now)
        return bool(claimed)

    def _send(self, claimed: Claimed, now: datetime) -> None:
        notice = claimed.notice
        try:
            phone = self.sealer.open(notice.to or "")
            if not self.still_wanted(notice, now):
                self.queue.mark(notice.key, NoticeState.DROPPED, now)
                return
            self.sms.send(phone, notice.template, notice.values, notice.key)
        except SealBroken:
            log.error("notice_sealed_by_an_unknown_key", template=notice.template.value)
            self.queue.mark(notice.key, NoticeState.FAILED, now)
        except SmsUnavailable as error:
            log.warning(
                "notice_not_sent",
                template=notice.template.value,
                reason=str(error),
                surely_unsent=error.surely_unsent,
                tries=claimed.tries,
            )
            if error.surely_unsent:
                self._again(claimed, now)
                return
            self.queue.mark(notice.key, NoticeState.FAILED, now)
            self.record(notice.template, phone, False)
        except Unavailable:
            # It could not be asked whether it is still wanted.
            self._again(claimed, now)
            raise
        else:
            self.queue.mark(notice.key, NoticeState.SENT, now)
            self.record(notice.template, phone, True)

    def _again(self, claimed: Claimed, now: datetime) -> None:
        """Later, unless it was tried often enough or its time would be over."""
        notice = claimed.notice
        later = now + max(_WAIT_AT_LEAST, (notice.until - now) / _WAIT_PART)
        if claimed.tries >= TRIES or later > notice.until:
            self.queue.mark(notice.key, NoticeState.FAILED, now)
        else:
            self.queue.put_back(notice.key, later)
