package aifactory.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One trained tensor of the model: its Hugging Face name and shape.
///
/// @param fanIn how many numbers are summed into one output: sets the initial scale; 0 = a vector,
///   which starts at rest
public record ParameterLayout(String name, List<Long> shape, int fanIn) {
  private static final String BIAS = ".bias";

  /// Tensors of one block, in program order.
  public static int perLayer(ModelConfiguration model) {
    return block(model, "").size();
  }

  /// All tensors in the order in which the program expects them: embedding, blocks, last norm,
  /// head.
  public static List<ParameterLayout> of(ModelConfiguration model) {
    int D = model.width();
    int V = model.vocabularySize();
    List<ParameterLayout> all = new ArrayList<>();
    // The embedding is also the head when tied, and there D numbers are summed.
    all.add(matrix("model.embed_tokens.weight", V, D));
    for (int layer = 0; layer < model.layers(); layer++) {
      all.addAll(block(model, "model.layers." + layer + "."));
    }
    all.add(gain("model.norm.weight", D));
    if (!model.tiedEmbeddings()) {
      all.add(matrix("lm_head.weight", V, D));
    }
    return List.copyOf(all);
  }

  private static List<ParameterLayout> block(ModelConfiguration model, String prefix) {
    int D = model.width();
    int F = model.feedForwardWidth();
    int E = model.headWidth();
    int HE = model.queryWidth();
    int KE = model.keyValueHeads() * E;
    List<ParameterLayout> block = new ArrayList<>();
    block.add(gain(prefix + "input_layernorm.weight", D));
    block.add(matrix(prefix + "self_attn.q_proj.weight", HE, D));
    block.add(matrix(prefix + "self_attn.k_proj.weight", KE, D));
    block.add(matrix(prefix + "self_attn.v_proj.weight", KE, D));
    block.add(matrix(prefix + "self_attn.o_proj.weight", D, HE));
    block.add(gain(prefix + "post_attention_layernorm.weight", D));
    block.add(matrix(prefix + "mlp.gate_proj.weight", F, D));
    block.add(matrix(prefix + "mlp.up_proj.weight", F, D));
    block.add(matrix(prefix + "mlp.down_proj.weight", D, F));
    if (model.attention().biases()) {
      block.add(gain(prefix + "self_attn.q_proj" + BIAS, HE));
      block.add(gain(prefix + "self_attn.k_proj" + BIAS, KE));
      block.add(gain(prefix + "self_attn.v_proj" + BIAS, KE));
    }
    if (model.attention().normedHeads()) {
      block.add(gain(prefix + "self_attn.q_norm.weight", E));
      block.add(gain(prefix + "self_attn.k_norm.weight", E));
    }
    return block;
  }

  private static ParameterLayout matrix(String name, int outputs, int inputs) {
    return new ParameterLayout(name, List.of((long) outputs, (long) inputs), inputs);
  }

  private static ParameterLayout gain(String name, int width) {
    return new ParameterLayout(name, List.of((long) width), 0);
  }

  /// Weight decay pulls matrices towards zero; a gain has its rest at one and is left alone.
  public boolean decays() {
    return shape.size() > 1;
  }

  /// What a vector starts from: a gain leaves what it multiplies, a bias what it is added to.
  float rest() {
    return name.endsWith(BIAS) ? 0f : 1f;
  }

  public long elements() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /// The shape as the array that native code wants.
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /// This tensor out of a map; fails with its name when it is missing or of another shape.
  public Tensor in(Map<String, Tensor> tensors) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    if (!Arrays.equals(tensor.shape(), dimensions())) {
      throw new IllegalArgumentException(
          name + " has shape " + Arrays.toString(tensor.shape()) + ", the model needs " + shape);
    }
    return tensor;
  }
}
