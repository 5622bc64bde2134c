package aifactory.inference.answer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an answer went; its text went to the sink.
///
/// @param cachedTokens of the prompt, not computed again
/// @param finishReason stop, length or cancelled
/// @param toFirstToken null = nothing was generated
public record Answered(
    int promptTokens,
    int cachedTokens,
    int completionTokens,
    String finishReason,
    @Nullable Duration toFirstToken,
    boolean extractive,
    List<Citation> citations) {}
