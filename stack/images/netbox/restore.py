"""restore.py FILE: waits for the database, and fills it from FILE when NetBox has never been in it."""

import sys
import time
from os import environ

import psycopg

DEADLINE = time.monotonic() + 120


def connect():
    while True:
        try:
            return psycopg.connect(
                host=environ.get('DB_HOST', 'postgres'),
                dbname=environ.get('DB_NAME', 'netbox'),
                user=environ.get('DB_USER', 'postgres'),
                password=environ['DB_PASSWORD'],
                connect_timeout=5,
            )
        except psycopg.OperationalError as error:
            if time.monotonic() > DEADLINE:
                sys.exit(f'The database does not answer: {error}')
            time.sleep(0.5)


# One transaction: a kill half-way leaves an empty database, not half a one.
with connect() as connection:
    if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()[0] is None:
        with open(sys.argv[1], encoding='utf-8') as dump:
            connection.execute(dump.read())
