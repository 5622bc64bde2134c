package aifactory.preprocess.sealing;

import aifactory.event.DocumentAccepted;
import aifactory.event.Split;

/// Versions that policies and counts cannot tell apart, with what survives of them. A policy then
/// takes out or brings back a whole cohort at once, however many documents it has.
final class Cohort {
  /// What its versions have in common.
  record Key(String domain, String sourceType, String language, String licence, Split split) {
    static Key of(DocumentAccepted accepted) {
      return new Key(
          accepted.getDomain(),
          accepted.getSourceType(),
          accepted.getLanguage(),
          accepted.getLicence(),
          accepted.getSplit());
    }
  }

  private final Key key;
  private final ContentSum sum = new ContentSum();
  private long documents;
  private long characters;
  private long utf8Bytes;
  private long maskedDocuments;
  private long maskedParagraphs;
  private long maskedUtf8Bytes;

  Cohort(Key key) {
    this.key = key;
  }

  void add(VersionTable table, int row) {
    sum.add(table.sum(row));
    count(table, row, 1);
  }

  void remove(VersionTable table, int row) {
    sum.subtract(table.sum(row));
    count(table, row, -1);
  }

  private void count(VersionTable table, int row, int sign) {
    documents += sign;
    characters += (long) sign * table.characters(row);
    utf8Bytes += (long) sign * table.utf8Bytes(row);
    maskedDocuments += table.maskedParagraphs(row) > 0 ? sign : 0;
    maskedParagraphs += (long) sign * table.maskedParagraphs(row);
    maskedUtf8Bytes += (long) sign * table.maskedUtf8Bytes(row);
  }

  Key key() {
    return key;
  }

  ContentSum sum() {
    return sum;
  }

  long documents() {
    return documents;
  }

  long characters() {
    return characters;
  }

  long utf8Bytes() {
    return utf8Bytes;
  }

  long maskedDocuments() {
    return maskedDocuments;
  }

  long maskedParagraphs() {
    return maskedParagraphs;
  }

  long maskedUtf8Bytes() {
    return maskedUtf8Bytes;
  }
}
