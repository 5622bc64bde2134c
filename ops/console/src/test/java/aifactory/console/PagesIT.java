package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static aifactory.console.FactoryDay.looksRight;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Tab;
import aifactory.console.browser.Axe;
import aifactory.console.browser.Cable;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every page in a real browser, with a factory at work behind it.
@QuarkusTest
@TestProfile(PagesIT.OwnConsole.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesIT {
  /// What the keyboard must reach on the overview.
  private static final Set<String> CONTROLS =
      Set.of("ignite", "shutdown", "language", "theme", "decisions", "troubles");

  private FactoryDay factory;

  /// A console of its own: other tests' events would change what is seen here.
  public static final class OwnConsole implements QuarkusTestProfile {}

  @BeforeAll
  void aFactoryAtWork() {
    factory = FactoryDay.begin();
  }

  @AfterAll
  void theDayIsOver() {
    if (factory != null) {
      factory.close();
    }
  }

  /// @param settled what is true when the page has what it shows
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /          | document.querySelectorAll('#decisions > li .tag').length >= 3 && document.querySelectorAll('#nodes tr').length >= 5 && document.querySelectorAll('#rejections .bar').length >= 6 && Chart.getChart('curve')?.data.datasets[0].data.length > 200
          /sources   | document.querySelectorAll('#sources [data-act=pause]').length >= 2
          /corpus    | document.querySelectorAll('#policies tr').length > 10 && document.querySelectorAll('#rejections .bar').length >= 6 && document.querySelectorAll('#held-domains .bar').length >= 2 && document.querySelectorAll('#datasets > li .tag').length >= 3 && document.querySelectorAll('#rejected > li .tag').length > 5
          /document?target=http://en.samples.localhost:8180/whole.html | document.querySelector('#one-text')?.textContent.includes('It goes on') && document.querySelectorAll('#find > li .row').length > 5
          /training  | document.querySelectorAll('#profile dt').length === 10 && document.querySelectorAll('#checkpoints tr').length >= 3 && Chart.getChart('chart-loss')?.data.datasets[0]?.data.length > 200 && Chart.getChart('chart-norm')?.data.datasets[0]?.data.length > 200
          /evaluations | document.querySelectorAll('#evaluations [data-act=items]').length === 3 && Chart.getChart('history')?.data.datasets[0].data.length === 3
          /registry  | document.querySelectorAll('#decisions > li .tag').length >= 3 && document.querySelectorAll('#models [data-act=open]').length >= 3 && document.querySelectorAll('#productions [data-act=open]').length >= 1
          /artifacts | document.querySelectorAll('#train-form label').length === 30 && document.querySelector('#draft-problems .good') && document.querySelector('#artifacts tr')
          /nodes     | document.querySelectorAll('#nodes tr').length >= 5
          /topics    | document.querySelectorAll('#topics tr').length > 15 && document.querySelectorAll('#records details').length > 1 && document.querySelector('#dead [data-act=replay]')
          /logs      | document.querySelectorAll('#logs .message').length >= 2
          /settings  | document.querySelector('#keys .empty') && document.querySelector('#places-out a')
          /rest      | document.querySelectorAll('#routes details').length > 50
          /chat      | document.querySelectorAll('.hints button').length >= 1
          """)
  void everyPageFitsEveryWidthLanguageAndLight(String path, String settled) {
    try (Tab page = factory.opened(path)) {
      page.await("document.querySelector('#state .pill')");
      page.await(settled);
      String name = path.equals("/") ? "overview" : path.substring(1).replaceAll("\\W.*", "");
      assertThat(page.text("document.querySelector('.places [aria-current]').getAttribute('href')"))
          .isEqualTo(path.replaceAll("\\?.*", ""));
      factory.note(name + " first paint ms " + page.text(FIRST_PAINT));
      looksRight(page, name);
      assertThat(page.value("document.querySelectorAll('main img, main script').length").asInt())
          .as("elements made of crawled markup")
          .isZero();
      assertThat(page.text("typeof window.planted")).isEqualTo("undefined");
      clean(page);
    }
  }

  @Test
  void theOverviewShowsWhatTheFactoryDoes() {
    try (Tab page = factory.opened("/")) {
      page.await("document.querySelectorAll('.stage').length === 7");
      page.await(
          "document.querySelector('#state').textContent"
              + ".includes('Now: collecting · cleaning and judging · training')");
      page.await("[...document.querySelectorAll('.stage.moving h3')].length >= 2");
      page.await("Chart.getChart('curve').data.datasets[1].data.length > 40");
      page.await("document.querySelectorAll('#decisions > li .tag.bad').length >= 2");
      page.await("document.querySelectorAll('#aliases code').length === 3");
      page.await(
          "document.querySelector('#documents').textContent.includes('<img src=x onerror=')");

      assertThat(page.text("document.querySelector('#rejections').textContent"))
          .contains("Too short");
      assertThat(page.text("document.querySelector('#decisions').textContent"))
          .contains("Score below the minimum", "First production", "0.7200");
      assertThat(inked(page)).as("points of the curve that are drawn").isGreaterThan(500);
      // The step a second ago over 400 steps an epoch, whatever step that is.
      page.await(
          "(() => { const [step, epoch] = [...document.querySelectorAll('#curve-figures dd')]"
              + ".map(each => Number(each.textContent.replaceAll(',', '')));"
              + " return epoch > 2.9 && Math.abs(epoch - step / 400) < 0.02; })()");
      page.await(
          "(() => { const [, , train, validation, best] ="
              + " [...document.querySelectorAll('#curve-figures dd')]"
              + ".map(each => Number(each.textContent.replaceAll(',', '')));"
              + " return train > 2.2 && train < 2.5 && validation === 2.45"
              + " && best > 2.3 && best <= validation; })()");
      page.await(
          "/^\\d+ \\/ \\d+$/.test(document.querySelectorAll('#node-counters dd')[1].textContent)");
      assertThat(page.value("document.querySelector('#database').hidden").asBoolean())
          .as("no database console, no link")
          .isTrue();
      clean(page);
    }
  }

  /// What the console would tell of a machine that is nearly full, or nearly busy.
  @Test
  void aMachineAtItsLimitRaisesAnAlert() {
    try (Tab page = factory.opened("/")) {
      page.await("document.querySelectorAll('#machine .gauge').length === 2");
      page.value(
          "(() => { const Real = EventSource; window.EventSource = class extends Real {"
              + " constructor(at) { super(at); window.caught = this; } };"
              + " document.dispatchEvent(new Event('visibilitychange')); })()");
      assertThat(
              page.text(ALERT.formatted("cpu_load: 0.2, available_bytes: 93, memory_bytes: 100")))
          .isEmpty();
      assertThat(page.text(ALERT.formatted("cpu_load: 0.2, available_bytes: 8, memory_bytes: 100")))
          .startsWith("Memory is nearly full (92 %)");
      assertThat(
              page.text(ALERT.formatted("cpu_load: 0.95, available_bytes: 50, memory_bytes: 100")))
          .startsWith("The processors are nearly all taken (95 %)");
      clean(page);
    }
  }

  /// How long it takes is noted beside the pictures; that few enough points are drawn is claimed.
  @Test
  void aCurveOfAHundredThousandPointsIsThinnedBeforeItIsDrawn() {
    try (Tab page = factory.opened("/training")) {
      page.await("Chart.getChart('chart-loss')?.data.datasets[0]?.data.length > 200");
      factory.note("100,000 points " + page.text(MANY_POINTS));
      assertThat(page.value("Chart.getChart('many').data.datasets[0].data.length").asInt())
          .as("points that are drawn")
          .isBetween(100, 2000);
      assertThat(page.value("Chart.getChart('many').scales.x.max").asInt()).isEqualTo(100_000);
      clean(page);
    }
  }

  @Test
  void theTabKeyReachesEveryControlVisibly() {
    try (Tab page = factory.opened("/")) {
      page.await("document.querySelectorAll('#nodes tr').length >= 5");
      Set<String> reached = new TreeSet<>();
      for (int i = 0; i < 60 && !reached.containsAll(CONTROLS); i++) {
        page.press("Tab");
        String where = page.text("document.activeElement.id");
        assertThat(page.value(OUTLINED).asBoolean()).as("focus is seen on '%s'", where).isTrue();
        reached.add(where);
      }

      assertThat(reached).containsAll(CONTROLS);
      clean(page);
    }
  }

  @Test
  void whatKeepsPeopleOutIsFound() {
    try (Tab page = factory.opened("/settings")) {
      page.await("document.querySelector('#places-out a')");
      page.value(
          "(() => { const it = document.createElement('p'); it.textContent = 'pale'; it.style.color ="
              + " '#eee'; it.style.background = '#fff'; document.querySelector('main').append(it,"
              + " document.createElement('input')); })()");

      assertThat(Axe.findings(page))
          .anyMatch(each -> each.startsWith("color-contrast"))
          .anyMatch(each -> each.startsWith("label"));
    }
  }

  @Test
  void aLostStreamIsSaidAndFound() {
    try (Cable cable = new Cable(RestAssured.port);
        Tab page = factory.opened(cable.port(), "/")) {
      page.await("document.querySelector('#state .pill.good')");
      cable.cut();
      page.await("!document.querySelector('#lost').hidden");
      assertThat(page.text("document.querySelector('#state .pill').textContent"))
          .isEqualTo("No connection");
      cable.mend();
      page.await("document.querySelector('#lost').hidden");
      page.await("document.querySelector('#state .pill.good')");
    }
  }

  private static int inked(Tab page) {
    return page.value(
            "(() => { const it = document.querySelector('#curve');"
                + " const all = it.getContext('2d').getImageData(0, 0, it.width, it.height).data;"
                + " let inked = 0; for (let i = 3; i < all.length; i += 4) if (all[i]) inked++;"
                + " return inked; })()")
        .asInt();
  }

  /// Draws, draws again as a live event makes it, and moves the pointer over it.
  private static final String MANY_POINTS =
      """
      (async () => {
        const { draw } = await import('/js/chart.js');
        const canvas = document.createElement('canvas');
        canvas.id = 'many';
        document.querySelector('#chart-loss').parentElement.replaceChildren(canvas);
        const points = Array.from({ length: 100001 }, (_, x) => ({ x, y: 5 - x / 25000 + Math.sin(x / 7) / 5 }));
        const long = [];
        new PerformanceObserver((seen) => long.push(...seen.getEntries())).observe({ type: 'longtask' });
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const timed = async (act) => { const began = performance.now(); act(); await frame(); return Math.round(performance.now() - began); };
        const drawn = () => draw('many', [{ label: 'many', points, hue: '--series-1' }], { x: 'step', y: 'loss' });
        const first = await timed(drawn);
        const again = await timed(drawn);
        const box = canvas.getBoundingClientRect();
        const moves = [];
        for (let i = 0; i < 20; i++) {
          moves.push(await timed(() => canvas.dispatchEvent(new MouseEvent('mousemove', { clientX: box.x + 60 + i * 15, clientY: box.y + 80, bubbles: true }))));
        }
        return `first ms ${first}, again ms ${again}, slowest pointer frame ms ${Math.max(...moves)}, long tasks ms ${long.map((each) => Math.round(each.duration)).join(' ')}`;
      })()
      """;

  /// The alert's words, once the page was told of a machine.
  private static final String ALERT =
      """
      (async () => {
        const { section } = await import('/js/live.js');
        const factory = section('factory');
        const data = JSON.stringify({ ...factory, machine: { ...factory.machine, %s } });
        window.caught.dispatchEvent(new MessageEvent('factory', { data }));
        const alert = document.querySelector('#alert');
        return alert.hidden ? '' : alert.textContent;
      })()
      """;

  private static final String FIRST_PAINT =
      "String(Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ??"
          + " -1))";

  private static final String OUTLINED =
      "(() => { const style = getComputedStyle(document.activeElement);"
          + " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; })()";
}
