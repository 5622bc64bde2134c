package aifactory.inference.retrieve;

import aifactory.event.DocumentAccepted;
import aifactory.inference.embed.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passages of everything that may be shown, on disk. Searchable about 150 ms after it was added;
/// how far the log was read is committed with the passages every few seconds, so that after a crash
/// reading goes on from there and only repeats what it had done. Thread-safe.
public final class PassageIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PassageIndex.class);
  private static final long REFRESH_MILLIS = 150;
  private static final long COMMIT_MILLIS = 3000;

  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Rulings rulings;
  private final AcceptedLog log;
  private final Optional<Embedding> embedding;
  private final IndexContents contents;
  private final PassageSearch search;
  private final AtomicLong indexed = new AtomicLong();
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("index-upkeep").daemon(true).factory());

  /// Newest offset that was shown since a reconciliation began, by document: what it must not undo.
  private final Map<String, Long> shownMeanwhile = new HashMap<>();

  private LogPosition position;
  private LogPosition committing = LogPosition.NOWHERE;
  private volatile String rebuilt;

  private PassageIndex(
      IndexFiles.Opened opened, Rulings rulings, AcceptedLog log, Optional<Embedding> embedding)
      throws IOException {
    this.writer = opened.writer();
    this.rebuilt = opened.rebuilt();
    this.rulings = rulings;
    this.log = log;
    this.embedding = embedding;
    this.position = storedPosition(writer);
    this.searchers = new SearcherManager(writer, FieldSimilarity.SEARCHERS);
    this.contents = new IndexContents(searchers);
    this.search = new PassageSearch(searchers, rulings, embedding, SearchTuning.BEST);
    String form = form(embedding);
    if (!position.nextOffsets().isEmpty() && !position.form().equals(form)) {
      startOver("index was made in form '%s', this is '%s'".formatted(position.form(), form));
    }
    position = position.inForm(form);
    upkeep.scheduleWithFixedDelay(
        () -> quietly(searchers::maybeRefresh),
        REFRESH_MILLIS,
        REFRESH_MILLIS,
        TimeUnit.MILLISECONDS);
    upkeep.scheduleWithFixedDelay(
        () -> quietly(this::commit), COMMIT_MILLIS, COMMIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// What the passages hold: an index of another form is made again.
  private static String form(Optional<Embedding> embedding) {
    return "3 " + embedding.map(model -> model.name() + " " + model.dimensions()).orElse("words");
  }

  /// Opens the index in a folder, or makes it.
  ///
  /// @param embedding gives passages vectors; empty = words alone
  public static PassageIndex open(
      Path folder, Rulings rulings, AcceptedLog log, Optional<Embedding> embedding) {
    try {
      return new PassageIndex(IndexFiles.open(folder), rulings, log, embedding);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the index in " + folder, e);
    }
  }

  /// How far the log was read when the last commit was made or position noted.
  public synchronized LogPosition position() {
    return position;
  }

  /// Why the index was thrown away and is made again; "" when it was not.
  public String rebuilt() {
    return rebuilt;
  }

  /// Throws everything away, because the index does not belong to the log that is there.
  public synchronized void startOver(String reason) {
    LOG.warn("index rebuilt reason={}", reason);
    rebuilt = reason;
    change(() -> {
      writer.deleteAll();
      position = LogPosition.NOWHERE.inForm(form(embedding));
      commit();
    });
  }

  /// Takes in an accepted version: it replaces the document's passages, unless it may not be shown.
  public synchronized void accept(DocumentAccepted accepted, int partition, long offset) {
    Origin origin = Fields.origin(accepted, partition, offset);
    change(() -> {
      writer.updateDocument(
          Fields.originOfVersion(origin.version()), Fields.originDocument(origin));
      if (rulings.permits(origin)) {
        writer.updateDocuments(
            Fields.passagesOfDocument(origin.documentId()), Fields.passages(accepted, embedding));
        shownMeanwhile.put(origin.documentId(), offset);
        indexed.incrementAndGet();
      }
    });
  }

  /// Notes how far the log was read; call it after the records before it were accepted.
  public synchronized void readUpTo(String clusterId, Map<Integer, Long> nextOffsets) {
    position = position.advancedTo(clusterId, nextOffsets);
  }

  /// Drops a withdrawn version.
  public synchronized void withdraw(String version) {
    change(() -> writer.deleteDocuments(Fields.passagesOfVersion(version)));
  }

  /// Makes the index agree with the rulings for the documents of these domains and those below
  /// them, of these URLs, and for these documents. Reads withdrawn text again where it is allowed
  /// again. One thread; searches and [#accept] go on meanwhile.
  public void reconcile(Set<String> domains, Set<String> urls, Set<String> documentIds) {
    synchronized (this) {
      shownMeanwhile.clear();
    }
    List<Query> queries = new ArrayList<>();
    terms(Fields.WITHIN, domains).ifPresent(queries::add);
    terms(Fields.ORIGIN_OF_URL, urls).ifPresent(queries::add);
    terms(Fields.ORIGIN_OF_DOCUMENT, documentIds).ifPresent(queries::add);
    for (Query query : queries) {
      change(() -> {
        searchers.maybeRefreshBlocking();
        agree(contents.origins(query));
      });
    }
  }

  /// Makes everything that was taken in findable now.
  public void refresh() {
    change(searchers::maybeRefreshBlocking);
  }

  /// The part that answers searches.
  public PassageSearch search() {
    return search;
  }

  /// Versions taken in since start.
  public long indexed() {
    return indexed.get();
  }

  private static Optional<Query> terms(String field, Set<String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()));
  }

  private void agree(List<Origin> origins) throws IOException {
    Map<String, List<Origin>> byDocument = new HashMap<>();
    for (Origin origin : origins) {
      byDocument.computeIfAbsent(origin.documentId(), _ -> new ArrayList<>()).add(origin);
    }
    List<Origin> missing = new ArrayList<>();
    for (Map.Entry<String, List<Origin>> document : byDocument.entrySet()) {
      Optional<Origin> wanted = newestPermitted(document.getValue());
      if (wanted.isEmpty()) {
        hide(document.getKey(), document.getValue());
      } else if (contents.count(new TermQuery(Fields.passagesOfVersion(wanted.get().version())))
          == 0) {
        missing.add(wanted.get());
      }
    }
    log.read(missing, this::show);
  }

  /// A document's versions share a partition, so the greatest offset is the newest.
  private Optional<Origin> newestPermitted(List<Origin> versions) {
    return versions.stream().filter(rulings::permits).max(Comparator.comparingLong(Origin::offset));
  }

  private synchronized void hide(String documentId, List<Origin> versions) throws IOException {
    if (!shownMeanwhile.containsKey(documentId)) {
      writer.deleteDocuments(Fields.passagesOfDocument(documentId));
      return;
    }
    for (Origin origin : versions) {
      writer.deleteDocuments(Fields.passagesOfVersion(origin.version()));
    }
  }

  /// Shows a text that was read again, unless it was forbidden or replaced meanwhile.
  private synchronized void show(Origin origin, DocumentAccepted text) {
    boolean replaced = shownMeanwhile.getOrDefault(origin.documentId(), -1L) > origin.offset();
    if (replaced || !rulings.permits(origin)) {
      return;
    }
    change(() ->
        writer.updateDocuments(
            Fields.passagesOfDocument(origin.documentId()), Fields.passages(text, embedding)));
    indexed.incrementAndGet();
  }

  /// Passages that can be found now.
  public long passages() {
    return contents.countOf(Fields.PASSAGE);
  }

  /// Versions of documents known, withdrawn and replaced ones included.
  public long versions() {
    return contents.countOf(Fields.ORIGIN);
  }

  /// Lucene takes a commit's data after it has written the documents: set while it writes, a
  /// position would be ahead of them. So it is set before, and never meanwhile; what was accepted
  /// after it is accepted again.
  private void commit() throws IOException {
    synchronized (this) {
      if (!position.equals(committing)) {
        committing = position;
        writer.setLiveCommitData(position.commitData().entrySet());
      }
    }
    writer.commit();
  }

  private static LogPosition storedPosition(IndexWriter writer) {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> stored = writer.getLiveCommitData();
    if (stored != null) {
      stored.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    return LogPosition.read(data);
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private static void change(Change change) {
    try {
      change.make();
    } catch (IOException e) {
      throw new UncheckedIOException("index cannot be written", e);
    }
  }

  private static void quietly(Change upkeep) {
    try {
      upkeep.make();
    } catch (IOException | RuntimeException e) {
      LOG.error("index upkeep failed", e); // the schedule must go on
    }
  }

  @Override
  public void close() {
    upkeep.close(); // waits for what it is doing
    change(() -> {
      searchers.close();
      commit();
      writer.close();
      writer.getDirectory().close();
    });
  }
}
