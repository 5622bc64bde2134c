package aifactory.preprocess.extract;

import aifactory.preprocess.extract.wiki.Wikitext;

/// An article of a wiki, as its source is written.
final class WikitextExtractor implements TextExtractor {
  @Override
  public Extracted extract(Content content) {
    String source = content.decoded();
    return Extracted.of(Wikitext.name(source), Wikitext.toPlain(source));
  }
}
