package aifactory.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a graph node by node; every value has the name of the node that made it.
final class GraphNodes {
  /// Domain of ONNX Runtime's fused operators.
  static final String FUSED = "com.microsoft";

  /// Domain of the standard.
  static final String STANDARD = "";

  private final GraphProto.Builder graph;

  GraphNodes(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /// Adds a node with one output, named like the node, and returns that name.
  String add(
      String domain,
      String operator,
      String name,
      Map<String, Number> attributes,
      String... inputs) {
    add(domain, operator, name, attributes, List.of(inputs), List.of(name));
    return name;
  }

  /// Adds a node; an empty output name leaves that output out.
  void add(
      String domain,
      String operator,
      String name,
      Map<String, Number> attributes,
      List<String> inputs,
      List<String> outputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(outputs);
    // Sorted: the same model must give the same bytes, because the bundle id is their hash.
    new TreeMap<>(attributes).forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
  }

  private static AttributeProto attribute(String name, Number value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Float real) {
      return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(real).build();
    }
    return attribute.setType(AttributeProto.AttributeType.INT).setI(value.longValue()).build();
  }

  /// Declares an input; dimensions are numbers or names.
  void input(String name, TensorProto.DataType type, Object... dimensions) {
    graph.addInput(value(name, type, dimensions));
  }

  /// Declares an output.
  void output(String name, TensorProto.DataType type, Object... dimensions) {
    graph.addOutput(value(name, type, dimensions));
  }

  private static ValueInfoProto value(
      String name, TensorProto.DataType type, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          dimension instanceof Number size
              ? one.setDimValue(size.longValue())
              : one.setDimParam(dimension.toString()));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
