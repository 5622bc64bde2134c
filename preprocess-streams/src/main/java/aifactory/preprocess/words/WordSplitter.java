package aifactory.preprocess.words;

/// Splits a text of some languages into words and punctuation marks. Pure and thread-safe.
@FunctionalInterface
public interface WordSplitter {
  Words split(String text);
}
