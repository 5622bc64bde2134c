package aifactory.trainer.export;

import aifactory.trainer.gguf.GgufWriter;
import aifactory.trainer.gguf.NumberType;
import aifactory.trainer.model.Attention;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;
import aifactory.trainer.model.RopeScaling;
import aifactory.trainer.model.RotaryTable;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.portable.GgufNames;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Writes one file for llama.cpp. Vectors stay in 32 bits; a matrix whose rows do not split into
/// the type's blocks is stored in 16 bits.
public final class GgufExporter implements ModelExporter {
  /// Name of the file inside the directory.
  public static final String FILE = "model.gguf";

  private static final String LLAMA = "llama";
  private final NumberType type;

  public GgufExporter(NumberType type) {
    this.type = type;
  }

  @Override
  public void write(PortableModel model, Path directory) throws IOException {
    GgufWriter file = new GgufWriter();
    String family = family(model.model().attention());
    dimensions(file, family, model);
    GgufVocabularyWriter.write(model, file);
    rotary(file, family, model.model());
    tensors(file, family, model);
    file.write(directory.resolve(FILE));
  }

  private static String family(Attention attention) {
    if (attention.normedHeads() && attention.biases()) {
      throw new ExportException("GGUF has no family with normed heads and biases");
    }
    return attention.normedHeads() ? "qwen3" : attention.biases() ? "qwen2" : LLAMA;
  }

  private void dimensions(GgufWriter file, String family, PortableModel portable) {
    ModelConfiguration model = portable.model();
    file.put("general.architecture", family);
    file.put("general.name", model.name());
    file.put("general.license", portable.origin().license());
    file.put("general.file_type", fileType());
    file.put(family + ".vocab_size", model.vocabularySize());
    // llama.cpp knows no window for these families: within the window it makes no difference.
    int context =
        model.slides()
            ? Math.min(model.contextTokens(), model.attention().window())
            : model.contextTokens();
    file.put(family + ".context_length", context);
    file.put(family + ".embedding_length", model.width());
    file.put(family + ".block_count", model.layers());
    file.put(family + ".feed_forward_length", model.feedForwardWidth());
    file.put(family + ".attention.head_count", model.heads());
    file.put(family + ".attention.head_count_kv", model.keyValueHeads());
    file.put(family + ".attention.key_length", model.headWidth());
    file.put(family + ".attention.value_length", model.headWidth());
    file.put(family + ".attention.layer_norm_rms_epsilon", (float) model.normEpsilon());
    file.put(family + ".rope.dimension_count", model.headWidth());
    file.put(family + ".rope.freq_base", (float) model.ropeTheta());
  }

  /// llama.cpp's number for "mostly this type".
  private int fileType() {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q8_0 -> 7;
      case Q4_K -> 15;
      case BF16 -> 32;
    };
  }

  private static void rotary(GgufWriter file, String family, ModelConfiguration model) {
    RopeScaling scaling = model.attention().scaling();
    if (scaling == null) {
      return;
    }
    if (scaling.kind().equals(RopeScaling.LINEAR)) {
      file.put(family + ".rope.scaling.type", RopeScaling.LINEAR);
      file.put(family + ".rope.scaling.factor", (float) scaling.factor());
      return;
    }
    file.put(GgufNames.OWN_SCALING + "factor", (float) scaling.factor());
    file.put(GgufNames.OWN_SCALING + "low_freq_factor", (float) scaling.lowFrequencyFactor());
    file.put(GgufNames.OWN_SCALING + "high_freq_factor", (float) scaling.highFrequencyFactor());
    file.put(GgufNames.OWN_SCALING + "original_context", (float) scaling.originalContext());
    double[] divisors = RotaryTable.divisors(model);
    float[] factors = new float[divisors.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) divisors[i];
    }
    long[] shape = {factors.length};
    file.put(GgufNames.ROPE_FACTORS, shape, NumberType.F32, () -> new Tensor(shape, factors));
  }

  private void tensors(GgufWriter file, String family, PortableModel model) {
    for (ParameterLayout parameter : ParameterLayout.of(model.model())) {
      Tensor tensor = Objects.requireNonNull(model.weights().get(parameter.name()));
      file.put(
          GgufNames.of(parameter.name()),
          parameter.dimensions(),
          typeOf(parameter),
          () ->
              family.equals(LLAMA)
                  ? GgufNames.toNeighbours(parameter.name(), tensor, model.model())
                  : tensor);
    }
  }

  private NumberType typeOf(ParameterLayout parameter) {
    if (parameter.shape().size() < 2) {
      return NumberType.F32;
    }
    long row = parameter.shape().getLast();
    if (type == NumberType.Q4_K && !type.splits(row)) {
      return NumberType.Q8_0.splits(row) ? NumberType.Q8_0 : NumberType.F16;
    }
    return type.splits(row) ? type : NumberType.F16;
  }

  @Override
  public NextToken open(Path directory, int threads) throws IOException {
    PortableModel read = ModelFiles.read(directory.resolve(FILE), Optional.empty());
    return new TrainerNextToken(read.model(), read.weights(), threads);
  }
}
