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

  private final ModelConfiguration model;
  private final Map<String, Tensor> weights;
  private final ExternalWeights data;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("decoder");
  private final GraphNodes nodes = new GraphNodes(graph);

  DecoderGraphWriter(ModelConfiguration model, Map<String, Tensor> weights, ExternalWeights data) {
    this.model = model;
    this.weights = weights;
    this.data = data;
  }

  /// The graph; the weights go to the data file on the way.
  ModelProto write() throws IOException {
    doors();
    RotaryTable rotary = RotaryTable.of(model);
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
    Tensor packed =
        LinearWeights.stacked(
            weight(prefix + "q_proj"), weight(prefix + "k_proj"), weight(prefix + "v_proj"));
    String qkv = matMul(prefix + "qkv_proj", normed, packed);
    String mixed = prefix + "mixed";
    nodes.add(
        FUSED,
        "GroupQueryAttention",
        mixed,
        Map.of(
            "num_heads",
            (long) model.heads(),
            "kv_num_heads",
            (long) model.keyValueHeads(),
            "do_rotary",
            1L,
            "rotary_interleaved",
            0L),
        List.of(
            qkv,
            "", // key and value are packed behind the query
            "",
            DecoderGraph.pastKey(layer),
            DecoderGraph.pastValue(layer),
            DecoderGraph.SEQLENS_K,
            DecoderGraph.TOTAL_SEQUENCE_LENGTH,
            "rotary.cos",
            "rotary.sin"),
        List.of(mixed, DecoderGraph.presentKey(layer), DecoderGraph.presentValue(layer)));
    return matMul(prefix + "o_proj", mixed, weight(prefix + "o_proj"));
  }

  private String feedForward(String prefix, String normed) throws IOException {
    String gate = matMul(prefix + "gate_proj", normed, weight(prefix + "gate_proj"));
    String silu = add(FUSED, "QuickGelu", prefix + "silu", Map.of("alpha", 1f), gate);
    String up = matMul(prefix + "up_proj", normed, weight(prefix + "up_proj"));
    String gated = add(STANDARD, "Mul", prefix + "gated", Map.of(), silu, up);
    return matMul(prefix + "down_proj", gated, weight(prefix + "down_proj"));
  }

  private void head(String normed, String embedding) throws IOException {
    String rows = add(STANDARD, "Reshape", "rows", Map.of(), normed, rowsShape());
    String wanted =
        add(STANDARD, "Gather", "wanted", Map.of("axis", 0L), rows, DecoderGraph.LOGITS_ROWS);
    // Gemm multiplies with the transposed matrix, so a tied head needs no copy of the embedding.
    String head = model.tiedEmbeddings() ? embedding : matrix("lm_head.weight");
    add(STANDARD, "Gemm", DecoderGraph.LOGITS, Map.of("transB", 1L), wanted, head);
  }

  private String rowsShape() {
    ByteBuffer shape = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    shape.putLong(-1).putLong(model.width()).flip();
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("rows.shape")
            .setDataType(DataType.INT64.getNumber())
            .addDims(2)
            .setRawData(ByteString.copyFrom(shape)));
    return "rows.shape";
  }

  private String add(
      String domain,
      String operator,
      String name,
      Map<String, Number> attributes,
      String... inputs) {
    return nodes.add(domain, operator, name, attributes, inputs);
  }

  /// x·Wᵀ with W as Hugging Face stores it, `[outputs, inputs]`; MatMul wants it turned.
  private String matMul(String name, String input, Tensor weight) throws IOException {
    graph.addInitializer(data.add(name + ".transposed", LinearWeights.transposed(weight)));
    return add(STANDARD, "MatMul", name, Map.of(), input, name + ".transposed");
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
