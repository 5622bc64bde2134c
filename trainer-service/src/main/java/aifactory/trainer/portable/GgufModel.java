package aifactory.trainer.portable;

import aifactory.trainer.gguf.GgufFile;
import aifactory.trainer.model.Attention;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;
import aifactory.trainer.model.RopeScaling;
import aifactory.trainer.model.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a decoder of the families llama, qwen2 and qwen3 out of a GGUF file.
final class GgufModel {
  private static final Set<String> FAMILIES = Set.of("llama", "qwen2", "qwen3");
  private final GgufFile file;
  private final String family;

  private GgufModel(GgufFile file) {
    this.file = file;
    this.family = file.text("general.architecture").orElse("");
    if (!FAMILIES.contains(family)) {
      throw new RefusedModelException(
          "general.architecture '" + family + "' is not known; known are llama, qwen2, qwen3");
    }
  }

  /// What a file holds beside its vocabulary.
  record Content(ModelConfiguration model, SortedMap<String, Tensor> weights, TokenUse use) {}

  static Content read(GgufFile file, String name) {
    GgufModel reading = new GgufModel(file);
    ModelConfiguration model;
    try {
      model = reading.configuration(name);
    } catch (IllegalArgumentException e) {
      throw new RefusedModelException("the metadata describe no model", e);
    }
    return new Content(model, reading.weights(model), reading.use());
  }

  private int whole(String key) {
    return file.requiredNumber(family + "." + key).intValue();
  }

  private double real(String key, double otherwise) {
    return file.number(family + "." + key).map(Number::doubleValue).orElse(otherwise);
  }

  private ModelConfiguration configuration(String fileName) {
    int heads = whole("attention.head_count");
    int width = whole("embedding_length");
    int headWidth = (int) real("attention.key_length", heads > 0 ? (double) width / heads : 0);
    Tensor embedding = file.tensor("token_embd.weight");
    return new ModelConfiguration(
        file.text("general.name").orElse(fileName.replaceFirst("\\.gguf$", "")),
        (int) embedding.shape()[0],
        width,
        whole("block_count"),
        heads,
        (int) real("attention.head_count_kv", heads),
        whole("feed_forward_length"),
        whole("context_length"),
        real("rope.freq_base", 10_000),
        shortest(real("attention.layer_norm_rms_epsilon", 1e-5)),
        !file.tensorNames().contains("output.weight"),
        new Attention(
            headWidth, family.equals("qwen2"), family.equals("qwen3"), 0, scaling(headWidth)));
  }

  /// The file has 32-bit floats: 1e-5 is meant where 9.99999974e-6 stands.
  private static double shortest(double value) {
    return Double.parseDouble(Float.toString((float) value));
  }

  private @Nullable RopeScaling scaling(int headWidth) {
    String kind = file.text(family + ".rope.scaling.type").orElse("none");
    if (kind.equals("linear")) {
      return RopeScaling.linear(real("rope.scaling.factor", 1));
    }
    if (!kind.equals("none")) {
      throw new RefusedModelException("rope scaling '" + kind + "' is not known in GGUF");
    }
    if (!file.tensorNames().contains(GgufNames.ROPE_FACTORS)) {
      return null;
    }
    // Written as a table; the four numbers it was made from lie beside it in files of ours.
    if (file.number(GgufNames.OWN_SCALING + "factor").isEmpty()) {
      throw new RefusedModelException(
          "tensor %s (%d numbers): only Hugging Face directories say what it was made from"
              .formatted(GgufNames.ROPE_FACTORS, headWidth / 2));
    }
    return new RopeScaling(
        RopeScaling.LLAMA3,
        own("factor"),
        own("low_freq_factor"),
        own("high_freq_factor"),
        (int) own("original_context"));
  }

  private double own(String key) {
    return shortest(file.requiredNumber(GgufNames.OWN_SCALING + key).doubleValue());
  }

  private SortedMap<String, Tensor> weights(ModelConfiguration model) {
    SortedMap<String, Tensor> weights = new TreeMap<>();
    Set<String> left = new HashSet<>(file.tensorNames());
    left.remove(GgufNames.ROPE_FACTORS);
    for (ParameterLayout parameter : ParameterLayout.of(model)) {
      String name = GgufNames.of(parameter.name());
      Tensor tensor = file.tensor(name);
      weights.put(
          parameter.name(),
          family.equals("llama")
              ? GgufNames.fromNeighbours(parameter.name(), tensor, model)
              : tensor);
      left.remove(name);
    }
    if (!left.isEmpty()) {
      throw new RefusedModelException(
          "tensor %s is not part of a %s of %d layers"
              .formatted(left.stream().min(String::compareTo).orElse(""), family, model.layers()));
    }
    return weights;
  }

  private TokenUse use() {
    List<Integer> ends = new ArrayList<>();
    for (String key : List.of("eos_token_id", "eot_token_id")) {
      file.number("tokenizer.ggml." + key).ifPresent(id -> ends.add(id.intValue()));
    }
    Integer begin = file.number("tokenizer.ggml.bos_token_id").map(Number::intValue).orElse(null);
    return new TokenUse(
        begin,
        ends.stream().distinct().toList(),
        file.text("tokenizer.chat_template").orElse(null));
  }
}
