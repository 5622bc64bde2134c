package aifactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.browser.Cable;
import aifactory.console.browser.Chromium;
import aifactory.console.browser.Tab;
import aifactory.testbed.Testbed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page in a real browser, with a factory at work behind it. Without a browser it says so;
/// BROWSER_TESTS=required makes that a failure.
@QuarkusTest
@TestProfile(OverviewPageIT.OwnConsole.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OverviewPageIT {
  private static final Path PICTURES = Path.of("target/screenshots");

  /// Elements that a person steers the factory with.
  private static final Set<String> CONTROLS =
      Set.of(
          "ignite",
          "shutdown",
          "language",
          "theme",
          "promote",
          "rollback",
          "question",
          "ask-send",
          "source-form",
          "policy-form",
          "decisions");

  private final FactoryEvents events = new FactoryEvents(Testbed.attach().kafka());
  private final ScheduledExecutorService day = Executors.newSingleThreadScheduledExecutor();
  private Chromium chromium;

  /// A console of its own: other tests' events would change what is seen here.
  public static final class OwnConsole implements QuarkusTestProfile {}

  @BeforeAll
  void aFactoryAtWork() {
    Optional<Path> program = Chromium.find();
    if (program.isEmpty()) {
      System.out.println(
          "OverviewPageIT: no browser found (BROWSER, or chromium on the PATH): the page is untested");
      assertThat(System.getenv("BROWSER_TESTS")).isNotEqualTo("required");
    }
    Assumptions.assumeTrue(program.isPresent(), "a browser");
    chromium = Chromium.start(program.orElseThrow());
    Showcase.morning(events);
    AtomicInteger second = new AtomicInteger();
    day.scheduleAtFixedRate(
        () -> Showcase.second(events, second.getAndIncrement()), 0, 1, TimeUnit.SECONDS);
  }

  @AfterAll
  void theDayIsOver() {
    day.shutdownNow();
    events.close();
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void showsWhatTheFactoryDoes() {
    try (Tab page = opened()) {
      page.await("document.querySelectorAll('.stage').length === 7");
      page.await("[...document.querySelectorAll('.stage.moving h3')].length >= 2");
      page.await("document.querySelectorAll('#rejections .bar').length >= 6");
      page.await("Chart.getChart('curve').data.datasets[0].data.length > 200");
      page.await("Chart.getChart('curve').data.datasets[1].data.length > 40");
      page.await("document.querySelectorAll('#decisions > li .tag.bad').length === 2");
      page.await("document.querySelectorAll('#aliases code').length === 3");
      page.await("document.querySelectorAll('#nodes tr').length === 5");

      assertThat(Integer.parseInt(total(page, 1).replace(",", ""))).isPositive();
      assertThat(page.text("document.querySelector('#rejections').textContent"))
          .contains("Too short");
      assertThat(page.text("document.querySelector('#decisions').textContent"))
          .contains("Score below the minimum", "First production", "0.7200");
      assertThat(inked(page)).as("points of the curve that are drawn").isGreaterThan(500);
      clean(page);
    }
  }

  @Test
  void fitsEveryWidthLanguageAndLight() {
    try (Tab page = opened()) {
      page.await("Chart.getChart('curve')?.data.datasets[0].data.length > 200");
      page.await("document.querySelectorAll('#decisions > li .tag').length >= 3");
      for (String language : List.of("en", "ja")) {
        speak(page, language);
        for (String scheme : List.of("light", "dark")) {
          page.scheme(scheme);
          for (int width : List.of(1400, 360)) {
            page.size(width, 900);
            page.await("innerWidth === " + width);
            page.value("new Promise(done => setTimeout(done, 400))");
            page.picture(
                PICTURES.resolve("overview-%s-%s-%d.png".formatted(language, scheme, width)));
            assertThat(page.value("document.documentElement.scrollWidth").asInt())
                .as("%s %s at %d", language, scheme, width)
                .isLessThanOrEqualTo(width);
            assertThat(page.value(SPILLING)).as("spills at %d in %s", width, language).isEmpty();
          }
        }
      }
      clean(page);
    }
  }

  @Test
  void crawledMarkupStaysText() {
    try (Tab page = opened()) {
      page.await(
          "document.querySelector('#documents').textContent.includes('<img src=x onerror=')");

      assertThat(page.value("document.querySelectorAll('main img, main script').length").asInt())
          .isZero();
      assertThat(page.text("typeof window.planted")).isEqualTo("undefined");
      clean(page);
    }
  }

  @Test
  void theLanguageSwitchChangesEveryText() {
    try (Tab page = opened()) {
      page.await("document.querySelectorAll('#decisions > li .tag').length >= 3");
      page.await("document.querySelectorAll('#nodes tr').length === 5");
      assertThat(page.value(LEFT_OVER.formatted("ja", "en"))).as("not English").isEmpty();
      speak(page, "ja");

      assertThat(page.text("document.documentElement.lang")).isEqualTo("ja");
      assertThat(page.value(LEFT_OVER.formatted("en", "ja"))).as("not Japanese").isEmpty();
      clean(page);
    }
  }

  @Test
  void theTabKeyReachesEveryControlVisibly() {
    try (Tab page = opened()) {
      page.await("document.querySelectorAll('#policies tr').length > 10");
      Set<String> reached = new TreeSet<>();
      for (int i = 0; i < 60 && !reached.containsAll(CONTROLS); i++) {
        page.press("Tab");
        String where =
            page.text(
                "(document.activeElement.closest('form[id]:not(#ask)')"
                    + " ?? document.activeElement).id");
        assertThat(page.value(OUTLINED).asBoolean()).as("focus is seen on '%s'", where).isTrue();
        reached.add(where);
      }

      assertThat(reached).containsAll(CONTROLS);
      clean(page);
    }
  }

  @Test
  void aQuestionGetsAnAnswerWithItsSources() {
    try (Tab page = opened()) {
      page.await("document.querySelectorAll('.stage').length === 7");
      page.click("#question");
      page.type("What is a consumer group?");
      page.press("Enter");
      page.await("document.querySelector('.turn.answered .cites a')");

      assertThat(page.text("document.querySelector('.turn.asked').textContent"))
          .isEqualTo("What is a consumer group?");
      assertThat(page.text("document.querySelector('.turn.answered').textContent"))
          .contains("shares the partitions", "<script>alert(1)</script>", "Consumer groups")
          .contains("Partitions are divided", "quoted, not generated");
      assertThat(page.text("document.querySelector('.cites a').href"))
          .isEqualTo("http://en.samples.localhost:8180/consumer.html");
      page.picture(PICTURES.resolve("answer.png"));
      clean(page);
    }
  }

  @Test
  void aDomainIsForbiddenWithTheToken() {
    try (Tab page = opened()) {
      page.await("document.querySelectorAll('#policies tr').length > 10");
      page.click("#policy-form [name=domain]");
      page.type("forbidden.example");
      page.press("Enter");
      page.await("document.querySelector('#token-dialog').open");
      page.type("not the token");
      page.press("Enter");
      page.await("document.querySelector('#token-said').textContent.includes('not the token')");
      page.picture(PICTURES.resolve("token.png"));
      page.type(ConsoleBed.TOKEN);
      page.press("Enter");
      page.await("document.querySelector('#policy-said.good')?.textContent.includes('forbidden')");
      page.await(
          "[...document.querySelectorAll('#policies tr')].some(row => row.textContent"
              + ".includes('forbidden.example') && row.querySelector('.tag.bad'))");

      assertThat(RestAssured.get("/api/policies?limit=100").asString())
          .contains("forbidden.example");
      assertThat(page.problems()).as("one refused call").hasSize(1);
      assertThat(page.problems().getFirst()).contains("403");
    }
  }

  @Test
  void igniteTellsWhoAcknowledged() {
    try (Tab page = opened()) {
      page.await("document.querySelectorAll('#nodes tr').length === 5");
      page.value("sessionStorage.setItem('admin-token', '" + ConsoleBed.TOKEN + "')");
      page.click("#ignite");
      page.await("document.querySelector('#control-said').textContent.includes('1 of 5')");
      String command = page.text("document.querySelector('#control-said').dataset.command");
      for (String node : Showcase.NODES) {
        events.acknowledge(command, node);
      }

      page.await("document.querySelector('#control-said.good')?.textContent.includes('all 5')");
      clean(page);
    }
  }

  @Test
  void aLostStreamIsSaidAndFound() {
    try (Cable cable = new Cable(RestAssured.port);
        Tab page = opened(cable.port())) {
      page.await("document.querySelector('#state .pill.good')");
      cable.cut();
      page.await("!document.querySelector('#lost').hidden");
      assertThat(page.text("document.querySelector('#state .pill').textContent"))
          .isEqualTo("No connection");
      page.picture(PICTURES.resolve("lost.png"));
      cable.mend();
      page.await("document.querySelector('#lost').hidden");
      page.await("document.querySelector('#state .pill.good')");
    }
  }

  private Tab opened() {
    return opened(RestAssured.port);
  }

  private Tab opened(int port) {
    Tab page = chromium.open("http://127.0.0.1:" + port + "/");
    page.await("document.readyState === 'complete' && document.documentElement.lang === 'en'");
    return page;
  }

  private static void speak(Tab page, String language) {
    page.value(
        "(() => { const it = document.querySelector('#language'); it.value = '%s';"
                .formatted(language)
            + " it.dispatchEvent(new Event('change')); })()");
    page.await("document.documentElement.lang === '" + language + "'");
  }

  private static String total(Tab page, int stage) {
    return page.text(
        "document.querySelector('.stage:nth-child(%d) .total').textContent".formatted(stage));
  }

  private static int inked(Tab page) {
    return page.value(
            "(() => { const it = document.querySelector('#curve');"
                + " const all = it.getContext('2d').getImageData(0, 0, it.width, it.height).data;"
                + " let inked = 0; for (let i = 3; i < all.length; i += 4) if (all[i]) inked++;"
                + " return inked; })()")
        .asInt();
  }

  /// Nothing went wrong, and nobody else was asked for anything.
  private static void clean(Tab page) {
    String origin = "http://127.0.0.1:" + RestAssured.port + "/";
    assertThat(page.problems()).isEmpty();
    assertThat(page.requests()).isNotEmpty().allMatch(each -> each.startsWith(origin));
  }

  private static final String OUTLINED =
      "(() => { const style = getComputedStyle(document.activeElement);"
          + " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; })()";

  /// Visible elements that reach over the right edge of the window, where nothing clips them.
  private static final String SPILLING =
      """
      [...document.querySelectorAll('body *')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && box.right > innerWidth + 1 && !each.closest('.scroll, .one-line, .topic, svg');
      }).map(each => each.outerHTML.slice(0, 90))
      """;

  /// Words of one dictionary, and bare keys, that are on the page although it speaks the other.
  private static final String LEFT_OVER =
      """
      (async () => {
        const other = (await import('/js/word/%1$s.js'))['%1$s'];
        const own = (await import('/js/word/%2$s.js'))['%2$s'];
        const allowed = new Set(Object.values(own));
        const wrong = new Set([...Object.values(other), ...Object.keys(own).filter(each => each.includes('.'))]
          .filter(each => !allowed.has(each)));
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const shown = [];
        while (walker.nextNode()) shown.push(walker.currentNode.data.trim());
        for (const each of document.querySelectorAll('[aria-label], [placeholder]'))
          shown.push(each.getAttribute('aria-label') ?? '', each.getAttribute('placeholder') ?? '');
        return shown.filter(each => wrong.has(each));
      })()
      """;
}
