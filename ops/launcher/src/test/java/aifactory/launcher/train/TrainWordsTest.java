package aifactory.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.manifest.FormCatalogue;
import aifactory.contract.manifest.FormField;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainWordsTest {
  @Test
  void theNamedFlagsBecomeTheForm() {
    TrainWords words =
        TrainWords.of(
            List.of(
                "--artifact-name",
                "text-mine-lm-pretrain-v1",
                "--precision",
                "fp16",
                "--privacy-level",
                "none",
                "--node-type",
                "encoder",
                "--learning-rate",
                "2e-5",
                "--epochs",
                "3",
                "--train-data-tags",
                "ds-1",
                "--quantize",
                "--json"));
    assertThat(words.json()).isTrue();
    assertThat(words.order().toString())
        .isEqualTo(
            "{\"base_model\":\"nano\",\"task\":\"lm-pretrain\","
                + "\"artifact_name\":\"text-mine-lm-pretrain-v1\",\"precision\":\"fp16\","
                + "\"privacy_level\":\"none\",\"node_type\":\"encoder\",\"learning_rate\":2.0E-5,"
                + "\"epochs\":3,\"train_data_tags\":[\"ds-1\"],\"quantize\":\"int8\"}");
  }

  @Test
  void aModelOfOursIsTrainedOn() {
    TrainWords words =
        TrainWords.of(List.of("--from", "mine-v1", "--quantize", "Q4_K", "--detach"));
    assertThat(words.order().path("base_model").asText()).isEqualTo("mine-v1");
    assertThat(words.order().path("task").asText()).isEqualTo("lm-finetune");
    assertThat(words.order().path("quantize").asText()).isEqualTo("q4_k");
    assertThat(words.detach()).isTrue();
  }

  @Test
  void aWordThatIsNotUnderstoodIsNamed() {
    refused("--colour", "--colour", "red");
    refused("--epochs must be a number", "--epochs", "many");
    refused("--epochs needs a value", "--epochs");
    refused("nano is no option", "nano");
  }

  private static void refused(String why, String... words) {
    assertThatThrownBy(() -> TrainWords.of(List.of(words)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void theHelpNamesEveryFieldThatHasAnEngineAndFitsATerminal() {
    for (FormField field : FormCatalogue.FIELDS) {
      boolean offered = field.unavailable().isEmpty() && !field.name().equals("task");
      assertThat(TrainWords.help().contains("--" + field.name().replace('_', '-')))
          .as(field.name())
          .isEqualTo(offered);
    }
    assertThat(TrainWords.help().lines()).allMatch(line -> line.length() <= 120);
    assertThat(TrainWords.help()).contains("not yet: dp, secure-agg");
  }

  @Test
  void theBarTellsShareStepLossAndTimeLeft() throws Exception {
    var job =
        new ObjectMapper()
            .readTree(
                "{\"state\":\"running\",\"phase\":\"training\",\"progress\":0.25,\"step\":125,"
                    + "\"total_steps\":500,\"eta_seconds\":3725.4,\"metrics\":{\"loss\":3.25}}");
    assertThat(JobBar.line(job))
        .isEqualTo(
            "[======                  ]  25 %  training  step 125/500  loss 3.250  ETA 1:02:05");
  }
}
