package aifactory.contract.content;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What the bytes themselves tell: how well a charset reads them, and which one reads them best.
final class CharsetEvidence {
  /// Enough to tell; more would cost time on every page.
  private static final int SAMPLE_BYTES = 32 * 1024;

  /// Real pages hold a broken character here and there.
  private static final double TOLERATED_ERRORS = 0.02;

  /// Japanese prose is at least half kana; a page of names and headings still has this much.
  private static final double JAPANESE_KANA = 0.15;

  /// Korean pages hold few other letters beyond ASCII.
  private static final double KOREAN_HANGUL = 0.85;

  /// The rest of Thai text are vowels in front and tone marks, where other charsets have letters.
  private static final double THAI_LETTERS = 0.55;

  private static final List<String> JAPANESE = List.of("Shift_JIS", "EUC-JP");

  private CharsetEvidence() {}

  /// Counts over the non-ASCII characters of a sample.
  private record Reading(int letters, int errors, int kana, int hangul, int thai, int odd) {
    double errorShare() {
      return (double) errors / Math.max(1, letters + errors);
    }

    double kanaShare() {
      return (double) kana / Math.max(1, letters);
    }

    double hangulShare() {
      return (double) hangul / Math.max(1, letters);
    }

    double thaiShare() {
      return (double) thai / Math.max(1, letters);
    }

    double oddShare() {
      return (double) odd / Math.max(1, letters);
    }
  }

  /// Whether the charset reads the bytes with hardly an error.
  static boolean reads(Charset charset, byte[] body) {
    Reading reading = reading(charset, body);
    return reading.errorShare() <= TOLERATED_ERRORS && reading.oddShare() <= TOLERATED_ERRORS;
  }

  /// Whether the charset reads the bytes without a single error.
  static boolean readsExactly(Charset charset, byte[] body) {
    return reading(charset, body).errors() == 0;
  }

  /// A Japanese charset under which the bytes are Japanese beyond doubt.
  static Optional<Charset> japanese(byte[] body) {
    return JAPANESE.stream()
        .flatMap(name -> CharsetLabels.named(name).stream())
        .filter(charset -> isJapanese(reading(charset, body)))
        .findFirst();
  }

  private static boolean isJapanese(Reading reading) {
    return reading.errorShare() <= TOLERATED_ERRORS
        && reading.oddShare() <= TOLERATED_ERRORS
        && reading.kanaShare() >= JAPANESE_KANA;
  }

  /// The charset that the bytes speak for.
  static Optional<Charset> best(byte[] body) {
    Optional<Charset> japanese = japanese(body);
    if (japanese.isPresent()) {
      return japanese;
    }
    if (isMostly(StandardCharsets.UTF_8, body)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    return script("EUC-KR", body, Reading::hangulShare, KOREAN_HANGUL)
        .or(() -> script("windows-874", body, Reading::thaiShare, THAI_LETTERS))
        .or(() -> byFrequency(body));
  }

  /// The charset, if under it nearly everything is letters of its one script.
  private static Optional<Charset> script(
      String name, byte[] body, ToDoubleFunction<Reading> share, double least) {
    return CharsetLabels.named(name)
        .filter(charset -> {
          Reading reading = reading(charset, body);
          return reading.errorShare() <= TOLERATED_ERRORS && share.applyAsDouble(reading) >= least;
        });
  }

  private static boolean isMostly(Charset charset, byte[] body) {
    return reading(charset, body).errorShare() <= TOLERATED_ERRORS;
  }

  private static Optional<Charset> byFrequency(byte[] body) {
    CharsetDetector detector = new CharsetDetector();
    detector.enableInputFilter(true); // tags are ASCII whatever the language
    detector.setText(sample(body));
    for (CharsetMatch match : detector.detectAll()) {
      Optional<Charset> charset = CharsetLabels.named(match.getName());
      boolean wide = match.getName().startsWith("UTF-") && !match.getName().equals("UTF-8");
      if (charset.isPresent() && !wide && reads(charset.get(), body)) {
        return charset;
      }
    }
    return Optional.empty();
  }

  private static byte[] sample(byte[] body) {
    return body.length <= SAMPLE_BYTES ? body : java.util.Arrays.copyOf(body, SAMPLE_BYTES);
  }

  private static Reading reading(Charset charset, byte[] body) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(sample(body));
    CharBuffer out = CharBuffer.allocate(in.remaining() * 2 + 16);
    int errors = 0;
    boolean whole = body.length <= SAMPLE_BYTES;
    for (CoderResult result = decoder.decode(in, out, whole);
        result.isError();
        result = decoder.decode(in, out, whole)) {
      errors++;
      in.position(in.position() + result.length());
    }
    return counted(out.flip(), errors);
  }

  private static Reading counted(CharSequence text, int errors) {
    int letters = 0;
    int kana = 0;
    int hangul = 0;
    int thai = 0;
    int odd = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      letters++;
      kana += c >= 0x3041 && c <= 0x30FE ? 1 : 0;
      hangul += c >= 0xAC00 && c <= 0xD7A3 ? 1 : 0;
      thai += c >= 0x0E01 && c <= 0x0E3A ? 1 : 0; // consonants, vowels behind them
      // controls of ISO 8859 and private use: nobody writes them
      odd += c < 0xA0 || c >= 0xE000 && c <= 0xF8FF ? 1 : 0;
    }
    return new Reading(letters, errors, kana, hangul, thai, odd);
  }
}
