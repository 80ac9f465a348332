"""Model fields that several apps use."""

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACK_LANGUAGES = ("en", "ru", "kk")


def validate_translations(value: object) -> None:
    """Refuse anything but an object of language codes to texts."""
    if not isinstance(value, dict):
        raise ValidationError(_("Give an object of language codes and texts, such as {“en”: “Turnout”}."))
    for language, text in value.items():
        if not isinstance(language, str) or not 2 <= len(language) <= 3:
            raise ValidationError(_("“%(key)s” is no language code."), params={"key": language})
        if not isinstance(text, str) or "\x00" in text:
            raise ValidationError(_("The text for “%(key)s” is not plain text."), params={"key": language})


def translated(texts: dict[str, str], language: str | None = None) -> str:
    """The text in the reader's language, else in the first that there is; empty where there is none."""
    wanted = (language or get_language() or "en").split("-")[0]
    for candidate in (wanted, *FALLBACK_LANGUAGES):
        if texts.get(candidate):
            return texts[candidate]
    return next((text for text in texts.values() if text), "")


if TYPE_CHECKING:
    TextsField = models.JSONField[dict[str, str], dict[str, str]]
else:
    TextsField = models.JSONField


class PlainLetters(json.JSONEncoder):
    """JSON in its own letters, so that people who look at a stored text can read it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class TranslatedField(TextsField):
    """One text in several languages, as {language code: text}."""

    default_validators = [validate_translations]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **{**kwargs, "encoder": PlainLetters})

    def deconstruct(self) -> Any:
        """How it is written matters to no migration."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("encoder", None)
        return name, path, args, kwargs
