package aifactory.inference.answer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an answer went; its text went to the sink.
///
/// @param finishReason stop, length or cancelled
/// @param toFirstToken null = nothing was generated
public record Answered(
    int promptTokens,
    int completionTokens,
    String finishReason,
    @Nullable Duration toFirstToken,
    boolean extractive,
    List<Citation> citations) {}
