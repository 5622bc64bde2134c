package aifactory.preprocess.rest;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.rest.OrderToken.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrderTokenTest {
  @TempDir Path home;

  @Test
  void theTokenOfTheHomeOpensInEachOfTheThreeHeaders() throws IOException {
    Files.writeString(home.resolve("admin.token"), "the-token\n");
    OrderToken token = new OrderToken(Optional.empty(), home.resolve("admin.token"));

    assertThat(token.to("the-token", null, null)).isEqualTo(Answer.WELCOME);
    assertThat(token.to(null, " the-token ", null)).isEqualTo(Answer.WELCOME);
    assertThat(token.to(null, null, "bearer the-token")).isEqualTo(Answer.WELCOME);
    assertThat(token.to("the-tokem", null, null)).isEqualTo(Answer.WRONG);
    assertThat(token.to("", " ", null)).isEqualTo(Answer.MISSING);
  }

  @Test
  void theSettingWinsOverTheFile() throws IOException {
    Files.writeString(home.resolve("admin.token"), "of-the-file");
    OrderToken token = new OrderToken(Optional.of("of-the-setting"), home.resolve("admin.token"));

    assertThat(token.to("of-the-setting", null, null)).isEqualTo(Answer.WELCOME);
    assertThat(token.to("of-the-file", null, null)).isEqualTo(Answer.WRONG);
  }

  @Test
  void nobodyGivesOrdersWhileThereIsNoToken() throws IOException {
    OrderToken token = new OrderToken(Optional.of(" "), home.resolve("admin.token"));

    assertThat(token.to("", null, null)).isEqualTo(Answer.MISSING);
    assertThat(token.to("anything", null, null)).isEqualTo(Answer.WRONG);

    Files.writeString(home.resolve("admin.token"), "\n"); // just being written
    assertThat(token.to("anything", null, null)).isEqualTo(Answer.WRONG);

    Files.writeString(home.resolve("admin.token"), "made-later");
    assertThat(token.to("made-later", null, null)).isEqualTo(Answer.WELCOME);
  }
}
