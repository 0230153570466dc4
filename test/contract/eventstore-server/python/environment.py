"""Makes the virtual environment that the steps run in, unless it is there, and prints the path of its interpreter.

    python3 environment.py <folder>

Each combination of requirements.txt and interpreter has a virtual environment of its own below the folder.
"""

import fcntl
import importlib.util
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

requirements = Path(__file__).with_name('requirements.txt')


def main(folder: Path) -> None:
    if sys.version_info < (3, 10):
        sys.exit(f'kurrentdbclient needs Python 3.10; {sys.executable} is {sys.version.split()[0]}.')
    key = sha256(requirements.read_bytes() + f'{sys.executable} {sys.version}'.encode()).hexdigest()[:12]
    environment = folder / key
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / 'lock', 'w') as lock:
        # Whoever waits here finds the environment made. The kernel gives the lock back when its holder dies.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made(environment).exists():
            make(environment)
    print(environment / 'bin' / 'python')


def made(environment: Path) -> Path:
    """File that is written last, so that an environment of which only a part is there is made anew."""
    return environment / 'made'


def make(environment: Path) -> None:
    # Debian has it in a package of its own.
    if importlib.util.find_spec('ensurepip') is None:
        sys.exit(f'{sys.executable} cannot make virtual environments: install python3-venv (apt-get install python3-venv).')
    venv.create(environment, clear=True, with_pip=True)
    pip = [environment / 'bin' / 'python', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    # No half hour of a C++ compiler, and no byte code of what is never imported.
    how = ['--no-deps', '--only-binary', ':all:', '--no-compile', '--requirement', requirements]
    subprocess.run([*pip, *how], stdout=sys.stderr, check=True)
    made(environment).touch()


main(Path(sys.argv[1]))
