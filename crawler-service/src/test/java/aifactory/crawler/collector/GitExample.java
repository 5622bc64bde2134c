package aifactory.crawler.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/// A real repository made by a test, and a server that gives it over Git's protocol.
final class GitExample implements AutoCloseable {
  private static final PersonIdent SOMEBODY = new PersonIdent("somebody", "somebody@example.org");

  private final HttpServer server;
  private final Repository repository;

  /// Two commits and a link that must not be followed.
  static Path in(Path directory) throws IOException {
    GitSurroundings.shut();
    try (Git git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call()) {
      Files.createDirectories(directory.resolve("docs"));
      Files.writeString(directory.resolve("README.md"), "# First");
      commit(git, "one");
      Files.writeString(directory.resolve("README.md"), "# A gate");
      Files.writeString(directory.resolve("docs/the guide.txt"), "Open it.");
      Files.writeString(directory.resolve("docs/big.txt"), "x".repeat(5_000));
      Files.writeString(directory.resolve("Main.java"), "class Main {}");
      Files.writeString(
          directory.resolve("LICENSE"), "Permission is hereby granted, free of charge, to any");
      Files.createSymbolicLink(directory.resolve("passwd.txt"), Path.of("/etc/passwd"));
      commit(git, "two");
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
    return directory;
  }

  static void commit(Git git, String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage(message)
        .setAuthor(SOMEBODY)
        .setCommitter(SOMEBODY)
        .setSign(false)
        .call();
  }

  GitExample(Path directory) throws IOException {
    repository = Git.open(directory.toFile()).getRepository();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/gate.git/info/refs", this::advertise);
    server.createContext("/gate.git/git-upload-pack", this::upload);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/gate.git";
  }

  private void advertise(HttpExchange exchange) throws IOException {
    try (exchange;
        UploadPack pack = new UploadPack(repository)) {
      pack.setBiDirectionalPipe(false);
      exchange
          .getResponseHeaders()
          .add("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, 0);
      PacketLineOut out = new PacketLineOut(exchange.getResponseBody());
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(out), "git-upload-pack");
      exchange.getResponseBody().flush();
    }
  }

  private void upload(HttpExchange exchange) throws IOException {
    try (exchange;
        UploadPack pack = new UploadPack(repository)) {
      pack.setBiDirectionalPipe(false);
      exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-result");
      exchange.sendResponseHeaders(200, 0);
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream asked = exchange.getRequestBody();
      pack.upload(gzip ? new GZIPInputStream(asked) : asked, exchange.getResponseBody(), null);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    repository.close();
  }
}
