"""How gunicorn serves NetBox."""

from os import environ

bind = '0.0.0.0:8000'
workers = int(environ.get('NETBOX_WORKERS', '2'))
threads = 4
timeout = 120
# NetBox is loaded once and shared by the forked workers.
preload_app = True
worker_tmp_dir = '/dev/shm'
control_socket_disable = True
