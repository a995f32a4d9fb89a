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
from .character_weights import given_words
from .context import title_spans
from .likeness import is_none, looks_like_one
from .names import eager_data, is_ordinary, name_data, person_data, surname_length, tag_of
from .standing import goes_on_as_place

_CJK = "\u3400-\u9fff"
_MARK = re.compile(rf"[^{_CJK}\w]")
_START = attrgetter("start")
_MOST = 4  # characters of a name that is a word
_TRANSCRIBED = 9
_DESCRIBED = re.compile(r"[（(，,]\s?[男女][，,）)]")
_BRACKET = re.compile(rf"[（(【\[][{_CJK}\s]*\Z")
_SOON = re.compile("[就才也又还却便刚曾](?=[\u3400-\u9fff]{2})")
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
    >>> text = "民警高兴说，居民小区安静，将石头抓获"
    >>> sorted({text[start:end] for start, end in Slots(text).spans()})
    ['石头', '高兴']
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
        found = {*self._titles(), *self._clauses(), *self._handled(), *self._met()}
        return (span for span in found if not goes_on_as_place(self.text, *span))

    def is_titled(self, at: int) -> bool:
        """Whether a title ends at a place."""
        return at in self._titled

    def is_byline(self, at: int) -> bool:
        """Whether a bracket opens a little before a place, as one of a byline does."""
        return bool(_BRACKET.search(self.text, max(0, at - 8), at))

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
            rare = word.tag[:2] in ("nr", "ns", "x", "zg") or word.text in given_words()
            return (whole <= 3 and (rare or (size == 1 and word.tag[:1] in "na"))) or (
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
        alone = self.is_alone(end)
        told = end in self._acting or (single and alone and self.text[at - 1] in "：: ")
        if told or ((alone or self._acts(end, single)) and self.name_from(at, sure=False) > at):
            yield at, end

    def _acts(self, end: int, single: bool) -> bool:
        """Whether what follows is no noun, so that the words before it may be a name of their own."""
        word = self.word_at(end)
        return word is not None and (word.tag[:1] != "n" or (single and word.tag == "nr")) and word.tag != "vn"

    def is_alone(self, end: int) -> bool:
        """Whether a mark or the end of the text stands at a place."""
        return end >= len(self.text) or bool(_MARK.match(self.text, end))

    def _clauses(self) -> Iterator[Span]:
        """What stands first in a clause, or behind 的, before what only a person does."""
        text = self.text
        for end in self._acting:
            for at in range(end - 1, max(end - _TRANSCRIBED, 0) - 1, -1):
                if not "\u3400" <= text[at] <= "\u9fff":
                    break
                if end - at < 2 or not self._opens_clause(at):
                    continue
                size = surname_length(text, at) or (text[at] in "小老阿")
                shaped = size and end - at - size in (1, 2)
                if not is_none(text[at:end]) and (
                    shaped or (end in self.personal and self.name_from(at, sure=True) == end)
                ):
                    yield at, end
        yield from self._shaped()
        yield from self._soon()

    def _soon(self) -> Iterator[Span]:
        """What looks like a name and stands first in a clause, before what somebody does just then or again."""
        for hit in _SOON.finditer(self.text):
            at = next((at for at in (hit.start() - 3, hit.start() - 2) if at >= 0 and self._opens_clause(at)), -1)
            word = self.word_at(at)
            if word and word.tag[:1] in ("n", "t", "a") and self.name_from(at, sure=False) == hit.start():
                yield at, hit.start()

    def _opens_clause(self, at: int) -> bool:
        return at == 0 or self.text[at - 1] in _OPENING or not "\u3400" <= self.text[at - 1] <= "\u9fff"

    def _shaped(self) -> Iterator[Span]:
        """A surname and two characters of given names that stand first in a clause, before a particle."""
        for hit in _shape().finditer(self.text):
            if not is_none(hit[0]) and not is_ordinary(self.text[hit.end() - 1 : hit.end() + 1]):
                yield hit.span()

    def _met(self) -> Iterator[Span]:
        """Whom somebody meets, asks, helps: whatever looks like a name behind such a verb."""
        verbs = _set("meeting")
        for word in self._words:
            if word.text in verbs:
                end = self.name_from(word.end, sure=False)
                if end > word.end and (self.is_alone(end) or self._acts(end, True)):
                    yield word.end, end

    def _handled(self) -> Iterator[Span]:
        """What is taken, freed, judged, named to a post: 将高兴抓获, 任命石头为."""
        words, handled = _set("handling"), _starts(self.text, _handled_words())
        for word in self._words:
            if word.text in words and not handled.isdisjoint(range(word.end + 2, word.end + _TRANSCRIBED)):
                end = self.name_from(word.end, sure=True)
                if end in handled:
                    yield word.end, end


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
def _shape() -> re.Pattern[str]:
    data = name_data()
    surnames, given = "".join(sorted(data.plain)), "".join(sorted(data.given - data.following))
    return re.compile(
        f"(?:^|(?<=[^{_CJK}]))[{surnames}][{given}]{{2}}(?=[向对把被给跟从在为让由与和的也就又还才已正])", re.M
    )


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(eager_data()["slots"][key])


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
