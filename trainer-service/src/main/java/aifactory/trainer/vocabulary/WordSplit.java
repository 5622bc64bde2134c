package aifactory.trainer.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How the published byte-level vocabularies cut text into words before merging, by the name that
/// llama.cpp has for it.
public enum WordSplit {
  /// GPT-2: the pattern is built into Hugging Face's byte-level step.
  GPT2("gpt-2", "", false),
  /// Qwen 2 and 3: digits one by one, text composed (NFC) before.
  QWEN2(
      "qwen2",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      true),
  /// Llama 3: up to three digits.
  LLAMA3(
      "llama-bpe",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      false);

  private final String ggufName;
  private final String pattern;
  private final boolean composed;

  WordSplit(String ggufName, String pattern, boolean composed) {
    this.ggufName = ggufName;
    this.pattern = pattern;
    this.composed = composed;
  }

  /// `tokenizer.ggml.pre`.
  public String ggufName() {
    return ggufName;
  }

  /// The split of that name in GGUF.
  ///
  /// @throws VocabularyException naming the known ones
  static WordSplit ofGguf(String name) {
    return Arrays.stream(values())
        .filter(split -> split.ggufName.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new VocabularyException(
                "tokenizer.ggml.pre '%s' is not known; known are %s"
                    .formatted(name, Arrays.stream(values()).map(s -> s.ggufName).toList())));
  }

  /// The split that a `tokenizer.json` asks for, if it is one of these.
  public static Optional<WordSplit> of(JsonNode tokenizer) {
    String asked = tokenizer.path("pre_tokenizer").toString();
    for (WordSplit split : List.of(QWEN2, LLAMA3)) {
      if (tokenizer.findValuesAsText("Regex").contains(split.pattern)) {
        return Optional.of(split);
      }
    }
    boolean plain = asked.contains("\"ByteLevel\"") && asked.contains("\"use_regex\":true");
    boolean older = asked.contains("\"ByteLevel\"") && !asked.contains("use_regex");
    return plain || older ? Optional.of(GPT2) : Optional.empty();
  }

  void write(ObjectNode root) {
    if (composed) {
      root.putObject("normalizer").put("type", "NFC");
    } else {
      root.putNull("normalizer");
    }
    ObjectNode before = root.putObject("pre_tokenizer");
    if (pattern.isEmpty()) {
      TokenizerNodes.byteLevel(before, true);
      return;
    }
    ArrayNode steps = before.put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", pattern);
    split.put("behavior", "Isolated").put("invert", false);
    TokenizerNodes.byteLevel(steps.addObject(), false);
  }
}
