"""What `./factory bench normalisation|languages` asks about. Translations are those of free programs, out of Debian's packages.

texts.py cases OUT                ftfy's own test cases: {"label", "original", "expected"}, lossy ones left out
texts.py clean FOLDER OUT         translated sentences that ftfy finds nothing wrong with: the same fields, nothing to repair
texts.py misread CLEAN OUT        those sentences misread in seven ways, with ftfy's answer as "peer"
texts.py languages FOLDER OUT     texts of about 400 characters: {"label", "text"}; the label is the language's ISO 639 code
"""
import collections
import gettext
import io
import json
import pathlib
import random
import re
import subprocess
import sys
import tarfile
import tempfile

MISREADINGS = ["windows-1252", "latin-1", "windows-1250", "windows-1251", "windows-1257", "mac_roman", "cp437"]
# Two ways to write one language, or another script than the label says.
LEFT_OUT = {"en@shaw", "be@latin", "sr@latin", "sr@ije", "uz@cyrillic", "az_IR", "ca@valencia", "ku_IQ", "en_CA", "en_GB", "en_AU", "nb_NO"}


def catalogues(folder):
    for file in sorted(pathlib.Path(folder).rglob("*.mo")):
        language = file.parts[-3]
        try:
            with open(file, "rb") as opened:
                yield language, gettext.GNUTranslations(opened)._catalog
        except (UnicodeDecodeError, OSError, ValueError):
            continue


def sentences(folder, least):
    """Translations by language, without marks of the program."""
    found = collections.defaultdict(list)
    for language, catalogue in catalogues(folder):
        for original, translation in catalogue.items():
            if not isinstance(original, str) or not original or original == translation:
                continue
            plain = re.sub(r"[_&](?=\w)", "", re.sub(r"%[-\d.$]*[a-zA-Z]+|\$\{\w+\}|<[^>]*>|https?://\S+", " ", translation))
            plain = re.sub(r"\s+", " ", plain).strip()
            if len(plain) >= least:
                found[language].append(plain)
    return {language: list(dict.fromkeys(texts)) for language, texts in found.items()}


def write(out, rows):
    with open(out, "w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row) + "\n")


def cases(out):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "-q", "download", "--no-deps", "--no-binary", ":all:", "ftfy", "-d", folder],
            check=True, stdout=subprocess.DEVNULL)
        archive = tarfile.open(next(pathlib.Path(folder).glob("*.tar.gz")))
        member = next(m for m in archive.getmembers() if m.name.endswith("tests/test_cases.json"))
        read = json.load(io.TextIOWrapper(archive.extractfile(member), "utf-8"))
    rows = []
    for case in read:
        expected = case.get("fixed-encoding", case["fixed"])
        lossy = "\ufffd" in case["original"] or "\ufffd" in expected
        if case["expect"] == "pass" and not lossy:
            rows.append({"label": case["label"], "original": case["original"], "expected": expected})
    write(out, rows)


def clean(folder, out):
    import ftfy
    draw = random.Random(11)
    rows = []
    for language, texts in sorted(sentences(folder, 30).items()):
        draw.shuffle(texts)
        good = [text for text in texts[:260] if "\ufffd" not in text and ftfy.fix_encoding(text) == text]
        rows += [{"label": language, "original": text, "expected": text} for text in good[:200]]
    write(out, rows)


def misread(source, out):
    import ftfy
    draw = random.Random(13)
    rows = []
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            meant = json.loads(line)["expected"]
            if meant.isascii():
                continue
            wrong = draw.choice(MISREADINGS)
            try:
                seen = meant.encode("utf-8").decode(wrong)
            except UnicodeDecodeError:
                continue
            rows.append({"label": wrong, "original": seen, "expected": meant, "peer": ftfy.fix_encoding(seen)})
    write(out, rows)


def languages(folder, out):
    draw = random.Random(17)
    rows = []
    for language, texts in sorted(sentences(folder, 25).items()):
        code = re.split("[_@]", language)[0]
        if language in LEFT_OUT or code == "en":
            continue
        draw.shuffle(texts)
        made = []
        while texts and len(made) < 30:
            text = ""
            while texts and len(text) < (160 if code in ("ja", "zh", "ko") else 400):
                text += texts.pop() + "\n"
            made.append(text)
        if len(made) >= 10:
            rows += [{"label": code, "text": text} for text in made[:30]]
    write(out, rows)


{"cases": cases, "clean": clean, "misread": misread, "languages": languages}[sys.argv[1]](*sys.argv[2:])
