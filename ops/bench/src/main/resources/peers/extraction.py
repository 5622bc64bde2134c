"""The peer's side of `./factory bench extraction`.

extraction.py peer PAGES OUT      trafilatura's text of each PAGES/*/source.html, one JSON object per page
extraction.py readability PAGES OUT  the same with Mozilla's Readability, which npm installs beside this script
extraction.py marked MARKS MATERIAL OUT  a folder OUT/NUMBER-KIND per marked page: source.html, and expected.html from its marks
extraction.py score PAGES OUT     token F1 of a file of such objects against PAGES/*/expected.html
"""
import collections
import html
import html.parser
import json
import pathlib
import re
import subprocess
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


READABILITY = """
const fs = require("fs"), { JSDOM } = require("jsdom"), { Readability } = require("@mozilla/readability");
for (const page of fs.readdirSync(process.argv[2]).sort()) {
  const source = process.argv[2] + "/" + page + "/source.html";
  if (!fs.existsSync(source)) continue;
  const article = new Readability(new JSDOM(fs.readFileSync(source)).window.document).parse();
  console.log(JSON.stringify({ page, html: article ? article.content : "" }));
}
"""


def readability(folder, out):
    home = pathlib.Path(__file__).parent / "readability"
    if not (home / "node_modules/@mozilla/readability").exists():
        home.mkdir(exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(home), "@mozilla/readability", "jsdom@24"], check=True)
    (home / "run.js").write_text(READABILITY, "utf-8")
    printed = subprocess.run(
        ["node", str(home / "run.js"), str(pathlib.Path(folder).resolve())], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    with open(out, "w", encoding="utf-8") as lines:
        for line in printed.splitlines():
            page = json.loads(line)
            text = Visible()
            text.feed(page["html"])
            lines.write(json.dumps({"page": page["page"], "text": "".join(text.parts)}) + "\n")


def seen(page):
    """A page as one line of text, as a reader sees it."""
    page = re.sub(r"(?is)<(script|style|head|noscript)\b.*?</\1>", " ", page)
    page = re.sub(r"(?i)<(?:p|div|li|tr|h\d|br|dt|dd|td|th|pre|table|ul|ol)\b[^>]*>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"(?s)<[^>]*>", "", page)))


def marked(marks, material, out):
    for number, line in enumerate(line for line in open(marks, encoding="utf-8") if not line.startswith("#")):
        package, kind, path, *passages = [part.strip() for part in line.split(" | ")]
        source = pathlib.Path(material) / package / path
        text = seen(source.read_text("utf-8", "replace"))
        expected = []
        for passage in passages:
            first, last = [anchor.strip() for anchor in passage.split("…")]
            # A heading stands in the list of contents first.
            start = text.rfind(first) if first.endswith("¶") else text.find(first)
            end = text.rfind(last) + len(last)
            if start < 0 or end <= start:
                raise SystemExit(f"{path}: no passage {passage}")
            expected.append(text[start:end])
        folder = pathlib.Path(out) / f"{number:02}-{kind}"
        folder.mkdir(parents=True)
        (folder / "source.html").write_bytes(source.read_bytes())
        (folder / "expected.html").write_text(html.escape(" ".join(expected)), "utf-8")


def main(mode, folder, out, *rest):
    if mode == "marked":
        return marked(folder, out, *rest)
    if mode == "readability":
        return readability(folder, out)
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
