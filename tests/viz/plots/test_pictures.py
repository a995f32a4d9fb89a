"""The picture: in both languages, open about what it rests on, the same every time, without a network, in letters."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from every_plot import ASKED
from policing_kg.errors import UsageError
from policing_kg.queries import Reader
from policing_kg.viz.plots import Plot, draw_plot, engine, find_plot
from policing_kg.viz.plots.deflated import deflated
from policing_kg.viz.plots.engine import png_of

Texts = Callable[[str], list[str]]
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("name", ASKED)
def test_title_and_note_say_what_it_shows_and_what_it_rests_on(
    plotted: dict[str, Plot], texts: Texts, name: str
) -> None:
    plot, joined = plotted[name], "".join(texts(plotted[name].svg)).replace(" ", "")
    claims = {claim for row in plot.data for claim in row.claims}
    documents = {e.document.iri for row in plot.data for e in row.evidence}
    assert find_plot(name).title[1].replace(" ", "") in joined
    assert f"Restson:claims{len(claims)};documents{len(documents)};" in joined
    assert "assourcesreportthem" in joined.replace("thesources", "sources")
    assert "Noas-ofdate:allthatisrecorded." in joined
    assert f"Dataset{plot.data.dataset[:16]}" in joined
    coding = [source.reporting or "uncoded" for source in plot.found.rests.documents.values()]
    said = [coding.count(key) for key in ("self", "third-party", "uncoded")]
    assert "ontheirownissuer{},byathirdparty{},notcoded{}.".format(*said) in joined


@pytest.mark.parametrize("name", ASKED)
def test_every_plot_speaks_chinese_where_it_is_asked_to(invented: Reader, texts: Texts, name: str) -> None:
    plot = draw_plot(invented, name, ASKED[name], language="zh")
    shown = texts(plot.svg)
    assert find_plot(name).title[0] in shown
    assert any("依据：" in text for text in shown)
    assert not re.findall(r"\b(?:Rests|Dataset|not said|Whose|Sources|Year)\b", " ".join(shown))


def test_the_day_and_the_review_that_were_asked_for_are_said(invented: Reader, texts: Texts) -> None:
    asked = {"mechanism": "三队一台", "as_of": "2023-06", "reviewed": "yes"}
    shown = "".join(texts(draw_plot(invented, "adoption-curve", asked).svg)).replace(" ", "")
    assert "Asof2023-06." in shown
    assert "Onlyclaimsthatarevieweraccepted." in shown
    assert "as_of=2023-06" in shown


def test_a_figure_stands_with_its_unit_period_base_and_reporter(plotted: dict[str, Plot], texts: Texts) -> None:
    shown = texts(plotted["figures"].svg)
    for text in ("纠纷化解率 (%)", "Period", "2023", "Compared with", "≥95%", "96.3%", "its own issuer", "third party"):
        assert text in shown, text
    assert "cannot both hold with another" in shown


def test_rows_beyond_the_most_are_counted_in_the_note_and_stand_in_the_csv(invented: Reader, texts: Texts) -> None:
    plot = draw_plot(invented, "figures", {"measure": "纠纷化解率", "rows": "3"})
    assert "3of4rowsaredrawn;theCSVholdstherest." in "".join(texts(plot.svg)).replace(" ", "")
    assert len(plot.csv.splitlines()) == 5
    with pytest.raises(UsageError, match="rows=201: a plot draws 1 to 200 rows"):
        _ = draw_plot(invented, "figures", {"measure": "纠纷化解率", "rows": "201"}).chart


def test_the_same_dataset_gives_the_same_bytes_whatever_the_hash_seed_and_the_time_zone(
    invented: Reader, plotted: dict[str, Plot], tmp_path: Path
) -> None:
    script = (
        "import sys, json; from policing_kg.queries import Reader; from policing_kg.viz.plots import draw_plot\n"
        "with Reader(sys.argv[1]) as r:\n"
        "    for n, p in json.loads(sys.argv[2]).items():\n"
        "        for form in ('svg', 'png', 'csv'): draw_plot(r, n, p).save(f'{sys.argv[3]}/{n}.{form}')\n"
        "    draw_plot(r, 'postings').save(f'{sys.argv[3]}/postings.html')"
    )
    arguments = [invented.dataset.path, json.dumps(ASKED), tmp_path]
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONUTF8": "1", "TZ": "Asia/Shanghai"}
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=environment)
    for name, plot in plotted.items():
        assert (tmp_path / f"{name}.svg").read_bytes() == plot.svg.encode(), name
        assert (tmp_path / f"{name}.png").read_bytes() == plot.png(), name
        assert (tmp_path / f"{name}.csv").read_bytes() == plot.csv.encode(), name
    assert (tmp_path / "postings.html").read_bytes() == plotted["postings"].html.encode()


def test_a_png_has_the_pixels_and_the_density_asked_for(plotted: dict[str, Plot]) -> None:
    svg = plotted["postings"].svg
    wide = float(re.findall(r'<svg[^>]* width="([\d.]+)"', svg)[0])
    for dpi in (72, 300):
        png = png_of(svg, dpi)
        assert png.startswith(PNG_HEAD)
        assert int.from_bytes(png[16:20], "big") == pytest.approx(wide * dpi / 72, abs=1)
        density = png[png.index(b"pHYs") + 4 :]
        assert int.from_bytes(density[:4], "big") == pytest.approx(dpi / 0.0254, abs=1)


@pytest.mark.skipif(sys.platform != "linux", reason="another kernel refuses no socket")
def test_a_process_without_sockets_draws_all_the_same(invented: Reader, tmp_path: Path) -> None:
    script = (
        "import sys; from policing_kg.confinement import cut_off\n"
        "assert cut_off()\n"
        "from policing_kg.queries import Reader; from policing_kg.viz.plots import draw_plot\n"
        "with Reader(sys.argv[1]) as r: plot = draw_plot(r, 'postings')\n"
        "for form in ('svg', 'png', 'html'): plot.save(f'{sys.argv[2]}/plot.{form}')"
    )
    subprocess.run([sys.executable, "-c", script, invented.dataset.path, tmp_path], check=True)
    assert len(list(tmp_path.iterdir())) == 3


def test_chinese_is_drawn_with_letters_and_not_with_boxes() -> None:
    letters = {engine.png_of(engine._letter(character), 72) for character in "派出所警务室"}
    assert len(letters) == 6
    missing = engine.png_of(engine._letter("\u0378"), 72)  # assigned to no character
    assert missing not in letters


def test_where_no_font_draws_chinese_one_line_says_how_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_ALIKE", ("\u0378", "\u0379"))
    with pytest.raises(engine.Unavailable) as caught:
        engine.check_fonts.__wrapped__("")
    assert "apt-get install fonts-noto-cjk" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 3


def test_a_folder_of_fonts_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        engine.check_fonts(str(tmp_path / "none"))
    engine.check_fonts(str(tmp_path))  # one without fonts adds nothing, and those of the system draw


def test_a_notebook_shows_the_picture(plotted: dict[str, Plot]) -> None:
    shown = plotted["postings"]._repr_mimebundle_()
    assert shown["image/svg+xml"].startswith("<svg")
    assert shown["text/plain"] == "postings: 3 rows"


def test_the_chart_is_altairs_to_be_changed_further(plotted: dict[str, Plot]) -> None:
    import altair

    changed = plotted["postings"].chart.properties(background="#eeeeee")
    assert isinstance(changed, altair.VConcatChart)
    assert changed.to_dict()["background"] == "#eeeeee"


def test_a_png_is_deflated_anew_with_every_pixel_kept(plotted: dict[str, Plot]) -> None:
    import vl_convert

    before = vl_convert.svg_to_png(plotted["postings"].svg, scale=1, ppi=144)
    after = deflated(before)
    assert len(after) < len(before) / 2
    assert pixels(after) == pixels(before)
    assert deflated(after) == after


def pixels(png: bytes) -> bytes:
    """The filtered rows of a PNG, its checksums checked."""
    at, data = 8, b""
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == int.from_bytes(png[at + 8 + length : at + 12 + length], "big")
        data += body if kind == b"IDAT" else b""
        at += 12 + length
    return zlib.decompress(data)
