package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static aifactory.console.FactoryDay.looksRight;
import static aifactory.console.FactoryDay.onlyButtons;
import static aifactory.console.FactoryDay.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.browser.Tab;
import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.topic.Topics;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.testbed.Testbed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of artifacts in a real browser: the form, its jobs, what they made.
@QuarkusTest
@TestProfile(PagesIT.OwnConsole.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArtifactPagesIT {
  private final ConsoleConfig config;
  private FactoryDay factory;

  ArtifactPagesIT(ConsoleConfig config) {
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
  void aFormIsFilledInAskedForWatchedAndItsArtifactOpened() throws IOException {
    try (Tab page = factory.opened("/artifacts");
        JobEvents trainer = new JobEvents(Testbed.attach().kafka(), "TRAIN");
        Seen<JobRequested> requests = new Seen<>(Topics.JOB_REQUESTED)) {
      page.await("document.querySelectorAll('#train-form label').length === 30");
      page.await("document.querySelector('#draft-problems .good')");
      onlyButtons(page, "train-ask", "train-clear", "upload");
      assertThat(page.value("document.querySelectorAll('#train-form [disabled]').length").asInt())
          .as("fields and choices without an engine")
          .isGreaterThan(10);
      page.click("#field-num_heads");
      page.type("3");
      page.await("document.querySelector('#error-num_heads').textContent.includes('must divide')");
      page.click("#train-clear");
      page.await("document.querySelector('#draft-problems .good')");
      page.click("#field-steps");
      page.type("500");
      signIn(page);
      page.click("#train-ask");
      JobRequested first = requests.first(each -> each.getParameters().containsKey("form"));
      assertThat(first.getParameters().get("form")).contains("\"steps\":500", "\"nano\"");
      page.await("document.querySelector('#train-said.good')");
      page.await("document.querySelector('#jobs [data-act=cancel]')");
      trainer.progressed(first.getJobId(), 125, 500);
      page.await("document.querySelector('#jobs progress')?.value === 25");
      page.await("document.querySelector('#jobs').textContent.includes('2 min')");
      onlyButtons(page, "train-ask", "train-clear", "upload", "log", "cancel");
      looksRight(page, "artifacts-running");

      trainer.published(first, config.modelStore());
      trainer.finished(first.getJobId(), JobOutcome.SUCCEEDED, "");
      page.await("document.querySelector('#artifacts [data-act=open]')");
      page.await("document.querySelector('#jobs [data-act=made]')");
      page.await("!document.querySelector('#jobs [data-act=cancel]')");
      page.click("#jobs [data-act=made]");
      page.await("!document.querySelector('#one').hidden");
      page.await("document.querySelectorAll('#one-files li').length === 2");
      page.click("#jobs [data-act=log]");
      page.await("!document.querySelector('#log').hidden");
      onlyButtons(
          page,
          "train-ask",
          "train-clear",
          "upload",
          "log",
          "made",
          "open",
          "one-close",
          "log-close");
      looksRight(page, "artifacts");
      page.click("#log-close");
      page.click("#one-close");
      page.click("#artifacts [data-act=open]");
      page.await("document.querySelector('#one-manifest').textContent.includes('training_config')");
      assertThat(page.text("document.querySelector('#artifacts a[download]').getAttribute('href')"))
          .isEqualTo("/api/artifacts/text-nano-lm-pretrain-v1/download");
      assertThat(page.text("typeof window.planted")).isEqualTo("undefined");

      page.click("#train-ask");
      JobRequested second =
          requests.first(each ->
              !each.getJobId().equals(first.getJobId())
                  && each.getParameters().containsKey("form"));
      page.await("document.querySelector('#jobs [data-act=cancel]')");
      page.click("#jobs [data-act=cancel]");
      requests.first(each -> each.getJobId().equals(second.getJobId()) && each.getCancelled());
      page.await("document.querySelector('#jobs-said.good')");
      uploads(page);
      clean(page);
    }
  }

  /// A file chosen in the browser is taken in by the button.
  private void uploads(Tab page) {
    page.value(
        "fetch('/api/artifacts/text-nano-lm-pretrain-v1/download').then(answer => answer.blob())"
            + ".then(blob => { const held = new DataTransfer(); held.items.add(new File([blob],"
            + " 'artifact.zip')); document.querySelector('#upload-form [name=zip]').files ="
            + " held.files; return true; })");
    page.click("#upload");
    page.await("document.querySelector('#upload-said.good')?.textContent.includes('taken in')");
  }
}
