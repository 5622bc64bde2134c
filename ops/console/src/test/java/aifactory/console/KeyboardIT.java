package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Tab;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.Decision;
import aifactory.event.ModelDecided;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A person without a mouse: signs in, promotes and stops with Tab, Space, Enter and Escape.
@QuarkusTest
@TestProfile(KeyboardIT.OwnConsole.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyboardIT {
  private static final int MOST_TABS = 150;

  private FactoryDay factory;

  /// A console of its own: a promotion here would change what other tests see.
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

  @Test
  void aModelIsPromotedWithKeysOnly() {
    String weak = Sha256.hex("bundle 0");
    try (Tab page = factory.opened("/registry");
        Seen<ModelDecided> decisions = new Seen<>(Topics.MODEL_DECISIONS)) {
      page.await("document.querySelectorAll('#models [data-act=promote-row]').length === 3");
      signIn(page);
      String row = "#models tr:has([title='" + weak + "']) [data-act=promote-row]";
      reach(page, row);
      page.press("Enter");
      page.await("document.querySelector('.asking') && " + isAt("#ask-reason"));
      page.press("Escape");
      page.await("!document.querySelector('.asking') && " + isAt(row));

      page.press("Enter");
      page.await("document.querySelector('.asking') && " + isAt("#ask-reason"));
      page.type("by keys only");
      page.press("Tab");
      assertThat(page.value(isAt("#ask-force")).asBoolean()).isTrue();
      page.press("Space");
      reach(page, "#ask-do");
      page.press("Enter");

      ModelDecided decided = decisions.first(each -> each.getDecision() == Decision.FORCED);
      assertThat(decided.getBundleId()).isEqualTo(weak);
      assertThat(decided.getActor()).isEqualTo("admin");
      page.await("document.querySelector('#gate-said.good')");
      page.await(isAt(row));
      clean(page);
    }
  }

  /// The list around the button may have been filled anew while the person thought.
  @Test
  void theFocusComesBackToTheSameControlOfAListThatChanged() {
    String strong = Sha256.hex("bundle 1");
    try (Tab page = factory.opened("/registry")) {
      page.await("document.querySelectorAll('#models [data-act=promote-row]').length === 3");
      String row = "#models tr:has([title='" + strong + "']) [data-act=promote-row]";
      reach(page, row);
      page.value("document.activeElement.dataset.before = 'yes'");
      page.press("Enter");
      page.await("document.querySelector('.asking')");
      factory.events.evaluation("while-asking", strong, "set-0", 0.5);
      page.await("!document.querySelector('[data-before]')");
      page.press("Escape");
      page.await("!document.querySelector('.asking') && " + isAt(row));
      clean(page);
    }
  }

  @Test
  void aNodeIsStoppedAndAllAreNotWithKeysOnly() {
    try (Tab page = factory.opened("/nodes");
        Seen<NodeCommanded> commands = new Seen<>(Topics.NODE_COMMANDS)) {
      page.await("document.querySelectorAll('#nodes [data-act=stop]').length === 4");
      signIn(page);
      String all = "#types-form [data-act=stop]";
      reach(page, all);
      page.press("Enter");
      page.await("document.querySelector('.asking')");
      page.press("Escape");
      page.await("!document.querySelector('.asking') && " + isAt(all));

      reach(page, "#nodes [data-act=stop]");
      page.press("Enter");
      NodeCommanded stopped = commands.first(each -> each.getAction() == NodeAction.STOP);
      assertThat(Showcase.NODES).contains(stopped.getTarget());
      assertThat(page.value(isAt("#nodes button")).asBoolean())
          .as("still in the list, which is filled anew every second")
          .isTrue();
      clean(page);
    }
  }

  private static void signIn(Tab page) {
    reach(page, "#sign");
    page.press("Enter");
    page.await("document.querySelector('#token-dialog') && " + isAt("#token"));
    page.press("Escape");
    page.await("!document.querySelector('#token-dialog') && " + isAt("#sign"));
    page.press("Enter");
    page.await("document.querySelector('#token-dialog') && " + isAt("#token"));
    page.type(ConsoleBed.TOKEN);
    page.press("Enter");
    page.await("document.querySelector('#sign').textContent === 'Sign out' && " + isAt("#sign"));
  }

  /// Presses Tab until a control has the focus.
  private static void reach(Tab page, String selector) {
    for (int i = 0; i < MOST_TABS && !page.value(isAt(selector)).asBoolean(); i++) {
      page.press("Tab");
    }
    assertThat(page.value(isAt(selector)).asBoolean()).as("reached " + selector).isTrue();
  }

  private static String isAt(String selector) {
    return "document.activeElement.matches(`" + selector + "`)";
  }
}
