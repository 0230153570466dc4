"""Tries the Python client on a server, and prints a line of JSON for each step: its name, and why it failed or null.

    python main.py <connection string> [<file of the authority that the server's certificate is trusted by>]
"""

import json
import sys
import traceback
from pathlib import Path

from kurrentdbclient import KurrentDBClient

from step import TOO_LONG, deadline, steps

# Each file notes its steps.
from steps import append, delete, persistent, projection, read, subscribe  # noqa: F401


def main(uri: str, authority: str | None = None) -> None:
    certificates = None if authority is None else Path(authority).read_text()
    with KurrentDBClient(uri=uri, root_certificates=certificates) as client:
        for name, run in steps.items():
            failure = None
            try:
                with deadline(TOO_LONG):
                    run(client)
            except Exception:
                failure = traceback.format_exc()
            print(json.dumps({'step': name, 'failure': failure}), flush=True)


main(*sys.argv[1:])
