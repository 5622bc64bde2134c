package aifactory.preprocess.words;

/// English words as the splitter of spaCy defines them, because the published filters count its
/// words: at white space; then marks are taken off both ends until nothing comes off; what is left
/// is cut at marks inside it (`well-known` → `well` `-` `known`); addresses stay whole.
///
/// Written from the published rules, by hand for speed. Departures: letters by Unicode category,
/// symbols by category So, addresses of up to 2,000 units.
final class EnglishWords implements WordSplitter {
  @Override
  public Words split(String text) {
    Words words = new Words(text);
    int place = 0;
    while (place < text.length()) {
      while (place < text.length() && Space.is(text.charAt(place))) {
        place++;
      }
      int end = place;
      while (end < text.length() && !Space.is(text.charAt(end))) {
        end++;
      }
      if (end > place) {
        new EnglishChunk(text, words).split(place, end);
      }
      place = end;
    }
    return words;
  }
}
