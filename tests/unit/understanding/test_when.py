from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.when import NoSuchTime, NotPublished, When, read_when
from bot.understanding.when_times import DayPart

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)  # a Tuesday
WEDNESDAYS = ["2026-11-25", "2026-12-02", "2026-12-09", "2026-12-16"]
MOMENTS = st.dates(date(2005, 1, 1), date(2090, 1, 1)).flatmap(
    lambda day: st.times().map(lambda clock: datetime.combine(day, clock, SHANGHAI))
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def days_of(found: When) -> list[str]:
    return [day.isoformat() for day in found.days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-24"),
        ("明天", "2026-11-25"),
        ("明儿", "2026-11-25"),
        ("后天", "2026-11-26"),
        ("大后天", "2026-11-27"),
        ("昨天", "2026-11-23"),
        ("周三", "2026-11-25"),
        ("这周三", "2026-11-25"),
        ("本周五", "2026-11-27"),
        ("下周三", "2026-12-02"),
        ("下周的周三", "2026-12-02"),
        ("下下周一", "2026-12-07"),
        ("礼拜四", "2026-11-26"),
        ("星期天", "2026-11-29"),
        ("周5", "2026-11-27"),
        ("上周三", "2026-11-18"),
        ("12月3号", "2026-12-03"),
        ("十二月三号", "2026-12-03"),
        ("2026年12月3日", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("12.3号", "2026-12-03"),
        ("11月3号", "2026-11-03"),
        ("1月5号", "2027-01-05"),
        ("明年3月1号", "2027-03-01"),
        ("3号", "2026-12-03"),
        ("24号", "2026-11-24"),
        ("31号", "2026-12-31"),
        ("这个月20号", "2026-11-20"),
        ("下个月5号", "2026-12-05"),
        ("三天后", "2026-11-27"),
        ("两周后", "2026-12-08"),
        ("周三前一天", "2026-11-24"),
        ("下个月第一个工作日", "2026-12-01"),
        ("改到周五", "2026-11-27"),
        ("从周三改到周五", "2026-11-27"),
        ("推迟到下周一", "2026-11-30"),
        ("后天的提前到明天", "2026-11-25"),
        ("换周四吧", "2026-11-26"),
        ("今天想约周五", "2026-11-27"),
        ("12月3号办失业登记", "2026-12-03"),
    ],
)
def test_a_day_is_read(text, day):
    found = read_when(text, NOW)

    assert days_of(found) == [day]
    assert found.exact


@pytest.mark.parametrize(
    ("text", "first", "last", "count", "exact"),
    [
        ("周末", "2026-11-28", "2026-11-29", 2, True),
        ("下周末", "2026-12-05", "2026-12-06", 2, True),
        ("周六日", "2026-11-28", "2026-11-29", 2, True),
        ("周六周日", "2026-11-28", "2026-11-29", 2, True),
        ("这周", "2026-11-24", "2026-11-29", 6, True),
        ("下周", "2026-11-30", "2026-12-06", 7, True),
        ("这两天", "2026-11-24", "2026-11-25", 2, False),
        ("过几天", "2026-11-27", "2026-11-29", 3, False),
        ("月底", "2026-11-26", "2026-11-30", 5, False),
        ("下月初", "2026-12-01", "2026-12-05", 5, False),
        ("月底前", "2026-11-24", "2026-11-30", 7, True),
        ("下个月", "2026-12-01", "2026-12-31", 31, True),
        ("周五前", "2026-11-24", "2026-11-26", 3, True),
        ("周三以后", "2026-11-26", "2026-12-02", 7, False),
        ("从明天开始", "2026-11-25", "2026-12-01", 7, False),
        ("周三到周五", "2026-11-25", "2026-11-27", 3, True),
        ("下周一至五", "2026-11-30", "2026-12-04", 5, True),
        ("周五到下周一", "2026-11-27", "2026-11-30", 4, True),
        ("12月3号到5号", "2026-12-03", "2026-12-05", 3, True),
        ("周三或者周四", "2026-11-25", "2026-11-26", 2, True),
        ("下周三和周五", "2026-12-02", "2026-12-04", 2, True),
        ("今天或者明天", "2026-11-24", "2026-11-25", 2, True),
        ("3号前后", "2026-12-03", "2026-12-03", 1, False),
        ("一会儿", "2026-11-24", "2026-11-24", 1, False),
    ],
)
def test_several_days_are_read(text, first, last, count, exact):
    found = read_when(text, NOW)

    assert (days_of(found)[0], days_of(found)[-1], len(found.days)) == (first, last, count)
    assert found.exact is exact


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("下午三点", "15:00"),
        ("三点", "15:00"),
        ("三点半", "15:30"),
        ("两点半", "14:30"),
        ("九点", "09:00"),
        ("9点一刻", "09:15"),
        ("三点三刻", "15:45"),
        ("三点零五", "15:05"),
        ("三点二十", "15:20"),
        ("三点四十五分", "15:45"),
        ("差一刻三点", "14:45"),
        ("14:30", "14:30"),
        ("3:30", "15:30"),
        ("9时30分", "09:30"),
        ("上午9点", "09:00"),
        ("早八点", "08:00"),
        ("中午12点", "12:00"),
        ("中午一点", "13:00"),
        ("12点", "12:00"),
        ("晚上七点", "19:00"),
        ("明天一点", "13:00"),
        ("明天下午,三点", "15:00"),
        ("明天下午我想三点去", "15:00"),
        ("周三三点", "15:00"),
        ("周三四点", "16:00"),
        ("周三十点", "10:00"),
        ("周二十一点", "11:00"),
        ("12月3号9点", "09:00"),
        ("11月11号11点", "11:00"),
    ],
)
def test_a_time_is_read(text, moment):
    found = read_when(text, NOW)

    assert found.time == time.fromisoformat(moment)
    assert found.part == (DayPart.MORNING if moment < "12" else found.part)
    assert (found.until, found.exact) == (None, True)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10点多", "10:00"),
        ("十点左右", "10:00"),
        ("大概三点", "15:00"),
        ("中午", "12:00"),
        ("傍晚", "17:00"),
        ("下午三点以后", "15:00"),
        ("现在", "10:00"),
    ],
)
def test_a_time_that_leaves_play_is_not_exact(text, moment):
    found = read_when(text, NOW)

    assert found.time == time.fromisoformat(moment)
    assert not found.exact


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("9点到10点", "09:00", "10:00"),
        ("9:00-11:00", "09:00", "11:00"),
        ("周五下午两点到四点", "14:00", "16:00"),
        ("下午2-4点", "14:00", "16:00"),
        ("上午11点到1点", "11:00", "13:00"),
        ("9点到下午3点", "09:00", "15:00"),
        ("八九点", "08:00", "09:00"),
    ],
)
def test_a_range_of_times_is_read(text, start, until):
    found = read_when(text, NOW)

    assert (found.time, found.until) == (time.fromisoformat(start), time.fromisoformat(until))


