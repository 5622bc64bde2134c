"""The peer's side of `./factory bench extraction`.

extraction.py peer PAGES OUT      trafilatura's text of each PAGES/*/source.html, one JSON object per page
extraction.py score PAGES OUT     token F1 of a file of such objects against PAGES/*/expected.html
"""
import collections
import html.parser
import json
import pathlib
import re
import sys


class Visible(html.parser.HTMLParser):
    """Text of a page that holds nothing but an article."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_starttag(self, tag, attributes):
        if tag in ("p", "div", "li", "td", "th", "tr", "br", "h1", "h2", "h3", "h4", "h5", "pre", "figcaption", "dd", "dt", "section", "article", "blockquote"):
            self.parts.append(" ")

    def handle_data(self, data):
        self.parts.append(data)


def tokens(text):
    """Words, and every ideograph or kana by itself."""
    return collections.Counter(re.findall(r"[぀-ヿ㐀-鿿豈-﫿]|[^\W぀-ヿ㐀-鿿豈-﫿]+", text.lower()))


def f1(found, expected):
    common = sum((found & expected).values())
    if not common:
        return 1.0 if not expected and not found else 0.0
    precision, recall = common / sum(found.values()), common / sum(expected.values())
    return 2 * precision * recall / (precision + recall)


def pages(folder):
    return [page for page in sorted(pathlib.Path(folder).iterdir()) if (page / "expected.html").exists()]


def main(mode, folder, out):
    if mode == "peer":
        import trafilatura
        with open(out, "w", encoding="utf-8") as lines:
            for page in pages(folder):
                text = trafilatura.extract((page / "source.html").read_bytes(), include_comments=False) or ""
                lines.write(json.dumps({"page": page.name, "text": text}) + "\n")
        return
    found = {}
    for line in open(out, encoding="utf-8"):
        one = json.loads(line)
        found[one["page"]] = one["text"]
    scores = {}
    for page in pages(folder):
        expected = Visible()
        expected.feed((page / "expected.html").read_text("utf-8", "replace"))
        scores[page.name] = f1(tokens(found.get(page.name, "")), tokens("".join(expected.parts)))
    print(json.dumps({"mean": sum(scores.values()) / len(scores), "pages": scores}))


main(*sys.argv[1:])
