"""The peer of `./factory bench training`: PyTorch, eager, with its own fused operators.

    speed DIR THREADS STEPS           the Llama of DIR/config.json from DIR/model.safetensors over
                                      DIR/rows.i32: seconds after the warm-up, loss of every step
    learn FILE THREADS STEPS SEED     nanoGPT's small configuration for processors, by characters
"""

import json
import math
import pathlib
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F

ROWS, TOKENS, WARM_STEPS, RATE = 4, 256, 2, 1e-3


def turned(x):
    first, second = x.chunk(2, -1)
    return torch.cat([-second, first], -1)


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, f, self.eps = c["hidden_size"], c["intermediate_size"], c["rms_norm_eps"]
        self.h, self.k = c["num_attention_heads"], c["num_key_value_heads"]
        self.e = d // self.h
        self.input_layernorm = nn.Parameter(torch.ones(d))
        self.q = nn.Linear(d, d, bias=False)
        self.kv = nn.ModuleList(nn.Linear(d, self.k * self.e, bias=False) for _ in range(2))
        self.o = nn.Linear(d, d, bias=False)
        self.post_attention_layernorm = nn.Parameter(torch.ones(d))
        self.gate, self.up = nn.Linear(d, f, bias=False), nn.Linear(d, f, bias=False)
        self.down = nn.Linear(f, d, bias=False)

    def forward(self, x, cos, sin):
        b, t, d = x.shape
        a = F.rms_norm(x, (d,), self.input_layernorm, self.eps)
        q = self.q(a).view(b, t, self.h, self.e).transpose(1, 2)
        k, v = (p(a).view(b, t, self.k, self.e).transpose(1, 2) for p in self.kv)
        q, k = q * cos + turned(q) * sin, k * cos + turned(k) * sin
        if self.k < self.h:
            k, v = (y.repeat_interleave(self.h // self.k, 1) for y in (k, v))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(y.transpose(1, 2).reshape(b, t, d))
        a = F.rms_norm(x, (d,), self.post_attention_layernorm, self.eps)
        return x + self.down(F.silu(self.gate(a)) * self.up(a))


class Llama(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, e = c["hidden_size"], c["hidden_size"] // c["num_attention_heads"]
        self.eps = c["rms_norm_eps"]
        self.embedding = nn.Embedding(c["vocab_size"], d)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c["num_hidden_layers"]))
        self.norm = nn.Parameter(torch.ones(d))
        angles = torch.outer(torch.arange(TOKENS, dtype=torch.float64),
                             c["rope_theta"] ** (-torch.arange(0, e, 2, dtype=torch.float64) / e))
        both = torch.cat([angles, angles], -1)
        self.cos, self.sin = both.cos().float(), both.sin().float()

    def forward(self, tokens, targets):
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x, self.cos, self.sin)
        x = F.rms_norm(x, x.shape[-1:], self.norm, self.eps)
        logits = F.linear(x, self.embedding.weight)  # tied, as in the shapes of the benchmark
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1))

    def load(self, folder):
        from safetensors.torch import load_file
        w = load_file(folder / "model.safetensors")
        theirs = {"embedding.weight": "model.embed_tokens.weight", "norm": "model.norm.weight"}
        for i in range(len(self.blocks)):
            names = {"input_layernorm": "input_layernorm.weight", "q.weight": "self_attn.q_proj.weight",
                     "kv.0.weight": "self_attn.k_proj.weight", "kv.1.weight": "self_attn.v_proj.weight",
                     "o.weight": "self_attn.o_proj.weight",
                     "post_attention_layernorm": "post_attention_layernorm.weight",
                     "gate.weight": "mlp.gate_proj.weight", "up.weight": "mlp.up_proj.weight",
                     "down.weight": "mlp.down_proj.weight"}
            theirs |= {f"blocks.{i}.{a}": f"model.layers.{i}.{b}" for a, b in names.items()}
        self.load_state_dict({ours: w[name] for ours, name in theirs.items()})


def optimizer(model, rate, beta2):
    decays = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() < 2]
    return torch.optim.AdamW([{"params": decays, "weight_decay": 0.1},
                              {"params": others, "weight_decay": 0.0}],
                             lr=rate, betas=(0.9, beta2), eps=1e-8, fused=True)


