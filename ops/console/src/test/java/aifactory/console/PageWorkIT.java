package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static aifactory.console.FactoryDay.onlyButtons;
import static aifactory.console.FactoryDay.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.browser.Tab;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.TakedownOrdered;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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
          page, "policy-preview", "policies.save", "edit", "turn", "remove", "compare", "›");
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
      clean(page);
    }
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
      onlyButtons(page, "open", "document.open", "›");
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

      page.click("#models tr:has([title='" + good + "']) [data-act=open]");
      page.await("!document.querySelector('#one-restore').hidden");
      page.picture(FactoryDay.PICTURES.resolve("model.png"));
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
      page.await("document.querySelector(\"#runs tr:has([title='train-0'])\")");
      page.click("#runs tr:has([title='train-0']) input");
      page.await("Chart.getChart('chart-loss').data.datasets.length === 4");
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
      page.click("#topics tr:has([title]) [data-act=topic]");
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
      signIn(page);
      String before = page.text("document.querySelector('#dead-note').textContent");
      page.click("#dead [data-act=replay]");
      page.await("document.querySelector('#dead-said.good')");
      page.await("document.querySelector('#dead-note').textContent !== '" + before + "'");
      clean(page);
    }
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
      clean(page);
    }
  }
}
