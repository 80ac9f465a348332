"""Bodies of imports: large ones are cut off while they arrive, and never fill memory or disk."""

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from rest_framework.request import Request

from apps.api.problems import ContentTooLarge
from apps.imports.choices import Problem
from apps.imports.reading import MAX_BYTES

# A character of the text may take six bytes in JSON (\uXXXX), and the other fields need some room.
LARGEST_JSON: Final = 6 * MAX_BYTES + 100_000
# Beyond this the server does not even listen; up to it the run is kept, rejected as too large.
LARGEST_FORM: Final = 64 * 1024 * 1024


class FirstBytesOnly(FileUploadHandler):
    """Keeps one byte more of a file than an import may have, which is enough to tell."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = MAX_BYTES + 1 - self.kept.tell()
        if room > 0:
            self.kept.write(raw_data[:room])

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name or "",
            self.content_type,
            size,
            self.charset,
            self.content_type_extra,
        )


def guard_body(request: Request) -> None:
    """Refuse by its length a body that is not worth reading, before anything reads it."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    is_form = (request.content_type or "").lower().startswith("multipart/")
    if length > (LARGEST_FORM if is_form else LARGEST_JSON):
        raise ContentTooLarge(Problem.TOO_LARGE.label)
    request._request.upload_handlers = [FirstBytesOnly(request._request)]
