package aifactory.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCacheTest {
  @TempDir Path home;
  private final InMemoryCorpusLog log = new InMemoryCorpusLog();

  @Test
  void holdsTheTokensOfEveryDocumentByPartitionAndOffset() {
    log.add(1, "http://a.example/1", "one");
    log.add(0, "http://a.example/2", "two, longer");
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());

      assertThat(texts(cache)).containsExactly("0:0 two, longer", "1:0 one");
    }
  }

  @Test
  void readsOnlyWhatIsNewWhenTheLogGrows() {
    log.add(0, "http://a.example/1", "one");
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());
    }
    int before = log.reads();
    log.add(0, "http://a.example/2", "two");
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());

      assertThat(texts(cache)).containsExactly("0:0 one", "0:2 two");
      assertThat(log.reads() - before).isEqualTo(2); // the last known one, to compare, and the new
    }
  }

  @Test
  void isTheSameAfterItWasDeleted() throws IOException {
    log.add(0, "http://a.example/1", "one");
    log.add(3, "http://a.example/2", "two");
    List<String> first;
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());
      first = texts(cache);
    }
    try (var files = Files.list(home.resolve("hash"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());

      assertThat(texts(cache)).isEqualTo(first);
    }
  }

  @Test
  void aReadingThatBrokeOffIsTakenUpAgainAsIfItHadNotBegun() {
    log.add(0, "http://a.example/1", "one");
    boolean[] breaks = {true};
    try (TokenCache cache =
        TokenCache.open(
            home,
            "hash",
            text -> {
              if (breaks[0] && text.equals("three")) {
                throw new IllegalStateException("broken off");
              }
              return text.chars().toArray();
            })) {
      cache.extendTo(log, log.ranges());
      log.add(0, "http://a.example/2", "two, which is longer");
      log.add(0, "http://a.example/3", "three");
      log.add(1, "http://a.example/4", "four");
      assertThatThrownBy(() -> cache.extendTo(log, log.ranges())).hasMessage("broken off");

      breaks[0] = false;
      cache.extendTo(log, log.ranges());

      assertThat(texts(cache))
          .containsExactly("0:0 one", "0:2 two, which is longer", "0:4 three", "1:0 four");
    }
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());

      assertThat(texts(cache))
          .containsExactly("0:0 one", "0:2 two, which is longer", "0:4 three", "1:0 four");
    }
  }

  @Test
  void cutsOffWhatACrashLeftUnfinished() throws IOException {
    log.add(0, "http://a.example/1", "one");
    log.add(0, "http://a.example/2", "two");
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());
    }
    Path index = home.resolve("hash").resolve("0.index");
    byte[] whole = Files.readAllBytes(index);
    Files.write(index, java.util.Arrays.copyOf(whole, whole.length - 3));
    Files.write(home.resolve("hash").resolve("0.tokens"), new byte[7], StandardOpenOption.APPEND);
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());

      assertThat(texts(cache)).containsExactly("0:0 one", "0:2 two");
    }
  }

  @Test
  void startsAnewWhenTheLogIsAnotherOne() {
    log.add(0, "http://a.example/1", "one");
    try (TokenCache cache = open()) {
      cache.extendTo(log, log.ranges());
    }
    InMemoryCorpusLog other = new InMemoryCorpusLog();
    other.add(0, "http://b.example/1", "other");
    try (TokenCache cache = open()) {
      cache.extendTo(other, other.ranges());

      assertThat(texts(cache, other)).containsExactly("0:0 other");
    }
  }

  private TokenCache open() {
    return TokenCache.open(home, "hash", text -> text.chars().toArray());
  }

  private List<String> texts(TokenCache cache) {
    return texts(cache, log);
  }

  private static List<String> texts(TokenCache cache, InMemoryCorpusLog log) {
    List<String> texts = new ArrayList<>();
    cache
        .documents(log.ranges())
        .forEach(document -> {
          int[] tokens = new int[document.tokenCount()];
          cache.copy(document, 0, tokens.length, tokens, 0);
          texts.add(
              document.partition()
                  + ":"
                  + document.offset()
                  + " "
                  + new String(tokens, 0, tokens.length));
        });
    return texts;
  }
}
