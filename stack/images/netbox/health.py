"""health.py netbox: the API answers to the token (so the database is migrated and reached).
health.py worker: this container's worker is registered in Redis."""

import json
import sys
import urllib.request
from os import environ


def netbox():
    port = environ.get('NETBOX_PORT', '8000')
    request = urllib.request.Request(
        f'http://127.0.0.1:{port}/api/status/', headers={'Authorization': f'Bearer {environ["API_TOKEN"]}'}
    )
    with urllib.request.urlopen(request, timeout=8) as answer:
        json.load(answer)['netbox-version']


def worker():
    import redis

    with open('/tmp/worker-name') as file:
        name = file.read()
    tasks = redis.Redis(
        host=environ.get('REDIS_HOST', 'redis'),
        password=environ['REDIS_PASSWORD'],
        db=int(environ.get('REDIS_DATABASE', 0)),
        socket_timeout=8,
    )
    if not tasks.sismember('rq:workers', f'rq:worker:{name}') or not tasks.exists(f'rq:worker:{name}'):
        sys.exit('the worker is not registered')


{'netbox': netbox, 'worker': worker}[sys.argv[1]]()
