package aifactory.walk;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// Phrases of thirteen words of texts, to say how much of another text stands in them word by word:
/// the measure of contamination of Brown et al., "Language Models are Few-Shot Learners", 2020,
/// appendix C. Not thread-safe.
final class SharedPhrases {
  private static final int WORDS = 13;
  private static final int INITIAL_SLOTS = 1 << 16;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private long[] known = new long[INITIAL_SLOTS]; // open addressing; 0 = free
  private int size;
  private long asked;
  private long shared;

  /// Takes the phrases of a text in.
  void add(String text) {
    phrases(text).forEach(this::add);
  }

  /// Share of a text's phrases that are known, 0..1; 0 where it is too short to have one.
  double shareOf(String text) {
    long[] phrases = phrases(text).toArray();
    long found = LongStream.of(phrases).filter(phrase -> known[slotOf(phrase)] == phrase).count();
    asked += phrases.length;
    shared += found;
    return phrases.length == 0 ? 0 : (double) found / phrases.length;
  }

  /// The same over all texts asked about, each phrase counting once where it stands.
  double shareOfAll() {
    return asked == 0 ? 0 : (double) shared / asked;
  }

  private void add(long phrase) {
    int slot = slotOf(phrase);
    if (known[slot] == phrase) {
      return;
    }
    known[slot] = phrase;
    size++;
    if (2 * size > known.length) {
      grow();
    }
  }

  private void grow() {
    long[] full = known;
    known = new long[2 * full.length];
    for (long phrase : full) {
      if (phrase != 0) {
        known[slotOf(phrase)] = phrase;
      }
    }
  }

  private int slotOf(long phrase) {
    int mask = known.length - 1;
    int slot = (int) (phrase >>> 20) & mask;
    while (known[slot] != 0 && known[slot] != phrase) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Hashes of 64 bits, none of them 0.
  private static LongStream phrases(String text) {
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    LongStream.Builder hashes = LongStream.builder();
    long[] last = new long[WORDS];
    for (int n = 0; matcher.find(); n++) {
      last[n % WORDS] = mixed(matcher.group().hashCode(), matcher.end() - matcher.start());
      if (n + 1 >= WORDS) {
        long hash = 0;
        for (int i = 0; i < WORDS; i++) {
          hash = mixed(hash + last[(n + 1 + i) % WORDS]);
        }
        hashes.add(hash == 0 ? 1 : hash);
      }
    }
    return hashes.build();
  }

  private static long mixed(int hash, int length) {
    return mixed((long) length << Integer.SIZE | Integer.toUnsignedLong(hash));
  }

  /// The finaliser of SplitMix64.
  private static long mixed(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
