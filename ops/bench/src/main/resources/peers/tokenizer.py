"""The peer of `./factory bench tokenizer`: Hugging Face's tokenizers.

    prepare DATA MANUAL OUT   english.txt, japanese.txt and mixed.txt, a text per line; MANUAL holds
                              English pages
    learn FILE OURS VOCAB     trains with the pre-tokenizer of OURS; prints seconds, equal merges
    encode TOKENIZER TEXTS    seconds and ids of all lines
"""

import html
import json
import pathlib
import re
import sys
import time


def prose(page):
    """The text of an HTML page."""
    return html.unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.S))


def prepare(data, manual, out):
    data, manual, out = pathlib.Path(data), pathlib.Path(manual), pathlib.Path(out)
    english = (data / "lm-tinyshakespeare/data/tinyshakespeare/input.txt").read_text()
    english += "".join(prose(page.read_text(errors="ignore"))
                       for page in sorted(manual.rglob("*.html")))
    japanese = "".join(file.read_bytes().decode("cp932", errors="ignore")
                       for file in sorted((data / "aozora-ja").rglob("*.txt"))[:400])
    for name, text in {"english": english, "japanese": japanese,
                       "mixed": english[:2_000_000] + japanese[:2_000_000]}.items():
        lines = [line for line in text.splitlines() if line.strip()]
        (out / (name + ".txt")).write_text("\n".join(lines) + "\n")
        (out / (name + ".jsonl")).write_text(
            "".join(json.dumps({"text": line}) + "\n" for line in lines[:5000]))


def learn(file, ours, vocabulary):
    from tokenizers import Tokenizer, models, trainers, pre_tokenizers
    mine = json.loads(pathlib.Path(ours).read_text())
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = Tokenizer.from_file(ours).pre_tokenizer
    trainer = trainers.BpeTrainer(
        vocab_size=int(vocabulary), min_frequency=2, show_progress=False,
        special_tokens=[token["content"] for token in mine["added_tokens"]],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    began = time.perf_counter()
    with open(file, encoding="utf-8") as lines:
        tokenizer.train_from_iterator((line.rstrip("\n") for line in lines), trainer)
    seconds = time.perf_counter() - began
    theirs = json.loads(tokenizer.to_str())["model"]["merges"]
    merges = [merge.split(" ") if isinstance(merge, str) else list(merge)
              for merge in mine["model"]["merges"]]
    print(json.dumps({"seconds": seconds, "equal": merges == [list(m) for m in theirs],
                      "merges": len(theirs)}))


def encode(file, texts):
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(file)
    for line in pathlib.Path(texts).read_text().splitlines():
        ids = tokenizer.encode(json.loads(line)["text"], add_special_tokens=False).ids
        print(json.dumps({"ids": ids}, separators=(",", ":")))


if __name__ == "__main__":
    {"prepare": prepare, "learn": learn, "encode": encode}[sys.argv[1]](*sys.argv[2:])
