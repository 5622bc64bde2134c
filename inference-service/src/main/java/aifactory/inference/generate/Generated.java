package aifactory.inference.generate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a generation went; its text went to the sink.
///
/// @param reusedTokens tokens of the prompt that were in the cache already
/// @param completionTokens tokens made, the end token not counted
/// @param toFirstToken null = ended before one
public record Generated(
    int promptTokens,
    int reusedTokens,
    int completionTokens,
    FinishReason reason,
    @Nullable Duration toFirstToken) {}
