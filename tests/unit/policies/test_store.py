import time

import pytest

from bot.errors import KnowledgeError
from bot.policies.model import Aspect
from bot.policies.store import Edition, KnowledgeStore

FILE = "policies/demo_post.yml"


@pytest.fixture
def store(folder, words):
    store = KnowledgeStore(folder.path, words)
    yield store
    store.stop()


def summary(store):
    return store.edition.knowledge.policies["demo_post"].summary


def wait_until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def test_an_edition_is_built_from_one_reading(folder, words):
    edition = Edition.read(folder.path, words)

    assert edition.linker.link("示岗").policies[0].policies == ["demo_post"]
    assert edition.passages.policies("示岗", 1)[0].id == "demo_post"
    assert edition.items.likeliest("示例执照", 1)[0].id == "demo_subsidy_claim"
    assert edition.answerer.knowledge is edition.knowledge
    assert edition.answerer.aspect_name(Aspect.AMOUNT) == "给多少"


def test_a_first_reading_with_faults_is_refused(folder, words):
    folder.replace(FILE, "region: 示例省", "region: 无此省")

    with pytest.raises(KnowledgeError):
        KnowledgeStore(folder.path, words)


def test_nothing_is_refused_at_the_start(store):
    assert store.refused is None


def test_a_changed_file_is_in_use_after_a_reload(store, folder):
    before = store.edition
    folder.replace(FILE, "aliases: [示岗]", "aliases: [示岗, 岗新名]")

    store.reload()

    assert store.edition is not before
    assert store.edition.linker.link("岗新名").policies[0].policies == ["demo_post"]
    assert before.linker.link("岗新名").policies == ()


def test_a_bad_file_keeps_the_edition_in_use_and_says_why(store, folder):
    before = store.edition
    folder.replace(FILE, "region: 示例省", "region: 无此省")

    store.reload()

    assert store.edition is before
    assert [(fault.file.name, fault.key) for fault in store.refused.faults] == [
        ("demo_post.yml", "region")
    ]


def test_a_file_that_disappears_keeps_the_edition_in_use(store, folder):
    before = store.edition
    (folder.path / "regions.yml").unlink()

    store.reload()

    assert store.edition is before
    assert store.refused.faults[0].file.name == "regions.yml"


def test_a_mended_file_clears_what_was_refused(store, folder):
    folder.replace(FILE, "region: 示例省", "region: 无此省")
    store.reload()
    folder.replace(FILE, "region: 无此省", "region: 示例省")
    folder.replace(FILE, "summary: 示例：虚构的岗位。", "summary: 示例：改过的岗位。")

    store.reload()

    assert store.refused is None
    assert summary(store) == "示例：改过的岗位。"


def test_watching_picks_up_a_change_and_a_fault_and_its_mending(store, folder):
    store.start_watching()
    # The watcher tells nobody when it is ready, so the change is made until it is seen.
    text = folder.path.joinpath(FILE).read_text(encoding="utf-8")
    changed = text.replace("示例：虚构的岗位。", "示例：改过的岗位。")

    def seen_after_writing():
        folder.path.joinpath(FILE).write_text(changed, encoding="utf-8")
        return wait_until(lambda: summary(store) == "示例：改过的岗位。", 2.0)

    assert wait_until(seen_after_writing)

    folder.path.joinpath(FILE).write_text("id: [", encoding="utf-8")
    assert wait_until(lambda: store.refused is not None)
    assert summary(store) == "示例：改过的岗位。"

    folder.path.joinpath(FILE).write_text(text, encoding="utf-8")
    assert wait_until(lambda: store.refused is None)
    assert summary(store) == "示例：虚构的岗位。"


def test_watching_ends_when_it_is_stopped(folder, words):
    store = KnowledgeStore(folder.path, words)
    store.start_watching()

    store.stop()

    before = store.edition
    folder.replace(FILE, "示例：虚构的岗位。", "示例：改过的岗位。")
    assert not wait_until(lambda: store.edition is not before, 1.0)


def test_a_store_that_never_watched_can_be_stopped(folder, words):
    store = KnowledgeStore(folder.path, words)

    store.stop()

    assert store.refused is None
