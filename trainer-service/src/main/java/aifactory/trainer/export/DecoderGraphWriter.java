package aifactory.trainer.export;

import static aifactory.trainer.export.GraphNodes.FUSED;
import static aifactory.trainer.export.GraphNodes.STANDARD;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;
import aifactory.trainer.model.RotaryTable;
import aifactory.trainer.model.Tensor;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the decoder as an ONNX graph of ONNX Runtime's fused operators. Names and shapes at its
/// doors are those of [DecoderGraph].
final class DecoderGraphWriter {
  /*
   * One block, as in LlamaProgram; n and r are values of [B, T, D], S the cache's positions:
   *
   *   n  = SimplifiedLayerNormalization(x)                    first block
   *   n,r = SkipSimplifiedLayerNormalization(r, delta)        r = r + delta, n = norm(r)
   *   qkv = MatMul(n, [Wq; Wk; Wv]ᵀ)                          [B, T, (H + 2K)·E]
   *   a  = GroupQueryAttention(qkv, past, lengths, cos, sin)  rotates, appends to the cache, attends
   *   delta = MatMul(a, Woᵀ)
   *   n,r = SkipSimplifiedLayerNormalization(r, delta)
   *   delta = MatMul(QuickGelu(MatMul(n, Wgateᵀ), alpha = 1) ⊙ MatMul(n, Wupᵀ), Wdownᵀ)
   *
   * QuickGelu with alpha 1 is x·sigmoid(x) = SiLU. Only rows whose logits are wanted go through the
   * head: for a prompt that is one of T.
   */
  private static final int IR_VERSION = 10;
  private static final int OPSET = 21;

  private final HeadPadding padding;
  private final ModelConfiguration model;
  private final Map<String, Tensor> weights;
  private final ExternalWeights data;
  private final MatrixNodes matrices;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("decoder");
  private final GraphNodes nodes = new GraphNodes(graph);

  DecoderGraphWriter(
      ModelConfiguration model,
      Map<String, Tensor> weights,
      ExternalWeights data,
      MatrixStorage storage) {
    this.padding = HeadPadding.of(model, weights);
    this.model = padding.model();
    this.weights = padding.weights();
    this.data = data;
    this.matrices = new MatrixNodes(graph, nodes, data, storage);
  }

