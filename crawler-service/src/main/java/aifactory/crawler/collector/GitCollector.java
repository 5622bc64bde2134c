package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TransportHttp;

/// The documents of a Git repository: `https://host/owner/name`, with `#branch` behind it where it
/// is not the usual one, or a repository on this machine. Of the last commit only, into a bare
/// repository that lives as long as the visit: nothing is checked out, no hook runs, no program is
/// started. A commit that is known is not fetched again; of a new one, what changed is published.
public final class GitCollector implements Collector {
  private static final String COMMIT = "commit";
  private static final String WANTED = "refs/aifactory/wanted";

  private final CollectorTools tools;

  public GitCollector(CollectorTools tools) {
    this.tools = tools;
    GitSurroundings.shut();
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    String[] address = source.address().split("#", 2);
    String branch = address.length == 2 && !address[1].isBlank() ? address[1] : "HEAD";
    try {
      Optional<CanonicalUrl> url = CanonicalUrl.parse(address[0]);
      return url.isPresent()
          ? remote(url.get(), branch, source, findings)
          : local(address[0], branch, source, findings);
    } catch (GitAPIException | IOException e) {
      return new Failed(Reason.UNREADABLE, reason(e));
    }
  }

  /// Behind the messages of the layers, the first one's.
  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null && first.getCause() != first) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage());
  }

  private CollectOutcome local(String address, String branch, Source source, Findings findings)
      throws IOException {
    Path path;
    try {
      path = address.startsWith("file:") ? Path.of(URI.create(address)) : Path.of(address);
    } catch (InvalidPathException e) {
      return new Failed(Reason.MALFORMED_ADDRESS, "neither a URL nor a path: " + address);
    } catch (IllegalArgumentException e) {
      return new Failed(Reason.MALFORMED_ADDRESS, "not a file: " + address);
    }
    Path bare = path.resolve(".git");
    Path place = Files.exists(bare) ? bare : path;
    if (!Files.isDirectory(place.resolve("objects"))) {
      return new Failed(Reason.NOT_FOUND, "no Git repository at " + path);
    }
    String base = path.toAbsolutePath().normalize().toUri().toString();
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(place.toFile()).setMustExist(true).build()) {
      ObjectId commit = repository.resolve(branch);
      return commit == null
          ? new Failed(Reason.NOT_FOUND, "no " + branch + " in " + path)
          : documents(repository, commit, base, source, findings);
    }
  }

  private CollectOutcome remote(CanonicalUrl url, String branch, Source source, Findings findings)
      throws GitAPIException, IOException {
    Path place = Files.createTempDirectory("factory-git");
    try (Git git = Git.init().setBare(true).setGitDir(place.toFile()).call()) {
      leaveUntidied(git.getRepository());
      fetch(git, url.text(), branch, source);
      ObjectId commit = git.getRepository().resolve(WANTED);
      return commit == null
          ? new Failed(Reason.NOT_FOUND, "no " + branch + " at " + url.text())
          : documents(git.getRepository(), commit, base(url), source, findings);
    } finally {
      delete(place);
    }
  }

  /// JGit would tidy up after the fetch, on a thread of its own and while the folder is deleted.
  private static void leaveUntidied(Repository repository) {
    repository.getConfig().setInt("gc", null, "auto", 0);
    repository.getConfig().setBoolean("gc", null, "autoDetach", false);
  }

  private void fetch(Git git, String address, String branch, Source source) throws GitAPIException {
    GitConnection.Terms http =
        new GitConnection.Terms(
            tools.pages(), source.localAllowed(), tools.settings().git().maxBytes());
    String wanted = branch.equals("HEAD") ? branch : "refs/heads/" + branch;
    git.fetch()
        .setRemote(address)
        .setRefSpecs(new RefSpec(wanted + ":" + WANTED).setForceUpdate(true))
        .setTagOpt(TagOpt.NO_TAGS)
        .setDepth(1)
        .setTransportConfigCallback(transport -> {
          if (!(transport instanceof TransportHttp overHttp)) {
            throw new IllegalStateException("not over HTTP: " + address);
          }
          overHttp.setHttpConnectionFactory(http);
        })
        .call();
  }

  private CollectOutcome documents(
      Repository repository, ObjectId commit, String base, Source source, Findings findings)
      throws IOException {
    ProgressNote note = ProgressNote.read(tools.progress(), "git", source.id());
    String state = source.address() + " " + commit.name();
    if (note.text(COMMIT).orElse("").equals(state)) {
      return new CollectOutcome.Collected(0, 0, 0);
    }
    GitDocuments.Terms terms =
        new GitDocuments.Terms(base, tools.settings().git().maxFiles(), tools.maxBytes());
    GitDocuments documents = new GitDocuments(repository, terms, note);
    long taken =
        documents.of(commit, text -> findings.document(text.from(source, tools.clock().instant())));
    findings.confirm();
    note.put(COMMIT, state);
    note.write();
    return new CollectOutcome.Collected(0, taken, documents.skipped());
  }

  /// Where people read the files: most forges have them under the same path.
  private static String base(CanonicalUrl url) {
    String home = url.text().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return home + (url.hostAndPort().startsWith("gitlab.") ? "/-/blob/HEAD/" : "/blob/HEAD/");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