def test_a_latest_time_has_no_start():
    found = read_when("下午四点前", NOW)

    assert (found.time, found.until, found.part) == (None, time(16), DayPart.AFTERNOON)


@pytest.mark.parametrize(
    ("text", "days", "part"),
    [
        ("上午", [], DayPart.MORNING),
        ("早上", [], DayPart.MORNING),
        ("下班前", [], DayPart.AFTERNOON),
        ("明早", ["2026-11-25"], DayPart.MORNING),
        ("明天上午", ["2026-11-25"], DayPart.MORNING),
        ("下周三上午", ["2026-12-02"], DayPart.MORNING),
        ("星期二下午", ["2026-11-24"], DayPart.AFTERNOON),
        ("周三晚", ["2026-11-25"], DayPart.EVENING),
        ("上午下午都行", [], DayPart.ANY),
        ("下午三点", [], DayPart.AFTERNOON),
    ],
)
def test_a_part_of_the_day_is_read_with_or_without_a_day(text, days, part):
    found = read_when(text, NOW)

    assert (days_of(found), found.part) == (days, part)


@pytest.mark.parametrize(
    "text", ["最早的", "越快越好", "尽快", "最近的", "最近的一个号", "最早什么时候能去"]
)
def test_the_earliest_is_wanted(text):
    assert read_when(text, NOW).earliest


@pytest.mark.parametrize("text", ["随便哪天", "都行", "什么时候都行", "随时", "除了周三都行"])
def test_any_day_will_do(text):
    assert read_when(text, NOW).any_day


