package aifactory.contract.bundle;

import java.nio.file.Path;
import java.util.List;

/// Files of a model bundle: a directory `bundles/<bundle id>` in the model store.
public final class BundleLayout {
  /// ONNX graph without weights; its external data lie in [#WEIGHTS].
  public static final String GRAPH = "model.onnx";

  /// External data of the graph.
  public static final String WEIGHTS = "model.onnx.data";

  /// Hugging Face `tokenizer.json`.
  public static final String TOKENIZER = "tokenizer.json";

  /// [GenerationConfiguration] as JSON.
  public static final String GENERATION = "generation_config.json";

  /// The artifact manifest; not part of the identity.
  public static final String MANIFEST = "artifact_manifest.json";

  /// The model card; not part of the identity.
  public static final String CARD = "README.md";

  /// What the bundle id is computed over, in this order.
  public static final List<String> IDENTITY = List.of(GRAPH, WEIGHTS, TOKENIZER, GENERATION);

  private BundleLayout() {}

  /// Directory of a bundle, relative to the model store: what events carry as `location`.
  public static String location(String bundleId) {
    return "bundles/" + bundleId;
  }

  /// Resolves a location of an event inside the model store.
  ///
  /// @throws IllegalArgumentException when it would lead outside
  public static Path resolve(Path modelStore, String location) {
    Path root = modelStore.toAbsolutePath().normalize();
    Path resolved = root.resolve(location).normalize();
    if (!resolved.startsWith(root)) {
      throw new IllegalArgumentException("location leads outside the model store: " + location);
    }
    return resolved;
  }
}
