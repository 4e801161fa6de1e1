"""The bytes of a text file: which encoding they are in, and what is refused before a character is read."""

import codecs
import re

from sct_dash.returns.shape import Refusal

CHUNK = 1 << 20
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NOTICES = {
    "utf-16-le": "The file was read as Unicode (UTF-16) text.",
    "utf-16-be": "The file was read as Unicode (UTF-16) text.",
    "utf-32-le": "The file was read as Unicode (UTF-32) text.",
    "utf-32-be": "The file was read as Unicode (UTF-32) text.",
    "cp1252": "The file was read as Windows-1252 text, as Excel saves it. Look at £ signs and accents first.",
}
GARBLED = (
    "Some characters look garbled, as if the file was saved in the wrong encoding before it came here. "
    "Look at the text with accents, dashes and £ signs, and put it right where it was made."
)
UNREADABLE = "The selected file holds characters that cannot be read. Save it again in Excel as ‘CSV UTF-8’."
# UTF-8 bytes once taken for Windows-1252 (Ã©, Â£, â€“), and the mark that a lost character leaves behind.
_MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â€|\ufffd|ï¿½|ï»¿")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT_SHORT = re.compile(rb"([\xc2\xc3]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")


def encoding_of(data: bytes) -> tuple[str, int, list[str]]:
    """The codec, how many bytes of byte order mark to leave out, and notices.

    Byte order mark, else UTF-16 by where its NUL bytes fall, else UTF-8, else Windows-1252. Refusal for NUL bytes in
    any other text, for bytes that no codec reads and for a mix of UTF-8 and Windows-1252.
    """
    codec, skipped = _marked(data)
    if codec is None and b"\0" in data[:4096]:
        codec = _by_nuls(data[:4096])
    if codec is None or codec == "utf-8":
        if b"\0" in data:
            raise Refusal(
                "nul", "The selected file holds NUL (invisible control) characters, so it is damaged or is not text."
            )
        codec = codec or "utf-8"
    try:
        garbled = _garbled(data, codec, skipped)
    except UnicodeDecodeError:
        if codec != "utf-8" or skipped:
            raise Refusal("encoding", UNREADABLE) from None
        codec, garbled = _windows(data)
    notices = [NOTICES[codec]] if codec in NOTICES else []
    return codec, skipped, notices + [GARBLED] * garbled


def _marked(data: bytes) -> tuple[str | None, int]:
    for bom, codec in BOMS:
        if data.startswith(bom):
            return codec, len(bom)
    return None, 0


def _by_nuls(head: bytes) -> str | None:
    """UTF-16 shows as a NUL in nearly every second place: the odd ones when little-endian, the even when big."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _garbled(data: bytes, codec: str, skipped: int) -> bool:
    """Whether the text shows signs of an earlier wrong encoding; UnicodeDecodeError when it is not in this codec."""
    decoder = codecs.getincrementaldecoder(codec)()
    found = False
    wide = not codec.startswith("utf-8") and codec != "cp1252"
    for start in range(skipped, len(data), CHUNK):
        text = decoder.decode(data[start : start + CHUNK], start + CHUNK >= len(data))
        if wide and "\0" in text:
            raise Refusal("nul", "The selected file holds NUL (invisible control) characters, so it is damaged.")
        found = found or (any(mark in text for mark in "ÂÃâï\ufffd") and _MOJIBAKE.search(text) is not None)
    return found


def _windows(data: bytes) -> tuple[str, bool]:
    if _CUT_SHORT.search(data, len(data) - 4):
        raise Refusal("encoding", "The selected file is cut short in the middle of a character. Save it again.")
    if _MULTIBYTE.search(data):
        raise Refusal(
            "mixed encoding",
            "The selected file mixes two encodings, UTF-8 and Windows-1252, so some characters cannot be read. "
            "Save it again in Excel as ‘CSV UTF-8’.",
        )
    try:
        return "cp1252", _garbled(data, "cp1252", 0)
    except UnicodeDecodeError:
        raise Refusal("encoding", UNREADABLE) from None
