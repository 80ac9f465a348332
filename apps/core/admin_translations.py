"""One text in several languages as one line a language, not as JSON."""

import html
import json
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

LANGUAGES: Final = {"en": _("English"), "ru": _("Russian"), "kk": _("Kazakh")}
_LINE: Final = '<div class="desk-translations-line"><span class="desk-translations-label">{}</span>{}</div>'
CLASSES: Final = "vTextField desk-translation"


class TranslationsWidget(forms.MultiWidget):
    """Three lines of text; texts in further languages travel along unseen."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        lines = {
            code: forms.Textarea({"rows": 1, "class": CLASSES, "lang": code, "aria-label": label})
            for code, label in LANGUAGES.items()
        }
        self.names = [f"_{code}" for code in (*LANGUAGES, "others")]
        super().__init__({**lines, "others": forms.HiddenInput()}, attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = json.loads(value) if isinstance(value, str) else value
        texts = texts if isinstance(texts, dict) else {}
        others = {code: text for code, text in texts.items() if code not in LANGUAGES}
        return [*(texts.get(code, "") for code in LANGUAGES), json.dumps(others, ensure_ascii=False) if others else ""]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        texts = value if isinstance(value, list) else self.decompress(value)
        field_id = (attrs or {}).get("id", f"id_{name}")
        boxes = [
            widget.render(f"{name}{suffix}", text, {"id": f"{field_id}{suffix}"}, renderer)
            for widget, suffix, text in zip(self.widgets, self.names, texts, strict=True)
        ]
        lines = format_html_join("\n", _LINE, zip(LANGUAGES.values(), boxes, strict=False))
        return format_html('<div class="desk-translations">{}{}</div>', lines, boxes[-1])


class TranslatedFormField(forms.MultiValueField):
    """Gives {language: text} without the languages that were left empty."""

    widget = TranslationsWidget

    def __init__(self, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder", "max_length"):
            kwargs.pop(unknown, None)
        kwargs["required"] = False
        lines = [forms.CharField(required=False, max_length=5000) for _code in LANGUAGES]
        super().__init__(fields=(*lines, forms.CharField(required=False)), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        if not data_list:
            return {}
        *lines, others = data_list
        texts = dict(zip(LANGUAGES, lines, strict=True)) | self._others(others)
        return {code: text for code, text in texts.items() if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = TranslationsWidget().decompress(initial) if not isinstance(initial, list) else initial
        return [text or "" for text in before] != [text or "" for text in data or [""] * len(before)]

    @staticmethod
    def _others(value: str) -> dict[str, str]:
        try:
            texts = json.loads(value or "{}")
        except ValueError:
            texts = None
        if not isinstance(texts, dict):
            raise ValidationError(_("The texts in further languages were garbled on the way. Load the page again."))
        return texts


def as_lines(shown: str) -> SafeString:
    """A text in several languages that can only be read: a line a language, where the skin shows its JSON."""
    # The skin writes coloured JSON twice, once for the light and once for the dark page.
    texts, _end = json.JSONDecoder().raw_decode(html.unescape(strip_tags(shown)).strip())
    lines = [(LANGUAGES.get(code, code), code, text) for code, text in texts.items() if text]
    if not lines:
        return format_html("{}", "-")
    return format_html(
        '<dl class="desk-texts">{}</dl>', format_html_join("", '<dt>{}</dt><dd lang="{}">{}</dd>', lines)
    )
