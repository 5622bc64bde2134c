package aifactory.preprocess.node;

import aifactory.contract.topic.Topics;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.sealing.ParagraphRule;
import aifactory.preprocess.sealing.SealRule;
import aifactory.preprocess.topology.StreamsSettings;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.wire.KafkaSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// The room in a JVM of its own, to be killed.
public final class KitchenProcess {
  private KitchenProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    KafkaSettings kafka = new KafkaSettings(arguments[0], arguments[1]);
    new Kitchen(recipe(kafka, Path.of(arguments[2])), new FlowCounters(), InstantSource.system());
    new CountDownLatch(1).await();
  }

  static Kitchen.Recipe recipe(KafkaSettings kafka, Path state) {
    return new Kitchen.Recipe(
        kafka,
        new StreamsSettings.Knobs(
            "preprocess-it", state, 1, 50, (short) 1, Topics.CRAWL_DOCUMENTS.partitions()),
        JudgingSettings.DEFAULTS,
        null, // its pages are made of the same sentences
        new SealRule(1_000_000, Duration.ofSeconds(2), ParagraphRule.OFF));
  }

  static Process start(KafkaSettings kafka, Path state, Path log) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            KitchenProcess.class.getName(),
            kafka.bootstrapServers(),
            kafka.registryUrl(),
            state.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
        .start();
  }
}
