"""Reads of streams and of $all, and metadata of streams."""

from kurrentdbclient import KurrentDBClient, StreamState
from kurrentdbclient.exceptions import NotFoundError

from step import a_name, a_stream, becomes, events, positions, raises, same, step


@step('read a stream forwards')
def _(client: KurrentDBClient) -> None:
    stream = a_name()
    written = events(3)
    client.append_to_stream(stream, current_version=StreamState.NO_STREAM, events=written)
    told = [(event.id, event.type, event.data, event.metadata, event.content_type) for event in client.get_stream(stream)]
    same(told, [(event.id, event.type, event.data, event.metadata, event.content_type) for event in written])
    same(positions(client.get_stream(stream, stream_position=1, limit=1)), [1])


@step('read a stream backwards')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 4)
    same(positions(client.get_stream(stream, backwards=True, limit=2)), [3, 2])
    same(positions(client.get_stream(stream, stream_position=1, backwards=True)), [1, 0])


@step('read a stream that is not there')
def _(client: KurrentDBClient) -> None:
    stream = a_name()
    raises(NotFoundError, lambda: client.get_stream(stream))
    same(client.get_current_version(stream), StreamState.NO_STREAM)


@step('read $all forwards')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    a_stream(client, 1)
    first = client.get_stream(stream)[0].commit_position
    same(positions(client.read_all(commit_position=first, filter_include=[stream], filter_by_stream_name=True)), [0, 1, 2])
    here = [event for event in client.read_all(commit_position=first) if event.stream_name == stream]
    same(positions(here), [0, 1, 2])


@step('read $all backwards')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    last = list(client.read_all(backwards=True, limit=2))
    same([(event.stream_name, event.stream_position) for event in last], [(stream, 2), (stream, 1)])
    same(client.get_commit_position(), last[0].commit_position)


@step('read links of a category')
def _(client: KurrentDBClient) -> None:
    category = a_name('category').replace('-', '')
    stream = f'{category}-1'
    client.append_to_stream(stream, current_version=StreamState.NO_STREAM, events=events(2))

    def linked() -> list[tuple[str, int]]:
        try:
            return [(event.stream_name, event.stream_position) for event in client.get_stream(f'$ce-{category}', resolve_links=True)]
        except NotFoundError:
            return []

    becomes([(stream, 0), (stream, 1)], linked)


@step('set and get metadata')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 5)
    same(client.get_stream_metadata(stream), ({}, StreamState.NO_STREAM))
    client.set_stream_metadata(stream, metadata={'$maxCount': 2, 'colour': 'green'}, current_version=StreamState.NO_STREAM)
    same(client.get_stream_metadata(stream), ({'$maxCount': 2, 'colour': 'green'}, 0))
    same(positions(client.get_stream(stream)), [3, 4])


@step('read gossip')
def _(client: KurrentDBClient) -> None:
    [member] = client.read_gossip()
    same(member.state, 'NODE_STATE_LEADER')
