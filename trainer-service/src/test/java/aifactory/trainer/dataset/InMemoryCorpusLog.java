package aifactory.trainer.dataset;

import aifactory.contract.id.DocumentId;
import aifactory.contract.id.Sha256;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PartitionRange;
import aifactory.event.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A log in memory. Every second offset holds no record, as after transactions.
public final class InMemoryCorpusLog implements CorpusLog {
  private final Map<Integer, List<Entry>> partitions = new TreeMap<>();
  private final List<ParagraphsMasked> masks = new ArrayList<>();
  private int reads;

  public DocumentAccepted add(int partition, String url, String text) {
    return add(partition, url, text, Split.TRAIN, 1.0);
  }

  public DocumentAccepted add(int partition, String url, String text, Split split, double weight) {
    DocumentAccepted document = document(url, text, split, weight);
    List<Entry> entries = partitions.computeIfAbsent(partition, _ -> new ArrayList<>());
    entries.add(new Entry(partition, 2L * entries.size(), document));
    return document;
  }

  public static DocumentAccepted document(String url, String text, Split split, double weight) {
    String id = DocumentId.of(url);
    return DocumentAccepted.newBuilder()
        .setDocumentId(id)
        .setVersion(DocumentId.version(id, text))
        .setUrl(url)
        .setTitle("")
        .setText(text)
        .setLanguage(languageOf(text))
        .setLanguageConfidence(1)
        .setQuality(0.5)
        .setWeight(weight)
        .setSourceId("test")
        .setSourceType("web")
        .setDomain(java.net.URI.create(url).getHost())
        .setLicence("unknown")
        .setSplit(split)
        .setCharacters(text.codePointCount(0, text.length()))
        .setUtf8Bytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .setFetchedAt(Instant.EPOCH)
        .setAcceptedAt(Instant.EPOCH)
        .build();
  }

  private static String languageOf(String text) {
    if (text.matches("(?s).*[ぁ-ん].*")) {
      return "ja";
    }
    return text.matches("(?s).*[a-z].*") ? "en" : "und";
  }

  /// A dataset of everything that is in the log now.
  public DatasetVersion dataset(String id) {
    return new DatasetVersion(
        id,
        1,
        Sha256.hex(id), // each of these logs is sealed once per id
        ranges(),
        List.of(),
        masks.isEmpty() ? List.of() : List.of(new PartitionRange(0, 0L, (long) masks.size())),
        aifactory.contract.policy.PolicyTable.EMPTY,
        partitions.values().stream()
            .flatMap(List::stream)
            .mapToLong(entry -> entry.document().getCharacters())
            .sum(),
        Map.of(),
        new DatasetVersion.Preparation(
            "filters-1",
            10,
            8,
            2,
            1000,
            Map.of("web", 10L),
            Map.of("cc-by-4.0", 9L, "unknown", 1L)));
  }

  public List<PartitionRange> ranges() {
    return partitions.entrySet().stream()
        .map(entry -> new PartitionRange(entry.getKey(), 0L, 2L * entry.getValue().size()))
        .toList();
  }

  public int reads() {
    return reads;
  }

  @Override
  public void replay(List<PartitionRange> ranges, Reader reader) {
    for (PartitionRange range : ranges) {
      for (Entry entry : partitions.getOrDefault(range.getPartition(), List.of())) {
        if (entry.offset() >= range.getStart() && entry.offset() < range.getEnd()) {
          reads++;
          if (!reader.read(entry)) {
            return;
          }
        }
      }
    }
  }

  /// Masks a paragraph from now on; [#dataset] covers it.
  public void mask(DocumentAccepted document, int start, int end) {
    masks.add(
        ParagraphsMasked.newBuilder()
            .setDocumentId(document.getDocumentId())
            .setVersion(document.getVersion())
            .setParagraphs(
                start == end
                    ? List.of()
                    : List.of(new MaskedParagraph(start, end, Sha256.hex("p"))))
            .setMaskedAt(Instant.EPOCH)
            .build());
  }

  @Override
  public void replayMasks(
      List<PartitionRange> ranges, java.util.function.Consumer<ParagraphsMasked> reader) {
    ranges.forEach(
        range -> masks.subList((int) range.getStart(), (int) range.getEnd()).forEach(reader));
  }

  @Override
  public void replayRetractions(
      List<PartitionRange> ranges,
      java.util.function.Consumer<aifactory.event.RetractionRegistered> reader) {}
}
