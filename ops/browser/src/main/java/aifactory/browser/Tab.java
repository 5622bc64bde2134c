package aifactory.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// A tab as a person uses it. Remembers every request and everything that went wrong.
public final class Tab implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Map<String, Integer> KEYS =
      Map.of("Tab", 9, "Enter", 13, "Escape", 27, "Space", 32);

  private final DevTools tools;
  private final String context;
  private final String session;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Set<String> pressed = new ConcurrentSkipListSet<>();

  Tab(DevTools tools, String context, String session, String address) {
    this.tools = tools;
    this.context = context;
    this.session = session;
    tools.listen(session, this::note);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    size(1400, 900);
    call("Page.navigate", Map.of("url", address));
  }

  private void note(JsonNode event) {
    JsonNode what = event.path("params");
    switch (event.path("method").asText()) {
      case "Network.requestWillBeSent" -> requests.add(what.path("request").path("url").asText());
      case "Runtime.exceptionThrown" -> problems.add(what.path("exceptionDetails").toString());
      case "Log.entryAdded" -> note(what.path("entry").path("level"), what);
      case "Runtime.consoleAPICalled" -> note(what.path("type"), what);
      default -> {}
    }
  }

  private void note(JsonNode level, JsonNode what) {
    if (level.asText().equals("error") || level.asText().equals("assert")) {
      problems.add(what.toString());
    }
  }

  /// Addresses this tab asked for.
  public List<String> requests() {
    return requests;
  }

  /// Exceptions and errors the page or the browser complained of.
  public List<String> problems() {
    return problems;
  }

  /// The buttons that were clicked: the path of their page, and id, deed or words; what turns pages
  /// is named after its list.
  public Set<String> pressed() {
    return pressed;
  }

  /// The value of an expression; a promise is waited for.
  public JsonNode value(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException("%s: %s".formatted(expression, result));
    }
    return result.path("result").path("value");
  }

  /// The value of an expression as text.
  public String text(String expression) {
    return value(expression).asText();
  }

  /// Waits until an expression is true.
  public void await(String expression) {
    Instant limit = Instant.now().plus(LIMIT);
    while (!value("Boolean(" + expression + ")").asBoolean()) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException("did not come true in time: " + expression);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /// Makes the window this large, in CSS pixels.
  public void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// What the person's system prefers: `dark` or `light`.
  public void scheme(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /// Presses Tab, Enter, Escape or Space.
  public void press(String key) {
    int code = KEYS.getOrDefault(key, 0);
    String text = key.equals("Enter") ? "\r" : key.equals("Space") ? " " : "";
    call(
        "Input.dispatchKeyEvent",
        Map.of(
            "type",
            "keyDown",
            "key",
            key.equals("Space") ? " " : key,
            "code",
            key,
            "windowsVirtualKeyCode",
            code,
            "text",
            text));
    call(
        "Input.dispatchKeyEvent",
        Map.of(
            "type",
            "keyUp",
            "key",
            key.equals("Space") ? " " : key,
            "code",
            key,
            "windowsVirtualKeyCode",
            code));
  }

  /// Types into what has the focus.
  public void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /// Clicks an element with the mouse, where it is seen and once it stands still: what is loaded
  /// late moves what is below it.
  public void click(String selector) {
    await("document.querySelector(`%s`)?.checkVisibility()".formatted(selector));
    click(selector, () -> {});
  }

  /// Clicks with a slow finger: something happens between press and release.
  public void click(String selector, Runnable between) {
    JsonNode place = value(RESTING_PLACE.formatted(selector));
    pressed.add(place.path("page").asText() + " " + place.path("name").asText());
    mouse("mousePressed", place);
    between.run();
    mouse("mouseReleased", place);
  }

  private void mouse(String type, JsonNode place) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            place.path("x").asDouble(),
            "y",
            place.path("y").asDouble(),
            "button",
            "left",
            "clickCount",
            1));
  }

  /// Keeps a picture of the whole page.
  public void picture(Path file) {
    JsonNode whole = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
    Map<String, Object> clip =
        Map.of(
            "x",
            0,
            "y",
            0,
            "scale",
            1,
            "width",
            whole.path("width").asDouble(),
            "height",
            whole.path("height").asDouble());
    String data =
        call(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
            .path("data")
            .asText();
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }

  @Override
  public void close() {
    tools.call("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
  }

  /// The middle of an element that is on top there and has been for two looks, and its name if it
  /// is a button's; after two seconds wherever it is.
  private static final String RESTING_PLACE =
      """
      new Promise((done) => {
        let before = '';
        let looks = 0;
        const look = () => {
          const it = document.querySelector(`%s`);
          if (!it) { setTimeout(look, 40); return; }
          it.scrollIntoView({ block: 'center' });
          const box = it.getBoundingClientRect();
          const x = box.x + box.width / 2;
          const y = box.y + box.height / 2;
          const now = `${x} ${y} ${it.contains(document.elementFromPoint(x, y))}`;
          if ((now !== before || !now.endsWith('true')) && ++looks < 50) {
            before = now;
            setTimeout(look, 40);
            return;
          }
          const button = it.closest('button');
          const turner = button?.closest('.pager');
          const name = button ? button.id || button.dataset.act || button.dataset.t || button.textContent : '';
          done({ x, y, page: location.pathname, name: turner ? `${turner.id} ${name}` : name });
        };
        look();
      })
      """;
}
