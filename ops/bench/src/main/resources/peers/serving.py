"""The peer of `./factory bench serving`: llama.cpp, asked the same questions in the same form.

    vocabulary SHAPE FILE     a tokenizer.json of that many made-up words
    write SHAPE FILE TYPE     a GGUF of that shape; the same random weights in every type
    run FILE THREADS ROWS     answers {"rows":8,"prompt":16,"tokens":64}, one per line
"""

import json
import sys
import time

import numpy as np


def write(shape, path, kind):
    import gguf
    from gguf import quants

    types = {"fp32": gguf.GGMLQuantizationType.F32, "int8": gguf.GGMLQuantizationType.Q8_0, "int4": gguf.GGMLQuantizationType.Q4_0}
    width, heads, kv = shape["width"], shape["heads"], shape["keyValueHeads"]
    head = width // heads
    out = gguf.GGUFWriter(path, "llama")
    out.add_context_length(shape["contextTokens"])
    out.add_embedding_length(width)
    out.add_block_count(shape["layers"])
    out.add_feed_forward_length(shape["feedForwardWidth"])
    out.add_head_count(heads)
    out.add_head_count_kv(kv)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_freq_base(10000.0)
    out.add_rope_dimension_count(head)
    out.add_vocab_size(shape["vocabulary"])
    out.add_tokenizer_model("no_vocab")
    random = np.random.default_rng(1)

    def matrix(name, rows, columns, wanted):
        values = random.standard_normal((rows, columns), dtype=np.float32) / np.float32(columns) ** 0.5
        if wanted == gguf.GGMLQuantizationType.F32:
            out.add_tensor(name, values)
        else:
            out.add_tensor(name, quants.quantize(values, wanted), raw_dtype=wanted)

    def ones(name):
        out.add_tensor(name, np.ones(width, dtype=np.float32))

    main = types[kind]
    # Bundles in int4 have 8 bits at the head: so has the peer.
    edge = types["int8"] if kind == "int4" else main
    matrix("token_embd.weight", shape["vocabulary"], width, edge)
    matrix("output.weight", shape["vocabulary"], width, edge)
    ones("output_norm.weight")
    for layer in range(shape["layers"]):
        prefix = f"blk.{layer}."
        ones(prefix + "attn_norm.weight")
        ones(prefix + "ffn_norm.weight")
        matrix(prefix + "attn_q.weight", width, width, main)
        matrix(prefix + "attn_k.weight", kv * head, width, main)
        matrix(prefix + "attn_v.weight", kv * head, width, main)
        matrix(prefix + "attn_output.weight", width, width, main)
        matrix(prefix + "ffn_gate.weight", shape["feedForwardWidth"], width, main)
        matrix(prefix + "ffn_up.weight", shape["feedForwardWidth"], width, main)
        matrix(prefix + "ffn_down.weight", width, shape["feedForwardWidth"], main)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def vocabulary(shape, path):
    words = {f"w{number:x}": number for number in range(shape["vocabulary"])}
    with open(path, "w") as out:
        json.dump({"version": "1.0", "added_tokens": [], "model": {"type": "BPE", "vocab": words, "merges": []}}, out)


def run(path, threads, rows):
    import ctypes

    import llama_cpp as llama

    llama.llama_backend_init()
    silent = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)(lambda *_: None)
    llama.llama_log_set(silent, ctypes.c_void_p(0))
    settings = llama.llama_model_default_params()
    model = llama.llama_model_load_from_file(path.encode(), settings)
    window = 1024
    context_settings = llama.llama_context_default_params()
    context_settings.n_ctx = window * rows
    context_settings.n_batch = window
    context_settings.n_ubatch = 512
    context_settings.n_seq_max = rows
    context_settings.n_threads = threads
    context_settings.n_threads_batch = threads
    context_settings.type_k = 0  # float32, as ours
    context_settings.type_v = 0
    context = llama.llama_init_from_model(model, context_settings)
    vocabulary = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(model))
    batch = llama.llama_batch_init(window, 0, rows)

    def decode(entries):
        """entries: (token, position, row, whether its scores are wanted)"""
        batch.n_tokens = len(entries)
        for i, (token, position, row, wanted) in enumerate(entries):
            batch.token[i] = token
            batch.pos[i] = position
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = row
            batch.logits[i] = wanted
        if llama.llama_decode(context, batch) != 0:
            raise RuntimeError("llama_decode failed")

    def best(index):
        scores = llama.llama_get_logits_ith(context, index)
        return int(np.argmax(np.ctypeslib.as_array(scores, shape=(vocabulary,))))

    for line in sys.stdin:
        asked = json.loads(line)
        count, prompt, made = asked["rows"], asked["prompt"], asked["tokens"]
        llama.llama_memory_clear(llama.llama_get_memory(context), True)
        random = np.random.default_rng(count)
        following = [0] * count
        begun = time.perf_counter()
        for row in range(count):
            tokens = random.integers(0, vocabulary, prompt)
            decode([(int(tokens[i]), i, row, i == prompt - 1) for i in range(prompt)])
            following[row] = best(prompt - 1)
        read = time.perf_counter()
        for step in range(made):
            decode([(following[row], prompt + step, row, True) for row in range(count)])
            for row in range(count):
                following[row] = best(row)
        decoded = time.perf_counter()
        print(
            json.dumps(
                {
                    "prefill": count * prompt / (read - begun),
                    "decode": count * made / max(1e-9, decoded - read),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1] == "vocabulary":
        vocabulary(json.loads(sys.argv[2]), sys.argv[3])
    elif sys.argv[1] == "write":
        write(json.loads(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        run(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
