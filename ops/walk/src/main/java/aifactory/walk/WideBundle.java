package aifactory.walk;

import aifactory.contract.manifest.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A bundle of random weights with a window that holds tools and schemas: a Hugging Face directory
/// in Llama's form, which `./factory export` makes a bundle of, as it would of anybody's model.
final class WideBundle {
  private static final String TOKENIZER =
      "inference-service/src/test/resources/tiny-bundle/tokenizer.json";
  private static final int VOCABULARY = 320;
  private static final int WIDTH = 64;
  private static final int KEY_VALUE_WIDTH = 32;
  private static final int FEED_FORWARD_WIDTH = 128;
  private static final int LAYERS = 2;
  private static final int WINDOW_TOKENS = 2048;
  private static final double SPREAD = 0.05;
  private static final long SEED = 7;

  private WideBundle() {}

  /// Makes the bundle in a folder of its own, which is returned.
  static Path make(Path root) throws IOException, InterruptedException {
    Path model = Files.createTempDirectory("wide");
    Files.writeString(model.resolve("config.json"), CanonicalJson.write(configuration()));
    Files.copy(root.resolve(TOKENIZER), model.resolve("tokenizer.json"));
    Files.write(model.resolve("model.safetensors"), safetensors());
    Path bundle = model.resolve("bundle");
    ChildProcess.lines(
        root,
        root.resolve("factory").toString(),
        "export",
        "--model",
        model.toString(),
        "--format",
        "onnx",
        "--out",
        bundle.toString());
    return bundle;
  }

  private static Map<String, Object> configuration() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_type", "llama");
    json.put("vocab_size", VOCABULARY);
    json.put("hidden_size", WIDTH);
    json.put("num_hidden_layers", LAYERS);
    json.put("num_attention_heads", 4);
    json.put("num_key_value_heads", 2);
    json.put("intermediate_size", FEED_FORWARD_WIDTH);
    json.put("max_position_embeddings", WINDOW_TOKENS);
    json.put("tie_word_embeddings", true);
    json.put("eos_token_id", 0);
    return json;
  }

  private static Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put("model.embed_tokens.weight", List.of(VOCABULARY, WIDTH));
    shapes.put("model.norm.weight", List.of(WIDTH));
    for (int layer = 0; layer < LAYERS; layer++) {
      String name = "model.layers." + layer + ".";
      shapes.put(name + "input_layernorm.weight", List.of(WIDTH));
      shapes.put(name + "post_attention_layernorm.weight", List.of(WIDTH));
      shapes.put(name + "self_attn.q_proj.weight", List.of(WIDTH, WIDTH));
      shapes.put(name + "self_attn.k_proj.weight", List.of(KEY_VALUE_WIDTH, WIDTH));
      shapes.put(name + "self_attn.v_proj.weight", List.of(KEY_VALUE_WIDTH, WIDTH));
      shapes.put(name + "self_attn.o_proj.weight", List.of(WIDTH, WIDTH));
      shapes.put(name + "mlp.gate_proj.weight", List.of(FEED_FORWARD_WIDTH, WIDTH));
      shapes.put(name + "mlp.up_proj.weight", List.of(FEED_FORWARD_WIDTH, WIDTH));
      shapes.put(name + "mlp.down_proj.weight", List.of(WIDTH, FEED_FORWARD_WIDTH));
    }
    return shapes;
  }

  private static byte[] safetensors() {
    Map<String, Object> header = new LinkedHashMap<>();
    List<Float> numbers = new ArrayList<>();
    Random random = new Random(SEED);
    shapes()
        .forEach((name, shape) -> {
          long begin = (long) numbers.size() * Float.BYTES;
          int count = shape.stream().reduce(1, (a, b) -> a * b);
          for (int i = 0; i < count; i++) {
            boolean norm = shape.size() == 1;
            numbers.add(norm ? 1f : (float) (SPREAD * random.nextGaussian()));
          }
          long end = (long) numbers.size() * Float.BYTES;
          header.put(
              name, Map.of("dtype", "F32", "shape", shape, "data_offsets", List.of(begin, end)));
        });
    byte[] head = CanonicalJson.write(header).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + head.length + numbers.size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(head.length).put(head);
    numbers.forEach(file::putFloat);
    return file.array();
  }
}
