package aifactory.trainer.command;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.evaluation.task.Examinee;
import aifactory.trainer.export.BundleNextToken;
import aifactory.trainer.export.NextToken;
import aifactory.trainer.export.TrainerNextToken;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import aifactory.trainer.portable.TokenUse;
import aifactory.trainer.tokenizer.PublishedTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// A model that can be asked, with its tokenizer: from the trainer's own code, or a bundle in ONNX
/// Runtime.
final class OpenModel implements AutoCloseable {
  private final NextToken next;
  private final PublishedTokenizer tokenizer;
  private final TokenUse use;
  private final Hash hash;

  /// Found out only when asked for: it may read all weights.
  @FunctionalInterface
  private interface Hash {
    String of() throws IOException;
  }

  private OpenModel(NextToken next, PublishedTokenizer tokenizer, TokenUse use, Hash hash) {
    this.next = next;
    this.tokenizer = tokenizer;
    this.use = use;
    this.hash = hash;
  }

  static OpenModel of(Words words) throws IOException {
    Path path = words.path("--model");
    int threads =
        words.whole("--threads", Math.max(1, Runtime.getRuntime().availableProcessors() - 1), 1);
    if (Files.exists(path.resolve(BundleLayout.GRAPH))) {
      GenerationConfiguration generation = GenerationConfiguration.read(path);
      return new OpenModel(
          new BundleNextToken(path, threads),
          PublishedTokenizer.open(Files.readString(path.resolve(BundleLayout.TOKENIZER))),
          new TokenUse(
              generation.bosTokenId(), generation.eosTokenIds(), generation.chatTemplate()),
          () -> checkpointHash(path));
    }
    PortableModel model = ModelFiles.read(path, words.option("--tokenizer").map(Path::of));
    return new OpenModel(
        new TrainerNextToken(model.model(), model.weights(), threads),
        PublishedTokenizer.open(model.tokenizerJson()),
        model.use(),
        model::checkpointHash);
  }

  /// A bundle's manifest names its checkpoint; one without a manifest is known by its weights.
  private static String checkpointHash(Path bundle) throws IOException {
    Path manifest = bundle.resolve(BundleLayout.MANIFEST);
    if (Files.exists(manifest)) {
      JsonNode lineage =
          CanonicalJson.read(Files.readString(manifest), JsonNode.class).path("lineage");
      if (lineage.hasNonNull("checkpoint_hash")) {
        return lineage.path("checkpoint_hash").asText();
      }
    }
    MessageDigest digest = Sha256.digest();
    try (InputStream weights = Files.newInputStream(bundle.resolve(BundleLayout.WEIGHTS))) {
      new DigestInputStream(weights, digest).transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Hash of the checkpoint it was made from; of somebody else's model that of its weights.
  String hash() throws IOException {
    return hash.of();
  }

  NextToken next() {
    return next;
  }

  PublishedTokenizer tokenizer() {
    return tokenizer;
  }

  /// The model as tasks ask it.
  Examinee examinee() {
    Examinee.Spelling spelling =
        new Examinee.Spelling() {
          @Override
          public int[] ids(String text) {
            return tokenizer.encode(text, true).ids();
          }

          @Override
          public String text(int[] ids) {
            return tokenizer.decode(ids, false);
          }
        };
    return new Examinee(next, spelling, Set.copyOf(use.endIds()));
  }

  /// Ids of a prompt; never empty: a model must read something to expect something.
  int[] prompt(String text) {
    int[] ids = tokenizer.encode(text, true).ids();
    if (ids.length > 0) {
      return ids;
    }
    Optional<Integer> first =
        Optional.ofNullable(use.beginId()).or(() -> use.endIds().stream().findFirst());
    return new int[] {first.orElse(0)};
  }

  boolean ends(int token) {
    return use.endIds().contains(token);
  }

  /// What was written behind a prompt.
  String written(int[] all, int promptLength) {
    String before = tokenizer.decode(Arrays.copyOf(all, promptLength), false);
    String whole = tokenizer.decode(all, false);
    // Half a character at the seam decodes differently alone.
    return whole.startsWith(before)
        ? whole.substring(before.length())
        : tokenizer.decode(Arrays.copyOfRange(all, promptLength, all.length), false);
  }

  @Override
  public void close() {
    next.close();
    tokenizer.close();
  }
}
