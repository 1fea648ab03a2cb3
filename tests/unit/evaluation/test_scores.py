import pytest

from bot.evaluation.scores import MEASURES, Scores, Share, by_style, judge
from bot.evaluation.utterances import Labelled


@pytest.fixture
def judged(reply):
    """What is judged of an utterance meant as `said` and taken for `taken`."""

    def judged(said, taken, meant=(), style=None, aspects=(None, None), policies=(), item=None):
        label = Labelled(
            id="d1",
            text="问一下",
            journey=said,
            aspect=aspects[0],
            policy="某政策" if meant else None,
            style=style,
        )
        answer = reply(journey=taken, aspect=aspects[1], policies=list(policies), service_item=item)
        return judge(label, answer, set(meant))

    return judged


def test_a_journey_is_right_when_it_is_the_one_that_was_meant(judged):
    assert judged("loan_info", "loan_info").journey
    assert not judged("loan_info", "policy_info").journey


def test_a_policy_is_right_when_one_that_was_meant_is_among_those_taken(judged):
    assert judged("policy_info", "policy_info", {"a", "b"}, policies=["c", "b"]).policy is True
    assert judged("policy_info", "policy_info", {"a", "b"}, policies=["c"]).policy is False
    assert judged("policy_info", "policy_info", {"a"}).policy is False


def test_a_service_item_that_was_meant_is_as_right_as_its_policy(judged):
    one = judged("one_visit", "one_visit", {"item", "a"}, item="item")
    other = judged("one_visit", "one_visit", {"item", "a"}, item="another")

    assert one.policy is True
    assert (other.policy, other.missed) == (False, ["policy: 某政策 → another"])


def test_what_the_label_leaves_out_is_not_judged(judged):
    one = judged("policy_info", "policy_info", aspects=(None, "amount"), policies=["a"])

    assert (one.policy, one.aspect) == (None, None)


def test_an_aspect_is_right_when_it_is_the_one_that_was_meant(judged):
    assert judged("policy_info", "policy_info", aspects=("amount", "amount")).aspect is True
    assert judged("policy_info", "policy_info", aspects=("amount", None)).aspect is False


@pytest.mark.parametrize("taken", ["policy_info", "booking_create", "loan_calc", "one_visit"])
def test_a_foreign_matter_that_is_answered_as_ours_is_counted(judged, taken):
    assert judged("out_of_scope", taken).answered_foreign is True


@pytest.mark.parametrize(
    "taken", ["out_of_scope", "chitchat", "unclear", "human", "complaint_feedback"]
)
def test_a_foreign_matter_that_is_not_answered_from_the_policies_does_no_harm(judged, taken):
    assert judged("out_of_scope", taken).answered_foreign is False


def test_a_matter_of_ours_that_is_refused_is_counted(judged):
    assert judged("policy_info", "out_of_scope").refused_own is True
    assert judged("policy_info", "unclear").refused_own is False
    assert judged("human", "out_of_scope").refused_own is True


@pytest.mark.parametrize("said", ["out_of_scope", "chitchat", "unclear"])
def test_what_is_no_business_cannot_be_refused(judged, said):
    assert judged(said, "out_of_scope").refused_own is None


def test_a_matter_of_ours_cannot_be_answered_as_a_foreign_one(judged):
    assert judged("policy_info", "policy_info").answered_foreign is None


def test_what_was_missed_is_told_as_meant_and_taken(judged):
    one = judged(
        "policy_info", "loan_info", {"a"}, aspects=("amount", "where"), policies=["b", "c"]
    )

    assert one.missed == [
        "journey: policy_info → loan_info",
        "aspect: amount → where",
        "policy: 某政策 → b、c",
    ]


def test_a_policy_that_was_not_taken_at_all_is_a_dash(judged):
    assert judged("policy_info", "policy_info", {"a"}).missed == ["policy: 某政策 → —"]


def test_nothing_is_missed_of_what_was_understood_or_has_no_label(judged):
    assert judged("chitchat", "chitchat", policies=["a"]).missed == []


def test_a_share_counts_what_is_right_of_what_is_judged():
    share = Share()
    for value in (True, False, None, True, False):
        share.add(value)

    assert (share.of, share.count, share.percent) == (4, 2, 50)


def test_a_share_of_nothing_has_no_percent():
    assert Share().percent is None


def test_scores_count_each_measure_by_itself(judged):
    scores = Scores.of(
        [
            judged("policy_info", "policy_info", {"a"}, policies=["a"]),
            judged("policy_info", "out_of_scope"),
            judged("out_of_scope", "policy_info"),
            judged("chitchat", "chitchat"),
        ]
    )

    counted = {name: (getattr(scores, name).count, getattr(scores, name).of) for name in MEASURES}
    assert counted == {
        "journey": (2, 4),
        "policy": (1, 1),
        "aspect": (0, 0),
        "answered_foreign": (1, 1),
        "refused_own": (1, 2),
    }


def test_each_style_has_its_scores_in_the_order_of_appearance(judged):
    scores = by_style(
        [
            judged("chitchat", "chitchat", style="错字"),
            judged("chitchat", "unclear", style="方言"),
            judged("chitchat", "unclear", style="错字"),
            judged("chitchat", "chitchat"),
        ]
    )

    assert list(scores) == ["错字", "方言"]
    assert [each.journey.percent for each in scores.values()] == [50, 0]
