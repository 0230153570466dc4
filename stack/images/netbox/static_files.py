"""NetBox's application with its static files in front: no second server is needed to serve them."""

from netbox.wsgi import application as netbox
from whitenoise import WhiteNoise

application = WhiteNoise(netbox, root='/opt/netbox/static', prefix='static/', max_age=3600)
