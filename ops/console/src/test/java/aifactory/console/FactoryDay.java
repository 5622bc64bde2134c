package aifactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Chromium;
import aifactory.browser.Tab;
import aifactory.console.browser.Axe;
import aifactory.testbed.Testbed;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/// A factory at work behind the console, and a real browser before it. Without a browser the tests
/// say so; BROWSER_TESTS=required makes that a failure.
final class FactoryDay implements AutoCloseable {
  private static final Set<String> BAR = Set.of("ignite", "shutdown", "sign", "theme");

  /// Both lights in each language; pictures are taken in the last one.
  private static final Map<String, List<String>> LIGHTS =
      Map.of("en", List.of("dark", "light"), "ja", List.of("light", "dark"));

  /// Buttons that tests said they press, each behind the path of its page.
  private static final Set<String> PROMISED = new TreeSet<>();

  static final Path PICTURES = Path.of("target/screenshots");

  final FactoryEvents events = new FactoryEvents(Testbed.attach().kafka());
  private final ScheduledExecutorService day = Executors.newSingleThreadScheduledExecutor();
  private final Chromium chromium;
  private final List<Tab> tabs = new ArrayList<>();

  private FactoryDay(Chromium chromium) {
    this.chromium = chromium;
    Showcase.morning(events);
    AtomicInteger second = new AtomicInteger();
    day.scheduleAtFixedRate(
        () -> Showcase.second(events, second.getAndIncrement()), 0, 1, TimeUnit.SECONDS);
  }

  static FactoryDay begin() {
    Optional<Path> program = Chromium.find();
    if (program.isEmpty()) {
      System.out.println("no browser found (BROWSER, or chromium on the PATH): pages are untested");
      assertThat(System.getenv("BROWSER_TESTS")).isNotEqualTo("required");
    }
    Assumptions.assumeTrue(program.isPresent(), "a browser");
    return new FactoryDay(Chromium.start(program.orElseThrow()));
  }

  @Override
  public void close() {
    day.shutdownNow();
    events.close();
    chromium.close();
    Set<String> untested = new TreeSet<>(PROMISED);
    tabs.forEach(tab -> untested.removeAll(tab.pressed()));
    PROMISED.clear();
    assertThat(untested).as("buttons that a test names and none presses").isEmpty();
  }

  Tab opened(String path) {
    return opened(RestAssured.port, path);
  }

  /// A tab that speaks English.
  Tab opened(int port, String path) {
    Tab page = chromium.open("http://127.0.0.1:" + port + path);
    tabs.add(page);
    page.await("document.readyState === 'complete' && document.documentElement.lang === 'en'");
    return page;
  }

