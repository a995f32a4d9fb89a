"""Where a person may be named, whatever the word is: places in a clause, in lists, tables, captions, bylines.

What stands there is covered in texts that are kept and shown, though it be an ordinary word (民警高兴说); what is
read keeps to `rules`.  The data is eager.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from ..texts.article import Span
from ..texts.segmentation import Word, words_of
from .context import title_spans
from .names import eager_data, name_data, name_end, person_data, surname_length, tag_of
from .standing import is_place_or_body
from .terms import is_term

_CJK = "\u3400-\u9fff"
_MARK = re.compile(rf"[^{_CJK}\w]")
_MOST = 4  # characters of a name that is a word
_TRANSCRIBED = 9
_LETTERS = re.compile(r"[A-Za-z]")


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
        self._at = {word.start: i for i, word in enumerate(self._words)}
        self._titled = {end: text[start:end].rstrip("：: “\"（(”」\t\n\r\u3000") for start, end in title_spans(text)}

    def spans(self) -> Iterator[Span]:
        """Yield what stands in any slot."""
        found = {*self._titles(), *self._clauses(), *self._handled()}
        for find in (_called, _placed, _beside_posts, _captions):
            found.update(find(self))
        return (span for span in found if not is_place_or_body(self.text, *span))

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
        end = self._reach(number) if number is not None else at
        if number is None or end - at < 2:
            return at
        name, tag = self.text[at:end], self._words[number].tag
        if is_none(name):
            return at
        if sure:
            return at if tag[:1] in eager_data()["slots"]["function"] and not looks_like_one(name, tag) else end
        return end if looks_like_one(name, tag) else at

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
        if not "\u3400" <= word.text[0] <= "\u9fff" or word.text[0] in data.following - data.given:
            return False
        if len(word.text) == 1:
            if word.tag[:1] in "cpurydv" or word.text in data.following:
                return False
            return whole <= (_TRANSCRIBED if transcribed else 3) and (transcribed or word.text in data.given or size == 1)
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
        for word in self._words:
            if word.text[-1] in _suffixes() and len(word.text) > 1 and word.end not in self._titled:
                yield from self._behind(word.end, False)

    def _behind(self, at: int, single: bool) -> Iterator[Span]:
        shaped = name_end(self.text, at, titled=True)
        if shaped > at and not is_none(self.text[at:shaped]):
            yield at, shaped
        end = self.name_from(at, sure=True)
        if end == at:
            return
        if _personal().match(self.text, end) or name_data().speech.match(self.text, end):
            yield at, end
        elif single and self.is_alone(end) and self.text[at - 1] in "：: ":
            yield at, end
        elif self.name_from(at, sure=False) > at and (self.is_alone(end) or self._acts(end, single)):
            yield at, end

    def _acts(self, end: int, single: bool) -> bool:
        """Whether what follows is no noun, so that the words before it may be a name of their own."""
        word = self.word_at(end)
        return word is not None and (word.tag[:1] != "n" or (single and word.tag == "nr")) and word.tag != "vn"

    def is_alone(self, end: int) -> bool:
        return end >= len(self.text) or bool(_MARK.match(self.text, end))

    def _clauses(self) -> Iterator[Span]:
        """What stands first in a clause, or behind 的, before what only a person does."""
        text, open_ = self.text, True
        for word in self._words:
            if open_ and "\u3400" <= word.text[0] <= "\u9fff":
                at = word.start
                size = surname_length(text, at)
                ends = (at + size + 2, at + size + 1) if size else ()
                end = next((end for end in ends if _acts_as_person(text, end)), at)
                if end == at:
                    end = self.name_from(at, sure=True)
                    end = end if end > at and _personal().match(text, end) else at
                if end > at and not is_none(text[at:end]):
                    yield at, end
            open_ = word.text in ("的", "和", "与") or not "\u3400" <= word.text[-1] <= "\u9fff"

    def _handled(self) -> Iterator[Span]:
        """What is taken, freed, judged, named to a post: 将高兴抓获, 任命石头为."""
        words = _set("handling")
        for word in self._words:
            if word.text in words:
                end = self.name_from(word.end, sure=True)
                if end > word.end and _handled_words().match(self.text, end):
                    yield word.end, end


def is_none(name: str) -> bool:
    """Whether a stretch is a title, a term of the field, or a word that no person bears."""
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


def looks_like_one(name: str, tag: str) -> bool:
    """Whether a stretch has the look of a name: a surname before it, a given name, or one that the dictionary tells."""
    if tag[:2] == "nr":
        return True
    data = name_data()
    if name[:2] in data.double or (name[0] in "小老阿" and len(name) < 4) or (name[0] in data.plain | data.wary and 2 <= len(name) <= 3):
        return True
    if name in _given() or (len(name) == 2 and tag[:1] in "ntza" and data.given.issuperset(name)):
        return True
    return len(name) > 2 and data.minority.issuperset(name)


@cache
def _given() -> frozenset[str]:
    from .character_weights import given_words

    return given_words()


@cache
def _suffixes() -> str:
    return str(person_data()["weights"]["before"]["suffixes"]) + "人"


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(eager_data()["slots"][key])


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@cache
def _personal() -> re.Pattern[str]:
    return re.compile(_either(eager_data()["slots"]["personal"]) + "|[（(，,]\\s?[男女][，,）)]")


def _acts_as_person(text: str, at: int) -> bool:
    """Whether what only a person says or does stands at a place."""
    return bool(_personal().match(text, at) or _acting().match(text, at))


@cache
def _acting() -> re.Pattern[str]:
    words = {*person_data()["following"]["speech"], *person_data()["after"]["deeds"], "被", "任", "担任", "出任"}
    return re.compile(_either(words))


@cache
def _handled_words() -> re.Pattern[str]:
    return re.compile(_either(eager_data()["slots"]["handled"]))


@cache
def _called_words() -> re.Pattern[str]:
    quoted = f"[“\"‘「『]([{_CJK}\\w·]{{1,8}})[”\"’」』]"
    return re.compile(_either(eager_data()["slots"]["called"]) + rf"[为是叫作]?\s?[：:|／/]?\s*(?:{quoted})?")


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
    return re.compile(f"[”\"]?{_either(eager_data()['slots']['behind'])}")


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
