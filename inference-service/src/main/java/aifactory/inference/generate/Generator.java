package aifactory.inference.generate;

import aifactory.inference.sample.TokenChoice;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The map: prefill, then scores → token → text → stop?, until it stops. Thread-safe; one call is
/// one answer on the caller's thread.
public final class Generator {
  /// Between two chunks of a prompt the client may go away.
  private static final int PREFILL_CHUNK_TOKENS = 256;

  private final RandomGenerator seeds;

  /// @param seeds gives a seed to requests without one; must be thread-safe
  public Generator(RandomGenerator seeds) {
    this.seeds = seeds;
  }

  public Generated generate(DecodingModel model, GenerationRequest request, TextSink sink) {
    long begun = System.nanoTime();
    TokenChoice choice = new TokenChoice(request.sampling(), request.prompt(), seeds.nextLong());
    StopStrings stopStrings = new StopStrings(request.stop());
    StopRule stop =
        new StopRule(
            Set.copyOf(model.configuration().eosTokenIds()), stopStrings, request.maxTokens());
    Utf8Stream characters = new Utf8Stream();
    Duration toFirstToken = null;
    int made = 0;
    try (Decoding decoding = model.open()) {
      float[] logits = prefill(decoding, request.prompt(), sink);
      FinishReason reason = logits == null ? FinishReason.CANCELLED : null;
      while (reason == null && logits != null) {
        int token = choice.next(logits);
        if (stop.isEnd(token)) {
          reason = FinishReason.STOP;
          break;
        }
        made++;
        toFirstToken = made == 1 ? Duration.ofNanos(System.nanoTime() - begun) : toFirstToken;
        show(stopStrings.append(characters.append(model.tokenBytes().of(token))), sink);
        reason = stop.afterToken(made, sink.isCancelled());
        logits = reason == null ? decoding.advance(new int[] {token}) : logits;
      }
      show(stopStrings.rest(), sink);
      return new Generated(
          request.prompt().length,
          made,
          reason == null ? FinishReason.CANCELLED : reason,
          toFirstToken);
    }
  }

  private static float @Nullable [] prefill(Decoding decoding, int[] prompt, TextSink sink) {
    float[] logits = null;
    for (int from = 0; from < prompt.length; from += PREFILL_CHUNK_TOKENS) {
      if (sink.isCancelled()) {
        return null;
      }
      int to = Math.min(prompt.length, from + PREFILL_CHUNK_TOKENS);
      logits = decoding.advance(Arrays.copyOfRange(prompt, from, to));
    }
    return logits;
  }

  private static void show(String text, TextSink sink) {
    if (!text.isEmpty()) {
      sink.emit(text);
    }
  }
}
