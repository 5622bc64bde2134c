package aifactory.inference.bundle;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.generate.Decoding;
import aifactory.inference.generate.DecodingModel;
import aifactory.inference.generate.TokenBytes;
import aifactory.inference.session.OnnxSession;
import aifactory.inference.session.SessionSettings;
import aifactory.inference.session.TextEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A bundle in memory. Thread-safe; close it when nobody uses it.
final class LoadedBundle implements DecodingModel, AutoCloseable {
  private final String bundleId;
  private final GenerationConfiguration configuration;
  private final OnnxSession session;
  private final TextEncoder encoder;
  private final TokenBytes tokenBytes;

  private LoadedBundle(
      String bundleId,
      GenerationConfiguration configuration,
      OnnxSession session,
      TextEncoder encoder,
      TokenBytes tokenBytes) {
    this.bundleId = bundleId;
    this.configuration = configuration;
    this.session = session;
    this.encoder = encoder;
    this.tokenBytes = tokenBytes;
  }

  static LoadedBundle load(
      String bundleId,
      Path directory,
      GenerationConfiguration configuration,
      SessionSettings settings,
      Path nativeCache) {
    Path tokenizer = directory.resolve(BundleLayout.TOKENIZER);
    TokenBytes tokenBytes;
    try {
      tokenBytes = TokenBytes.parse(Files.readString(tokenizer));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + tokenizer, e);
    }
    TextEncoder encoder = TextEncoder.open(tokenizer, nativeCache);
    try {
      OnnxSession session = OnnxSession.open(directory, configuration, settings);
      return new LoadedBundle(bundleId, configuration, session, encoder, tokenBytes);
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
  public Decoding open() {
    return session.decoding();
  }

  @Override
  public void close() {
    session.close();
    encoder.close();
  }
}
