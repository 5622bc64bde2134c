package aifactory.trainer.checkpoint;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.model.ModelConfiguration;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/// What a run was asked for, under the names of the training form. All checkpoints of a run say the
/// same.
public final class RunForm {
  private static final long LARGEST_EXACT = 1L << 53; // whole numbers that every JSON reader keeps

  private RunForm() {}

  /// The fields that a checkpoint knows.
  public static Map<String, Object> of(Checkpoint checkpoint) {
    ModelConfiguration model = checkpoint.model();
    Map<String, Object> form = new TreeMap<>();
    form.put("component", "text");
    form.put("base_model", model.name());
    form.put("task", "lm-pretrain");
    form.put("hidden_size", model.width());
    form.put("num_layers", model.layers());
    form.put("num_heads", model.heads());
    form.put("max_seq_length", model.contextTokens());
    form.put("vocab_size", model.vocabularySize());
    long seed = checkpoint.seed();
    boolean exact = Math.abs(seed) <= LARGEST_EXACT && seed != Long.MIN_VALUE;
    form.put("seed", exact ? (Object) seed : Long.toString(seed));
    JsonNode recipe =
        CanonicalJson.read(checkpoint.trainingConfiguration(), JsonNode.class).path("recipe");
    put(form, "max_seq_length", recipe.path("sequenceTokens"));
    put(form, "batch_size", recipe.path("rows"));
    put(form, "gradient_accumulation", recipe.path("parts"));
    put(form, "learning_rate", recipe.path("learningRate"));
    put(form, "warmup_steps", recipe.path("warmupSteps"));
    put(form, "weight_decay", recipe.path("weightDecay"));
    return form;
  }

  private static void put(Map<String, Object> form, String name, JsonNode value) {
    if (value.isNumber()) {
      form.put(name, value.numberValue());
    }
  }
}
