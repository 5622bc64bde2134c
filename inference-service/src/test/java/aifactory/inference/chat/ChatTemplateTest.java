package aifactory.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.inference.chat.Turn.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatTemplateTest {
  private static final List<Turn> TURNS =
      List.of(
          new Turn(Role.SYSTEM, "Be brief."),
          new Turn(Role.USER, "Hi"),
          new Turn(Role.ASSISTANT, "Hello"),
          new Turn(Role.USER, "Why 100 % of it?"));

  private static String written(String jinja) {
    return ChatTemplate.of(jinja).prompt(TURNS);
  }

  @Test
  void chatMl() {
    assertThat(written("{% for m in messages %}{{'<|im_start|>' + m['role']}}{% endfor %}"))
        .isEqualTo(
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
                + "<|im_start|>assistant\nHello<|im_end|>\n"
                + "<|im_start|>user\nWhy 100 % of it?<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void llama3() {
    assertThat(written("{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>' }}"))
        .startsWith("<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>")
        .endsWith("of it?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n");
  }

  @Test
  void llama2PutsTheSystemIntoTheFirstUserTurn() {
    assertThat(written("{{ '<<SYS>>\\n' }}{{ '[INST] ' }}"))
        .isEqualTo(
            "[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST] Hello</s>"
                + "[INST] Why 100 % of it? [/INST]");
  }

  @Test
  void mistral() {
    assertThat(written("{{ '[INST] ' + content + ' [/INST]' }}"))
        .isEqualTo("[INST] Be brief.\n\nHi [/INST] Hello</s>[INST] Why 100 % of it? [/INST]");
  }

  @Test
  void gemmaPhiAndZephyr() {
    assertThat(written("<start_of_turn>")).endsWith("<end_of_turn>\n<start_of_turn>model\n");
    assertThat(written("<|user|> <|end|>")).endsWith("<|end|>\n<|assistant|>\n");
    assertThat(written("<|user|> </s>")).endsWith("it?</s>\n<|assistant|>\n");
  }

  @Test
  void aTemplateWithoutKnownMarksAndNoneGetThePlainForm() {
    assertThat(ChatTemplate.of("{{ messages }}")).isEqualTo(ChatTemplate.PLAIN);
    assertThat(ChatTemplate.of(null).prompt(TURNS))
        .startsWith("System: Be brief.\n\nUser: Hi\n\n")
        .endsWith("Assistant:");
  }
}
