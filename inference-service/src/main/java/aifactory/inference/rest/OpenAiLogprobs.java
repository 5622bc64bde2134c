package aifactory.inference.rest;

import aifactory.inference.generate.TokenScore;
import aifactory.inference.generate.TokenScore.Alternative;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Probabilities of tokens in the two forms that OpenAI's endpoints have.
final class OpenAiLogprobs {
  private OpenAiLogprobs() {}

  record Chat(List<ChatToken> content, @Nullable Object refusal) {}

  record ChatToken(
      String token,
      double logprob,
      List<Integer> bytes,
      @JsonProperty("top_logprobs") List<ChatAlternative> best) {}

  record ChatAlternative(String token, double logprob, List<Integer> bytes) {}

  record Text(
      List<String> tokens,
      @JsonProperty("token_logprobs") List<Double> logprobs,
      @JsonProperty("top_logprobs") List<Map<String, Double>> best,
      @JsonProperty("text_offset") List<Integer> offsets) {}

  static Chat chat(List<TokenScore> scores) {
    return new Chat(scores.stream().map(OpenAiLogprobs::chatToken).toList(), null);
  }

  private static ChatToken chatToken(TokenScore score) {
    return new ChatToken(
        text(score.bytes()),
        score.logProbability(),
        numbers(score.bytes()),
        score.best().stream().map(OpenAiLogprobs::chatAlternative).toList());
  }

  private static ChatAlternative chatAlternative(Alternative other) {
    return new ChatAlternative(text(other.bytes()), other.logProbability(), numbers(other.bytes()));
  }

  /// @param begun characters of the answer before these tokens
  static Text text(List<TokenScore> scores, int begun) {
    List<String> tokens = new ArrayList<>();
    List<Map<String, Double>> best = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int offset = begun;
    for (TokenScore score : scores) {
      String token = text(score.bytes());
      tokens.add(token);
      offsets.add(offset);
      offset += token.length();
      Map<String, Double> alternatives = new LinkedHashMap<>();
      score
          .best()
          .forEach(other -> alternatives.putIfAbsent(text(other.bytes()), other.logProbability()));
      best.add(alternatives);
    }
    return new Text(
        tokens, scores.stream().map(TokenScore::logProbability).toList(), best, offsets);
  }

  /// Part of a character becomes U+FFFD; the bytes beside it are exact.
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<Integer> numbers(byte[] bytes) {
    List<Integer> numbers = new ArrayList<>();
    for (byte each : bytes) {
      numbers.add(each & 0xFF);
    }
    return numbers;
  }
}
