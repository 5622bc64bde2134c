package aifactory.console;

import static aifactory.console.FactoryDay.clean;
import static aifactory.console.FactoryDay.looksRight;
import static aifactory.console.FactoryDay.onlyButtons;
import static aifactory.console.FactoryDay.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Tab;
import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.topic.Topics;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.testbed.Testbed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
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
      aLogGoesOnWhileItIsRead(page);

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
      aFailureIsSaid(page, trainer, requests);
      clean(page);
    }
  }

  private void aLogGoesOnWhileItIsRead(Tab page) {
    page.click("#jobs [data-act=log]");
    page.await("!document.querySelector('#log').hidden");
    factory.events.line(
        Showcase.NODES.get(2), "INFO", "half of it <img src=x onerror=window.planted=9>");
    page.await("document.querySelector('#log-lines').textContent.includes('half of it <img')");
    page.click("#log-close");
    page.await("document.querySelector('#log').hidden");
  }

  /// Why a job failed stands in its row and among the overview's troubles.
  private void aFailureIsSaid(Tab page, JobEvents trainer, Seen<JobRequested> requests) {
    Set<String> before =
        requests.all().stream().map(JobRequested::getJobId).collect(Collectors.toSet());
    page.click("#train-ask");
    String job = requests.first(each -> !before.contains(each.getJobId())).getJobId();
    String row = "document.querySelector(\"#jobs tr:has([title='" + job + "'])\")";
    trainer.progressed(job, 10, 500);
    page.await(row + "?.querySelector('progress')?.value === 2");
    trainer.finished(job, JobOutcome.FAILED, "the disk <b>was</b> full");
    page.await(row + ".querySelector('.said.bad')");
    assertThat(page.text(row + ".querySelector('.said.bad').textContent"))
        .isEqualTo("the disk <b>was</b> full");
    assertThat(page.text(row + ".querySelector('.tag.bad').textContent")).isEqualTo("Failed");
    assertThat(
            page.value(row + ".querySelector('progress, [data-act=cancel]') === null").asBoolean())
        .as("neither goes on nor can be taken back")
        .isTrue();
    try (Tab overview = factory.opened("/")) {
      overview.await(
          "[...document.querySelectorAll('#troubles li')].some(each => each.textContent"
              + ".includes('job failed') && each.textContent.includes('the disk <b>was</b> full'))");
      clean(overview);
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
