"""Deletion of streams."""

from kurrentdbclient import KurrentDBClient, StreamState
from kurrentdbclient.exceptions import NotFoundError, StreamIsDeletedError, WrongCurrentVersionError

from step import a_stream, events, positions, raises, same, step


@step('delete a stream')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    raises(WrongCurrentVersionError, lambda: client.delete_stream(stream, current_version=7))
    client.delete_stream(stream, current_version=2)
    raises(NotFoundError, lambda: client.get_stream(stream))
    client.append_to_stream(stream, current_version=StreamState.NO_STREAM, events=events(1))
    same(positions(client.get_stream(stream)), [3])


@step('tombstone a stream')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 1)
    client.tombstone_stream(stream, current_version=0)
    raises(StreamIsDeletedError, lambda: client.get_stream(stream))
    for version in (StreamState.NO_STREAM, StreamState.ANY):
        raises(StreamIsDeletedError, lambda: client.append_to_stream(stream, current_version=version, events=events(2)))