  /// Writes a measurement beside the pictures.
  void note(String line) {
    try {
      Files.createDirectories(PICTURES);
      Files.writeString(
          PICTURES.resolve("measured.txt"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void signIn(Tab page) {
    page.value(
        "fetch('/api/session', {method: 'POST', headers: {'Content-Type': 'application/json'},"
            + " body: JSON.stringify({token: '"
            + ConsoleBed.TOKEN
            + "'})}).then(() => import('/js/orders.js')).then(orders => orders.meet())"
            + ".then(() => true)");
    page.await("document.querySelector('#sign').textContent === 'Sign out'");
  }

  static void speak(Tab page, String language) {
    page.value(
        "(() => { const it = document.querySelector('#language'); it.value = '%s';"
                .formatted(language)
            + " it.dispatchEvent(new Event('change')); })()");
    page.await("document.documentElement.lang === '" + language + "'");
  }

  /// Nothing went wrong, and nobody else was asked for anything.
  static void clean(Tab page) {
    String origin = "http://127.0.0.1:" + RestAssured.port + "/";
    assertThat(page.problems()).isEmpty();
    assertThat(page.requests())
        .isNotEmpty()
        .allMatch(each -> each.startsWith(origin) || each.startsWith("data:image/svg"));
  }

  /// Fits at each width in both languages and lights, with no word of the other language left.
  /// Every rule of axe-core is asked in each language, each light and at each width; which go
  /// together turns from page to page.
  static void looksRight(Tab page, String name) {
    for (String language : List.of("en", "ja")) {
      speak(page, language);
      String other = language.equals("en") ? "ja" : "en";
      assertThat(page.value(LEFT_OVER.formatted(other, language))).as("not " + language).isEmpty();
      for (String light : LIGHTS.getOrDefault(language, List.of())) {
        page.scheme(light);
        boolean english = language.equals("en");
        boolean all = light.equals("light") == (english == (name.length() % 2 == 0));
        int width = all && english == (name.length() % 4 < 2) ? 360 : 1400;
        wide(page, width);
        assertThat(all ? Axe.findings(page) : Axe.findingsOfWordsAndColours(page))
            .as("%s in %s and %s at %d by axe-core", name, language, light, width)
            .isEmpty();
      }
      for (int width : List.of(1400, 360)) {
        wide(page, width);
        page.value("new Promise(done => setTimeout(done, 150))");
        page.picture(PICTURES.resolve("%s-%s-%d.png".formatted(name, language, width)));
        assertThat(page.value("document.documentElement.scrollWidth").asInt())
            .as("%s in %s at %d", name, language, width)
            .isLessThanOrEqualTo(width);
        assertThat(page.value(SPILLING)).as("%s spills at %d", name, width).isEmpty();
      }
    }
    assertThat(page.value(UNLABELLED)).as("controls without a name on " + name).isEmpty();
    page.size(1400, 900);
    speak(page, "en");
  }

  private static void wide(Tab page, int width) {
    page.size(width, 900);
    page.await("innerWidth === " + width);
  }

  /// Fails when the page has a button that is not named here, and in the end when one that is named
  /// was not pressed on this page. What turns pages need not be named, because it depends on the
  /// day's length whether a list has any: what there is, is pressed here.
  static void onlyButtons(Tab page, String... named) {
    Set<String> known = new TreeSet<>(BAR);
    known.addAll(Set.of(named));
    String path = page.text("location.pathname");
    Set.of(named).forEach(each -> PROMISED.add(path + " " + each));
    page.await(
        "[%s].every(each => %s.includes(each))"
            .formatted(
                known.stream().map(each -> "'" + each + "'").collect(Collectors.joining(",")),
                BUTTONS.strip()));
    Set<String> seen = new TreeSet<>();
    for (JsonNode button : page.value(BUTTONS)) {
      seen.add(button.asText());
    }
    turnPages(page, seen);
    seen.removeIf(each -> each.matches(".*-pager [‹›]"));
    assertThat(known).as("buttons that a test presses").containsAll(seen);
  }

  /// Every list that goes on is turned to its next rows and back.
  private static void turnPages(Tab page, Set<String> seen) {
    for (String button : seen) {
      if (button.endsWith("-pager ›")) {
        String pager = "#" + button.substring(0, button.indexOf(' '));
        String rows = "document.querySelector('%s span').textContent".formatted(pager);
        page.await(rows + ".startsWith('1–')");
        page.click(pager + " button:last-child");
        page.await("/^(?!1–)\\d+–\\d+$/.test(" + rows + ")");
        page.click(pager + " button:not(:last-child)");
        page.await(rows + ".startsWith('1–')");
      }
    }
  }

  /// Buttons that can be seen, by what they are: id, deed or words, as `Tab.pressed` names them.
  private static final String BUTTONS =
      """
      [...new Set([...document.querySelectorAll('button')]
        .filter(each => each.checkVisibility() && !each.disabled)
        .map(each => [each.closest('.pager')?.id, each.id || each.dataset.act || each.dataset.t || each.textContent]
          .filter(Boolean).join(' ')))]
      """;

  /// Visible elements that reach over the right edge of the window, where nothing clips them.
  private static final String SPILLING =
      """
      [...document.querySelectorAll('body *')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && box.right > innerWidth + 1 && !each.closest('.scroll, .text, .one-line, .topic, .places, svg');
      }).map(each => each.outerHTML.slice(0, 90))
      """;

  /// Controls that a screen reader could not name.
  private static final String UNLABELLED =
      """
      [...document.querySelectorAll('button, input, select, textarea, a[href]')].filter(each =>
        each.checkVisibility() && !each.getAttribute('aria-label') && !each.textContent.trim()
          && !each.labels?.[0]?.textContent.trim()).map(each => each.outerHTML.slice(0, 90))
      """;

  /// Words of one dictionary, and bare keys, that are on the page although it speaks the other.
  private static final String LEFT_OVER =
      """
      (async () => {
        const other = (await import('/js/word/%1$s.js'))['%1$s'];
        const own = (await import('/js/word/%2$s.js'))['%2$s'];
        const allowed = new Set(Object.values(own));
        const wrong = new Set([...Object.values(other), ...Object.keys(own).filter(each => each.includes('.'))]
          .filter(each => !allowed.has(each) && each.length > 2));
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const shown = [];
        while (walker.nextNode()) {
          if (!walker.currentNode.parentElement.closest('code, .text')) shown.push(walker.currentNode.data.trim());
        }
        for (const each of document.querySelectorAll('[aria-label], [placeholder]'))
          shown.push(each.getAttribute('aria-label') ?? '', each.getAttribute('placeholder') ?? '');
        return shown.filter(each => wrong.has(each));
      })()
      """;
}
