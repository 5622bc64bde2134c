package aifactory.trainer.loop;

import aifactory.contract.id.Sha256;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.recipe.Recipe;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// A run from its first step on: one tokenizer, one model shape, one seed. Another shape or
/// tokenizer is another lineage; weights never cross over.
///
/// @param runId name in events and files
/// @param size catalogue line
/// @param tokenizerHash SHA-256 of its `tokenizer.json`
/// @param model dimensions as JSON
/// @param seed of weights and draws
/// @param job that it is for; null = the standing order and jobs that go on with it
/// @param base checkpoint whose weights it began with; null = from nothing
/// @param dataset version that all is drawn from; null = the newest of each cycle
public record Lineage(
    String runId,
    String size,
    String tokenizerHash,
    String model,
    long seed,
    @Nullable String job,
    @Nullable String base,
    @Nullable String dataset) {
  private static final int ID_DIGITS = 8;

  static Lineage of(Recipe recipe, String tokenizerHash, int learnedTokens) {
    String model = recipe.model(learnedTokens).toJson();
    String identity = Sha256.hex(model + tokenizerHash + recipe.seed());
    String size = recipe.size().label();
    return new Lineage(
        size + "-" + identity.substring(0, ID_DIGITS),
        size,
        tokenizerHash,
        model,
        recipe.seed(),
        null,
        null,
        null);
  }

  /// A lineage of one job: nothing else goes on with it.
  static Lineage ofJob(
      Recipe recipe,
      String tokenizerHash,
      ModelConfiguration model,
      String job,
      @Nullable String base,
      @Nullable String dataset) {
    String size = recipe.size().label();
    String identity = Sha256.hex(model.toJson() + tokenizerHash + recipe.seed() + job);
    return new Lineage(
        size + "-" + identity.substring(0, ID_DIGITS),
        size,
        tokenizerHash,
        model.toJson(),
        recipe.seed(),
        job,
        base,
        dataset);
  }

  @JsonIgnore
  ModelConfiguration configuration() {
    return ModelConfiguration.fromJson(model);
  }

  /// Whether a recipe asks for this lineage to go on.
  boolean fits(Recipe recipe) {
    ModelConfiguration own = configuration();
    ModelConfiguration asked = recipe.model(own.vocabularySize());
    return job == null
        && seed == recipe.seed()
        && own.layers() == asked.layers()
        && own.heads() == asked.heads()
        && own.width() == asked.width()
        && own.contextTokens() >= recipe.sequenceTokens();
  }
}
