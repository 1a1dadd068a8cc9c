"""Tell Django where these templates are."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "throughline.web.accounts"
    label = "accounts_pages"
