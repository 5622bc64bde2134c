package aifactory.preprocess.topology;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.preprocess.Prose;
import aifactory.preprocess.dedup.MinHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the web throws at a pipeline: each is counted under a reason or lies in the dead-letter
/// topic, and the page after it is accepted.
@Timeout(60)
final class BadInputTest {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String EPUB = "application/epub+zip";
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final int MIB = 1024 * 1024;
  private static final int LEVELS = 100_000;

  @TempDir Path state;

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("empty", "", HTML, "NO_TEXT"),
        bad("white space alone", " \n\t ", TEXT, "NO_TEXT"),
        bad("only symbols", "★☆♪♫→←↑↓§¶†‡".repeat(200), TEXT, "TOO_FEW_DISTINCT_CHARACTERS"),
        bad("many symbols", symbols(), TEXT, "TOO_FEW_LETTERS"),
        bad("script alone", "<script>" + Prose.english(5000, 0) + "</script>", HTML, "NO_TEXT"),
        bad("one letter", "a".repeat(5000), TEXT, "TOO_FEW_DISTINCT_CHARACTERS"),
        bad("one line of 20 MB", Prose.english(20 * MIB, 0).replace('\n', ' '), TEXT, "TOO_LONG"),
        bad("20 MB in one paragraph", page(Prose.english(20 * MIB, 0)), HTML, "TOO_LONG"),
        bad("20 MB without a space", noise(20 * MIB), TEXT, "TOO_LONG"),
        bad("no markup ends", "<div class=nav>".repeat(LEVELS), HTML, "NO_TEXT"),
        bad("an unknown type", "text", "application/x-unheard-of", "UNSUPPORTED_CONTENT"),
        bad("not a PDF", "%PDF-1.7 and nothing", "application/pdf", "NO_TEXT"),
        Arguments.of("zeros", new byte[MIB], HTML, "BINARY_CONTENT"),
        Arguments.of("random bytes", random(MIB), HTML, "BINARY_CONTENT"),
        Arguments.of("a bomb of markup", bomb("word/document.xml", 600), DOCX, "NO_TEXT"),
        Arguments.of("a bomb of pictures", bomb("image.png", 600), EPUB, "NO_TEXT"),
        Arguments.of("half an archive", half(bomb("word/document.xml", 1)), DOCX, "NO_TEXT"));
  }

  private static Arguments bad(String name, String body, String type, String reason) {
    return Arguments.of(name, body.getBytes(StandardCharsets.UTF_8), type, reason);
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("refused")
  void isRefusedByNameAndTheFlowGoesOn(String name, byte[] body, String type, String reason) {
    try (FlowBench bench = new FlowBench(state)) {
      bench.fetch("https://bad.example/", body, type);
      bench.fetch("https://good.example/", Prose.page("A", Prose.english(900, 0)));

      assertThat(bench.read(Topics.CORPUS_REJECTED))
          .extracting(DocumentRejected::getReason)
          .containsExactly(reason);
      assertThat(bench.counters.of("rejected." + reason)).isOne();
      assertThat(bench.read(Topics.CORPUS_ACCEPTED))
          .extracting(DocumentAccepted::getUrl)
          .containsExactly("https://good.example/");
    }
  }

  @Test
  void invalidUtf8IsReadAsFarAsItGoes() {
    byte[] bytes = Prose.english(3000, 0).getBytes(StandardCharsets.UTF_8);
    for (int i = 40; i < bytes.length; i += 40) {
      bytes[i] = (byte) 0xFF;
    }
    try (FlowBench bench = new FlowBench(state)) {
      bench.fetch("https://wrong.example/", bytes, TEXT);

      assertThat(bench.read(Topics.CORPUS_ACCEPTED))
          .singleElement()
          .satisfies(accepted -> assertThat(accepted.getText()).contains("harbour", "lantern"));
    }
  }

  @Test
  void aPageAHundredThousandElementsDeepKeepsItsText() {
    String open = "<div class='share nav comments'><aside><time datetime=2020-01-01>";
    String deep = open.repeat(LEVELS / 3) + "<p>" + Prose.english(2000, 0) + "</p>";
    try (FlowBench bench = new FlowBench(state)) {
      bench.fetch("https://deep.example/", deep.getBytes(StandardCharsets.UTF_8), HTML);

      assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
    }
  }

  @Test
  void recordsWithoutWhatTheyNeedAreRefusedOrLaidAside() {
    try (FlowBench bench = new FlowBench(state, MinHash.STANDARD)) {
      bench.fetch("", "<p>no address</p>");
      bench.fetch("::: no address", "<p>text</p>");
      bench.fetch("https://no-type.example/", new byte[0], "");
      bench.garbage(new byte[0]);
      bench.garbage("no event at all".getBytes(StandardCharsets.UTF_8));
      bench.garbage(new byte[] {0, 0, 0, 0, 1});
      bench.fetch("https://good.example/", Prose.page("A", Prose.english(900, 0)));

      assertThat(bench.read(Topics.CORPUS_REJECTED))
          .extracting(DocumentRejected::getReason)
          .containsExactly("INVALID_URL", "INVALID_URL", "NO_TEXT");
      assertThat(bench.dead()).hasSize(3);
      assertThat(bench.dead()).isEmpty(); // read above: each lies there once
      assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
    }
  }

  private static String page(String text) {
    return "<html><body><p>" + text + "</p></body></html>";
  }

  private static String symbols() {
    StringBuilder symbols = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      symbols.appendCodePoint(0x2190 + i % 300);
    }
    return symbols.toString();
  }

  private static String noise(int length) {
    StringBuilder noise = new StringBuilder(length);
    Random random = new Random(1);
    for (int i = 0; i < length; i++) {
      noise.append((char) ('!' + random.nextInt(90)));
    }
    return noise.toString();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(2).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bomb(String entry, int mebibytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      byte[] zeros = new byte[MIB];
      Arrays.fill(zeros, (byte) ' ');
      for (int i = 0; i < mebibytes; i++) {
        zip.write(zeros);
      }
    } catch (IOException e) {
      throw new AssertionError("in memory", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }
}
