package aifactory.inference.chat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a model wants a conversation written. Jinja is not interpreted: the two known forms are
/// recognised, everything else gets the plain one.
public enum ChatTemplate {
  /// `User: …` lines, for models that were taught no form.
  PLAIN(List.of("\nUser:", "\nSystem:")) {
    @Override
    public String prompt(List<Turn> turns) {
      StringBuilder prompt = new StringBuilder();
      for (Turn turn : turns) {
        prompt.append(name(turn)).append(": ").append(turn.content()).append("\n\n");
      }
      return prompt.append("Assistant:").toString();
    }

    private static String name(Turn turn) {
      String lower = turn.role().name().toLowerCase(Locale.ROOT);
      return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
  },
  /// `<|im_start|>role … <|im_end|>`, as Qwen and many others were taught.
  CHAT_ML(List.of("<|im_end|>", "<|im_start|>")) {
    @Override
    public String prompt(List<Turn> turns) {
      StringBuilder prompt = new StringBuilder();
      for (Turn turn : turns) {
        prompt
            .append("<|im_start|>")
            .append(turn.role().name().toLowerCase(Locale.ROOT))
            .append('\n')
            .append(turn.content())
            .append("<|im_end|>\n");
      }
      return prompt.append("<|im_start|>assistant\n").toString();
    }
  };

  private final List<String> stops;

  ChatTemplate(List<String> stops) {
    this.stops = stops;
  }

  /// The form for a bundle's `chat_template`.
  public static ChatTemplate of(@Nullable String jinja) {
    return jinja != null && jinja.contains("<|im_start|>") ? CHAT_ML : PLAIN;
  }

  /// The text after which the model speaks.
  public abstract String prompt(List<Turn> turns);

  /// Texts that show that the model's turn is over.
  public List<String> stops() {
    return stops;
  }
}