  /// The graph; the weights go to the data file on the way.
  ModelProto write() throws IOException {
    doors();
    RotaryTable rotary = padding.rotary();
    graph.addInitializer(data.add("rotary.cos", rotary.cosines()));
    graph.addInitializer(data.add("rotary.sin", rotary.sines()));
    String embedding = matrix("model.embed_tokens.weight");
    String residual =
        add(STANDARD, "Gather", "embedded", Map.of(), embedding, DecoderGraph.INPUT_IDS);
    String delta = "";
    for (int layer = 0; layer < model.layers(); layer++) {
      String prefix = "model.layers." + layer + ".";
      Normed before = norm(prefix + "input_layernorm", residual, delta);
      String attended = attention(layer, prefix + "self_attn.", before.normed());
      Normed after = norm(prefix + "post_attention_layernorm", before.residual(), attended);
      delta = feedForward(prefix + "mlp.", after.normed());
      residual = after.residual();
    }
    head(norm("model.norm", residual, delta).normed(), embedding);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("ai-factory-engine")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(STANDARD).setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(FUSED).setVersion(1))
        .setGraph(graph)
        .build();
  }

  private void doors() {
    nodes.input(DecoderGraph.INPUT_IDS, DataType.INT64, "B", "T");
    nodes.input(DecoderGraph.SEQLENS_K, DataType.INT32, "B");
    nodes.input(DecoderGraph.TOTAL_SEQUENCE_LENGTH, DataType.INT32);
    nodes.input(DecoderGraph.LOGITS_ROWS, DataType.INT64, "N");
    nodes.output(DecoderGraph.LOGITS, DataType.FLOAT, "N", model.vocabularySize());
    Object[] cache_BKSE = {"B", model.keyValueHeads(), "S", model.headWidth()};
    for (int layer = 0; layer < model.layers(); layer++) {
      nodes.input(DecoderGraph.pastKey(layer), DataType.FLOAT, cache_BKSE);
      nodes.input(DecoderGraph.pastValue(layer), DataType.FLOAT, cache_BKSE);
      nodes.output(DecoderGraph.presentKey(layer), DataType.FLOAT, cache_BKSE);
      nodes.output(DecoderGraph.presentValue(layer), DataType.FLOAT, cache_BKSE);
    }
  }

  private record Normed(String normed, String residual) {}

  private Normed norm(String name, String residual, String delta) throws IOException {
    Map<String, Number> epsilon = Map.of("epsilon", (float) model.normEpsilon());
    String gain = matrix(name + ".weight");
    String normed = name + ".normed";
    if (delta.isEmpty()) {
      Map<String, Number> lastAxis = Map.of("epsilon", (float) model.normEpsilon(), "axis", -1L);
      add(STANDARD, "SimplifiedLayerNormalization", normed, lastAxis, residual, gain);
      return new Normed(normed, residual);
    }
    String sum = name + ".residual";
    nodes.add(
        FUSED,
        "SkipSimplifiedLayerNormalization",
        normed,
        epsilon,
        List.of(residual, delta, gain),
        List.of(normed, "", "", sum)); // outputs 1 and 2 are statistics for training
    return new Normed(normed, sum);
  }

  private String attention(int layer, String prefix, String normed) throws IOException {
    List<String> inputs = new ArrayList<>(queryKeyValue(prefix, normed));
    inputs.add(DecoderGraph.pastKey(layer));
    inputs.add(DecoderGraph.pastValue(layer));
    inputs.add(DecoderGraph.SEQLENS_K);
    inputs.add(DecoderGraph.TOTAL_SEQUENCE_LENGTH);
    inputs.add("rotary.cos");
    inputs.add("rotary.sin");
    Map<String, Number> attributes = new HashMap<>();
    attributes.put("num_heads", (long) model.heads());
    attributes.put("kv_num_heads", (long) model.keyValueHeads());
    attributes.put("do_rotary", 1L);
    attributes.put("rotary_interleaved", 0L);
    if (padding.isWider()) {
      attributes.put("scale", (float) padding.scale());
    }
    if (model.slides()) {
      attributes.put("local_window_size", (long) model.attention().window());
    }
    String mixed = prefix + "mixed";
    nodes.add(
        FUSED,
        "GroupQueryAttention",
        mixed,
        attributes,
        inputs,
        List.of(mixed, DecoderGraph.presentKey(layer), DecoderGraph.presentValue(layer)));
    return matrices.product(prefix + "o_proj", mixed, weight(prefix + "o_proj"));
  }

  /// Query, key and value: packed in one matrix, unless heads are normed one by one.
  private List<String> queryKeyValue(String prefix, String normed) throws IOException {
    List<String> names = List.of(prefix + "q_proj", prefix + "k_proj", prefix + "v_proj");
    if (!model.attention().normedHeads()) {
      Tensor[] packed = names.stream().map(this::weight).toArray(Tensor[]::new);
      String qkv = prefix + "qkv_proj";
      String product = matrices.product(qkv, normed, LinearWeights.stacked(packed));
      if (model.attention().biases()) {
        Tensor[] biases = names.stream().map(name -> tensor(name + ".bias")).toArray(Tensor[]::new);
        product = matrices.plus(qkv + ".bias", product, LinearWeights.joined(biases));
      }
      return List.of(product, "", "");
    }
    List<String> separate = new ArrayList<>();
    for (String name : names) {
      String product = matrices.product(name, normed, weight(name));
      if (model.attention().biases()) {
        product = matrices.plus(name + ".bias", product, tensor(name + ".bias"));
      }
      separate.add(product);
    }
    return List.of(
        normedHeads(prefix + "q_norm", separate.get(0), model.heads()),
        normedHeads(prefix + "k_norm", separate.get(1), model.keyValueHeads()),
        separate.get(2));
  }

  /// Qwen3 norms every head by itself, before it turns.
  private String normedHeads(String name, String product, int heads) throws IOException {
    String split = reshape(name + ".heads", product, 0, 0, heads, model.headWidth());
    Map<String, Number> lastAxis = Map.of("epsilon", (float) model.normEpsilon(), "axis", -1L);
    String normed =
        add(
            STANDARD,
            "SimplifiedLayerNormalization",
            name + ".normed",
            lastAxis,
            split,
            matrix(name + ".weight"));
    return reshape(name + ".joined", normed, 0, 0, (long) heads * model.headWidth());
  }

  private String feedForward(String prefix, String normed) throws IOException {
    String gate = matrices.product(prefix + "gate_proj", normed, weight(prefix + "gate_proj"));
    String silu = add(FUSED, "QuickGelu", prefix + "silu", Map.of("alpha", 1f), gate);
    String up = matrices.product(prefix + "up_proj", normed, weight(prefix + "up_proj"));
    String gated = add(STANDARD, "Mul", prefix + "gated", Map.of(), silu, up);
    return matrices.product(prefix + "down_proj", gated, weight(prefix + "down_proj"));
  }

  private void head(String normed, String embedding) throws IOException {
    String rows = reshape("rows", normed, -1, model.width());
    String wanted =
        add(STANDARD, "Gather", "wanted", Map.of("axis", 0L), rows, DecoderGraph.LOGITS_ROWS);
    String head = model.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight";
    if (matrices.storage() != MatrixStorage.FP32) {
      matrices.head(DecoderGraph.LOGITS, wanted, tensor(head));
      return;
    }
    // Gemm multiplies with the transposed matrix, so a tied head needs no copy of the embedding.
    String stored = model.tiedEmbeddings() ? embedding : matrix(head);
    add(STANDARD, "Gemm", DecoderGraph.LOGITS, Map.of("transB", 1L), wanted, stored);
  }

  private String reshape(String name, String input, long... dimensions) {
    ByteBuffer shape =
        ByteBuffer.allocate(dimensions.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    shape.asLongBuffer().put(dimensions);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name + ".shape")
            .setDataType(DataType.INT64.getNumber())
            .addDims(dimensions.length)
            .setRawData(ByteString.copyFrom(shape)));
    return add(STANDARD, "Reshape", name, Map.of(), input, name + ".shape");
  }

  private String add(
      String domain,
      String operator,
      String name,
      Map<String, Number> attributes,
      String... inputs) {
    return nodes.add(domain, operator, name, attributes, inputs);
  }

  private String matrix(String name) throws IOException {
    graph.addInitializer(data.add(name, tensor(name)));
    return name;
  }

  private Tensor weight(String name) {
    return tensor(name + ".weight");
  }

  private Tensor tensor(String name) {
    Tensor tensor = weights.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          name + " is missing; the model has " + ParameterLayout.of(model).size() + " tensors");
    }
    return tensor;
  }
}
