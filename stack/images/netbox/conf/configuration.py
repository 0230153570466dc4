"""NetBox's settings, from the environment; the names are those of the vendor's image."""

from os import environ

ALLOWED_HOSTS = ['*']  # Reached by service name inside the network, by 127.0.0.1 from the host.
DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.postgresql',
        'HOST': environ.get('DB_HOST', 'postgres'),
        'NAME': environ.get('DB_NAME', 'netbox'),
        'USER': environ.get('DB_USER', 'postgres'),
        'PASSWORD': environ.get('DB_PASSWORD', ''),
        'CONN_MAX_AGE': 300,
    }
}


def _redis(prefix, database):
    return {
        'HOST': environ.get(f'{prefix}_HOST', 'redis'),
        'PORT': 6379,
        'PASSWORD': environ.get(f'{prefix}_PASSWORD', ''),
        'DATABASE': int(environ.get(f'{prefix}_DATABASE', database)),
        'SSL': False,
    }


REDIS = {'tasks': _redis('REDIS', 0), 'caching': _redis('REDIS_CACHE', 1)}
SECRET_KEY = environ['SECRET_KEY']
API_TOKEN_PEPPERS = {1: environ['API_TOKEN_PEPPER_1']} if 'API_TOKEN_PEPPER_1' in environ else {}

_data = environ.get('NETBOX_DATA', '/data')
MEDIA_ROOT = f'{_data}/media'
SCRIPTS_ROOT = f'{_data}/scripts'
REPORTS_ROOT = f'{_data}/reports'
RELEASE_CHECK_URL = None
CENSUS_REPORTING_ENABLED = False