@pytest.mark.parametrize(
    ("text", "days", "not_days", "not_part"),
    [
        ("除了周三", [], WEDNESDAYS, None),
        ("周三没空", [], WEDNESDAYS, None),
        ("除了明天", [], ["2026-11-25"], None),
        ("周三不行,周五可以", ["2026-11-27"], WEDNESDAYS, None),
        ("不是周三是周五", ["2026-11-27"], WEDNESDAYS, None),
        ("不要上午", [], [], DayPart.MORNING),
        ("明天上午不行", ["2026-11-25"], [], DayPart.MORNING),
        ("周三行不行", ["2026-11-25"], [], None),
        ("明天不行吗", ["2026-11-25"], [], None),
    ],
)
def test_what_is_refused_is_told_apart(text, days, not_days, not_part):
    found = read_when(text, NOW)

    assert days_of(found) == days
    assert [day.isoformat() for day in found.not_days] == not_days
    assert found.not_part == not_part


def test_a_day_that_is_refused_is_taken_out_of_the_week():
    found = read_when("下周除了周三", NOW)

    assert len(found.days) == 6
    assert date(2026, 12, 2) not in found.days


def test_a_time_that_is_refused_gives_way_to_the_next():
    found = read_when("明天三点不行,四点行吗", NOW)

    assert (days_of(found), found.time) == (["2026-11-25"], time(16))


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("提前一天", timedelta(days=-1)),
        ("推迟两天", timedelta(days=2)),
        ("顺延两天", timedelta(days=2)),
        ("往后推一周", timedelta(days=7)),
        ("晚半个小时", timedelta(minutes=30)),
        ("提前一小时", timedelta(hours=-1)),
    ],
)
def test_what_is_booked_is_moved(text, shift):
    assert read_when(text, NOW).shift == shift


@pytest.mark.parametrize(
    ("text", "now", "day"),
    [
        ("周三", "2026-11-25 17:59", "2026-11-25"),
        ("周三", "2026-11-25 18:00", "2026-12-02"),
        ("周三上午", "2026-11-25 11:59", "2026-11-25"),
        ("周三上午", "2026-11-25 12:00", "2026-12-02"),
        ("周三三点", "2026-11-25 14:59", "2026-11-25"),
        ("周三三点", "2026-11-25 15:00", "2026-12-02"),
        ("这周三", "2026-11-26 09:00", "2026-11-25"),
        ("周三", "2026-11-26 09:00", "2026-12-02"),
        ("下周日", "2026-11-29 09:00", "2026-12-06"),
        ("下周一", "2026-11-29 09:00", "2026-11-30"),
        ("本周一", "2026-11-29 09:00", "2026-11-23"),
        ("8月26号", "2026-11-24 09:00", "2026-08-26"),
        ("8月25号", "2026-11-24 09:00", "2027-08-25"),
    ],
)
def test_a_bare_day_is_the_nearest_that_is_meant(text, now, day):
    assert days_of(read_when(text, at(now))) == [day]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("元旦", "2026-01-01", "2026-01-03"),
        ("元旦前", "2025-12-22", "2025-12-31"),
        ("元旦前最后一个工作日", "2025-12-31", "2025-12-31"),
        ("元旦后", "2026-01-04", "2026-01-10"),
        ("元旦后第一个工作日", "2026-01-04", "2026-01-04"),
        ("节后第一个工作日", "2026-01-04", "2026-01-04"),
        ("放完假第一天上班", "2026-01-04", "2026-01-04"),
        ("春节后上班第一天", "2026-02-24", "2026-02-24"),
        ("过完年第一个工作日", "2026-02-24", "2026-02-24"),
        ("清明节前一天", "2026-04-03", "2026-04-03"),
        ("国庆后的第一个工作日", "2026-10-08", "2026-10-08"),
        ("十一长假后第一个工作日", "2026-10-08", "2026-10-08"),
        ("中秋后第一个工作日", "2026-09-28", "2026-09-28"),
    ],
)
def test_a_holiday_lies_where_the_notice_puts_it(text, first, last):
    found = read_when(text, at("2025-12-22 10:00"))

    assert (days_of(found)[0], days_of(found)[-1]) == (first, last)


def test_in_a_holiday_its_end_is_that_of_this_one():
    found = read_when("节后上班第一天", at("2026-10-03 10:00"))

    assert days_of(found) == ["2026-10-08"]


@pytest.mark.parametrize(
    "text", ["元旦后第一个工作日", "元旦前", "国庆后", "春节后上班第一天", "节后", "清明"]
)
def test_a_holiday_without_a_notice_is_never_guessed(text):
    assert read_when(text, at("2040-12-01 10:00")) == NotPublished(2040)


