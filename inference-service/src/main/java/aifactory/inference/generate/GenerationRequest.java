package aifactory.inference.generate;

import aifactory.inference.sample.SamplingSettings;
import java.util.List;

/// What is to be continued and how far.
///
/// @param prompt tokens, the beginning token included where the model wants one
/// @param maxTokens at least 1; prompt and answer fit the context window together
public record GenerationRequest(
    int[] prompt, int maxTokens, List<String> stop, SamplingSettings sampling) {}
