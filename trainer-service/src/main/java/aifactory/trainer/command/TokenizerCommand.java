package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.tokenizer.LearnedTokenizer;
import aifactory.trainer.tokenizer.MergeLearner;
import aifactory.trainer.tokenizer.PublishedTokenizer;
import aifactory.trainer.tokenizer.TokenizerQuality;
import aifactory.trainer.tokenizer.WordCounts;
import aifactory.trainer.vocabulary.VocabularyFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Learns a vocabulary from files, encodes and decodes with any.
final class TokenizerCommand implements Command {
  private static final String ALL = "all";

  @Override
  public String help() {
    return """
    usage: ./factory tokenizer learn --input FILES --vocab N --out tokenizer.json
           ./factory tokenizer encode|decode --tokenizer FILE --jsonl

    learn     byte-level BPE with the merges of Hugging Face's trainer; every line is a text;
              prints what it found as JSON
    encode    {"text": …} to {"ids": […]}, a line each; as Hugging Face's library encodes
    decode    {"ids": […]} to {"text": …}
    convert   writes whatever tokenizer it is as tokenizer.json to --out

      --input FILES      files or directories, separated by spaces or commas
      --vocab N          tokens at most
      --out FILE         the tokenizer.json to write
      --threads N        SPM_NUM_THREADS; the result is the same for any (default: processors)
      --tokenizer FILE   tokenizer.json, SentencePiece .model, llama2.c tokenizer.bin, .gguf, or a
                         directory with one of them or with vocab.json and merges.txt
      --text TEXT        one text instead of standard input
      --framed           with the tokens that begin and end a text, where the tokenizer has them
      --jsonl            questions on standard input, a line each (the default)
    """;
  }

  @Override
  public List<String> flags() {
    return List.of("--jsonl", "--framed");
  }

  @Override
  public void run(Words words, Console console) throws IOException {
    String what = words.rest().isEmpty() ? "" : words.rest().getFirst();
    switch (what) {
      case "learn" -> learn(words, console);
      case "encode", "decode" -> use(what.equals("encode"), words, console);
      case "convert" ->
          DurableFile.replace(words.path("--out"), VocabularyFolder.of(words.path("--tokenizer")));
      default -> throw new UsageException("tokenizer needs learn, encode, decode or convert");
    }
  }

  private static void use(boolean encode, Words words, Console console) throws IOException {
    String json = VocabularyFolder.of(words.path("--tokenizer"));
    try (PublishedTokenizer tokenizer = PublishedTokenizer.open(json)) {
      if (encode && words.option("--text").isPresent()) {
        console.answerLine(encoded(tokenizer, words.required("--text"), words.has("--framed")));
        return;
      }
      BufferedReader lines = console.lines();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          JsonNode asked = JsonLine.read(line);
          console.answerLine(
              encode
                  ? encoded(tokenizer, JsonLine.text(asked, "text"), words.has("--framed"))
                  : decoded(tokenizer, asked, words.has("--framed")));
        } catch (IllegalArgumentException e) {
          console.answerLine(JsonLine.error(e));
        }
      }
    }
  }

  private static String encoded(PublishedTokenizer tokenizer, String text, boolean framed) {
    return CanonicalJson.write(Map.of("ids", tokenizer.encode(text, framed).ids()));
  }

  private static String decoded(PublishedTokenizer tokenizer, JsonNode asked, boolean special) {
    return CanonicalJson.write(Map.of("text", tokenizer.decode(JsonLine.ids(asked), special)));
  }

  private static void learn(Words words, Console console) throws IOException {
    List<Path> files = files(words);
    int vocabulary = words.whole("--vocab", 8000, 261);
    int threads = words.whole("--threads", Runtime.getRuntime().availableProcessors(), 1);
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    ProgressBar progress = new ProgressBar(console.err(), "reading", bytes);
    long began = System.nanoTime();
    LearnedTokenizer learned;
    TokenizerQuality quality = new TokenizerQuality();
    try (WordCounts.Counting counting = new WordCounts.Counting(threads)) {
      long done = 0;
      for (Path file : files) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.forEach(line -> {
            counting.add(line);
            quality.sample(ALL, line);
          });
        }
        done += Files.size(file);
        progress.at(done, file.getFileName().toString());
      }
      console.err().println("learning " + vocabulary + " tokens");
      learned = MergeLearner.learn(counting.total(), vocabulary);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    String json = learned.json();
    DurableFile.replace(words.path("--out").toAbsolutePath(), json);
    console.answerLine(
        CanonicalJson.write(
            Map.of(
                "tokens",
                learned.tokens().size(),
                "merges",
                learned.merges().size(),
                "bytes",
                bytes,
                "seconds",
                seconds,
                "mb_per_second",
                bytes / 1e6 / seconds,
                "bytes_per_token",
                quality.bytesPerToken(json).getOrDefault(ALL, 0.0),
                "hash",
                learned.hash())));
  }

  private static List<Path> files(Words words) throws IOException {
    List<String> named = new ArrayList<>(words.all("--input"));
    named.addAll(words.rest().subList(1, words.rest().size()));
    if (named.isEmpty()) {
      throw new UsageException("--input is missing");
    }
    List<Path> files = new ArrayList<>();
    for (String names : named) {
      for (String name : names.split(",")) {
        try (Stream<Path> below = Files.walk(Path.of(name))) {
          files.addAll(below.filter(Files::isRegularFile).sorted().toList());
        }
      }
    }
    return files;
  }
}
