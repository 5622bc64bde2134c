import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** LangChain4j, as it comes, against a running inference service: LangChain BASE_URL. */
public final class LangChain {
  private static String base;

  private LangChain() {}

  public static void main(String[] arguments) {
    base = arguments[0];
    step("chat", () -> model("production", 60).chat("Hello"));
    step("chat, tokens counted", LangChain::counted);
    step("stream says what the whole says", LangChain::streamed);
    step("embeddings", LangChain::embedded);
    step("a tool is called", LangChain::called);
    step("an unknown model", () -> refused(() -> model("gpt-9", 60).chat("Hello"), "gpt-9"));
    step("a prompt over the window", () -> refused(() -> model("production", 60).chat("word ".repeat(5000)), "window"));
    step("the client's time limit", LangChain::late);
    System.exit(0);
  }

  private static OpenAiChatModel model(String name, long seconds) {
    return OpenAiChatModel.builder().baseUrl(base).apiKey("none").modelName(name).temperature(0.0).maxTokens(8)
        .timeout(Duration.ofSeconds(seconds)).maxRetries(0).build();
  }

  private static String counted() {
    ChatResponse answer =
        model("production", 60).chat(List.of(new UserMessage("Hello")));
    return answer.tokenUsage().totalTokenCount() > 0 ? answer.finishReason() + " " + answer.tokenUsage() : "";
  }

  private static String called() {
    ToolSpecification weather = ToolSpecification.builder().name("weather").description("Weather of a place.")
        .parameters(JsonObjectSchema.builder().addEnumProperty("place", List.of("Kyoto", "Oslo")).required("place").build())
        .build();
    ChatResponse answer = OpenAiChatModel.builder().baseUrl(base).apiKey("none").modelName("production").temperature(0.0)
        .maxTokens(60).maxRetries(0).build()
        .chat(ChatRequest.builder().messages(new UserMessage("Hello")).toolSpecifications(weather)
            .toolChoice(ToolChoice.REQUIRED).build());
    return answer.aiMessage().toolExecutionRequests().getFirst().arguments();
  }

  private static String streamed() throws Exception {
    CompletableFuture<String> whole = new CompletableFuture<>();
    StringBuilder parts = new StringBuilder();
    OpenAiStreamingChatModel.builder().baseUrl(base).apiKey("none").modelName("production").temperature(0.0)
        .maxTokens(8).build()
        .chat("Hello", new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String part) {
            parts.append(part);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            whole.complete(response.aiMessage().text());
          }

          @Override
          public void onError(Throwable error) {
            whole.completeExceptionally(error);
          }
        });
    String text = whole.get(60, TimeUnit.SECONDS);
    return text.equals(parts.toString()) && text.equals(model("production", 60).chat("Hello")) ? "the same" : "";
  }

  private static String embedded() {
    OpenAiEmbeddingModel words = OpenAiEmbeddingModel.builder().baseUrl(base).apiKey("none").modelName("words").build();
    return words.embedAll(List.of(TextSegment.from("cat"), TextSegment.from("engine"))).content().size() == 2 ? "2" : "";
  }

  private static String refused(Callable<String> action, String word) throws Exception {
    try {
      action.call();
      return "";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).contains(word) ? e.getClass().getSimpleName() : "";
    }
  }

  private static String late() {
    OpenAiChatModel hasty = OpenAiChatModel.builder().baseUrl(base).apiKey("none").modelName("production")
        .maxTokens(1500).timeout(Duration.ofMillis(1)).maxRetries(0).build();
    try {
      hasty.chat("Hello");
      return "";
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static void step(String name, Callable<String> action) {
    String seen;
    boolean holds;
    try {
      seen = action.call();
      holds = !seen.isEmpty();
    } catch (Exception e) {
      seen = e.toString();
      holds = false;
    }
    String quoted = seen.replaceAll("[^ -!#-\\[\\]-~]", "?");
    System.out.println("{\"step\":\"%s\",\"seen\":\"%s\",\"holds\":%b}"
        .formatted(name, quoted.substring(0, Math.min(200, quoted.length())), holds));
  }
}
