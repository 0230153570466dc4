"""Settings for the steps of the image's build that need any."""

ALLOWED_HOSTS = []
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': '/tmp', 'NAME': 'netbox', 'USER': 'postgres'}}
REDIS = {name: {'HOST': '127.0.0.1', 'PORT': 6379, 'DATABASE': 0, 'SSL': False} for name in ('tasks', 'caching')}
SECRET_KEY = 'not-a-secret-not-a-secret-not-a-secret-not-a-secret'
API_TOKEN_PEPPERS = {1: SECRET_KEY}
