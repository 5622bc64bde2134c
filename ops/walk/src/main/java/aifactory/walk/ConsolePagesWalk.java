package aifactory.walk;

import aifactory.browser.Chromium;
import aifactory.browser.Tab;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The console's pages in a real browser, each time in a new profile with an empty cache: how long
/// until there is something to see, and how smooth the curve of a long training run is under the
/// pointer.
final class ConsolePagesWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final int NODES = 100;
  private static final int MOVES = 60;
  private static final double PAINT_MILLIS = 1000;
  private static final double FRAME_MILLIS = 100;
  private static final List<String> PAGES =
      List.of(
          "/",
          "/sources",
          "/corpus",
          "/document",
          "/training",
          "/evaluations",
          "/registry",
          "/nodes",
          "/artifacts",
          "/topics",
          "/logs",
          "/chat",
          "/settings",
          "/rest");

  /// Comes with the milliseconds from the beginning of the navigation to the first words or lines.
  private static final String FIRST_PAINT =
      """
      new Promise((done) => new PerformanceObserver((seen) => {
        const first = seen.getEntriesByName('first-contentful-paint')[0];
        if (first) done(first.startTime);
      }).observe({ type: 'paint', buffered: true }))
      """;

  private static final String LONG_CURVE =
      "typeof Chart !== 'undefined' && Chart.getChart('chart-loss')?.scales.x.max >= %d"
          + " && Chart.getChart('chart-loss').data.datasets[0].data.length > 200";

  /// Comes with the milliseconds of each frame in which the pointer moved over the curve.
  private static final String FRAMES =
      """
      (async () => {
        const canvas = document.querySelector('#chart-loss');
        canvas.scrollIntoView({ block: 'center' });
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        await frame();
        const box = canvas.getBoundingClientRect();
        const frames = [];
        for (let i = 0; i < %1$d; i++) {
          const began = performance.now();
          const place = { clientX: box.x + 50 + i * (box.width - 70) / %1$d, clientY: box.y + box.height / 2, bubbles: true };
          canvas.dispatchEvent(new MouseEvent('mousemove', place));
          await frame();
          frames.push(performance.now() - began);
        }
        return frames;
      })()
      """;

  private final int looks;
  private final int documents;
  private final int points;

  ConsolePagesWalk(Scale scale) {
    this.looks = scale == Scale.FULL ? 7 : 3;
    this.documents = scale == Scale.FULL ? 100_000 : 2_000;
    this.points = scale == Scale.FULL ? 100_000 : 5_000;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Path program =
        Chromium.find()
            .orElseThrow(() ->
                new IllegalStateException("no Chromium on the PATH; BROWSER names one elsewhere"));
    Map<String, String> settings = Map.of("SAMPLES", "0", "SERVICES", "console");
    try (ScratchFactory factory =
            ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null);
        PageStream stream = new PageStream(factory.port("CONSOLE_PORT"))) {
      factory.awaitReady(READY);
      ViewTables view = new ViewTables(factory);
      try (ConsoleLoad load = new ConsoleLoad(factory.kafka())) {
        load.points(points, 1);
        load.documents(documents);
        load.verdicts(documents / 10);
        load.history(documents / 10);
        Await.until(
            "everything is in the view",
            READY,
            () ->
                stream.factory().path("lag").asLong(1) == 0
                    && view.documents() == documents
                    && view.rows("acknowledgement") == documents / 10);
        load.beats(NODES);
        try (Chromium chromium = Chromium.start(program)) {
          String console = "http://127.0.0.1:" + factory.port("CONSOLE_PORT");
          firstPaint(chromium, console, report);
          longCurve(chromium, console, report);
        }
      }
    }
  }

  private void firstPaint(Chromium chromium, String console, WalkReport report) {
    double slowest = 0;
    for (String path : PAGES) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < looks; i++) {
        try (Tab page = chromium.open(console + path)) {
          page.await("document.readyState === 'complete' && location.pathname === '" + path + "'");
          millis.add(page.value(FIRST_PAINT).asDouble());
        }
      }
      double median = median(millis);
      slowest = Math.max(slowest, median);
      report.saw(
          "first paint of " + path,
          "median %.0f ms of %s".formatted(median, millis.stream().map(Math::round).toList()),
          "something is painted",
          millis.stream().allMatch(each -> each > 0));
    }
    report.measured("first paint, the slowest page's median", slowest, "ms", PAINT_MILLIS);
  }

  private void longCurve(Chromium chromium, String console, WalkReport report) {
    try (Tab page = chromium.open(console + "/training")) {
      page.await(LONG_CURVE.formatted(points * 99 / 100));
      List<Double> frames = new ArrayList<>();
      for (JsonNode each : page.value(FRAMES.formatted(MOVES))) {
        frames.add(each.asDouble());
      }
      report.saw(
          "a curve of %d points under the pointer".formatted(points),
          "%d frames, median %.0f ms".formatted(frames.size(), median(frames)),
          MOVES + " frames",
          frames.size() == MOVES);
      report.measured(
          "slowest frame under the pointer",
          frames.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
          "ms",
          FRAME_MILLIS);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
