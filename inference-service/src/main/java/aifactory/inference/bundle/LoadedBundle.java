package aifactory.inference.bundle;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.batch.BatchFigures;
import aifactory.inference.batch.BatchLoop;
import aifactory.inference.batch.RowCache;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TokenBytes;
import aifactory.inference.session.OnnxSession;
import aifactory.inference.session.TextEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A bundle in memory. Thread-safe; close it when nobody uses it.
final class LoadedBundle implements ServedModel {
  private static final SecureRandom SEEDS = new SecureRandom();

  private final String bundleId;
  private final GenerationConfiguration configuration;
  private final RowCache rows;
  private final BatchLoop loop;
  private final TextEncoder encoder;
  private final TokenBytes tokenBytes;

  private LoadedBundle(
      String bundleId,
      GenerationConfiguration configuration,
      RowCache rows,
      BatchLoop loop,
      TextEncoder encoder,
      TokenBytes tokenBytes) {
    this.bundleId = bundleId;
    this.configuration = configuration;
    this.rows = rows;
    this.loop = loop;
    this.encoder = encoder;
    this.tokenBytes = tokenBytes;
  }

  static LoadedBundle load(
      String bundleId,
      Path directory,
      GenerationConfiguration configuration,
      BundleSettings settings) {
    Path tokenizer = directory.resolve(BundleLayout.TOKENIZER);
    TokenBytes tokenBytes;
    try {
      tokenBytes = TokenBytes.parse(Files.readString(tokenizer));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + tokenizer, e);
    }
    TextEncoder encoder = TextEncoder.open(tokenizer, settings.nativeCache());
    try {
      RowCache rows = OnnxSession.open(directory, configuration, settings.session());
      Set<Integer> endTokens = Set.copyOf(configuration.eosTokenIds());
      BatchLoop loop =
          new BatchLoop(
              rows,
              settings.batch(),
              settings.grid(configuration, rows.window()),
              tokenBytes,
              endTokens,
              SEEDS);
      return new LoadedBundle(bundleId, configuration, rows, loop, encoder, tokenBytes);
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  @Override
  public String bundleId() {
    return bundleId;
  }

  @Override
  public GenerationConfiguration configuration() {
    return configuration;
  }

  @Override
  public int[] encode(String text) {
    return encoder.encode(text);
  }

  @Override
  public TokenBytes tokenBytes() {
    return tokenBytes;
  }

  @Override
  public int window() {
    return rows.window();
  }

  @Override
  public Optional<Place> enter() {
    return loop.enter();
  }

  @Override
  public Duration expectedWait() {
    return loop.expectedWait();
  }

  @Override
  public BatchFigures figures() {
    return loop.figures();
  }

  @Override
  public void close() {
    loop.close();
    encoder.close();
  }
}
