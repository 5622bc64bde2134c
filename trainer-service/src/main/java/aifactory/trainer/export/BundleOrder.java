package aifactory.trainer.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a bundle's papers say beyond what the checkpoint knows.
///
/// @param artifactName such as `text-nano-pretrain-v1`
/// @param modelVersion such as `v1`
/// @param baseModel what training started from; the preset's name when from nothing
/// @param bosTokenId token before every prompt; null = none
/// @param eosTokenIds tokens that end an answer
/// @param chatTemplate Jinja template; null = not taught a chat form
/// @param domains whose text it learned from
/// @param trainDataTags sources and languages, for people
/// @param license licence of the weights
/// @param privacyLevel what was applied: `none`, `dp` or `secure-agg`
/// @param checkpointPolicy how often checkpoints were written, as JSON values
/// @param dataPreparation filters and tokenizer, as JSON values
/// @param createdAt when
public record BundleOrder(
    String artifactName,
    String modelVersion,
    String baseModel,
    @Nullable Integer bosTokenId,
    List<Integer> eosTokenIds,
    @Nullable String chatTemplate,
    List<String> domains,
    List<String> trainDataTags,
    String license,
    String privacyLevel,
    Map<String, Object> checkpointPolicy,
    Map<String, Object> dataPreparation,
    Instant createdAt) {}
