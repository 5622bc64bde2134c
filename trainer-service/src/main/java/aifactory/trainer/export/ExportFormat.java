package aifactory.trainer.export;

import aifactory.trainer.gguf.NumberType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The formats a model can leave in, with the number types of each.
public enum ExportFormat {
  /// A Hugging Face directory: safetensors, `config.json`, tokenizer.
  HF(List.of("F32", "F16"), type -> new HuggingFaceExporter(type.equals("F16"))),
  /// One file for llama.cpp and what is built on it.
  GGUF(
      List.of("F32", "F16", "Q8_0", "Q4_0", "Q4_K"),
      type -> new GgufExporter(NumberType.named(type))),
  /// A bundle for ONNX Runtime: what this factory serves.
  ONNX(
      List.of("F32", "INT8", "INT4"),
      type ->
          new OnnxModelExporter(
              type.equals("F32") ? MatrixStorage.FP32 : MatrixStorage.valueOf(type)));

  private final List<String> types;
  private final Function<String, ModelExporter> making;

  ExportFormat(List<String> types, Function<String, ModelExporter> making) {
    this.types = types;
    this.making = making;
  }

  /// The format of that name.
  ///
  /// @throws IllegalArgumentException naming the choices
  public static ExportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--format "
                    + name
                    + " is none of "
                    + Arrays.stream(values()).map(ExportFormat::label).toList()));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The number type of that name, 32-bit floats where none is named.
  ///
  /// @throws IllegalArgumentException naming the format's choices
  public String type(Optional<String> quantize) {
    String asked = quantize.orElse("F32").toUpperCase(Locale.ROOT);
    if (!types.contains(asked)) {
      throw new IllegalArgumentException(
          "--quantize %s is not to be had in %s; there are %s"
              .formatted(quantize.orElse(""), label(), types));
    }
    return asked;
  }

  ModelExporter exporter(String type) {
    return making.apply(type);
  }
}