@pytest.mark.parametrize(
    "text",
    [
        "2月30号",
        "4月31号",
        "2月29号",
        "13月5号",
        "32号",
        "2026年2月30日",
        "25点",
        "12:60",
        "上午14点",
        "晚上12点",
        "5点到3点",
    ],
)
def test_what_is_no_day_or_time_is_named(text):
    assert read_when(f"我想约{text}的", NOW) == NoSuchTime(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "失业三个月",
        "交了三年社保",
        "45岁",
        "2023年的政策",
        "三点要求",
        "有三点不明白",
        "以下三点",
        "周岁",
        "下周岁",
        "三周岁",
        "一天一次",
        "每周三次",
        "一周一次",
        "第三天",
        "12333",
        "10%",
        "3个点",
        "三点五",
        "1.5",
        "3号线",
        "1号窗口",
        "3号楼",
        "每月5号",
        "早一点",
        "一点都不懂",
        "一点用都没有",
        "92号汽油",
        "五险一金",
        "下周五险",
        "三年前",
        "五年后",
        "60天内申请",
        "失业60天后",
        "昨天被裁了",
        "3月5号失业的",
        "去年12月3号",
        "3-5年",
        "下午好",
        "上午好,我想问失业金",
        "最近的社保中心",
        "最快多久到账",
        "我现在没工作",
        "要提前一天预约吗",
        "个人都可以申请吗",
        "目前没工作",
        "身份证320102199003071234",
        "13912345678",
        "什么时候能去",
        "几号能约",
    ],
)
def test_what_looks_like_a_time_is_none(text):
    assert read_when(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("我想预约明天上午十点办失业登记", "明天上午十点"),
        ("那就下周三下午吧", "下周三下午"),
        ("能不能约最早的", "最早"),
    ],
)
def test_where_the_text_says_so_is_told(text, part):
    found = read_when(text, NOW)

    assert text[found.start : found.end] == part


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), MOMENTS, st.sampled_from("日号"))
def test_any_day_of_a_year_is_read_and_is_past_by_three_months_at_most(day, now, unit):
    found = read_when(f"{day.month}月{day.day}{unit}", now)

    (read,) = found.days
    assert (read.month, read.day) == (day.month, day.day)
    assert timedelta(days=-90) <= read - now.date() <= timedelta(days=366 - 90)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_any_full_date_is_read_back(day):
    day = day.replace(year=2000 + day.year % 100)

    for form in ("{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}"):
        assert read_when(form.format(day.year, day.month, day.day), NOW).days == (day,)


@given(st.integers(0, 6), MOMENTS, st.sampled_from(["周", "星期", "礼拜"]))
def test_a_weekday_is_the_next_one_and_next_week_s_lies_in_the_next_calendar_week(n, now, week):
    name = week + "一二三四五六日"[n]
    (bare,) = read_when(name, now).days
    (following,) = read_when("下" + name, now).days

    assert bare.weekday() == following.weekday() == n
    assert 0 <= (bare - now.date()).days <= 7
    assert (following - timedelta(days=n)) - now.date() <= timedelta(days=7)
    assert following.isocalendar()[:2] == (now.date() + timedelta(days=7)).isocalendar()[:2]


@given(st.integers(0, 23), st.integers(0, 59))
def test_any_time_on_the_clock_is_read_back(hour, minute):
    assert read_when(f"{hour:02}:{minute:02}", NOW).time == time(hour, minute)


@given(st.integers(1, 12), st.sampled_from(["上午", "下午"]))
def test_an_hour_lies_in_the_part_of_the_day_that_was_said(hour, word):
    found = read_when(f"{word}{hour}点", NOW)

    assert found.time.hour == (hour if word == "上午" else hour % 12 + 12)


_CHARACTERS = "周下这上个三五日十一二半点分刻号月年天前后明今大到-和早晚差初底末节:.,"
_WORDS = ["不行", "除了", "改到", "上午", "下午", "晚上", "中午", "最早", "都行", "提前", "推迟"]
_NAMES = ["星期", "元旦", "国庆", "第一个工作日", "现在", "3", "12", "31"]


@given(st.lists(st.sampled_from([*_CHARACTERS, *_WORDS, *_NAMES]), max_size=10), MOMENTS)
def test_no_text_fails_and_what_is_refused_is_not_wanted(words, now):
    text = "".join(words)
    found = read_when(text, now)

    if isinstance(found, When):
        assert 0 <= found.start < found.end <= len(text)
        assert list(found.days) == sorted(set(found.days))
        assert not set(found.days) & set(found.not_days)
    if isinstance(found, NoSuchTime):
        assert found.said in text
