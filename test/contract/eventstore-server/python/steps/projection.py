"""Projections of users."""

import json
from uuid import uuid4

from kurrentdbclient import KurrentDBClient
from kurrentdbclient.exceptions import NotFoundError

from step import a_stream, becomes, raises, same, step


def counting(stream: str, by: int = 1) -> str:
    return f'fromStream("{stream}").when({{ $init: () => ({{ count: 0 }}), Tested(state) {{ state.count += {by}; }} }}).outputState()'


def a_projection(client: KurrentDBClient, query: str) -> str:
    """The name of a new projection."""
    name = f'projection{uuid4().hex}'
    client.create_projection(name=name, query=query)
    return name


def state(client: KurrentDBClient, name: str) -> object:
    return client.get_projection_state(name).value


def status(client: KurrentDBClient, name: str) -> str:
    return client.get_projection_statistics(name).status


@step('create a projection and get its state')
def _(client: KurrentDBClient) -> None:
    name = a_projection(client, counting(a_stream(client, 4)))
    becomes({'count': 4}, lambda: state(client, name))
    same(status(client, name), 'Running')
    same([found.mode for found in client.list_continuous_projection_statistics() if found.name == name], ['Continuous'])
    same(name in [found.name for found in client.list_all_projection_statistics()], True)


@step('read the result of a projection')
def _(client: KurrentDBClient) -> None:
    name = a_projection(client, counting(a_stream(client, 2)))

    # The client has no call for it; the server writes each result into a stream.
    def results() -> list[object]:
        try:
            return [json.loads(event.data) for event in client.get_stream(f'$projections-{name}-result')]
        except NotFoundError:
            return []

    becomes({'count': 2}, lambda: (results() or [None])[-1])


@step('stop, change, reset and start a projection')
def _(client: KurrentDBClient) -> None:
    stream = a_stream(client, 3)
    name = a_projection(client, counting(stream))
    becomes({'count': 3}, lambda: state(client, name))
    client.disable_projection(name)
    becomes('Stopped', lambda: status(client, name))
    client.update_projection(name, query=counting(stream, by=10))
    client.reset_projection(name)
    client.enable_projection(name)
    becomes({'count': 30}, lambda: state(client, name))
    client.abort_projection(name)
    becomes('Aborted/Stopped', lambda: status(client, name))


@step('delete a projection')
def _(client: KurrentDBClient) -> None:
    name = a_projection(client, counting(a_stream(client, 1)))
    client.disable_projection(name)
    becomes('Stopped', lambda: status(client, name))
    client.delete_projection(name)
    raises(NotFoundError, lambda: client.get_projection_statistics(name))
