package aifactory.console.job;

import aifactory.console.ledger.Rows;
import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.FormJudgement;
import aifactory.contract.manifest.FormProblem;
import aifactory.contract.manifest.FormProblem.Rule;
import aifactory.contract.manifest.FormTargets;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.TrainingForm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads training forms: what they come to, and everything that is wrong with them.
@ApplicationScoped
public class JobForms {
  private static final String ARTIFACT_NAME = "artifact_name";
  private static final String NODE_TYPE = "node_type";
  private static final String RUN_NAME = "run_name";
  private static final int MOST_MAJORS = 10_000;

  private final Rows rows;
  private final InstantSource clock;

  JobForms(Rows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /// A form that was read.
  ///
  /// @param form its fields without those of the order
  /// @param manifest as far as the form decides it; empty = too much is wrong with it
  /// @param problems why no job can be made of it; none = one can
  public record Draft(
      Map<String, Object> form,
      Optional<String> artifactName,
      Optional<String> hash,
      Map<String, Object> manifest,
      String nodeType,
      List<FormProblem> problems) {
    /// What the trainer is told of a form without problems.
    Map<String, String> parameters() {
      return Map.of(
          "form",
          CanonicalJson.write(form),
          ARTIFACT_NAME,
          artifactName.orElseThrow(),
          NODE_TYPE,
          nodeType,
          "training_config_hash",
          hash.orElseThrow());
    }
  }

  /// Reads a form.
  ///
  /// @param body fields of the form, and `artifact_name`, `node_type`, `run_name` of the order
  public Draft read(Map<String, ?> body) {
    Map<String, Object> form = new TreeMap<>(FormJudgement.said(body));
    Object name = form.remove(ARTIFACT_NAME);
    Object type = form.remove(NODE_TYPE);
    Object run = form.remove(RUN_NAME);
    List<FormProblem> problems = new ArrayList<>(FormJudgement.of(form));
    NodeType nodeType = nodeType(type, problems);
    whatIsThere(form, problems);
    Optional<TrainingForm> read = training(form);
    Optional<String> artifact =
        read.flatMap(
            known -> name(known, name, nodeType, run == null ? "run" : run.toString(), problems));
    Map<String, Object> manifest =
        read.isPresent() && artifact.isPresent()
            ? FormTargets.draft(read.get(), artifact.get(), nodeType)
            : Map.of();
    return new Draft(
        form,
        artifact,
        read.map(TrainingForm::hash),
        manifest,
        nodeType.label(),
        List.copyOf(problems));
  }

  private static Optional<TrainingForm> training(Map<String, Object> form) {
    try {
      return Optional.of(TrainingForm.training(form));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // its fields are named among the problems
    }
  }

  private static NodeType nodeType(
      @org.jspecify.annotations.Nullable Object type, List<FormProblem> problems) {
    try {
      return type == null ? NodeType.INFERENCE : NodeType.named(type.toString());
    } catch (IllegalArgumentException e) {
      problems.add(FormProblem.of(NODE_TYPE, Rule.NODE_TYPE, String.valueOf(e.getMessage())));
      return NodeType.INFERENCE;
    }
  }

  /// Base models and dataset versions that a form names must be in this factory.
  private void whatIsThere(Map<String, Object> form, List<FormProblem> problems) {
    if ("lm-finetune".equals(form.get("task"))
        && form.get("base_model") instanceof String base
        && !isModel(base)) {
      problems.add(
          FormProblem.of(
              "base_model",
              Rule.NO_MODEL,
              base + " is no artifact, bundle or checkpoint of this factory",
              base));
    }
    if (form.get("train_data_tags") instanceof List<?> tags) {
      if (tags.size() > 1) {
        problems.add(
            FormProblem.of("train_data_tags", Rule.ONE_DATASET, "one dataset version at a time"));
      }
      for (Object tag : tags) {
        if (rows.number("select count(*) from view.dataset where dataset_id = ?", tag.toString())
            == 0) {
          problems.add(
              FormProblem.of(
                  "train_data_tags", Rule.NO_DATASET, tag + " is no sealed dataset version", tag));
        }
      }
    }
  }

  private boolean isModel(String name) {
    return rows.number(
            "select (select count(*) from view.artifact where artifact_name = ?) + (select count(*)"
                + " from view.bundle where bundle_id = ?) + (select count(*) from view.checkpoint"
                + " where checkpoint_hash = ?)",
            name,
            name,
            name)
        > 0;
  }

  private Optional<String> name(
      TrainingForm form,
      @org.jspecify.annotations.Nullable Object asked,
      NodeType nodeType,
      String run,
      List<FormProblem> problems) {
    try {
      if (asked != null) {
        String name = ArtifactName.checked(asked.toString());
        if (isTaken(name)) {
          problems.add(
              FormProblem.of(ARTIFACT_NAME, Rule.NAME_TAKEN, name + " is there already", name));
        }
        return Optional.of(name);
      }
      if (form.text("component").isEmpty()) {
        return Optional.of(
            ArtifactName.automatic(nodeType, "lm", form.baseModel(), run, clock.instant()));
      }
      return Optional.of(freeMajor(form.name()));
    } catch (IllegalArgumentException e) {
      problems.add(FormProblem.of(ARTIFACT_NAME, Rule.NAME, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /// What is trained anew is not compatible with its elder: its version is the next.
  private String freeMajor(ArtifactName first) {
    for (int major = 1; major < MOST_MAJORS; major++) {
      String name = first.withMajor(major).toString();
      if (!isTaken(name)) {
        return name;
      }
    }
    throw new IllegalArgumentException("there are " + MOST_MAJORS + " versions of it already");
  }

  /// Whether it is there, or is made, or was made: that a job succeeded and what came of it are
  /// told on two topics, which have no mutual order.
  private boolean isTaken(String name) {
    return rows.number(
            "select (select count(*) from view.artifact where artifact_name = ?) + (select count(*)"
                + " from control.job_order o left join view.job j on j.job_id = o.job_id::text"
                + " where o.parameters->>'artifact_name' = ? and (j.outcome = 'SUCCEEDED' or"
                + " j.outcome is null and j.cancelled_at is null))",
            name,
            name)
        > 0;
  }
}
