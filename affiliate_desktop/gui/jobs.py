"""Long work off the window's thread: one writer, one pool of readers, results delivered in the window's thread.

A receiver is a bound method of a QObject. It is held weakly: a page or dialog that has gone gets nothing.
Work that was submitted is finished before the program ends (``drain``), so nothing is lost or half-written.
"""

import functools
import itertools
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MethodType
from typing import Any, TypeVar
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from affiliate_desktop.core.changes import Changes
from affiliate_desktop.core.progress import Progress

T = TypeVar("T")
READERS = 2
log = logging.getLogger("affiliate_desktop.jobs")

_Target = Callable[[], Callable[[Any], object] | None]


@dataclass(frozen=True)
class Step:
    """How far a visible job is; ``total`` is None where nobody knows."""

    number: int
    label: str
    done: int
    total: int | None


@dataclass
class _Job:
    number: int
    work: Callable[[], Any]
    on_done: _Target
    on_error: _Target | None
    key: object = None
    progress: Progress | None = None
    said: str = ""
    undoable: bool = False
    result: Any = None
    error: BaseException | None = None


@dataclass
class LabelledProgress(Progress):
    """Progress of a job that the status bar shows."""

    label: str = ""
    number: int = 0
    last: float = field(default=0.0, repr=False)


class Jobs(QObject):
    """Runs work in the background.

    Signals:
        changed(Changes): a write changed something; emitted before its ``on_done`` is called.
        said(str, bool): a write with a success text is done; True when undo takes it back.
        failed(BaseException): a job without ``on_error`` failed.
        stepped(Step): a visible job has come further.
        started(Step), ended(int): a visible job began; the job of this number is over.
        idle(): nothing is left to do.
    """

    changed = Signal(object)
    said = Signal(str, bool)
    failed = Signal(object)
    stepped = Signal(object)
    started = Signal(object)
    ended = Signal(object)
    idle = Signal()
    _finished = Signal(object)
    _progressed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._numbers = itertools.count(1)
        self._latest: dict[object, int] = {}
        self._open: dict[int, _Job] = {}
        self._writes = 0
        self._closed = False
        self._finished.connect(self._deliver)
        self._progressed.connect(self._pass_step)

    # --- what pages call ---------------------------------------------------------------------------------------

    def read(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[BaseException], object] | None = None,
        *,
        key: object = None,
        progress: Progress | None = None,
    ) -> None:
        """Runs ``work`` in the pool and hands its result to ``on_done`` in the window's thread.

        A newer read with the same receiver and key replaces an older one, whose result is dropped: ask as
        often as the user types. Give different keys to reads that shall all arrive.

        Args:
            work: called on a worker thread; must not touch widgets.
            on_done: bound method of a QObject, or a partial of one.
            on_error: gets the exception; without it the message is shown to the user.
            key: tells reads to the same receiver apart.
            progress: from ``progress()`` when the status bar shall show the job.
        """
        ident = (_identity(on_done), key)
        job = self._job(work, on_done, on_error, progress)
        job.key = ident
        self._latest[ident] = job.number
        self._readers.submit(self._run, job)

    def write(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[BaseException], object] | None = None,
        *,
        said: str = "",
        undoable: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Runs ``work`` on the one writer, in the order of the calls.

        What it changed (the ``changes`` of its result, or the result when it is Changes) is broadcast.

        Args:
            work: called on the writer thread; usually a service method, bound with ``functools.partial``.
            on_done: gets what ``work`` returned (a ``Done``, an ``ImportReport`` ...).
            on_error: gets the exception; without it the message is shown to the user.
            said: what to tell the user when it is done.
            undoable: offer *Undo* beside that text.
            progress: from ``progress()`` when the status bar shall show the job.
        """
        job = self._job(work, on_done or _nobody, on_error, progress)
        job.said, job.undoable = said, undoable
        self._writes += 1
        self._writer.submit(self._run, job)

    def progress(self, label: str) -> LabelledProgress:
        """Progress for one job: pass it to the service and to ``read`` or ``write``.

        The status bar then shows the label, how far the job is and a cancel button.
        """
        progress = LabelledProgress(label=label)
        progress.report = functools.partial(self._report, progress)
        return progress

    def cancel(self, number: int) -> None:
        """Asks a visible job to stop at its next step."""
        job = self._open.get(number)
        if job is not None and job.progress is not None:
            job.progress.cancel()

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._open)

    @property
    def writing(self) -> bool:
        """Whether a write runs or waits."""
        return self._writes > 0

    def drain(self) -> None:
        """Finishes what was submitted and takes nothing more; called before the program ends."""
        self._closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    # --- how it works ------------------------------------------------------------------------------------------

    def _job(
        self,
        work: Callable[[], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[BaseException], object] | None,
        progress: Progress | None,
    ) -> _Job:
        if self.thread().isCurrentThread() is False:
            message = "jobs are started from the window's thread"
            raise RuntimeError(message)
        job = _Job(next(self._numbers), work, _weak(on_done), on_error and _weak(on_error), progress=progress)
        self._open[job.number] = job
        if isinstance(progress, LabelledProgress):
            progress.number = job.number
            self.started.emit(Step(job.number, progress.label, 0, None))
        return job

    def _run(self, job: _Job) -> None:
        """On a worker thread. The window's thread hears of the end through the signal only."""
        if job.key is None or self._latest.get(job.key) == job.number:
            try:
                job.result = job.work()
            except BaseException as error:  # noqa: BLE001 - told to the window, or logged there
                job.error = error
        if shiboken6.isValid(self):
            self._finished.emit(job)

    def _report(self, progress: LabelledProgress, done: int, total: int | None, what: str) -> None:
        """On a worker thread: passes at most ten steps a second on."""
        import time

        now = time.monotonic()
        if now - progress.last < 0.1 and done != total:
            return
        progress.last = now
        self._progressed.emit(Step(progress.number, what or progress.label, done, total))

    @Slot(object)
    def _pass_step(self, step: Step) -> None:
        if step.number in self._open:
            self.stepped.emit(step)

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        self._open.pop(job.number, None)
        if isinstance(job.progress, LabelledProgress):
            self.ended.emit(job.number)
        if job.key is None:
            self._delivered_write(job)
        elif self._latest.get(job.key) == job.number:
            del self._latest[job.key]
            self._hand_over(job)
        if not self._open:
            self.idle.emit()

    def _delivered_write(self, job: _Job) -> None:
        self._writes -= 1
        changes = job.result if isinstance(job.result, Changes) else getattr(job.result, "changes", None)
        if isinstance(changes, Changes) and changes:
            self.changed.emit(changes)
        if job.error is None and job.said:
            self.said.emit(job.said, job.undoable)
        self._hand_over(job)

    def _hand_over(self, job: _Job) -> None:
        if job.error is None:
            _call(job.on_done, job.result)
        elif job.on_error is not None:
            _call(job.on_error, job.error)
        else:
            self.failed.emit(job.error)


def _nobody(_result: object) -> None:
    """Receives what nobody waits for."""


def _identity(receiver: Callable[..., object]) -> object:
    if isinstance(receiver, functools.partial):
        return _identity(receiver.func)
    if isinstance(receiver, MethodType):
        return (id(receiver.__self__), receiver.__func__.__name__)
    return receiver


def _weak(receiver: Callable[[Any], object]) -> _Target:
    """A way to the receiver that does not keep it alive."""
    if isinstance(receiver, functools.partial) and isinstance(receiver.func, MethodType):
        method, arguments, keywords = WeakMethod(receiver.func), receiver.args, receiver.keywords

        def rebuilt() -> Callable[[Any], object] | None:
            found = method()
            return None if found is None else functools.partial(found, *arguments, **keywords)

        return rebuilt
    if isinstance(receiver, MethodType):
        return WeakMethod(receiver)
    return lambda: receiver


def _call(target: _Target, value: Any) -> None:
    receiver = target()
    if receiver is None:
        return
    bound = receiver.func if isinstance(receiver, functools.partial) else receiver
    owner = getattr(bound, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    receiver(value)
