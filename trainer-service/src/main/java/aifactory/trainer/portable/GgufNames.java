package aifactory.trainer.portable;

import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import java.util.Map;

/// What Hugging Face's tensors are called in GGUF files.
public final class GgufNames {
  /// What each rotary wavelength is multiplied by.
  public static final String ROPE_FACTORS = "rope_freqs.weight";

  /// Prefix of our own metadata: what the factors were made from.
  public static final String OWN_SCALING = "aifactory.rope.scaling.";

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "model.embed_tokens.weight", "token_embd.weight",
          "model.norm.weight", "output_norm.weight",
          "lm_head.weight", "output.weight");
  private static final Map<String, String> INSIDE =
      Map.ofEntries(
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("self_attn.q_norm", "attn_q_norm"),
          Map.entry("self_attn.k_norm", "attn_k_norm"),
          Map.entry("post_attention_layernorm", "ffn_norm"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"));
  private static final String LAYERS = "model.layers.";

  private GgufNames() {}

  /// GGUF's name of a tensor.
  public static String of(String name) {
    String outside = OUTSIDE.get(name);
    if (outside != null) {
      return outside;
    }
    int layerEnds = name.indexOf('.', LAYERS.length());
    int kindBegins = name.lastIndexOf('.'); // before "weight" or "bias"
    String layer = name.substring(LAYERS.length(), layerEnds);
    String inside = INSIDE.get(name.substring(layerEnds + 1, kindBegins));
    if (inside == null) {
      throw new IllegalArgumentException("no GGUF name for " + name);
    }
    return "blk." + layer + "." + inside + name.substring(kindBegins);
  }

  static Tensor fromNeighbours(String name, Tensor tensor, ModelConfiguration model) {
    int heads = turned(name, model);
    return heads == 0 ? tensor : HeadOrder.halves(tensor, heads);
  }

  /// The tensor as the family `llama` has it, whose heads turn neighbouring components.
  public static Tensor toNeighbours(String name, Tensor tensor, ModelConfiguration model) {
    int heads = turned(name, model);
    return heads == 0 ? tensor : HeadOrder.neighbours(tensor, heads);
  }

  /// Heads of a tensor whose rows turn; 0 = its rows do not.
  private static int turned(String name, ModelConfiguration model) {
    if (name.contains(".q_proj.")) {
      return model.heads();
    }
    return name.contains(".k_proj.") ? model.keyValueHeads() : 0;
  }
}
