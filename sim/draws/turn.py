"""Whose turn it is, of those who want a block of fairs at the same time."""

from __future__ import annotations

from collections import deque
from threading import Lock, get_ident
from typing import Final


class Turn:
    """A lock for whoever asked first: who gives it back and asks again comes after all who wait.

    Python's own locks promise no order. Who plays one block after the other takes them back before
    a waiting thread has woken up, so that a single block may wait for dozens. A thread that has
    the turn may take it again, as with `threading.RLock`.
    """

    def __init__(self) -> None:
        self._changing: Final = Lock()
        self._queue: Final[deque[_Place]] = deque()
        self._owner: int | None = None
        self._times = 0

    @property
    def waiting(self) -> int:
        """How many threads wait for it."""
        return len(self._queue)

    def __enter__(self) -> None:
        me = get_ident()
        if self._owner != me:
            place = self._asked(me)
            if place is not None:
                self._wait(place)
        self._times += 1

    def __exit__(self, *_: object) -> None:
        self._times -= 1
        if self._times == 0:
            with self._changing:
                self._pass_on()

    def _asked(self, me: int) -> _Place | None:
        """Takes it where it is free; otherwise a place at the end of the queue."""
        with self._changing:
            if self._owner is None:
                self._owner = me
                return None
            place = _Place(me)
            self._queue.append(place)
            return place

    def _wait(self, place: _Place) -> None:
        """Who is interrupted leaves the queue, or passes on what was given at that moment."""
        try:
            place.called.acquire()
        except BaseException:
            with self._changing:
                if place in self._queue:
                    self._queue.remove(place)
                else:
                    self._pass_on()
            raise

    def _pass_on(self) -> None:
        following = self._queue.popleft() if self._queue else None
        self._owner = None if following is None else following.thread
        if following is not None:
            following.called.release()


class _Place:
    """A place in the queue: whose it is, and a lock that opens when it is their turn."""

    def __init__(self, thread: int) -> None:
        self.thread = thread
        self.called = Lock()
        self.called.acquire()
