package aifactory.inference.generate;

import aifactory.contract.bundle.GenerationConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A model of 257 tokens (the bytes and an end) that says its script, whatever it is asked.
final class ScriptedModel implements DecodingModel {
  static final int END = 256;
  private final int[] script;
  int openDecodings;

  ScriptedModel(int... script) {
    this.script = script;
  }

  static ScriptedModel saying(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] script = new int[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      script[i] = bytes[i] & 0xFF;
    }
    script[bytes.length] = END;
    return new ScriptedModel(script);
  }

  @Override
  public String bundleId() {
    return "scripted";
  }

  @Override
  public GenerationConfiguration configuration() {
    return new GenerationConfiguration("scripted", 1, 257, 4096, 1, 1, 1, null, List.of(END), null);
  }

  @Override
  public int[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = bytes[i] & 0xFF;
    }
    return tokens;
  }

  @Override
  public TokenBytes tokenBytes() {
    return TokenBytesTest.ofEveryByte();
  }

  @Override
  public Decoding open() {
    openDecodings++;
    return new Decoding() {
      private int said;

      @Override
      public float[] advance(int[] tokens) {
        float[] logits = new float[257];
        logits[script[Math.min(said++, script.length - 1)]] = 10;
        return logits;
      }

      @Override
      public void close() {
        openDecodings--;
      }
    };
  }
}
