package aifactory.crawler.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A server on loopback that answers with exactly the bytes a test wants, also bytes that are no
/// HTTP. One request per connection.
final class LoopbackSite implements AutoCloseable {
  final AtomicLong bytesSent = new AtomicLong();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Writes an answer; an exception ends the connection.
  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  LoopbackSite() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  LoopbackSite on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  LoopbackSite on(String path, String head, byte[] body) {
    return on(
        path,
        out -> {
          out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
        });
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        threads.execute(() -> answer(socket));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    } finally {
      ended.countDown();
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      StringBuilder request = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
      }
      requests.add(request.toString());
      String path = request.toString().split(" ")[1];
      Answer answer = answers.get(path);
      if (answer != null) {
        answer.write(new Counting(socket.getOutputStream()));
      }
    } catch (IOException e) {
      // the client went away, which is what some tests are about
    }
  }

  private final class Counting extends OutputStream {
    private final OutputStream out;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytesSent.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      bytesSent.addAndGet(length);
    }
  }

  /// Nobody is let in after this: a socket is really closed only when the last thread has left it.
  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    try {
      if (!ended.await(10, TimeUnit.SECONDS)) {
        throw new IOException("the site is still open");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
