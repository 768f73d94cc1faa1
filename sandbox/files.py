"""Files that bot and people send: kept in memory, found by file_id, measured by their own bytes."""

import secrets
import struct
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sandbox.errors import TelegramError, bad_request
from sandbox.params import Params, Upload

Json = dict[str, Any]
PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; several ids may lead to the same bytes, as sizes of a photo do."""

    id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    data: bytes
    size: tuple[int, int] | None = None  # of a picture

    def fields(self) -> Json:
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


class FileStore:
    """Bounded: the oldest files make room."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._bytes = 0
        self._files: dict[str, StoredFile] = {}
        self._numbers = count()

    def add(self, upload: Upload, folder: str) -> StoredFile:
        number = next(self._numbers)
        extension = upload.name.rpartition(".")[2].lower() if "." in upload.name else "bin"
        stored = StoredFile(
            id="AgACAgQ" + secrets.token_urlsafe(24),
            unique_id="AQAD" + secrets.token_urlsafe(8),
            path=f"{folder}/file_{number}.{extension}",
            name=upload.name,
            content_type=upload.content_type,
            data=upload.data,
            size=picture_size(upload.data),
        )
        self._files[stored.id] = stored
        self._bytes += len(stored.data)
        self._make_room()
        return stored

    def _make_room(self) -> None:
        while self._bytes > self._kept and len(self._files) > 1:
            oldest = self._files.pop(next(iter(self._files)))
            self._bytes -= len(oldest.data)

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._files.values() if file.path == path), None)

    def received(self, params: Params, field: str, folder: str) -> StoredFile:
        """The file a request means: uploaded under the field, attached, or known by its id."""
        reference = params.text(field)
        name = reference.removeprefix("attach://") if reference.startswith("attach://") else field
        upload = params.uploads.get(name)
        if upload is not None:
            return self._checked(upload, folder)
        if reference.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if not reference:
            raise bad_request(f"there is no {field} in the request")
        known = self.find(reference)
        if known is None:
            raise bad_request(
                "wrong remote file identifier specified: Wrong character in the string"
            )
        if folder == "photos" and not known.path.startswith("photos/"):
            raise bad_request("can't use file of type Document as Photo")
        return known

    def _checked(self, upload: Upload, folder: str) -> StoredFile:
        if not upload.data:
            raise bad_request("file must be non-empty")
        if len(upload.data) > UPLOAD_BYTES:
            raise TelegramError(413, "Request Entity Too Large")
        return self.add_photo(upload) if folder == "photos" else self.add(upload, folder)

    def add_photo(self, upload: Upload) -> StoredFile:
        """Refused as Telegram refuses it: what is no picture, whatever it calls itself."""
        check_photo(upload.data)
        return self.add(replace(upload, content_type=picture_type(upload.data)), "photos")


def check_photo(data: bytes) -> None:
    if len(data) > PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_BYTES} bytes"
        )
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def photo_sizes(stored: StoredFile) -> list[Json]:
    width, height = stored.size or (0, 0)
    return [{**stored.fields(), "width": width, "height": height}]


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG, from its first bytes."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def picture_type(data: bytes) -> str:
    """What the bytes are, not what they are said to be: an SVG is a page with scripts."""
    if picture_size(data) is None:
        return "application/octet-stream"
    return {b"\x89P": "image/png", b"GI": "image/gif"}.get(data[:2], "image/jpeg")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
