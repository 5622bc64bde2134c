package aifactory.inference.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a model wants a conversation written. A bundle carries its Jinja template; it is recognised
/// by the marks it writes, not interpreted. One that writes no known mark gets the plain form.
public enum ChatTemplate {
  /// `<|im_start|>role … <|im_end|>`: Qwen and many others.
  CHAT_ML("<|im_start|>", List.of("<|im_end|>", "<|im_start|>")) {
    @Override
    String turn(String role, String content) {
      return "<|im_start|>%s\n%s<|im_end|>\n".formatted(role, content);
    }

    @Override
    String opening() {
      return "<|im_start|>assistant\n";
    }
  },
  /// `<|start_header_id|>role<|end_header_id|>`: Llama 3.
  LLAMA_3("<|start_header_id|>", List.of("<|eot_id|>", "<|start_header_id|>")) {
    @Override
    String turn(String role, String content) {
      return "<|start_header_id|>%s<|end_header_id|>\n\n%s<|eot_id|>".formatted(role, content);
    }

    @Override
    String opening() {
      return "<|start_header_id|>assistant<|end_header_id|>\n\n";
    }
  },
  /// `<start_of_turn>`: Gemma, which calls itself `model` and knows no system.
  GEMMA("<start_of_turn>", List.of("<end_of_turn>", "<start_of_turn>")) {
    @Override
    String turn(String role, String content) {
      String name = role.equals("assistant") ? "model" : "user";
      return "<start_of_turn>%s\n%s<end_of_turn>\n".formatted(name, content);
    }

    @Override
    String opening() {
      return "<start_of_turn>model\n";
    }
  },
  /// `<|user|> … <|end|>`: Phi 3.
  PHI_3("<|end|>", List.of("<|end|>", "<|user|>")) {
    @Override
    String turn(String role, String content) {
      return "<|%s|>\n%s<|end|>\n".formatted(role, content);
    }

    @Override
    String opening() {
      return "<|assistant|>\n";
    }
  },
  /// `<|user|> … </s>`: Zephyr, TinyLlama.
  ZEPHYR("<|user|>", List.of("</s>", "<|user|>")) {
    @Override
    String turn(String role, String content) {
      return "<|%s|>\n%s</s>\n".formatted(role, content);
    }

    @Override
    String opening() {
      return "<|assistant|>\n";
    }
  },
  /// `[INST] … [/INST]` with `<<SYS>>`: Llama 2. The system's words stand in the first user turn.
  LLAMA_2("<<SYS>>", List.of("</s>", "[INST]")) {
    @Override
    public String prompt(List<Turn> turns) {
      return instructions(turns, "<<SYS>>\n%s\n<</SYS>>\n\n");
    }

    @Override
    String opening() {
      return ""; // the end of the user's turn is the beginning of the model's
    }
  },
  /// `[INST] … [/INST]` without: Mistral.
  MISTRAL("[INST]", List.of("</s>", "[INST]")) {
    @Override
    public String prompt(List<Turn> turns) {
      return instructions(turns, "%s\n\n");
    }

    @Override
    String opening() {
      return ""; // the end of the user's turn is the beginning of the model's
    }
  },
  /// `User: …` lines, for models that were taught no form.
  PLAIN(null, List.of("\nUser:", "\nSystem:")) {
    @Override
    String turn(String role, String content) {
      return "%s%s: %s\n\n"
          .formatted(Character.toUpperCase(role.charAt(0)), role.substring(1), content);
    }

    @Override
    String opening() {
      return "Assistant:";
    }
  };

  private final @Nullable String mark;
  private final List<String> stops;

  ChatTemplate(@Nullable String mark, List<String> stops) {
    this.mark = mark;
    this.stops = stops;
  }

  /// The form for a bundle's `chat_template`. Special marks come before those they contain.
  public static ChatTemplate of(@Nullable String jinja) {
    return Arrays.stream(values())
        .filter(form -> jinja != null && form.mark != null && jinja.contains(form.mark))
        .findFirst()
        .orElse(PLAIN);
  }

  /// The text after which the model speaks.
  public String prompt(List<Turn> turns) {
    StringBuilder prompt = new StringBuilder();
    for (Turn turn : turns) {
      prompt.append(turn(turn.role().name().toLowerCase(Locale.ROOT), turn.content()));
    }
    return prompt.append(opening()).toString();
  }

  /// Texts that show that the model's turn is over.
  public List<String> stops() {
    return stops;
  }

  /// One turn as it is written.
  String turn(String role, String content) {
    throw new IllegalStateException(this + " writes whole conversations");
  }

  /// What stands before the model's own words.
  abstract String opening();

  private static String instructions(List<Turn> turns, String systemForm) {
    StringBuilder prompt = new StringBuilder();
    StringBuilder system = new StringBuilder();
    for (Turn turn : turns) {
      switch (turn.role()) {
        case SYSTEM -> system.append(systemForm.formatted(turn.content()));
        case USER -> {
          prompt.append("[INST] ").append(system).append(turn.content()).append(" [/INST]");
          system.setLength(0);
        }
        case ASSISTANT -> prompt.append(' ').append(turn.content()).append("</s>");
      }
    }
    return prompt.toString();
  }
}
