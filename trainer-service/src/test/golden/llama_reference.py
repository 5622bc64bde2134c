"""Reference numbers for GoldenNumbersTest, from PyTorch in double precision.

Written against the papers and independently of the Java program: attention is spelled out with an
explicit mask, key/value heads are repeated one by one, AdamW and clipping are PyTorch's own.

    pip install torch==2.7.1 numpy safetensors
    python llama_reference.py          # rewrites golden.json and golden.safetensors beside it
"""

import json
import math
import pathlib

import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
CONFIG = dict(
    name="golden", vocab_size=32, hidden_size=16, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, intermediate_size=24, max_position_embeddings=16, rope_theta=10000.0,
    rms_norm_eps=1e-5, tie_word_embeddings=False,
)
ROWS, LENGTH, STEPS, RATE = 3, 12, 10, 0.01
torch.set_default_dtype(torch.float64)
torch.manual_seed(20260101)


def draw(*shape):
    # Rounded to float32 first: both sides start from the same numbers.
    return (torch.randn(*shape) / math.sqrt(shape[-1])).float().double()


def initial_weights(c):
    d, f = c["hidden_size"], c["intermediate_size"]
    kv = c["num_key_value_heads"] * d // c["num_attention_heads"]
    w = {"model.embed_tokens.weight": draw(c["vocab_size"], d)}
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        w[p + "input_layernorm.weight"] = 1 + draw(d)
        w[p + "self_attn.q_proj.weight"] = draw(d, d)
        w[p + "self_attn.k_proj.weight"] = draw(kv, d)
        w[p + "self_attn.v_proj.weight"] = draw(kv, d)
        w[p + "self_attn.o_proj.weight"] = draw(d, d)
        w[p + "post_attention_layernorm.weight"] = 1 + draw(d)
        w[p + "mlp.gate_proj.weight"] = draw(f, d)
        w[p + "mlp.up_proj.weight"] = draw(f, d)
        w[p + "mlp.down_proj.weight"] = draw(d, f)
    w["model.norm.weight"] = 1 + draw(d)
    w["lm_head.weight"] = draw(c["vocab_size"], d)
    return {k: v.float().double().requires_grad_(True) for k, v in w.items()}


def rms_norm(x, gain, eps):
    return gain * x / torch.sqrt((x**2).mean(-1, keepdim=True) + eps)


def rotate(x, theta):
    """x: [B, T, E]; pair (i, i + E/2) turns by t * theta^(-2i/E)."""
    t, e = x.shape[1], x.shape[2]
    frequency = theta ** (-torch.arange(0, e, 2) / e)
    angle = torch.arange(t)[:, None] * frequency[None, :]
    a, b = x[..., : e // 2], x[..., e // 2 :]
    return torch.cat(
        [a * angle.cos() - b * angle.sin(), b * angle.cos() + a * angle.sin()], dim=-1
    )


def attention(x, w, p, c):
    h, k = c["num_attention_heads"], c["num_key_value_heads"]
    e, t = c["hidden_size"] // h, x.shape[1]
    q = x @ w[p + "q_proj.weight"].T
    key = x @ w[p + "k_proj.weight"].T
    value = x @ w[p + "v_proj.weight"].T
    future = torch.ones(t, t, dtype=torch.bool).triu(1)
    mixed = []
    for head in range(h):
        shared = head // (h // k)
        qh = rotate(q[..., head * e : (head + 1) * e], c["rope_theta"])
        kh = rotate(key[..., shared * e : (shared + 1) * e], c["rope_theta"])
        vh = value[..., shared * e : (shared + 1) * e]
        score = (qh @ kh.transpose(1, 2) / math.sqrt(e)).masked_fill(future, -math.inf)
        mixed.append(torch.softmax(score, -1) @ vh)
    return torch.cat(mixed, -1) @ w[p + "o_proj.weight"].T


def logits(w, tokens, c):
    x = w["model.embed_tokens.weight"][tokens]
    eps = c["rms_norm_eps"]
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        x = x + attention(rms_norm(x, w[p + "input_layernorm.weight"], eps), w, p + "self_attn.", c)
        n = rms_norm(x, w[p + "post_attention_layernorm.weight"], eps)
        gate = n @ w[p + "mlp.gate_proj.weight"].T
        up = n @ w[p + "mlp.up_proj.weight"].T
        x = x + (gate * torch.sigmoid(gate) * up) @ w[p + "mlp.down_proj.weight"].T
    return rms_norm(x, w["model.norm.weight"], eps) @ w["lm_head.weight"].T


def loss(w, rows, c):
    log_p = torch.log_softmax(logits(w, rows[:, :-1], c), -1)
    return -log_p.gather(-1, rows[:, 1:, None]).mean()


def main():
    w = initial_weights(CONFIG)
    rows = torch.randint(0, CONFIG["vocab_size"], (ROWS, LENGTH + 1))
    out = {"weights." + k: v.detach().clone() for k, v in w.items()}
    out["logits"] = logits(w, rows[:, :-1], CONFIG).detach()
    first = loss(w, rows, CONFIG)
    first.backward()
    out.update({"gradients." + k: v.grad.clone() for k, v in w.items()})

    optimizer = torch.optim.AdamW(
        [
            {"params": [v for v in w.values() if v.dim() > 1], "weight_decay": 0.1},
            {"params": [v for v in w.values() if v.dim() == 1], "weight_decay": 0.0},
        ],
        lr=RATE, betas=(0.9, 0.95), eps=1e-8, foreach=False, fused=False,
    )
    losses, norms = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        value = loss(w, rows, CONFIG)
        value.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(list(w.values()), 1.0).item())
        optimizer.step()
        losses.append(value.item())
    out.update({"final." + k: v.detach().clone() for k, v in w.items()})
    save_file({k: v.float().contiguous() for k, v in out.items()}, HERE / "golden.safetensors")
    report = dict(
        torch=torch.__version__, config=CONFIG, rows=rows.tolist(), learningRate=RATE,
        loss=first.item(), losses=losses, gradientNorms=norms,
        tensorNorms={k: out["gradients." + k].norm().item() for k in w},
    )
    (HERE / "golden.json").write_text(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
