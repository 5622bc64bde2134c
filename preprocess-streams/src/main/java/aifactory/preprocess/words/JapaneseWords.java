package aifactory.preprocess.words;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Japanese words by Lucene's Kuromoji (IPADIC), punctuation kept, compounds left whole. The
/// dictionary (about 40 MB in memory) is loaded when the first Japanese text comes.
public final class JapaneseWords implements WordSplitter {
  private final ThreadLocal<JapaneseTokenizer> tokenizer =
      ThreadLocal.withInitial(
          () -> new JapaneseTokenizer(null, false, JapaneseTokenizer.Mode.NORMAL));

  @Override
  public Words split(String text) {
    Words words = new Words(text);
    walk(text, words);
    return words;
  }

  /// Share of nouns among the words; 0 for no words.
  public double nounShare(String text) {
    Words words = new Words(text);
    int nouns = walk(text, words);
    return words.size() == 0 ? 0 : (double) nouns / words.size();
  }

  private int walk(String text, Words words) {
    JapaneseTokenizer stream = tokenizer.get();
    int nouns = 0;
    try {
      stream.setReader(new StringReader(text));
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      PartOfSpeechAttribute speech = stream.addAttribute(PartOfSpeechAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        if (!Space.isBlank(text, offset.startOffset(), offset.endOffset())) {
          words.add(offset.startOffset(), offset.endOffset());
          String part = speech.getPartOfSpeech();
          nouns += part != null && part.startsWith("名詞") ? 1 : 0;
        }
      }
      stream.end();
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return nouns;
  }
}