def step(model, adam, tokens, targets):
    adam.zero_grad(set_to_none=True)
    loss = model(tokens, targets)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    adam.step()
    return loss.item()


def speed(folder, threads, steps):
    torch.set_num_threads(threads)
    folder = pathlib.Path(folder)
    model = Llama(json.loads((folder / "config.json").read_text()))
    model.load(folder)
    rows = torch.from_numpy(numpy.fromfile(folder / "rows.i32", numpy.int32).astype(numpy.int64))
    rows = rows.view(-1, ROWS, TOKENS + 1)
    adam = optimizer(model, RATE, 0.95)
    losses = []
    for i in range(WARM_STEPS + steps):
        if i == WARM_STEPS:
            begun = time.perf_counter()
        block = rows[i % len(rows)]
        losses.append(step(model, adam, block[:, :-1], block[:, 1:]))
    return {"seconds": time.perf_counter() - begun, "tokens": steps * ROWS * TOKENS, "losses": losses}


class Gpt(nn.Module):
    """GPT-2's blocks in nanoGPT's small configuration: no biases, head tied to the embedding."""

    def __init__(self, vocabulary, d=128, layers=4, heads=4, window=64):
        super().__init__()
        self.heads = heads
        self.tokens, self.places = nn.Embedding(vocabulary, d), nn.Embedding(window, d)
        self.blocks = nn.ModuleList(nn.ModuleDict({
            "norm1": nn.LayerNorm(d, bias=False), "qkv": nn.Linear(d, 3 * d, bias=False),
            "out": nn.Linear(d, d, bias=False), "norm2": nn.LayerNorm(d, bias=False),
            "up": nn.Linear(d, 4 * d, bias=False), "down": nn.Linear(4 * d, d, bias=False),
        }) for _ in range(layers))
        self.norm = nn.LayerNorm(d, bias=False)
        for name, p in self.named_parameters():
            if p.dim() > 1:
                last = name.endswith(("out.weight", "down.weight"))
                nn.init.normal_(p, 0.0, 0.02 / math.sqrt(2 * layers) if last else 0.02)

    def forward(self, tokens, targets):
        b, t = tokens.shape
        x = self.tokens(tokens) + self.places(torch.arange(t))
        for block in self.blocks:
            d = x.shape[-1]
            q, k, v = (y.view(b, t, self.heads, d // self.heads).transpose(1, 2)
                       for y in block["qkv"](block["norm1"](x)).split(d, 2))
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + block["out"](y.transpose(1, 2).reshape(b, t, d))
            x = x + block["down"](F.gelu(block["up"](block["norm2"](x))))
        logits = F.linear(self.norm(x), self.tokens.weight)
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1))


def learn(file, threads, steps, seed, rows=12, window=64, rate=1e-3, warmup=100, final=0.1):
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    text = pathlib.Path(file).read_text(encoding="utf-8")
    characters = {c: i for i, c in enumerate(sorted(set(text)))}
    ids = torch.tensor([characters[c] for c in text])
    cut = int(len(ids) * 0.9)
    learned, asked = ids[:cut], ids[cut:]
    model = Gpt(len(characters))
    adam = optimizer(model, rate, 0.99)
    begun = time.perf_counter()
    for i in range(steps):
        done = (i - warmup) / (steps - warmup)
        share = (i + 1) / warmup if i < warmup else final + (1 - final) * (1 + math.cos(math.pi * done)) / 2
        for group in adam.param_groups:
            group["lr"] = rate * share
        at = torch.randint(len(learned) - window, (rows,)).tolist()
        block = torch.stack([learned[a:a + window + 1] for a in at])
        step(model, adam, block[:, :-1], block[:, 1:])
    seconds = time.perf_counter() - begun
    count = (len(asked) - 1) // window
    with torch.no_grad():
        total = 0.0
        for first in range(0, count, 64):
            many = range(first, min(count, first + 64))
            block = torch.stack([asked[i * window:i * window + window + 1] for i in many])
            total += model(block[:, :-1], block[:, 1:]).item() * len(block)
    return {"parameters": sum(p.numel() for p in model.parameters()), "tokens": steps * rows * window,
            "seconds": seconds, "loss": total / count}


if __name__ == "__main__":
    mode, path, *numbers = sys.argv[1:]
    print(json.dumps({"speed": speed, "learn": learn}[mode](path, *map(int, numbers))))
