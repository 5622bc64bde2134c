package aifactory.inference.embed;

import java.util.function.Function;

/// One vector per token; a text is the mean of its tokens' vectors (Model2Vec; Tulkens and van
/// Dongen 2024). Microseconds per text.
public final class StaticEmbedding implements Embedding {
  private final String name;
  private final VectorTable vectors;
  private final Function<String, int[]> encoder;
  private final int unknown;
  private final Runnable closing;

  /// @param unknown token of what is in no vocabulary; -1 = none
  /// @param closing releases the encoder
  public StaticEmbedding(
      String name,
      VectorTable vectors,
      Function<String, int[]> encoder,
      int unknown,
      Runnable closing) {
    this.name = name;
    this.vectors = vectors;
    this.encoder = encoder;
    this.unknown = unknown;
    this.closing = closing;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimensions() {
    return vectors.dimensions();
  }

  @Override
  public Embedded embed(String text) {
    int[] tokens = encoder.apply(text);
    float[] sum = new float[vectors.dimensions()];
    for (int token : tokens) {
      if (token != unknown && token < vectors.rows()) { // says nothing, as Model2Vec has it
        vectors.addTo(sum, token);
      }
    }
    return new Embedded(Vectors.unit(sum), tokens.length);
  }

  @Override
  public void close() {
    closing.run();
  }
}
