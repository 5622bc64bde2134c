package aifactory.crawler.collector;

import aifactory.contract.id.Sha256;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads the documents of a commit that the note does not have yet. One use.
final class GitDocuments {
  private static final String FILE = "file.";
  private static final int LICENCE_BYTES = 64 * 1024;

  private final Repository repository;
  private final Terms terms;
  private final ProgressNote note;
  private final ProgressNote before;
  private long taken;
  private long skipped;

  /// @param base start of the documents' addresses
  /// @param maxFiles documents looked at
  /// @param maxBytes of one document
  record Terms(String base, int maxFiles, int maxBytes) {}

  /// @param note is left with what the commit has
  GitDocuments(Repository repository, Terms terms, ProgressNote note) {
    this.repository = repository;
    this.terms = terms;
    this.note = note;
    this.before = note.copy();
  }

  long skipped() {
    return skipped;
  }

  /// Hands over what is new; returns how many that were.
  long of(ObjectId id, Consumer<CollectedText> texts) throws IOException {
    note.clear();
    try (RevWalk commits = new RevWalk(repository);
        ObjectReader reader = repository.newObjectReader();
        TreeWalk files = new TreeWalk(reader)) {
      RevCommit commit = commits.parseCommit(id);
      Optional<String> licence = licence(commit, reader);
      files.addTree(commit.getTree());
      files.setRecursive(true); // into folders; what is linked or a module of its own stays out
      long seen = 0;
      while (files.next()) {
        Optional<String> type = DocumentType.of(files.getNameString());
        boolean file = (files.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        if (!file || type.isEmpty() || type.get().equals(DocumentType.JSON_LINES)) {
          continue;
        }
        if (++seen > terms.maxFiles()) {
          skipped++;
        } else {
          file(files.getPathString(), files.getObjectId(0), type.get(), licence, reader, texts);
        }
      }
    }
    return taken;
  }

  private void file(
      String path,
      ObjectId blob,
      String type,
      Optional<String> licence,
      ObjectReader reader,
      Consumer<CollectedText> texts)
      throws IOException {
    String key = FILE + Sha256.hex(path).substring(0, 16);
    note.put(key, blob.name());
    if (before.text(key).orElse("").equals(blob.name())) {
      return;
    }
    ObjectLoader content = reader.open(blob);
    if (content.getSize() > terms.maxBytes()) {
      skipped++;
      return;
    }
    texts.accept(
        new CollectedText(
            terms.base() + encoded(path),
            content.getBytes(),
            type,
            Optional.empty(),
            Optional.empty(),
            licence));
    taken++;
  }

  /// As the repository's own licence file says.
  private static Optional<String> licence(RevCommit commit, ObjectReader reader)
      throws IOException {
    try (TreeWalk root = new TreeWalk(reader)) {
      root.addTree(commit.getTree());
      while (root.next()) {
        if (root.getNameString().matches("(?i)(licen[cs]e|copying)([.-].*)?")
            && !root.isSubtree()) {
          ObjectLoader text = reader.open(root.getObjectId(0));
          if (text.getSize() <= LICENCE_BYTES) {
            return LicenceText.tag(new String(text.getBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
