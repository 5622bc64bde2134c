package aifactory.inference.generate;

import aifactory.inference.constrain.OutputForm;
import aifactory.inference.sample.SamplingSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be continued and how far.
///
/// @param prompt tokens, the beginning token included where the model wants one; at least one
/// @param maxTokens at least 1; prompt and answer fit the context window together
/// @param scoresPerToken alternatives whose probability is told with each token; 0 = the token's
///   own only, -1 = nothing
/// @param form what the text must be; null = anything
/// @param client whose text it is: clients share the model fairly
public record GenerationRequest(
    int[] prompt,
    int maxTokens,
    List<String> stop,
    SamplingSettings sampling,
    int scoresPerToken,
    @Nullable OutputForm form,
    String client) {}
