import gc
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from affiliate_desktop.core.changes import Changes, Done, Kind
from affiliate_desktop.core.problems import Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.jobs import Jobs, Step


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: set[str] = set()

    @Slot(object)
    def take(self, value: object) -> None:
        self.got.append(value)
        self.threads.add(threading.current_thread().name)

    def take_with(self, key: str, value: object) -> None:
        self.got.append((key, value))


@pytest.fixture
def receiver(qapp) -> Receiver:
    return Receiver()


def test_a_result_arrives_in_the_windows_thread(jobs: Jobs, receiver: Receiver, settle) -> None:
    jobs.read(lambda: threading.current_thread().name, receiver.take)
    settle()
    assert str(receiver.got[0]).startswith("reader")
    assert receiver.threads == {threading.main_thread().name}


def test_a_newer_read_replaces_an_older_one_of_the_same_receiver(jobs: Jobs, receiver: Receiver, settle) -> None:
    gate = threading.Event()
    jobs.read(partial(_after, gate, "old"), receiver.take)
    jobs.read(lambda: "new", receiver.take)
    gate.set()
    settle()
    assert receiver.got == ["new"]


def test_reads_with_keys_of_their_own_all_arrive(jobs: Jobs, receiver: Receiver, settle) -> None:
    for name in "abc":
        jobs.read(partial(str, name), partial(receiver.take_with, name), key=name)
    settle()
    assert sorted(receiver.got) == [("a", "a"), ("b", "b"), ("c", "c")]  # type: ignore[type-var]


def test_writes_are_done_one_by_one_in_their_order(jobs: Jobs, receiver: Receiver, settle) -> None:
    at_once: list[int] = []
    running = threading.Lock()

    def work(number: int) -> int:
        assert running.acquire(blocking=False)
        at_once.append(number)
        running.release()
        return number

    for number in range(20):
        jobs.write(partial(work, number), receiver.take)
    settle()
    assert receiver.got == at_once == list(range(20))


def test_what_a_write_changed_is_told_before_its_receiver_hears(jobs: Jobs, receiver: Receiver, settle) -> None:
    heard: list[object] = []
    jobs.changed.connect(heard.append)
    changes = Changes.of(Kind.LINK, 3)
    jobs.write(lambda: Done("value", changes), receiver.take)
    jobs.write(lambda: changes)
    jobs.write(lambda: "nothing changed")
    settle()
    assert heard == [changes, changes]


def test_a_success_text_is_told_only_on_success(jobs: Jobs, settle) -> None:
    said: list[tuple[str, bool]] = []
    jobs.said.connect(lambda text, undo: said.append((text, undo)))
    jobs.failed.connect(lambda _error: None)
    jobs.write(lambda: None, said="Saved", undoable=True)
    jobs.write(_fail, said="Never said")
    settle()
    assert said == [("Saved", True)]


def test_an_error_goes_to_its_receiver_or_to_the_one_door(jobs: Jobs, receiver: Receiver, settle) -> None:
    failed: list[BaseException] = []
    jobs.failed.connect(failed.append)
    jobs.write(_fail, None, receiver.take)
    jobs.read(_fail, receiver.take)
    settle()
    assert [type(error) for error in receiver.got] == [Failed]
    assert [str(error) for error in failed] == ["It did not work."]


def test_a_receiver_that_has_gone_gets_nothing_and_is_freed(jobs: Jobs, settle) -> None:
    gate = threading.Event()
    gone = Receiver()
    alive = weakref.ref(gone)
    jobs.read(partial(_after, gate, 1), gone.take)
    jobs.write(partial(_after, gate, 1), gone.take)
    del gone
    gc.collect()
    assert alive() is None
    gate.set()
    settle()


def test_a_visible_job_tells_how_far_it_is_and_can_be_cancelled(jobs: Jobs, receiver: Receiver, qtbot: QtBot) -> None:
    steps: list[Step] = []
    jobs.stepped.connect(steps.append)
    progress = jobs.progress("Reading")
    assert isinstance(progress, Progress)

    def work() -> None:
        for at in range(100_000):
            progress.step(at, 100_000)
            threading.Event().wait(0.002)

    jobs.write(work, receiver.take, receiver.take, progress=progress)
    qtbot.waitUntil(lambda: len(steps) >= 1)
    jobs.cancel(steps[0].number)
    qtbot.waitUntil(lambda: bool(receiver.got))
    assert isinstance(receiver.got[0], Cancelled)
    assert steps[0].label == "Reading"


def test_nothing_that_was_submitted_is_lost_when_the_window_closes(jobs: Jobs) -> None:
    written: list[int] = []
    for number in range(50):
        jobs.write(partial(written.append, number))
    jobs.drain()
    assert written == list(range(50))


def test_jobs_refuse_to_be_started_from_another_thread(jobs: Jobs, receiver: Receiver) -> None:
    errors: list[BaseException] = []

    def wrong() -> None:
        try:
            jobs.read(lambda: 1, receiver.take)
        except RuntimeError as error:
            errors.append(error)

    thread = threading.Thread(target=wrong)
    thread.start()
    thread.join()
    assert errors


def _after(gate: threading.Event, value: object) -> object:
    assert gate.wait(10)
    return value


def _fail() -> None:
    raise Failed("no", "It did not work.")
