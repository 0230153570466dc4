"""Superuser admin and its API token, set to what the environment holds. Runs inside Django."""

from os import environ


def ensure():
    from users.models import Token, User

    password = environ['SUPERUSER_PASSWORD']
    admin, _ = User.objects.get_or_create(username='admin', defaults={'email': 'admin@example.com'})
    if not (admin.is_superuser and admin.is_active and admin.check_password(password)):
        admin.is_superuser = admin.is_active = True
        admin.set_password(password)
        admin.save()

    # nbt_<key>.<secret>; the database keeps only an HMAC of the secret.
    key, secret = environ['API_TOKEN'].removeprefix('nbt_').split('.')
    token = Token.objects.filter(key=key).first()
    if token and token.user == admin and token.is_active and token.write_enabled and token.validate(secret):
        return
    if token:
        token.delete()
    Token(user=admin, key=key, token=secret, version=2, write_enabled=True, description='n8n-nodes-cim').save()
