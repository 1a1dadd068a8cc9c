"""Tell Django where the frame's templates, tags and files are."""

from django.apps import AppConfig


class Shell(AppConfig):
    name = "throughline.web.shell"
    label = "shell"
