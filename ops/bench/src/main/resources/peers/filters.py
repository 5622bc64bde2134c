"""The peer's side of `./factory bench filters`: datatrove's own filters over a corpus of JSON lines.

filters.py corpus DATA OUT        a mixed corpus of texts out of a folder of public material
filters.py decide CORPUS OUT      one line per text: {"gopher_quality": null | reason, ...}
filters.py time CORPUS            seconds for all four filters over all texts, on the second pass
filters.py extract PAGES          seconds for trafilatura and all four filters over a folder of pages
"""
import html
import json
import pathlib
import random
import re
import sys
import time


def filters():
    from datatrove.pipeline.filters import (
        C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter)
    return {
        "gopher_quality": GopherQualityFilter(),
        "gopher_repetition": GopherRepetitionFilter(),
        "c4_quality": C4QualityFilter(),
        "fineweb_quality": FineWebQualityFilter(),
    }


def verdict(name, one, text):
    from datatrove.data import Document
    answer = one.filter(Document(text=text, id="0"))
    return None if answer is True else answer[1] if isinstance(answer, tuple) else name


def texts(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def visible(page):
    page = re.sub(r"(?is)<(script|style|head|noscript).*?</\1>", " ", page)
    page = re.sub(r"(?i)<(?:p|div|li|tr|h\d|br)[^>]*>", "\n", page)
    page = html.unescape(re.sub(r"(?s)<[^>]*>", "", page))
    return re.sub(r"\n\s*\n+", "\n\n", re.sub(r"[ \t]+", " ", page)).strip()


def corpus(data, out):
    draw = random.Random(7)
    made = []
    for page in sorted(pathlib.Path(data).rglob("*.html")):
        if page.stat().st_size < 2_000_000:
            made.append(visible(page.read_text("utf-8", "replace"))[:60_000])
    for book in sorted(pathlib.Path(data).rglob("*.txt")):
        text = book.read_bytes()[:3_000_000].decode("utf-8", "ignore")
        if text.isascii() or sum(c.isascii() for c in text) > 0.95 * len(text):
            for start in range(0, min(len(text), 600_000), 3000):
                made.append(text[start:start + draw.randrange(200, 6000)])
    made = [text for text in made if len(text) > 30]
    for text in list(made):
        made.append(spoil(text, draw))
    draw.shuffle(made)
    with open(out, "w", encoding="utf-8") as lines:
        for text in made[:6000]:
            lines.write(json.dumps({"text": text}) + "\n")


def spoil(text, draw):
    lines = text.split("\n")
    kind = draw.randrange(9)
    if kind == 0:
        return "\n".join(lines + lines[: max(1, len(lines) // draw.randrange(2, 6))])
    if kind == 1:
        return "\n".join("- " + line for line in lines)
    if kind == 2:
        return "\n".join(line[: draw.randrange(10, 60)] + "..." for line in lines)
    if kind == 3:
        return " ".join(draw.choice(text.split() or ["x"]) for _ in range(draw.randrange(20, 400)))
    if kind == 4:
        return " # ".join(text.split()[:300])
    if kind == 5:
        return text[: draw.randrange(40, 400)]
    if kind == 6:
        return re.sub(r"[a-z]", lambda m: m.group() if draw.random() < 0.8 else str(draw.randrange(10)), text[:4000])
    if kind == 7:
        return (text[:200] + " ") * draw.randrange(2, 12)
    return text.replace(". ", ".\n")


def main(mode, first, out=None):
    if mode == "corpus":
        return corpus(first, out)
    import logging
    logging.disable(logging.CRITICAL)
    asked = filters()
    if mode == "decide":
        with open(out, "w", encoding="utf-8") as lines:
            for text in texts(first):
                lines.write(json.dumps({name: verdict(name, one, text) for name, one in asked.items()}) + "\n")
        return
    if mode == "time":
        read = texts(first)
        step = lambda: [verdict(name, one, text) for text in read for name, one in asked.items()]
    else:
        import trafilatura
        pages = [p.read_bytes() for p in sorted(pathlib.Path(first).rglob("source.html"))]
        read = pages

        def step():
            for page in pages:
                text = trafilatura.extract(page, favor_precision=True) or ""
                for name, one in asked.items():
                    verdict(name, one, text)
    if mode == "extract":
        step_pages, pages = pages, pages[:10]
        step()
        pages = step_pages
    else:
        for text in read[:200]:
            for name, one in asked.items():
                verdict(name, one, text)
    began = time.perf_counter()
    step()
    print(json.dumps({"documents": len(read), "seconds": time.perf_counter() - began}))


main(*sys.argv[1:])
