"""How gunicorn serves NetBox."""

from os import environ

bind = '0.0.0.0:8000'
workers = int(environ.get('NETBOX_WORKERS', '2'))
threads = 4
timeout = 120
# Longer than clients keep a connection that nobody uses (Node: 4 s, 5 s): with gunicorn's own 2 s a request may be sent
# at the moment when the connection is closed.
keepalive = 75
# Its workers do not leave by themselves while a client keeps a connection.
graceful_timeout = 5
# NetBox is loaded once and shared by the forked workers.
preload_app = True
worker_tmp_dir = '/dev/shm'
control_socket_disable = True


def on_starting(server):
    """Between loading NetBox and forking: the accounts. A connection must not be shared by the forks."""
    import accounts
    from django.db import connections

    accounts.ensure()
    connections.close_all()
