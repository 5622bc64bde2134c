package aifactory.crawler.page;

import aifactory.contract.id.CanonicalUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a page says, as numbers: one is equal for pages that differ only in what their own address
/// says, such as "/a/b was not found".
final class PageText {
  private static final int MIN_LETTERS = 40;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /// Pages that differ in a number only are pages of a series, not one page at many addresses.
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private PageText() {}

  /// Of the whole text, and of the text without the words of the page's address (numbers are kept);
  /// none of what is too short to tell.
  static List<Long> digests(String text, CanonicalUrl url) {
    Set<String> address =
        words(url.text())
            .filter(word -> !NUMBER.matcher(word).matches())
            .collect(Collectors.toSet());
    String whole = words(text).collect(Collectors.joining(" "));
    String own =
        words(text).filter(word -> !address.contains(word)).collect(Collectors.joining(" "));
    return Stream.of(whole, own)
        .filter(one -> one.length() >= MIN_LETTERS)
        .map(PageText::hash)
        .distinct()
        .toList();
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)));
  }

  /// FNV-1a: quick, and good enough where a collision costs a few links.
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
