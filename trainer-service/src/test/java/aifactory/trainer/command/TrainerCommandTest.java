package aifactory.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.trainer.export.ArtifactPapers;
import aifactory.trainer.export.ExportFormat;
import aifactory.trainer.export.PortableExport;
import aifactory.trainer.portable.ForeignModels;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerCommandTest {
  @TempDir Path scratch;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... words) {
    out.reset();
    err.reset();
    PrintStream answers = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream talk = new PrintStream(err, true, StandardCharsets.UTF_8);
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return TrainerCommand.run(List.of(words), new Console(in, answers, talk));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private JsonNode answer() {
    return CanonicalJson.read(said(), JsonNode.class);
  }

  private String model() throws IOException {
    Path made = scratch.resolve("made");
    ArtifactPapers papers = new ArtifactPapers("", NodeType.INFERENCE, InstantSource.system());
    new PortableExport(1, papers)
        .export(ForeignModels.all().get(5), new PortableExport.Order(ExportFormat.HF, "F32"), made);
    return made.toString();
  }

  @Test
  void generatesTheSameFromEveryFormat() throws IOException {
    String model = model();
    String onnx = scratch.resolve("onnx").toString();
    String gguf = scratch.resolve("model.gguf").toString();
    assertThat(run("", "export", "--model", model, "--format", "onnx", "--out", onnx)).isZero();
    assertThat(answer().path("passed").asBoolean()).isTrue();
    assertThat(run("", "export", "--model", model, "--format", "gguf", "--out", gguf)).isZero();
    assertThat(run("", "generate", "--model", model, "--prompt", "the cat", "--max-tokens", "9"))
        .isZero();
    String text = said();
    assertThat(text).isNotEmpty().doesNotEndWith("\n");
    for (String same : List.of(onnx, gguf)) {
      run("", "generate", "--model", same, "--prompt", "the cat", "--max-tokens", "9");
      assertThat(said()).isEqualTo(text);
    }
    run("{\"prompt\":\"the cat\",\"max_tokens\":9}\n[]\n", "generate", "--model", model, "--jsonl");
    assertThat(said().lines()).hasSize(2).last().asString().contains("\"error\"");
    String first = said().lines().findFirst().orElseThrow();
    assertThat(CanonicalJson.read(first, JsonNode.class).path("text").asText()).isEqualTo(text);
  }

  @Test
  void scoresEveryTokenButTheFirst() throws IOException {
    assertThat(run("", "score", "--model", model(), "--text", "the cat")).isZero();
    JsonNode answer = answer();
    assertThat(answer.path("ids")).hasSize(3); // <s> ▁the ▁cat
    assertThat(answer.path("logprobs").path(0).isNull()).isTrue();
    double sum =
        answer.path("logprobs").path(1).asDouble() + answer.path("logprobs").path(2).asDouble();
    assertThat(answer.path("sum").asDouble()).isEqualTo(sum).isNegative();
  }

  @Test
  void evaluatesByTheLikelihoodsThatScoreGives() throws IOException {
    String model = model();
    List<String> choices = List.of(" cat", " dog", " the cat");
    double best = Double.NEGATIVE_INFINITY;
    String likeliest = "";
    for (String choice : choices) {
      assertThat(run("", "score", "--model", model, "--text", "the" + choice)).isZero();
      JsonNode scored = answer().path("logprobs");
      double sum = 0;
      for (int t = 2; t < scored.size(); t++) { // behind <s> ▁the
        sum += scored.path(t).asDouble();
      }
      likeliest = sum > best ? choice : likeliest;
      best = Math.max(best, sum);
    }
    Path tasks =
        Files.writeString(
            scratch.resolve("tasks.jsonl"),
            """
            {"query": "the", "choices": [" cat", " dog", " the cat"], "gold": %d, "language": "en"}
            {"context": "the", "target": " cat", "language": "en"}
            """
                .formatted(choices.indexOf(likeliest)));
    assertThat(run("", "eval", "--model", model, "--tasks", tasks.toString(), "--items")).isZero();
    List<JsonNode> lines =
        said().lines().map(line -> CanonicalJson.read(line, JsonNode.class)).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst().path("given").asText()).isEqualTo(likeliest);
    JsonNode choice = lines.getLast().path("by_category").path("choice.en");
    assertThat(choice.path("acc").asDouble()).isEqualTo(1);
    assertThat(choice.path("chance").asDouble()).isEqualTo(1.0 / 3);
    assertThat(lines.getLast().path("all").path("items").asInt()).isEqualTo(2);
  }

  @Test
  void learnsEncodesAndDecodes() throws IOException {
    Path text =
        Files.writeString(scratch.resolve("text.txt"), "the log is the dataset\n".repeat(9));
    String vocabulary = scratch.resolve("tokenizer.json").toString();
    assertThat(
            run(
                "",
                "tokenizer",
                "learn",
                "--input",
                text.toString(),
                "--vocab",
                "280",
                "--out",
                vocabulary))
        .isZero();
    assertThat(answer().path("tokens").asInt()).isBetween(262, 280);
    String question = "{\"text\":\"the log 工場\"}\nno json\n";
    assertThat(run(question, "tokenizer", "encode", "--tokenizer", vocabulary, "--jsonl")).isZero();
    List<String> answers = said().lines().toList();
    assertThat(answers).hasSize(2);
    assertThat(answers.getLast()).contains("error");
    assertThat(run(answers.getFirst(), "tokenizer", "decode", "--tokenizer", vocabulary)).isZero();
    assertThat(answer().path("text").asText()).isEqualTo("the log 工場");
  }

  @Test
  void whatIsSaidOfAnArtifactStandsInItsManifest() throws IOException {
    String model = model();
    Path out = scratch.resolve("bundle");
    String[] words = {
      "export",
      "--model",
      model,
      "--format",
      "onnx",
      "--artifact-name",
      "text-made-embed-int8-v2",
      "--node-type",
      "encoder",
      "--privacy-level",
      "none",
      "--precision",
      "int8",
      "--quantize",
      "--out",
      out.toString()
    };
    assertThat(run("", words)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode manifest =
        CanonicalJson.read(Files.readString(out.resolve("artifact_manifest.json")), JsonNode.class);
    assertThat(manifest.path("artifact_name").asText()).isEqualTo("text-made-embed-int8-v2");
    assertThat(manifest.path("node_type").asText()).isEqualTo("encoder");
    assertThat(manifest.path("privacy_level").asText()).isEqualTo("none");
    assertThat(manifest.path("precision").asText()).isEqualTo("int8");
    assertThat(manifest.path("quantized").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--artifact-name, Nano, is not <component>-<base model>-<purpose>-v<major>",
    "--node-type, lm-inference, none of [sensing",
    "--privacy-level, secure-agg, secure-agg does not exist yet",
    "--quantize, qat, qat does not exist yet",
    "--quantize, q9_9, is not to be had in onnx",
    "--precision, bf16, is not to be had in onnx"
  })
  void whatCannotBeSaidOfAnArtifactIsRefused(String option, String value, String why) {
    assertThat(run("", "export", "--model", "x", "--format", "onnx", "--out", "y", option, value))
        .isNotZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(why);
  }

  @Test
  void wordsThatMakeNoSenseEndWithTwoAndRefusalsWithOne() {
    assertThat(run("", "generate", "--modle", "x")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--modle is not an option");
    assertThat(run("", "nonsense")).isEqualTo(2);
    assertThat(run("", "import", "--from", "nowhere", "--out", "x")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere does not exist");
    assertThat(run("", "export", "--help")).isZero();
    assertThat(said()).contains("--quantize");
    assertThat(
            run(
                "",
                "export",
                "--model",
                "x",
                "--format",
                "hf",
                "--privacy-level",
                "dp",
                "--out",
                "y"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("dp does not exist yet");
  }
}
