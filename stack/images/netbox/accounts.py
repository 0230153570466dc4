"""Runs inside Django: superuser admin and its API token, set to what the environment holds."""

from os import environ

from users.models import Token, User

admin, _ = User.objects.get_or_create(username='admin', defaults={'email': 'admin@example.com'})
if not admin.is_superuser or not admin.check_password(environ['SUPERUSER_PASSWORD']):
    admin.is_superuser = admin.is_active = True
    admin.set_password(environ['SUPERUSER_PASSWORD'])
    admin.save()

# nbt_<key>.<secret>; the database keeps only an HMAC of the secret.
key, secret = environ['API_TOKEN'].removeprefix('nbt_').split('.')
token = Token.objects.filter(key=key).first()
if token is None or token.user != admin or not token.write_enabled or not token.validate(secret):
    if token is not None:
        token.delete()
    Token(user=admin, key=key, token=secret, version=2, write_enabled=True, description='n8n-nodes-cim').save()
