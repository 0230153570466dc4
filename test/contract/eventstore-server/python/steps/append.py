"""Appends. The client sends a single event by Append, several by BatchAppend."""

from kurrentdbclient import KurrentDBClient, NewEvent, StreamState
from kurrentdbclient.exceptions import GrpcError, MaximumAppendSizeExceededError, WrongCurrentVersionError

from step import a_name, a_stream, events, positions, raises, same, step

# How many events are appended at once, for both ways.
WAYS = (1, 2)


def append(client: KurrentDBClient, stream: str, version: int | StreamState, count: int) -> int:
    written = events(count)
    return client.append_to_stream(stream, current_version=version, events=written[0] if count == 1 else written)


@step('append to a stream that is not there')
def _(client: KurrentDBClient) -> None:
    for count in WAYS:
        stream = a_name()
        append(client, stream, StreamState.NO_STREAM, count)
        same(client.get_current_version(stream), count - 1)


@step('append to a stream that is there')
def _(client: KurrentDBClient) -> None:
    for count in WAYS:
        stream = a_stream(client, 1)
        append(client, stream, StreamState.EXISTS, count)
        same(client.get_current_version(stream), count)


@step('append at a revision')
def _(client: KurrentDBClient) -> None:
    for count in WAYS:
        stream = a_stream(client, 3)
        position = append(client, stream, 2, count)
        same(client.get_current_version(stream), 2 + count)
        same(client.get_stream(stream)[-1].commit_position, position)


@step('append whatever the revision')
def _(client: KurrentDBClient) -> None:
    for count in WAYS:
        stream = a_name()
        append(client, stream, StreamState.ANY, count)
        append(client, stream, StreamState.ANY, count)
        same(client.get_current_version(stream), 2 * count - 1)


@step('append at a wrong revision')
def _(client: KurrentDBClient) -> None:
    there = a_stream(client, 3)
    for count in WAYS:
        for stream, version in ((there, StreamState.NO_STREAM), (there, 1), (there, 7), (a_name(), 0), (a_name(), StreamState.EXISTS)):
            raises(WrongCurrentVersionError, lambda: append(client, stream, version, count))
    same(client.get_current_version(there), 2)


@step('append the same events twice')
def _(client: KurrentDBClient) -> None:
    stream = a_name()
    written = events(2)
    first, second = (client.append_to_stream(stream, current_version=StreamState.NO_STREAM, events=written) for _ in range(2))
    same(second, first)
    same(positions(client.get_stream(stream)), [0, 1])


@step('append more than the server takes')
def _(client: KurrentDBClient) -> None:
    large = NewEvent(type='Large', data=bytes(1_100_000), content_type='application/octet-stream')
    # The client knows the error of BatchAppend only by name.
    for too_much, kind in ((large, GrpcError), ([large], MaximumAppendSizeExceededError)):
        raises(kind, lambda: client.append_to_stream(a_name(), current_version=StreamState.ANY, events=too_much))
