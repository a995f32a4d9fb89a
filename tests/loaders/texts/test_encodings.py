"""A file is decoded as what it is, or refused in one line that names it and the mend."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from policing_kg.errors import InputRefused
from policing_kg.loaders.texts.encoding import decode
from policing_kg.loaders.texts.reading import read_source

SIMPLIFIED = "柳林派出所民警走访社区群众，了解矛盾纠纷，宣传防范知识。"
TRADITIONAL = "柳林派出所民警走訪社區群眾，了解矛盾糾紛，宣傳防範知識。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, "utf-8"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED, "utf-16-le"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        ((SIMPLIFIED + "㐀𠮷").encode("gb18030"), SIMPLIFIED + "㐀𠮷", "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        (b"plain ASCII", "plain ASCII", "utf-8"),
    ],
)
def test_each_encoding_is_told(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "a.txt") == (text, encoding)


def test_newlines_stay_as_they_are_stored() -> None:
    text = f"甲\r\n{SIMPLIFIED}\n乙\r丙"
    assert decode(text.encode(), "a.txt")[0] == text
    assert decode(text.encode("gb18030"), "a.txt")[0] == text


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("a.txt", SIMPLIFIED)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \t\r\n\r\n", "empty"),
        ("\ufeff\n \u3000".encode(), "empty"),
        (png(), "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "binary"),
        (archive(), "binary"),
        (bytes(range(256)) * 4, "binary"),
        (SIMPLIFIED.encode()[:-1], "encoding"),
        ("柳林".encode("gb18030"), "encoding"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le") + b"a", "not valid utf-16-le"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend(data: bytes, reason: str) -> None:
    with pytest.raises(InputRefused, match=reason) as refused:
        decode(data, "报告.txt")
    message = str(refused.value)
    assert message.startswith("报告.txt: ")
    assert "; " in message
    assert "\n" not in message


def test_a_null_character_inside_a_text_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"a\.txt: "):
        decode((SIMPLIFIED + "\0" + SIMPLIFIED).encode(), "a.txt")


def test_five_megabytes_on_one_line_are_decoded_quickly() -> None:
    data = (SIMPLIFIED * 60_000).encode("gb18030")
    assert len(data) > 3_000_000
    before = time.process_time()
    assert decode(data, "a.txt")[1] == "gb18030"
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("name", "reason"), [("none.txt", "no such file"), ("a.xyz", "suffix"), ("plain", "without suffix")]
)
def test_a_path_that_names_no_readable_file_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    if name != "none.txt":
        (tmp_path / name).write_text(SIMPLIFIED, "utf-8")
    with pytest.raises(InputRefused, match=reason):
        read_source(tmp_path / name)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="is a folder"):
        read_source(tmp_path)


def test_a_pipe_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputRefused, match="is a pipe, socket or device"):
        read_source(tmp_path / "pipe.txt")


def test_a_stray_control_character_is_told_with_its_line() -> None:
    data = (SIMPLIFIED + "\n" + SIMPLIFIED + "\x02" + SIMPLIFIED).encode()
    line = SIMPLIFIED.count("\n") * 2 + 2
    with pytest.raises(InputRefused, match=rf"holds the control character U\+0002 in line {line}; remove it"):
        decode(data, "a.txt")


@pytest.mark.parametrize("text", ["“good morning” — he said…", "……。。。", "Ελληνικά ☎ 😀"])
def test_valid_utf8_without_chinese_is_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


def test_a_file_of_more_characters_than_a_document_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policing_kg.loaders.texts.reading.MOST_CHARACTERS", 20)
    (tmp_path / "long.txt").write_text("派出所" * 7, encoding="utf-8")
    with pytest.raises(InputRefused, match=r"holds 21 characters, more than one document has; split it"):
        read_source(tmp_path / "long.txt")
