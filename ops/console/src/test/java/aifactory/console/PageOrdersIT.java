package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static aifactory.console.FactoryDay.onlyButtons;
import static aifactory.console.FactoryDay.signIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Tab;
import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AccessKeyIssued;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import aifactory.event.SourceDeclared;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every button of every page is pressed and its effect seen, in the topic where it has one. A
/// button that no test here names fails its page.
@QuarkusTest
@TestProfile(PagesIT.OwnConsole.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageOrdersIT {
  private final ConsoleConfig config;
  private FactoryDay factory;

  PageOrdersIT(ConsoleConfig config) {
    this.config = config;
  }

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
  void theBarIgnitesShutsDownAndChangesTheLight() {
    try (Tab page = factory.opened("/");
        Seen<NodeCommanded> commands = new Seen<>(Topics.NODE_COMMANDS)) {
      page.await("document.querySelectorAll('#nodes tr').length >= 5");
      onlyButtons(page);
      signIn(page);
      page.click("#ignite");
      page.await("document.querySelector('#control-said').textContent.includes('1 of')");
      String command = page.text("document.querySelector('#control-said').dataset.command");
      Showcase.NODES.forEach(node -> factory.events.acknowledge(command, node));
      page.await("document.querySelector('#control-said.good')?.textContent.includes('by all')");
      assertThat(commands.first(each -> each.getCommandId().equals(command)).getAction())
          .isEqualTo(NodeAction.START);
      page.click("#shutdown");
      page.click("#ask-cancel");
      assertThat(
              commands.count(
                  each -> each.getTarget().equals("all") && each.getAction() == NodeAction.STOP))
          .isZero();
      page.click("#shutdown");
      page.click("#ask-do");
      commands.first(each -> each.getTarget().equals("all") && each.getAction() == NodeAction.STOP);
      page.click("#sign");
      page.await("document.querySelector('#sign').textContent === 'Sign in'");
      page.click("#sign");
      page.click("#token-cancel");
      page.await("!document.querySelector('#token-dialog')");
      String before = page.text("getComputedStyle(document.body).backgroundColor");
      page.click("#theme");
      assertThat(page.text("getComputedStyle(document.body).backgroundColor")).isNotEqualTo(before);
      clean(page);
    }
  }

  @Test
  void aSourceIsAddedWatchedAndPaused() {
    try (Tab page = factory.opened("/sources");
        Seen<SourceDeclared> sources = new Seen<>(Topics.CRAWL_SOURCES)) {
      page.await("document.querySelectorAll('#sources [data-act=pause]').length >= 2");
      onlyButtons(page, "sources.add", "pause", "open");
      signIn(page);
      page.click("#source-form [name=address]");
      page.type("https://news.example/feed.xml");
      page.value("document.querySelector('#source-form [name=kind]').value = 'feed'");
      page.click("#source-form button");
      SourceDeclared declared = sources.first(each -> each.getAddress().contains("news.example"));
      assertThat(declared.getKind()).isEqualTo("feed");
      assertThat(declared.getActor()).isEqualTo("admin");
      page.await("document.querySelector('#sources').textContent.includes('news.example')");
      aFolderIsAdded(page, sources);

      page.click("#sources tr:has([href*='en.samples']) [data-act=open]");
      page.await("document.querySelectorAll('#one-fetches .tag.good').length > 3");
      page.await("document.querySelectorAll('#one-rejections .bar').length > 2");
      page.await("document.querySelector('#one-outcomes').textContent.includes('timed out')");
      page.await("document.querySelector('#one-languages').textContent.includes('en')");
      page.await(
          "/^[1-9]\\d* %$/.test(document.querySelector(\"#sources tr:has([href*='en.samples'])"
              + " td:nth-child(4)\").textContent)");
      page.await(
          "Number(document.querySelector(\"#sources tr:has([href*='en.samples'])"
              + " td:nth-child(5) .warn\").textContent) > 0");
      onlyButtons(page, "sources.add", "pause", "open", "one-close");
      page.picture(FactoryDay.PICTURES.resolve("source.png"));
      page.click("#one-close");
      page.await("document.querySelector('#one').hidden");

      page.click("#sources tr:has([href*='en.samples']) [data-act=pause]");
      sources.first(each -> each.getAddress().contains("en.samples") && !each.getActive());
      page.await("document.querySelector('#sources .tag.warn')");
      onlyButtons(page, "sources.add", "pause", "resume", "open");
      page.click("#sources tr:has([href*='en.samples']) [data-act=resume]");
      sources.first(each ->
          each.getAddress().contains("en.samples")
              && each.getActive()
              && each.getActor().equals("admin"));
      assertThat(page.problems()).as("the folder that is not there").hasSize(1);
      assertThat(page.problems().getFirst()).contains("400");
    }
  }

  /// A folder of the inbox, with its licence; one that is not there is refused by name.
  private void aFolderIsAdded(Tab page, Seen<SourceDeclared> sources) {
    try {
      Files.createDirectories(config.home().resolve("inbox").resolve("essays"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    page.value(
        "(() => { const it = document.querySelector('#source-form [name=kind]'); it.value = 'file';"
            + " it.dispatchEvent(new Event('change')); })()");
    page.click("#source-form [name=address]");
    page.type("poems");
    page.click("#source-form button");
    page.await("document.querySelector('#source-said.bad')?.textContent.includes('no such file')");
    page.value("document.querySelector('#source-form [name=address]').value = ''");
    page.click("#source-form [name=address]");
    page.type("essays");
    page.click("#source-form [name=licence]");
    page.type("cc-by");
    page.click("#source-form button");
    SourceDeclared folder = sources.first(each -> each.getAddress().endsWith("inbox/essays"));
    assertThat(folder.getKind()).isEqualTo("file");
    assertThat(folder.getLicence()).isEqualTo("cc-by");
    page.await(
        "[...document.querySelectorAll('#sources tr')].some(row =>"
            + " row.textContent.includes('inbox/essays') && [...row.querySelectorAll('.tag')]"
            + ".some(each => each.textContent === 'cc-by'))");
  }

  @Test
  void aDomainIsForbiddenWithTheToken() {
    try (Tab page = factory.opened("/corpus")) {
      page.await("document.querySelectorAll('#policies tr').length > 10");
      page.click("#policy-form [name=domain_pattern]");
      page.type("forbidden.example");
      page.press("Enter");
      page.await("document.querySelector('#token-dialog')?.open");
      page.click("#token-cancel");
      page.await("!document.querySelector('#token-dialog')");
      page.click("#policy-form button.main");
      page.await("document.querySelector('#token-dialog')?.open");
      page.type("not the token");
      page.press("Enter");
      page.await("document.querySelector('#token-said')?.textContent.includes('not the token')");
      page.picture(FactoryDay.PICTURES.resolve("token.png"));
      page.type(ConsoleBed.TOKEN);
      page.press("Enter");
      page.await("document.querySelector('#policy-said.good')?.textContent.includes('forbidden')");
      page.await(
          "[...document.querySelectorAll('#policies tr')].some(row => row.textContent"
              + ".includes('forbidden.example') && row.querySelector('.tag.bad'))");
      assertThat(page.problems()).as("one refused call").hasSize(1);
      assertThat(page.problems().getFirst()).contains("403");
    }
  }

  @Test
  void aKeyIsIssuedRotatedAndRevokedAndTheAuditTells() {
    try (Tab page = factory.opened("/settings");
        Seen<AccessKeyIssued> keys = new Seen<>(Topics.ACCESS_KEYS)) {
      onlyButtons(page, "key-issue");
      page.click("#key-form [name=name]");
      page.type("line-bot");
      page.click("#key-issue");
      page.await("document.querySelector('#token-dialog')?.open");
      page.type(ConsoleBed.TOKEN);
      page.click("#token-use");
      page.await("document.querySelector('#key-new')?.textContent.startsWith('afe_')");
      AccessKeyIssued issued = keys.first(each -> !each.getRevoked());
      assertThat(issued.getKeyHash())
          .isEqualTo(Sha256.hex(page.text("document.querySelector('#key-new').textContent")));
      page.await("document.querySelectorAll('#configuration tr').length > 10");
      onlyButtons(page, "key-issue", "rotate", "revoke");
      page.picture(FactoryDay.PICTURES.resolve("keys.png"));
      page.click("#keys [data-act=rotate]");
      keys.first(each -> each.getRevoked() && each.getKeyHash().equals(issued.getKeyHash()));
      page.await("document.querySelectorAll('#keys tr').length === 2");
      page.click("#keys [data-act=revoke]");
      page.await("document.querySelectorAll('#keys .tag.bad').length === 2");
      page.click("#configuration-filter [name=q]");
      page.type("promotion");
      page.await(
          "document.querySelector('#configuration').textContent.includes('PROMOTION_MIN_SCORE')");
      page.await("document.querySelectorAll('#configuration tr').length < 10");
      page.value(
          "(() => { const it = document.querySelector('#configuration-filter'); it.q.value = 'admin_api';"
              + " it.dispatchEvent(new Event('input')); })()");
      page.await("document.querySelector('#configuration').textContent.includes('set, secret')");
      assertThat(page.text("document.querySelector('#configuration').textContent"))
          .doesNotContain(ConsoleBed.TOKEN);
      page.click("#audit-filter [name=path]");
      page.type("/api/keys");
      page.await("document.querySelector('#audit').textContent.includes('/revoke')");
      // Nobody is known before somebody signed in, and the page asks only for what may be seen.
      assertThat(page.problems()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void nodesAreOrderedOneByOneAndInGroups() {
    try (Tab page = factory.opened("/nodes");
        Seen<NodeCommanded> commands = new Seen<>(Topics.NODE_COMMANDS)) {
      page.await("document.querySelectorAll('#nodes [data-act=drain]').length === 4");
      page.await(
          "[...document.querySelectorAll('#nodes tr')].some(row => row.textContent.includes('%s')"
                  .formatted(Showcase.NODES.get(2))
              + " && row.textContent.includes('trains · evaluates'))");
      onlyButtons(page, "start", "stop", "drain", "cleanup", "join");
      signIn(page);
      page.click("#cleanup");
      page.await("document.querySelector('#nodes-said.good')?.textContent.startsWith('0 nodes')");
      page.click("#join");
      page.await("document.querySelector('#join-line')?.textContent.includes('afj_')");
      // The table is made anew with every second's picture, and the press holds nevertheless.
      page.click(
          "#nodes tr:has([data-act=drain]) [data-act=drain]",
          () ->
              page.value(
                  "import('/js/live.js').then(live => new Promise(done => live.on('nodes', () =>"
                      + " done(true))))"));
      NodeCommanded drained = commands.first(each -> each.getAction() == NodeAction.DRAIN);
      assertThat(Showcase.NODES).contains(drained.getTarget());
      page.click("#nodes tr:has([data-act=stop]) [data-act=stop]");
      commands.first(
          each -> Showcase.NODES.contains(each.getTarget()) && each.getAction() == NodeAction.STOP);
      page.click("#nodes [data-act=start]");
      commands.first(each -> each.getTarget().equals(Showcase.NODES.get(3)));
      page.value("document.querySelector('#node-target').value = 'trainer'");
      for (NodeAction action : NodeAction.values()) {
        page.click(
            "#types-form [data-act=" + action.name().toLowerCase(java.util.Locale.ROOT) + "]");
        NodeCommanded group =
            commands.first(
                each -> each.getTarget().equals("trainer") && each.getAction() == action);
        factory.events.acknowledge(group.getCommandId(), Showcase.NODES.get(2));
      }
      page.await("document.querySelectorAll('#commands .tag.good').length >= 3");
      silentNodesAreNamed(page, commands);
      clean(page);
    }
  }

  /// An order is said to be done only by those that did it; who is away is named.
  private void silentNodesAreNamed(Tab page, Seen<NodeCommanded> commands) {
    Instant longAgo = Instant.now().minusSeconds(7200);
    factory.events.beat("away-alone", "archive", longAgo);
    factory.events.beat("away-trainer", "trainer", longAgo);
    page.await("document.querySelector('#nodes').textContent.includes('away-trainer')");
    page.await(
        "[...document.querySelector('#node-target').options].some(e => e.value === 'archive')");
    page.value("document.querySelector('#node-target').value = 'archive'");
    page.click("#types-form [data-act=stop]");
    page.await("document.querySelector('#nodes-said.bad')");
    assertThat(page.text("document.querySelector('#nodes-said').textContent"))
        .contains("nobody was there", "away: away-alone");

    long before = commands.count(PageOrdersIT::stopsTrainers);
    page.value("document.querySelector('#node-target').value = 'trainer'");
    page.click("#types-form [data-act=stop]");
    ConsoleIT.await(() -> commands.count(PageOrdersIT::stopsTrainers) > before);
    NodeCommanded stop =
        commands.all().stream().filter(PageOrdersIT::stopsTrainers).toList().getLast();
    factory.events.acknowledge(stop.getCommandId(), Showcase.NODES.get(2));
    page.await("document.querySelector('#nodes-said.warn')");
    assertThat(page.text("document.querySelector('#nodes-said').textContent"))
        .contains("acknowledged by all 1", "away: away-trainer");

    page.click("#cleanup");
    page.await("document.querySelector('#nodes-said.good')?.textContent.startsWith('2 nodes')");
    page.await("!document.querySelector('#nodes').textContent.includes('away-')");
  }

  private static boolean stopsTrainers(NodeCommanded command) {
    return command.getTarget().equals("trainer") && command.getAction() == NodeAction.STOP;
  }

  private static void chosen(Tab page, String select, String value) {
    page.value(
        "(() => { const it = document.querySelector('%s'); it.value = '%s';"
                .formatted(select, value)
            + " it.dispatchEvent(new Event('change')); })()");
  }

  /// What is asked once a task was chosen.
  private static String question(Tab page, String task) {
    page.value(
        "(() => { const it = document.querySelector('#task'); it.value = '%s'; it.dispatchEvent(new Event('change')); })()"
            .formatted(task));
    return page.text("document.querySelector('#question').value");
  }

  /// While an answer is written the same page hears of the factory, and others answer.
  private static void goesOnElsewhere(Tab page) {
    assertThat(page.value(FACTORY_MOVES).asBoolean()).isTrue();
    String at = given().get("/api/status").path("factory.at");
    ConsoleIT.await(() -> !at.equals(given().get("/api/status").path("factory.at")));
    given().get("/topics").then().statusCode(200);
    assertThat(page.value("document.querySelector('.turn.answered .cites') === null").asBoolean())
        .as("all this before the answer ended")
        .isTrue();
  }

  /// Comes with the live stream's second picture from now on.
  private static final String FACTORY_MOVES =
      """
      (async () => {
        const { on, section } = await import('/js/live.js');
        const before = section('factory').at;
        return new Promise((done) => on('factory', (factory) => factory.at !== before && done(true)));
      })()
      """;

  @Test
  void aQuestionGetsAnAnswerWithItsSourcesBesideAnother() {
    try (Tab page = factory.opened("/chat")) {
      page.await("document.querySelector('.hints button')");
      onlyButtons(page, "ask-send", "chat-clear", "hint");
      page.await("document.querySelectorAll('#model option').length === 2");
      FakeInference.QUESTIONS.clear();
      page.click("#question");
      page.type("What is a consumer group?");
      assertThat(question(page, "summarize")).endsWith(":\nWhat is a consumer group?");
      assertThat(question(page, "spec")).startsWith("Write a specification");
      assertThat(question(page, "")).isEqualTo("What is a consumer group?");
      CountDownLatch rest = new CountDownLatch(1);
      FakeInference.HELD.set(rest);
      page.press("Enter");
      try {
        page.await("document.querySelector('#talk').textContent.includes('A')");
        goesOnElsewhere(page);
      } finally {
        FakeInference.HELD.set(null);
        rest.countDown();
      }
      page.await("document.querySelector('.turn.answered .cites a')");
      assertThat(page.text("document.querySelector('.turn.answered').textContent"))
          .contains("shares the partitions", "<script>alert(1)</script>", "Consumer groups")
          .contains("Partitions are divided", "quoted, not generated");
      assertThat(page.text("document.querySelector('.cites a').href"))
          .isEqualTo("http://en.samples.localhost:8180/consumer.html");
      page.picture(FactoryDay.PICTURES.resolve("answer.png"));
      JsonPath even = JsonPath.from(FakeInference.QUESTIONS.getFirst());
      assertThat(even.getString("model")).isEqualTo("factory");
      assertThat(even.getString("messages[0].content")).isEqualTo("What is a consumer group?");
      assertThat(even.getDouble("temperature")).isEqualTo(0.8);
      assertThat(even.getInt("max_tokens")).isEqualTo(160);
      assertThat(even.getBoolean("rag")).isTrue();
      assertThat(even.<Object>get("seed")).as("drawn anew each time").isNull();
      page.click("#chat-clear");
      page.await("document.querySelector('.hints button')");

      // Two models, exactly, with a seed, without retrieval.
      chosen(page, "#beside", "latest");
      chosen(page, "#preset", "exact");
      page.value(
          "(() => { const it = document.querySelector('#parameters').elements; it.seed.value = 7;"
              + " it.rag.checked = false; it.max_tokens.value = 257; })()");
      page.click(".hints button");
      assertThat(FakeInference.QUESTIONS).as("more tokens than are offered").hasSize(1);
      page.value("document.querySelector('#parameters').elements.max_tokens.value = 256");
      page.click(".hints button");
      page.await("document.querySelectorAll('.turn.answered').length === 2");
      page.click("#ask-send");
      page.await("document.querySelectorAll('.turn .made').length === 2");
      assertThat(page.text("document.querySelector('#talk-beside .made').textContent"))
          .isEqualTo("stopped");
      List<JsonPath> both =
          FakeInference.QUESTIONS.subList(1, 3).stream().map(JsonPath::from).toList();
      assertThat(both)
          .extracting(each -> each.getString("model"))
          .containsExactlyInAnyOrder("factory", "latest");
      for (JsonPath each : both) {
        assertThat(each.getDouble("temperature")).isEqualTo(0.1);
        assertThat(each.getDouble("top_p")).isEqualTo(0.9);
        assertThat(each.getInt("top_k")).isEqualTo(10);
        assertThat(each.getDouble("repetition_penalty")).isEqualTo(1.15);
        assertThat(each.getInt("seed")).isEqualTo(7);
        assertThat(each.getBoolean("rag")).isFalse();
        assertThat(each.getInt("max_tokens")).isEqualTo(256);
      }
      clean(page);
    }
  }
}
