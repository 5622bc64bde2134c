package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static aifactory.console.FactoryDay.onlyButtons;
import static aifactory.console.FactoryDay.signIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Tab;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.TakedownOrdered;
import aifactory.testbed.Testbed;
import aifactory.wire.KafkaSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What people do on the pages about data and models: every button pressed, its effect seen in the
/// topic where it has one.
@QuarkusTest
@TestProfile(PagesIT.OwnConsole.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageWorkIT {
  private FactoryDay factory;

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

  @Test
  void aPolicyIsWeighedBeforeItIsSetAndChanged() {
    try (Tab page = factory.opened("/corpus");
        Seen<PolicySet> policies = new Seen<>(Topics.POLICY_SOURCES)) {
      page.await("document.querySelectorAll('#policies [data-act=turn]').length > 10");
      page.await("document.querySelectorAll('#datasets [data-act=compare]').length === 3");
      onlyButtons(
          page,
          "policy-preview",
          "policies.save",
          "edit",
          "turn",
          "remove",
          "compare",
          "rejected-pager ›");
      signIn(page);
      page.click("#policy-form [name=domain_pattern]");
      page.type("ja.samples.localhost");
      page.click("#policy-preview");
      page.await("document.querySelectorAll('#policy-effect dt').length === 3");
      assertThat(page.text("document.querySelector('#policy-effect dd').textContent"))
          .as("documents that would go")
          .matches("[1-9]\\d* documents, .*");
      assertThat(page.text("document.querySelector('#policy-effect p').textContent"))
          .startsWith("Tokens are those of the training set of checkpoint");
      assertThat(policies.count(each -> each.getPattern().equals("ja.samples.localhost"))).isZero();
      page.picture(FactoryDay.PICTURES.resolve("effect.png"));

      page.click("#policies tr:first-child [data-act=edit]");
      page.value("document.querySelector('#policy-form [name=notes]').value = 'looked at'");
      page.click("#policy-form button.main");
      policies.first(each -> each.getNotes().equals("looked at"));
      page.click("#policies tr:has([title='looked at']) [data-act=turn]");
      ConsoleIT.await(() -> policies.count(each -> each.getNotes().equals("looked at")) >= 2);
      page.click("#policies tr:has([title='looked at']) [data-act=remove]");
      policies.first(each -> each.getRemoved() && each.getNotes().equals("looked at"));

      page.click("#datasets li:first-child [data-act=compare]");
      page.await("!document.querySelector('#difference').hidden");
      assertThat(page.text("document.querySelector('#difference-sums').textContent"))
          .contains("+1,000");
      assertThat(page.text("document.querySelector('#difference-parts').textContent"))
          .contains("+12");
      page.picture(FactoryDay.PICTURES.resolve("difference.png"));
      page.click("#difference-close");
      page.await("document.querySelector('#difference').hidden");
      page.click("#rejected-pager button:last-child");
      page.await("document.querySelector('#rejected-pager').textContent.includes('13–')");
      clean(page);
    }
  }

  @Test
  void whatIsHeldAndWhatIsADuplicateIsShownWithItsBytes() {
    String host = "near.example"; // of a language that nobody else writes
    try (Tab page = factory.opened("/corpus")) {
      for (int i = 0; i < 3; i++) {
        factory.events.accepted(i, host, "fi", "Near " + i);
      }
      String like = "http://near.example/page/2";
      factory.events.retraction(like, host, RetractionReason.NEAR_DUPLICATE, "elder", true);
      page.await(bar("held-languages", "fi", "2 · 6.1 KB"));
      page.await(bar("held-sources", "web-near.example", "2 · 6.1 KB"));
      page.await(bar("held-domains", "near.example", "2 · 6.1 KB"));
      page.await("document.querySelector('#duplicates').textContent.includes('" + like + "')");
      assertThat(page.text("document.querySelector('#duplicates li').textContent"))
          .contains("near duplicate");
      page.await("document.querySelector('#duplicates-note').textContent === 'near duplicate 1'");
      page.await(held("Near duplicates") + " === '1'");
      page.await("Number(" + held("Documents held") + ".replaceAll(',', '')) >= 2");
      page.await(held("Withdrawn now") + " === '1'");
      clean(page);
    }
  }

  private static String held(String name) {
    return "[...document.querySelectorAll('#held > div')].find(each =>"
        + " each.querySelector('dt').textContent === '%s').querySelector('dd').textContent"
            .formatted(name);
  }

  /// Whether a bar of this name says this.
  private static String bar(String place, String name, String words) {
    return "[...document.querySelectorAll('#%s .bar')].some(each => each.querySelector('span').textContent"
            .formatted(place)
        + " === '%s' && each.querySelector('.count').textContent === '%s')".formatted(name, words);
  }

  /// Whatever was said of it, what holds it, and what learned from it.
  @Test
  void whatBecameOfADocumentIsTold() {
    String host = "story.example";
    String url = "http://story.example/page/3";
    factory.events.rejected(3, host, "TOO_SHORT");
    factory.events.page(url, host, "It grew", "<p>It grew.</p>", "It grew.");
    ConsoleIT.await(() -> lineage(url).contains("TOO_SHORT"));
    JsonPath told = new JsonPath(lineage(url));
    assertThat(told.getDouble("rejections[0].measure")).isEqualTo(80);
    assertThat(told.getDouble("rejections[0].threshold")).isEqualTo(120);
    ConsoleIT.await(() -> lineage(url).contains("partition_no"));
    told = new JsonPath(lineage(url));
    String bundle = Sha256.hex("story bundle");
    long end = told.getLong("versions[0].offset_no") + 1;
    factory.events.datasetOver("ds-story", 0, told.getInt("versions[0].partition_no"), end);
    factory.events.checkpoint(5555, "ds-story");
    factory.events.bundleDrawnFrom(bundle, FactoryEvents.checkpointAt(5555), host);
    ConsoleIT.await(() -> lineage(url).contains(bundle) && lineage(url).contains("ds-story"));
    try (Tab page = factory.opened("/document?target=" + url)) {
      page.await("document.querySelectorAll('#one-verdicts .row').length === 2");
      String verdicts = page.text("document.querySelector('#one-verdicts').textContent");
      assertThat(verdicts).contains("Accepted", "Too short", "80 against 120");
      String facts = page.text("document.querySelector('#one-facts').textContent");
      assertThat(facts)
          .contains(
              url,
              "web-story.example",
              "corpus.accepted ",
              "crawl.documents ",
              "#0",
              FactoryEvents.checkpointAt(5555).substring(0, 8));
      page.await(
          "document.querySelector('#one-facts a[href=\"/registry?model=%s\"]')".formatted(bundle));
      clean(page);
    }
  }

  private static String lineage(String url) {
    return given().get("/api/lineage?target=" + url).asString();
  }

  @Test
  void aDocumentIsReadAndRetracted() {
    String url = "http://lone.example:8180/mine.html"; // of a host that no model learned from
    String html = "<html><body><script>window.planted=3</script><p>Mine.</p></body></html>";
    String text = "Mine. <script>window.planted=4</script> It goes on.";
    factory.events.page(url, "lone.example", "Mine", html, text);
    try (Tab page = factory.opened("/document");
        Seen<TakedownOrdered> takedowns = new Seen<>(Topics.CORPUS_TAKEDOWN)) {
      page.await("document.querySelectorAll('#find [data-act=open]').length > 5");
      onlyButtons(page, "open", "document.open", "find-pager ›");
      page.click("#find-pager button:last-child");
      page.await("document.querySelector('#find-pager').textContent.includes('13–24')");
      page.click("#find-pager button");
      page.await("document.querySelector('#find-pager').textContent.includes('1–12')");
      page.click("#find-filter [name=q]");
      page.type("mine.html");
      page.await("document.querySelectorAll('#find [data-act=open]').length === 1");
      page.click("#find [data-act=open]");
      page.await("!document.querySelector('#one').hidden");
      page.click("#trace-form [name=target]");
      page.type(url);
      page.click("#trace-form button");
      // At once: it was opened from the list before, and both openings fill the same places.
      page.await(
          "document.querySelector('#one-text').textContent.includes('<script>window.planted=4</script>"
              + " It goes on') && document.querySelector('#raw-text').textContent.includes('<script>')");
      onlyButtons(page, "open", "document.open", "retract");
      signIn(page);
      page.click("#retract");
      page.await("document.querySelector('.asking')");
      page.click("#ask-cancel");
      page.await("!document.querySelector('.asking')");
      page.click("#retract");
      page.type("its author asked for it");
      page.click("#ask-do");
      TakedownOrdered order = takedowns.first(each -> each.getInForce());
      assertThat(order.getTarget()).isEqualTo(Sha256.hex(url));
      assertThat(order.getReason()).isEqualTo("its author asked for it");
      page.await("document.querySelector('#one-said.good')");
      String host = "lone.example";
      factory.events.retraction(url, host, RetractionReason.TAKEDOWN, order.getEventId(), true);
      page.await("document.querySelector('#retract').textContent === 'Allow again…'");
      page.click("#retract");
      page.type("its author agreed");
      page.click("#ask-do");
      TakedownOrdered lifted = takedowns.first(each -> !each.getInForce());
      assertThat(lifted.getTarget()).isEqualTo(Sha256.hex(url));
      assertThat(lifted.getReason()).isEqualTo("its author agreed");
      factory.events.retraction(url, host, RetractionReason.TAKEDOWN, lifted.getEventId(), false);
      page.await("document.querySelector('#retract').textContent !== 'Allow again…'");
      clean(page);
    }
  }

  /// The page about REST only reads: it has no button of its own.
  @Test
  void everyRouteIsFoundByPartsOfItsPath() {
    try (Tab page = factory.opened("/rest")) {
      page.await("document.querySelectorAll('#routes details').length > 50");
      onlyButtons(page);
      page.click("#rest-filter [name=q]");
      page.type("models/promote");
      page.await("document.querySelectorAll('#routes details').length === 1");
      page.click("#routes summary");
      page.await("document.querySelector('#routes details[open] td code').checkVisibility()");
      assertThat(page.text("document.querySelector('#routes').textContent"))
          .contains("POST", "bundle_id", "reason", "force");
      clean(page);
    }
  }

  @Test
  void aModelIsPromotedAgainstTheRuleOnlyWithAReasonAndRolledBack() {
    String weak = Sha256.hex("bundle 0");
    String good = Sha256.hex("bundle 2");
    try (Tab page = factory.opened("/registry?model=" + weak);
        Seen<ModelDecided> decisions = new Seen<>(Topics.MODEL_DECISIONS);
        Seen<AliasMoved> aliases = new Seen<>(Topics.MODEL_ALIASES)) {
      page.await("document.querySelector('#one-verdict').textContent.includes('refuse')");
      onlyButtons(page, "promote", "rollback", "open", "one-promote", "one-close", "promote-row");
      signIn(page);
      page.click("#one-promote");
      page.type("a rehearsal");
      page.click("#ask-do");
      page.await("document.querySelector('#gate-said.bad')");
      page.click("#one-promote");
      page.click("#ask-force");
      page.click("#ask-do");
      assertThat(page.value("document.querySelector('.asking') !== null").asBoolean())
          .as("forcing without a reason")
          .isTrue();
      page.click("#ask-reason");
      page.type("a rehearsal");
      page.click("#ask-do");
      decisions.first(each -> each.getDecision() == Decision.FORCED);
      aliases.first(
          each -> each.getAlias().equals("production") && weak.equals(each.getBundleId()));

      try (Tab other = factory.opened("/registry?model=" + good)) {
        other.await("!document.querySelector('#one-restore').hidden");
      }
      page.click("#models tr:has([title='" + good + "']) [data-act=open]");
      page.await("!document.querySelector('#one-restore').hidden");
      page.picture(FactoryDay.PICTURES.resolve("model.png"));
      whereItComesFrom(page, good);
      page.click("#one-restore");
      page.type("it was better");
      page.click("#ask-do");
      decisions.first(each -> each.getDecision() == Decision.ROLLED_BACK);
      page.click("#rollback");
      page.type("and back");
      page.click("#ask-do");
      aliases.first(each -> each.getActor().equals("admin") && weak.equals(each.getBundleId()));
      page.click("#promote");
      page.type("the best");
      page.click("#ask-do");
      ConsoleIT.await(() -> decisions.count(PageWorkIT::isPromotedByHand) == 1);
      page.click("#rollback");
      page.type("and back again");
      page.click("#ask-do");
      ConsoleIT.await(
          () -> decisions.count(each -> each.getDecision() == Decision.ROLLED_BACK) == 3);
      page.click("#models tr:has([title='" + good + "']) [data-act=promote-row]");
      page.await("document.querySelector('.asking')");
      page.type("this one");
      page.click("#ask-do");
      ConsoleIT.await(() -> decisions.count(PageWorkIT::isPromotedByHand) == 2);
      assertThat(decisions.all().getLast().getBundleId()).isEqualTo(good);
      page.click("#one-close");
      page.await("document.querySelector('#one').hidden");
      assertThat(page.problems()).as("one refusal").hasSizeLessThanOrEqualTo(2);
    }
  }

  /// A model's chain names what it was made of, and leads to its parents.
  private static void whereItComesFrom(Tab page, String good) {
    String middle = Sha256.hex("bundle 1");
    onlyButtons(
        page,
        "promote",
        "rollback",
        "open",
        "one-promote",
        "one-restore",
        "one-close",
        "promote-row",
        "parent",
        "ancestor");
    String chain = page.text("document.querySelector('#chain').textContent");
    for (String part :
        List.of(
            "1 dataset version",
            "#3 – #3",
            Sha256.hex("tokenizer").substring(0, 8),
            Sha256.hex("configuration").substring(0, 8),
            FactoryEvents.checkpointAt(800).substring(0, 8),
            FactoryEvents.checkpointAt(400).substring(0, 8),
            good.substring(0, 8))) {
      assertThat(chain).contains(part);
    }
    page.await("document.querySelectorAll('#ancestry-loss circle').length === 3");
    page.await("document.querySelectorAll('#ancestors li').length === 2");
    page.click("#chain [data-act=parent]");
    page.await(
        "document.querySelector('#one-title').textContent.includes('"
            + middle.substring(0, 8)
            + "')");
    page.click("#ancestors [data-act=ancestor]");
    page.await("document.querySelector('#ancestry').hidden");
    assertThat(page.text("document.querySelector('#chain').textContent"))
        .as("the first is trained on from nothing")
        .contains("nothing");
    page.click("#models tr:has([title='" + good + "']) [data-act=open]");
    page.await("!document.querySelector('#one-restore').hidden");
  }

  private static boolean isPromotedByHand(ModelDecided decided) {
    return decided.getDecision() == Decision.PROMOTED && decided.getActor().equals("admin");
  }

  @Test
  void trainingRunsAreComparedAndModelsEvaluated() {
    try (Tab page = factory.opened("/training")) {
      page.await("Chart.getChart('chart-loss')?.data.datasets[0]?.data.length > 200");
      onlyButtons(page);
      page.value(
          "(() => { const it = document.querySelector('#over'); it.value = 'tokens';"
              + " it.dispatchEvent(new Event('change')); })()");
      page.await("Chart.getChart('chart-loss').options.scales.x.title.text === 'Tokens'");
      page.value(
          "(() => { const it = document.querySelector('#over'); it.value = 'seconds';"
              + " it.dispatchEvent(new Event('change')); })()");
      page.await("Chart.getChart('chart-loss').options.scales.x.title.text === 'Seconds'");
      page.await("document.querySelector(\"#runs tr:has([title='train-0'])\")");
      page.click("#runs tr:has([title='train-0']) input");
      page.await("Chart.getChart('chart-loss').data.datasets.length === 4");
      assertThat(
              page.value(
                      "(() => { const all = Chart.getChart('chart-loss').data.datasets"
                          + ".find(each => each.label.startsWith('train-0')).data;"
                          + " return all[0].x === 0 && all.at(-1).x > 0 && all.at(-1).x < 86400"
                          + " && all.every((each, place) => !place || each.x >= all[place - 1].x); })()")
                  .asBoolean())
          .as("seconds since the run's first point")
          .isTrue();
      assertThat(
              page.text(
                  "Chart.getChart('chart-loss').data.datasets.map(each => each.label).join()"))
          .contains("train-0", "train-1");
      page.click("#runs tr:has([title='train-0']) input");
      page.await("Chart.getChart('chart-loss').data.datasets.length === 2");
      page.click("#runs tr:has([title='train-1']) input");
      page.await("Chart.getChart('chart-loss').data.datasets.length === 0");
      clean(page);
    }
    try (Tab page = factory.opened("/evaluations");
        Seen<JobRequested> jobs = new Seen<>(Topics.JOB_REQUESTED)) {
      page.await("document.querySelectorAll('#evaluations [data-act=items]').length >= 3");
      onlyButtons(page, "run", "items");
      page.click("#evaluations [data-act=items]");
      page.await("document.querySelectorAll('#one-languages .bar').length === 2");
      assertThat(page.text("document.querySelector('#one-tasks .bar').textContent"))
          .contains("copy", "0.500");
      page.await("document.querySelectorAll('#one-items > li .tag').length === 2");
      assertThat(page.text("document.querySelector('#one-items li:has(.good)').textContent"))
          .contains("copy-en-1", "right");
      assertThat(page.text("document.querySelector('#one-items li:has(.bad)').textContent"))
          .contains("copy-en-2", "wrong");
      page.value(
          "(() => { const it = document.querySelector('#one-items-filter [name=correct]');"
              + " it.value = 'false'; it.dispatchEvent(new Event('input', {bubbles: true})); })()");
      page.await(
          "document.querySelectorAll('#one-items > li').length === 1"
              + " && document.querySelector('#one-items').textContent.includes('copy-en-2')");
      page.click("#one-close");
      page.await("document.querySelector('#one').hidden");
      signIn(page);
      page.click("#run");
      page.await("document.querySelector('#run-said.good')");
      jobs.first(each -> each.getActor().equals("admin"));
      clean(page);
    }
  }

  @Test
  void recordsAreReadAndDeadLettersReplayed() {
    try (Tab page = factory.opened("/topics")) {
      page.await("document.querySelectorAll('#records details').length > 1");
      page.await("document.querySelector('#topics [data-act=dead]')");
      onlyButtons(page, "topic", "dead", "look", "replay");
      page.click("#topics tr [data-act=topic]");
      String first = page.text("document.querySelector('#topics [data-act=topic]').textContent");
      page.await("document.querySelector('#records-topic').value === '" + first + "'");
      page.await("document.querySelector('#records-note').textContent.startsWith('" + first + "')");
      page.click("#topics tr [data-act=dead]");
      page.await("document.querySelector('#records pre')?.textContent.includes('\"bytes\": 5')");
      page.value("document.querySelector('#records-topic').value = 'corpus.accepted'");
      page.click("#records-form [name=key]");
      page.type(Sha256.hex("http://en.samples.localhost:8180/whole.html"));
      page.click("#look");
      page.await(
          "document.querySelectorAll('#records details').length >= 1 && document.querySelector('#records pre').textContent.includes('whole page')");
      page.value(
          "document.querySelector('#records-form [name=until]').value = '2020-01-01T00:00:00'");
      page.click("#look");
      page.await("document.querySelector('#records .empty')");
      page.value(
          "document.querySelector('#records-form [name=until]').value = '2100-01-01T00:00:00'");
      page.click("#look");
      page.await("document.querySelectorAll('#records details').length >= 1");
      page.click("#records summary");
      page.picture(FactoryDay.PICTURES.resolve("record.png"));
      readsByOffset(page);
      signIn(page);
      String before = page.text("document.querySelector('#dead-note').textContent");
      page.click("#dead [data-act=replay]");
      page.await("document.querySelector('#dead-said.good')");
      page.await("document.querySelector('#dead-note').textContent !== '" + before + "'");
      clean(page);
    }
    logsAreFollowedOnlyWhenWanted();
  }

  /// The partition's first record is what lies before offset 1; who reads the topic is told with
  /// what it has not read.
  private static void readsByOffset(Tab page) {
    KafkaSettings kafka = Testbed.attach().kafka();
    String topic = Topics.CORPUS_ACCEPTED.name();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(kafka.groupConsumer("page-reader", "one"))) {
      TopicPartition place = new TopicPartition(topic, 0);
      long end = reader.endOffsets(List.of(place)).getOrDefault(place, 0L);
      assertThat(end).as("records of partition 0").isPositive();
      reader.assign(List.of(place));
      reader.commitSync(Map.of(place, new OffsetAndMetadata(0)));
      page.click("#topics tr [data-act=topic]");
      page.await("document.querySelector('#records-note').textContent !== '" + topic + "'");
      page.value(
          "(() => { const it = document.querySelector('#records-topic'); it.value = '%s';"
                  .formatted(topic)
              + " it.dispatchEvent(new Event('change')); })()");
      page.await(
          "/^0: 0–[1-9]\\d*$/.test(document.querySelector('#records-partition')?.options[1]?.text)"
              + " && document.querySelector('#records-note').textContent.startsWith('%s')"
                  .formatted(topic));
      String group =
          "[...document.querySelectorAll('#groups .tag')].map(each => each.textContent)"
              + ".find(each => each.startsWith('page-reader: ') && each.endsWith(' behind'))";
      page.await(group);
      assertThat(Long.parseLong(page.text(group).replaceAll("\\D", "")))
          .as("records that the reader has not read")
          .isGreaterThanOrEqualTo(end);
      page.value(
          "(() => { const it = document.querySelector('#records-form').elements;"
              + " it.partition.value = '0'; it.before.value = '1'; })()");
      page.click("#look");
      page.await(
          "[...document.querySelectorAll('#records details')].map(each => each.dataset.place)"
              + ".join() === '0@0'");
    }
    try (Admin admin = Admin.create(kafka.producer("page-reader-gone"))) {
      admin.deleteConsumerGroups(List.of("page-reader")).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void logsAreFollowedOnlyWhenWanted() {
    try (Tab page = factory.opened("/logs")) {
      page.await("document.querySelectorAll('#logs .message').length >= 2");
      onlyButtons(page);
      page.value("document.querySelector('#logs-filter [name=level]').value = 'WARN'");
      page.click("#logs-filter [name=q]");
      page.type("slow down");
      page.await(
          "document.querySelectorAll('#logs .message').length >= 1 && !document.querySelector('#logs').textContent.includes('checkpoint')");
      factory.events.line(Showcase.NODES.get(1), "ERROR", "slow down again, at once");
      page.await("document.querySelector('#logs').textContent.includes('at once')");
      page.value(COUNT_QUESTIONS);
      page.click("#follow");
      page.value(PASSED.formatted(400)); // what the tick itself asks, has been asked
      page.value("(async () => { asked = 0; heard = await newestLines(); })()");
      factory.events.line(Showcase.NODES.get(1), "ERROR", "slow down unseen");
      page.value(NEWS);
      page.value(PASSED.formatted(700)); // what was waiting when the news came, has been done
      assertThat(page.value("asked").asInt()).as("questions of nobody who follows").isZero();
      assertThat(page.text("document.querySelector('#logs').textContent")).doesNotContain("unseen");
      page.click("#follow");
      page.await("document.querySelector('#logs').textContent.includes('unseen')");
      factory.events.line(Showcase.NODES.get(1), "ERROR", "slow down, seen");
      page.await("document.querySelector('#logs').textContent.includes('down, seen')");
      clean(page);
    }
  }

  /// Counts what the page asks about lines from now on.
  private static final String COUNT_QUESTIONS =
      """
      (async () => {
        const real = fetch;
        window.asked = 0;
        window.heard = '';
        window.fetch = (path, ...rest) => { if (String(path).startsWith('/api/logs')) asked++; return real(path, ...rest); };
        const { section } = await import('/js/live.js');
        window.newestLines = async () => JSON.stringify(section('logs'));
      })()
      """;

  /// Comes when the live stream told of lines that there were not.
  private static final String NEWS =
      """
      (async () => {
        const { on } = await import('/js/live.js');
        if (await newestLines() === heard) await new Promise((done) => on('logs', (now) => JSON.stringify(now) !== heard && done()));
        return true;
      })()
      """;

  /// Comes after every timer of this length that runs now.
  private static final String PASSED = "new Promise(done => setTimeout(done, %d))";
}
