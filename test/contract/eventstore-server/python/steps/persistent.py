"""Persistent subscriptions."""

from kurrentdbclient import KurrentDBClient
from kurrentdbclient.exceptions import AlreadyExistsError, NotFoundError

from step import a_name, a_stream, becomes, events, positions, raises, same, step, take


def a_group(client: KurrentDBClient, stream: str) -> str:
    """The name of a new group that begins at the start of the stream."""
    group = a_name('group')
    client.create_subscription_to_stream(group, stream, from_end=False)
    return group


def consume(client: KurrentDBClient, group: str, stream: str, count: int) -> list[int]:
    """Takes so many events from the group and acknowledges them."""
    with client.read_subscription_to_stream(group, stream) as subscription:
        taken = take(count, subscription)
        for event in taken:
            subscription.ack(event)
    return positions(taken)


@step('create, find and change a persistent subscription')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 1)
    group = a_group(client, stream)
    raises(AlreadyExistsError, lambda: client.create_subscription_to_stream(group, stream))
    same(client.get_subscription_info(group, stream).event_source, stream)
    same([info.group_name for info in client.list_subscriptions_to_stream(stream)], [group])
    same([info.event_source for info in client.list_subscriptions() if info.group_name == group], [stream])
    client.update_subscription_to_stream(group, stream, max_retry_count=3)
    same(client.get_subscription_info(group, stream).max_retry_count, 3)


@step('acknowledge events')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    group = a_group(client, stream)
    same(consume(client, group, stream, 3), [0, 1, 2])
    client.append_to_stream(stream, current_version=2, events=events(1))
    same(consume(client, group, stream, 1), [3])


@step('have an event retried')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 1)
    with client.read_subscription_to_stream(a_group(client, stream), stream) as subscription:
        first = next(subscription)
        subscription.nack(first, action='retry')
        again = next(subscription)
        same((again.id, again.retry_count), (first.id, 1))
        subscription.ack(again)


@step('park events and replay them')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 4)
    group = a_group(client, stream)
    with client.read_subscription_to_stream(group, stream) as subscription:
        for event in take(4, subscription):
            if event.stream_position % 2 == 0:
                subscription.ack(event)
            else:
                subscription.nack(event, action='park')
    becomes(2, lambda: client.get_subscription_info(group, stream).parked_message_count)
    client.replay_parked_events(group, stream)
    same(consume(client, group, stream, 2), [1, 3])


@step('consume $all')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    group = a_name('group')
    client.create_subscription_to_all(group, from_end=False, filter_include=[stream], filter_by_stream_name=True)
    with client.read_subscription_to_all(group) as subscription:
        taken = take(3, subscription)
        for event in taken:
            subscription.ack(event)
    same(positions(taken), [0, 1, 2])
    client.delete_subscription(group)


@step('delete a persistent subscription')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 1)
    group = a_group(client, stream)
    client.delete_subscription(group, stream)
    raises(NotFoundError, lambda: client.get_subscription_info(group, stream))
    raises(NotFoundError, lambda: client.delete_subscription(group, stream))
