"""Catch-up subscriptions."""

from kurrentdbclient import KurrentDBClient, StreamState

from step import a_stream, events, positions, same, step, take


@step('subscribe to a stream')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    with client.subscribe_to_stream(stream, stream_position=0, include_caught_up=True) as subscription:
        same(positions(take(2, subscription)), [1, 2])
        same(next(subscription).is_caught_up, True)
        client.append_to_stream(stream, current_version=2, events=events(2))
        same(positions(take(2, subscription)), [3, 4])


@step('subscribe to $all')
def _(client: KurrentDBClient) -> None:
    with client.subscribe_to_all(from_end=True) as subscription:
        stream = a_stream(client, 2)
        same([(event.stream_name, event.stream_position) for event in take(2, subscription)], [(stream, 0), (stream, 1)])


@step('subscribe to $all with a filter')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 2)
    a_stream(client, 1)
    with client.subscribe_to_all(filter_include=[stream], filter_by_stream_name=True) as subscription:
        same(positions(take(2, subscription)), [0, 1])
        client.append_to_stream(stream, current_version=StreamState.EXISTS, events=events(1))
        same(positions(take(1, subscription)), [2])
