package aifactory.trainer.loop;

import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.FormJudgement;
import aifactory.contract.manifest.FormProblem;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.TrainingForm;
import aifactory.event.JobRequested;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job that the training form asked for.
///
/// @param name of the artifact it ends in
/// @param nodeType group of nodes the artifact is for
record FormJob(String jobId, String actor, TrainingForm form, String name, NodeType nodeType) {
  @SuppressWarnings("unchecked") // names and values of a JSON object
  private static final Class<Map<String, Object>> MAP =
      (Class<Map<String, Object>>) (Class<?>) Map.class;

  /// Whether a job carries a form.
  static boolean isOne(JobRequested job) {
    return job.getParameters().containsKey("form");
  }

  /// Reads it, and judges it once more: whoever asked need not have been the console.
  ///
  /// @throws JobDesk.RefusedException naming the field
  static FormJob of(JobRequested job) {
    Map<String, String> said = job.getParameters();
    try {
      Map<String, Object> given = CanonicalJson.read(String.valueOf(said.get("form")), MAP);
      List<FormProblem> problems = FormJudgement.of(given);
      if (!problems.isEmpty()) {
        FormProblem first = problems.getFirst();
        throw new JobDesk.RefusedException(first.field() + ": " + first.message());
      }
      TrainingForm form = TrainingForm.training(given);
      String hash = said.get("training_config_hash");
      if (hash != null && !hash.equals(form.hash())) {
        throw new JobDesk.RefusedException(
            "training_config_hash: the form's is " + form.hash() + ", not " + hash);
      }
      String name = said.get("artifact_name");
      return new FormJob(
          job.getJobId(),
          job.getActor(),
          form,
          name == null ? form.name().toString() : ArtifactName.checked(name),
          NodeType.named(said.getOrDefault("node_type", NodeType.INFERENCE.label())));
    } catch (IllegalArgumentException e) {
      throw new JobDesk.RefusedException(String.valueOf(e.getMessage()));
    }
  }

  boolean isFromNothing() {
    return form.task().equals("lm-pretrain");
  }

  Optional<Number> number(String field) {
    return Optional.ofNullable(form.filled().get(field)).map(Number.class::cast);
  }

  int whole(String field, int otherwise) {
    return number(field).map(Number::intValue).orElse(otherwise);
  }

  /// The dataset version that it is to be trained on; empty = the newest.
  Optional<String> dataset() {
    if (!(form.filled().get("train_data_tags") instanceof List<?> tags) || tags.isEmpty()) {
      return Optional.empty();
    }
    if (tags.size() > 1) {
      throw new JobDesk.RefusedException(
          "train_data_tags: one dataset version at a time, not " + tags);
    }
    return Optional.of(tags.getFirst().toString());
  }
}
