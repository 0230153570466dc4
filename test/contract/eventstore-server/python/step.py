"""What the steps share: their list, events and names of their own, and what they claim."""

import json
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import FrameType
from uuid import uuid4

from kurrentdbclient import KurrentDBClient, NewEvent, RecordedEvent, StreamState

Step = Callable[[KurrentDBClient], None]

steps: dict[str, Step] = {}

# Seconds after which a step has failed: a subscription that gets nothing would wait for ever.
TOO_LONG = 30


def step(name: str) -> Callable[[Step], Step]:
    """Notes a step under the name that the test knows it by."""

    def note(run: Step) -> Step:
        steps[name] = run
        return run

    return note


@contextmanager
def deadline(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f'The step has taken longer than {seconds} s')

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def a_name(category: str = 'python') -> str:
    """A name that nothing has yet."""
    return f'{category}-{uuid4()}'


def events(count: int) -> list[NewEvent]:
    return [NewEvent(type='Tested', data=json.dumps({'n': n}).encode(), metadata=b'{"by":"Python"}') for n in range(count)]


def a_stream(client: KurrentDBClient, count: int) -> str:
    """The name of a new stream of so many events."""
    name = a_name()
    client.append_to_stream(name, current_version=StreamState.NO_STREAM, events=events(count))
    return name


def positions(recorded: Iterable[RecordedEvent]) -> list[int]:
    return [event.stream_position for event in recorded]


def take(count: int, subscription: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    return list(islice(subscription, count))


def same(actual: object, expected: object) -> None:
    if actual != expected:
        raise AssertionError(f'{actual!r} is not {expected!r}')


def raises(kind: type[Exception], call: Callable[[], object]) -> None:
    try:
        answer = call()
    except kind:
        return
    raise AssertionError(f'No {kind.__name__} was raised, but {answer!r} was given')


def becomes(expected: object, ask: Callable[[], object]) -> None:
    """Asks until the answer is the expected one."""
    give_up = time.monotonic() + TOO_LONG / 2
    while (actual := ask()) != expected and time.monotonic() < give_up:
        time.sleep(0.02)
    same(actual, expected)
