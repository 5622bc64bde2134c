package aifactory.contract.manifest;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Shapes that a training may begin from nothing with, by the names that `base_model` and
/// `MODEL_SIZE` have for them.
public enum ModelPreset {
  NANO(4, 4, 128),
  TINY(4, 4, 256),
  SMALL(8, 8, 512),
  BASE(12, 12, 768),
  MEDIUM(16, 16, 1024),
  GPT_SMALL(24, 16, 1024),
  GPT_MEDIUM(48, 25, 1600),
  GPT_LARGE(28, 16, 4096);

  private final int layers;
  private final int heads;
  private final int width;

  ModelPreset(int layers, int heads, int width) {
    this.layers = layers;
    this.heads = heads;
    this.width = width;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int layers() {
    return layers;
  }

  public int heads() {
    return heads;
  }

  public int width() {
    return width;
  }

  /// The preset of that name, if it is one.
  public static Optional<ModelPreset> named(String name) {
    return Stream.of(values()).filter(preset -> preset.label().equals(name)).findFirst();
  }
}
