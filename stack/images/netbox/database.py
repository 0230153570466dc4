"""database.py FOLDER: waits for the database, and fills it from FOLDER/empty.sql when NetBox has never been in it.

Ends with 3 when migrations of FOLDER/migrations.txt are missing: asking NetBox itself takes seconds of a core.
"""

import sys
import time
from os import environ
from pathlib import Path

import psycopg

folder = Path(sys.argv[1])


def connect(deadline):
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
            if time.monotonic() > deadline:
                sys.exit(f'The database does not answer: {error}')
            time.sleep(0.5)


# One transaction: a kill half-way leaves an empty database, not half a one.
with connect(time.monotonic() + 120) as connection:
    if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()[0] is None:
        connection.execute((folder / 'empty.sql').read_text())

with connect(time.monotonic() + 10) as connection:
    rows = connection.execute("SELECT app || '.' || name FROM public.django_migrations")
    applied = {name for (name,) in rows}

sys.exit(0 if applied >= set((folder / 'migrations.txt').read_text().split()) else 3)
