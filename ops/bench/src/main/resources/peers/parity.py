"""The peers of `./factory bench parity`: transformers, tokenizers and llama.cpp.

    make OUT TOKENIZER        random tiny models with their logits, as Hugging Face directories
    compare MODEL ANSWERS     largest difference between a model's logits and what was answered
    greedy-hf DIR N           text that greedy decoding gives, from the beginning of a text
    greedy-gguf FILE N        the same by llama.cpp
    tokens DIR TEXTS          ids of each text, a JSON line each
"""

import json
import pathlib
import shutil
import sys

ROW = 48


def make(out, tokenizer):
    import torch
    from transformers import (LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM,
                              Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM)

    common = dict(vocab_size=512, hidden_size=64, intermediate_size=112, num_hidden_layers=3,
                  num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64,
                  bos_token_id=1, eos_token_id=2, attn_implementation="eager")
    llama3 = dict(rope_type="llama3", rope_theta=10000.0, factor=8.0, low_freq_factor=1.0,
                  high_freq_factor=4.0, original_max_position_embeddings=16)
    linear = dict(rope_type="linear", rope_theta=10000.0, factor=4.0)
    models = {
        "llama": LlamaForCausalLM(LlamaConfig(**common, tie_word_embeddings=False)),
        "llama3-rope": LlamaForCausalLM(LlamaConfig(**common, rope_parameters=llama3)),
        "llama-linear-rope": LlamaForCausalLM(LlamaConfig(**common, rope_parameters=linear)),
        "mistral-window": MistralForCausalLM(
            MistralConfig(**common, sliding_window=12, head_dim=32)),
        "qwen2-tied": Qwen2ForCausalLM(Qwen2Config(**common, tie_word_embeddings=True)),
        "qwen2": Qwen2ForCausalLM(Qwen2Config(**common, tie_word_embeddings=False)),
        "qwen3": Qwen3ForCausalLM(
            Qwen3Config(**common, head_dim=32, tie_word_embeddings=True)),
    }
    for name, model in models.items():
        torch.manual_seed(len(name))
        with torch.no_grad():
            for key, weight in model.named_parameters():  # norms and biases must matter as well
                if weight.dim() == 1:
                    weight.copy_(torch.randn_like(weight) * 0.2 + (0 if "bias" in key else 1))
                else:
                    weight.copy_(torch.randn_like(weight) / weight.shape[-1] ** 0.5)
        model.eval()
        folder = pathlib.Path(out, name)
        model.save_pretrained(folder, max_shard_size="100KB" if name == "qwen2" else "5GB")
        shutil.copy(tokenizer, folder / "tokenizer.json")
        ids = torch.randint(0, 512, (1, ROW))
        with torch.no_grad():
            logits = model(ids).logits[0]
        pathlib.Path(out, name + ".question.jsonl").write_text(
            json.dumps({"ids": ids[0].tolist(), "logits": True}) + "\n")
        pathlib.Path(out, name + ".expected.json").write_text(json.dumps(logits.tolist()))
        print(name)


def compare(expected, answers):
    import torch
    theirs = torch.tensor(json.loads(pathlib.Path(expected).read_text()))
    ours = torch.tensor(json.loads(pathlib.Path(answers).read_text())["logits"])
    print((theirs - ours).abs().max().item())


def greedy_hf(folder, count):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids = torch.tensor([tokenizer("")["input_ids"] or [tokenizer.bos_token_id]])
    with torch.no_grad():
        for _ in range(int(count)):
            ids = torch.cat([ids, model(ids).logits[:, -1].argmax(-1, keepdim=True)], 1)
    sys.stdout.write(tokenizer.decode(ids[0], skip_special_tokens=True))


def greedy_gguf(file, count):
    from llama_cpp import Llama
    import numpy
    model = Llama(file, n_ctx=512, n_threads=1, n_threads_batch=1, logits_all=True, verbose=False)
    ids = [model.token_bos()]
    model.reset()
    model.eval(ids)
    for _ in range(int(count)):
        ids.append(int(numpy.argmax(model.scores[model.n_tokens - 1])))
        model.eval(ids[-1:])
    sys.stdout.write(model.detokenize(ids[1:], prev_tokens=ids[:1]).decode().removeprefix(" "))


def tokens(folder, texts):
    from transformers import AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained(folder)
    for line in pathlib.Path(texts).read_text().splitlines():
        text = json.loads(line)["text"]
        print(json.dumps({"ids": tokenizer(text, add_special_tokens=False)["input_ids"]}))


if __name__ == "__main__":
    {"make": make, "compare": compare, "greedy-hf": greedy_hf, "greedy-gguf": greedy_gguf,
     "tokens": tokens}[sys.argv[1]](*sys.argv[2:])
