"""Cards for other sites, below the prefix of each language.

They have a namespace of their own: a 304 would put the policy of ordinary pages, which no site may frame, in the place
of the card's.
"""

from django.urls import path, register_converter

from apps.web.converters import ClaimKindConverter
from apps.web.views import embeds

app_name = "web_cards"

register_converter(ClaimKindConverter, "claim")

urlpatterns = [path("<claim:kind>/<slug:code>/", embeds.card, name="card")]
