package aifactory.trainer.portable;

import aifactory.trainer.model.Attention;
import aifactory.trainer.model.InitialWeights;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.RopeScaling;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.vocabulary.Piece;
import aifactory.trainer.vocabulary.SentencePieceJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Random tiny models of every family, with a vocabulary of single letters.
public final class ForeignModels {
  public static final int VOCABULARY = 64;

  private ForeignModels() {}

  public static List<PortableModel> all() {
    RopeScaling llama3 = new RopeScaling(RopeScaling.LLAMA3, 8, 1, 4, 16);
    return List.of(
        model("llama", true, Attention.plain(8)),
        model("llama-untied", false, Attention.plain(16)),
        model("llama3-rope", true, new Attention(16, false, false, 0, llama3)),
        model("linear-rope", true, new Attention(16, false, false, 0, RopeScaling.linear(4))),
        model("mistral", false, new Attention(16, false, false, 12, null)),
        model("qwen2", true, new Attention(16, true, false, 0, null)),
        model("qwen3", true, new Attention(32, false, true, 0, null)));
  }

  public static PortableModel model(String name, boolean tied, Attention attention) {
    ModelConfiguration model =
        new ModelConfiguration(
            name, VOCABULARY, 64, 2, 4, 2, 96, 48, 10_000, 1e-5, tied, attention);
    return new PortableModel(
        model,
        weights(model),
        vocabulary(),
        new TokenUse(1, List.of(2), null),
        Origin.foreign("test", name, "Apache-2.0"));
  }

  private static SortedMap<String, Tensor> weights(ModelConfiguration model) {
    SplittableRandom random = new SplittableRandom(5);
    SortedMap<String, Tensor> weights = new TreeMap<>(InitialWeights.of(model, 3));
    weights.values().stream()
        .filter(tensor -> tensor.shape().length == 1) // gains and biases must matter as well
        .forEach(tensor -> {
          for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] += (float) (random.nextDouble() - 0.5) / 2;
          }
        });
    return weights;
  }

  /// `<unk>`, `<s>`, `</s>`, then letters and pieces of "▁the cat".
  static String vocabulary() {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece("<unk>", 0, Piece.Kind.UNKNOWN));
    pieces.add(new Piece("<s>", 0, Piece.Kind.CONTROL));
    pieces.add(new Piece("</s>", 0, Piece.Kind.CONTROL));
    for (String text : List.of("th", "▁the", "he", "▁th", "▁c", "at", "▁cat")) {
      pieces.add(new Piece(text, -pieces.size(), Piece.Kind.NORMAL));
    }
    for (char letter : "▁thecabdfgijklmnopqrsuvwxyz.,!?'ABCDEFGHIJKLMNOPQRSTU".toCharArray()) {
      pieces.add(new Piece(String.valueOf(letter), -100, Piece.Kind.NORMAL));
    }
    return SentencePieceJson.of(
        pieces.subList(0, Math.min(VOCABULARY, pieces.size())), new SentencePieceJson.Use(1, true));
  }

  public static int[] tokens(int count) {
    SplittableRandom random = new SplittableRandom(count);
    int[] tokens = new int[count];
    Arrays.setAll(tokens, t -> random.nextInt(VOCABULARY));
    return tokens;
  }
}
