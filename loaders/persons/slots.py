"""Where a person may be named, whatever the word is: places in a clause, in lists, tables, captions, bylines.

What stands there is covered in texts that are kept and shown, though it be an ordinary word (民警高兴说); what is
read keeps to `rules`.  The data is eager.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from operator import attrgetter

import rjieba
from daachorse import CharwiseDoubleArrayAhoCorasick

from ..texts.article import Span
from ..texts.segmentation import Word, words_of
from .context import title_spans
from .names import eager_data, is_ordinary, name_data, name_end, person_data, surname_length, tag_of
from .standing import is_place_or_body
from .terms import is_term

_CJK = "\u3400-\u9fff"
_MARK = re.compile(rf"[^{_CJK}\w]")
_START = attrgetter("start")
_MOST = 4  # characters of a name that is a word
_TRANSCRIBED = 9
_DESCRIBED = re.compile(r"[（(，,]\s?[男女][，,）)]")
_OPENING = ("的", "和", "与")


class Slots:
    """Finds what stands where a person may be named.

    Parameters
    ----------
    text : str
        Clean text, with the names of blanks and broken lines joined.
    openings : collection of int
        Places right behind a body or a post that was read.

    Examples
    --------
    >>> text = "民警高兴说，居民小区安静。绰号“老歪”的人，石头（左一）"
    >>> sorted({text[start:end] for start, end in Slots(text).spans()})
    ['石头', '老歪', '高兴']
    """

    def __init__(self, text: str, openings: Collection[int] = ()) -> None:
        self.text = text
        self._openings = openings
        self._words: list[Word] = words_of(text, 0, len(text))
        self._at = dict(zip(map(_START, self._words), range(len(self._words)), strict=True))
        self._reached: dict[int, int] = {}
        self.personal = _starts(text, _personal()) | {hit.start() for hit in _DESCRIBED.finditer(text)}
        self._acting = self.personal | _starts(text, _acting())
        self._titled = {end: text[start:end].rstrip('：: “"（(”」\t\n\r\u3000') for start, end in title_spans(text)}

    def spans(self) -> Iterator[Span]:
        """Yield what stands in any slot."""
        found = {*self._titles(), *self._clauses(), *self._handled()}
        for find in (_called, _placed, _beside_posts, _captions):
            found.update(find(self))
        return (span for span in found if not is_place_or_body(self.text, *span))

    def is_titled(self, at: int) -> bool:
        """Whether a title ends at a place."""
        return at in self._titled

    def word_at(self, at: int) -> Word | None:
        """The word that begins at a place."""
        number = self._at.get(at)
        return None if number is None else self._words[number]

    def name_from(self, at: int, *, sure: bool) -> int:
        """Where a name ends that begins at a place, or the place itself.

        Parameters
        ----------
        at : int
        sure : bool
            Whether whatever stands there is a name, though it look like none.
        """
        number = self._at.get(at)
        if number is None:
            return at
        end = self._reached.get(number) or self._reached.setdefault(number, self._reach(number))
        if end - at < 2:
            return at
        name, tag = self.text[at:end], self._words[number].tag
        if is_none(name):
            return at
        if sure:
            return at if tag[:1] in eager_data()["slots"]["function"] and not looks_like_one(name, tag) else end
        unknown = len(name) < 4 and tag[:1] not in "vdpcrmuqf" and not rjieba.has_word(name)
        return end if unknown or looks_like_one(name, tag) else at

    def _reach(self, number: int) -> int:
        """Where the words end that may make one name together."""
        first = self._words[number]
        size = len(first.text)
        if not "\u3400" <= first.text[0] <= "\u9fff" or size > _MOST:
            return first.end
        end, following = first.end, number + 1
        transcribed = size > 1 and tag_of(first.text) in ("", "x", "zg", "ns", "nrt")
        while following < len(self._words):
            word = self._words[following]
            whole = word.end - first.start
            if not self._goes_on(word, size, whole, transcribed):
                break
            transcribed = transcribed or (len(word.text) > 1 and whole > 3)
            end, size, following = word.end, whole, following + 1
        return end

    def _goes_on(self, word: Word, size: int, whole: int, transcribed: bool) -> bool:
        """Whether a word goes on with a name of so many characters."""
        data = name_data()
        if not "\u3400" <= word.text[0] <= "\u9fff" or word.text[0] in _after():
            return False
        if len(word.text) == 1:
            if word.tag[:1] in "cpurydv" or word.text in data.following:
                return False
            return whole <= (_TRANSCRIBED if transcribed else 3) and (
                transcribed or word.text in data.given or size == 1
            )
        sounds = data.minority.issuperset(word.text)
        if size == 1 or transcribed:
            rare = word.tag[:2] in ("nr", "ns", "x", "zg") or word.text in _given()
            return (whole <= 3 and (rare or size == 1 and word.tag[:1] in "na")) or (
                sounds and rare and whole <= _TRANSCRIBED
            )
        return sounds and word.tag[:2] in ("nr", "ns") and whole <= _TRANSCRIBED

    def _titles(self) -> Iterator[Span]:
        """What follows a title: whatever looks like a name, and whatever speaks or stands alone."""
        crowds = _set("crowds")
        for at, title in self._titled.items():
            yield from self._behind(at, title not in crowds)
        for at in self._openings:
            if at not in self._titled:
                yield from self._behind(at, False)
        for hit in _suffixes().finditer(self.text):
            if hit.end() in self._at and hit.end() not in self._titled:
                yield from self._behind(hit.end(), False)
            if hit[1] and not is_ordinary(self.text[hit.end() - 1 : hit.end() + 1]) and not is_ordinary(hit[1][:2]):
                yield hit.span(1)

    def _behind(self, at: int, single: bool) -> Iterator[Span]:
        first = self.text[at : at + 1]
        if not "\u3400" <= first <= "\u9fff" or first in _after():
            return
        end = self.name_from(at, sure=True)
        if end == at:
            return
        if end in self._acting or (single and self.is_alone(end) and self.text[at - 1] in "：: "):
            yield at, end
        elif (self.is_alone(end) or self._acts(end, single)) and self.name_from(at, sure=False) > at:
            yield at, end

    def _acts(self, end: int, single: bool) -> bool:
        """Whether what follows is no noun, so that the words before it may be a name of their own."""
        word = self.word_at(end)
        return word is not None and (word.tag[:1] != "n" or (single and word.tag == "nr")) and word.tag != "vn"

    def is_alone(self, end: int) -> bool:
        return end >= len(self.text) or bool(_MARK.match(self.text, end))

    def _clauses(self) -> Iterator[Span]:
        """What stands first in a clause, or behind 的, before what only a person does."""
        text = self.text
        for end in self._acting:
            for at in range(end - 1, max(end - _TRANSCRIBED, 0) - 1, -1):
                if not "\u3400" <= text[at] <= "\u9fff":
                    break
                if end - at < 2 or not (
                    at == 0 or text[at - 1] in _OPENING or not "\u3400" <= text[at - 1] <= "\u9fff"
                ):
                    continue
                size = surname_length(text, at) or (text[at] in "小老阿")
                shaped = size and end - at - size in (1, 2)
                if not is_none(text[at:end]) and (
                    shaped or (end in self.personal and self.name_from(at, sure=True) == end)
                ):
                    yield at, end

    def _handled(self) -> Iterator[Span]:
        """What is taken, freed, judged, named to a post: 将高兴抓获, 任命石头为."""
        words, handled = _set("handling"), _starts(self.text, _handled_words())
        for word in self._words:
            if word.text in words and not handled.isdisjoint(range(word.end + 2, word.end + _TRANSCRIBED)):
                end = self.name_from(word.end, sure=True)
                if end in handled:
                    yield word.end, end


def is_none(name: str) -> bool:
    """Tell whether a stretch is a title, a term of the field, or a word that no person bears.

    Examples
    --------
    >>> is_none("辅警"), is_none("安全感"), is_none("高粱")
    (True, True, False)
    """
    return name in _nobody() or is_term(name)


@cache
def _nobody() -> frozenset[str]:
    before, data = person_data()["before"], eager_data()["slots"]
    lists = (
        before["titles"], before["posts"], data["stop"], data["unnamed"], data["columns"], data["behind"],
        person_data()["byline"]["keys"], name_data().speech.pattern.split("|"), data["personal"], data["handled"],
        person_data()["pet"]["kinds"].split(),
    )  # fmt: skip
    return frozenset(word for words in lists for word in words)


def looks_like_one(name: str, tag: str = "") -> bool:
    """Tell whether a stretch has the look of a name: a surname before it, a given name, or the dictionary's word.

    Parameters
    ----------
    name : str
    tag : str, optional
        Part of speech of its first word.

    Examples
    --------
    >>> [looks_like_one(name) for name in ("高粱", "欧阳明", "小雨", "窗台")]
    [True, True, True, False]
    """
    if tag[:2] == "nr" or name[0] in _openings() and len(name) < 4 or name[:2] in name_data().double:
        return True
    data = name_data()
    if name in _given() or (len(name) == 2 and tag[:1] in "ntza" and data.given.issuperset(name)):
        return True
    return len(name) > 2 and data.minority.issuperset(name)


@cache
def _openings() -> frozenset[str]:
    return name_data().plain | name_data().wary | frozenset("小老阿")


@cache
def _given() -> frozenset[str]:
    from .character_weights import given_words

    return given_words()


@cache
def _after() -> frozenset[str]:
    """Characters that begin the words after a name and stand in none."""
    return name_data().following - name_data().given


@cache
def _suffixes() -> re.Pattern[str]:
    """The ends of words for persons, and what looks like a name of three characters behind one."""
    data = name_data()
    kinds = person_data()["weights"]["before"]["suffixes"] + "人"
    surnames, given = "".join(sorted(data.plain)), "".join(sorted(data.given - data.following))
    return re.compile(f"[{kinds}](?=([{surnames}][{given}]{{2}})?[{_CJK}])")


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(eager_data()["slots"][key])


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _automaton(words: Iterable[str]) -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick(sorted(set(words)))


def _starts(text: str, words: CharwiseDoubleArrayAhoCorasick) -> set[int]:
    return {start for start, _, _ in words.find_overlapping(text)}


@cache
def _personal() -> CharwiseDoubleArrayAhoCorasick:
    return _automaton(eager_data()["slots"]["personal"])


@cache
def _acting() -> CharwiseDoubleArrayAhoCorasick:
    said = person_data()["following"]["speech"]
    return _automaton({*said, *person_data()["after"]["deeds"], "被", "任", "担任", "出任"})


@cache
def _handled_words() -> CharwiseDoubleArrayAhoCorasick:
    return _automaton(eager_data()["slots"]["handled"])


@cache
def _called_words() -> re.Pattern[str]:
    quoted = f'[“"‘「『]([{_CJK}\\w·]{{1,8}})[”"’」』]'
    return re.compile(
        _either(eager_data()["slots"]["called"]) + rf"[为是叫作]?[ \u3000]?[：:|／/]?[ \u3000]*(?:{quoted})?"
    )


def _called(slots: Slots) -> Iterator[Span]:
    """What somebody is called, or who a label names."""
    for hit in _called_words().finditer(slots.text):
        if hit[1]:
            yield hit.span(1)
            continue
        marked = slots.text[hit.end() - 1] in "：:|／/ \u3000"
        end = slots.name_from(hit.end(), sure=True)
        if end > hit.end() and (slots.is_alone(end) or (marked and slots.name_from(hit.end(), sure=False) > hit.end())):
            yield hit.end(), end


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"[（(]{_either(eager_data()['slots']['placed'])}[起]?[，,、）)]")


def _placed(slots: Slots) -> Iterator[Span]:
    """Who stands where in a picture: 石头（左一）."""
    for hit in _place_pattern().finditer(slots.text):
        yield from _ending(slots, hit.start())


@cache
def _post_pattern() -> re.Pattern[str]:
    return re.compile(f'[”"]?{_either(eager_data()["slots"]["behind"])}')


def _beside_posts(slots: Slots) -> Iterator[Span]:
    """What stands before a form of address: 石头同志."""
    for hit in _post_pattern().finditer(slots.text):
        yield from _ending(slots, hit.start())


def _ending(slots: Slots, end: int) -> Iterator[Span]:
    """The word, or the words of a name, that end at a place."""
    for size in (3, 2, 4):
        start = end - size
        if start >= 0 and slots.word_at(start) and slots.name_from(start, sure=True) == end:
            yield start, end
            return


@cache
def _caption_marks() -> re.Pattern[str]:
    return re.compile(rf"^\s*[{eager_data()['slots']['caption']}][为：:\s]*(?=[{_CJK}])", re.M)


def _captions(slots: Slots) -> Iterator[Span]:
    for hit in _caption_marks().finditer(slots.text):
        end = slots.name_from(hit.end(), sure=False)
        if end > hit.end():
            yield hit.end(), end
