package aifactory.trainer.loop;

import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.TrainingForm;
import aifactory.event.JobRequested;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.RunForm;
import aifactory.trainer.export.ExportFormat;
import java.util.Map;
import java.util.Optional;

/// A job that asks for a model of this store in a format of others.
///
/// @param packing what to make
/// @param checkpoint of what
record ExportJob(Packing.Order packing, Checkpoint checkpoint) {
  /// Reads it.
  ///
  /// @throws JobDesk.RefusedException saying what there is not
  static ExportJob of(JobRequested job, Workshop workshop) {
    Map<String, String> said = job.getParameters();
    String model = said.getOrDefault("model", "");
    Checkpoint checkpoint = new BaseModels(workshop.modelStore()).find(model);
    Map<String, Object> form = RunForm.of(checkpoint);
    form.put("precision", said.getOrDefault("precision", "fp32"));
    try {
      NodeType nodeType =
          NodeType.named(said.getOrDefault("node_type", NodeType.INFERENCE.label()));
      String asked = said.get("artifact_name");
      String name =
          asked == null
              ? ArtifactName.automatic(
                  nodeType,
                  "lm",
                  checkpoint.model().name(),
                  checkpoint.runId(),
                  workshop.clock().instant())
              : ArtifactName.checked(asked);
      Packing.Order order =
          new Packing.Order(
              job.getJobId(),
              job.getActor(),
              name,
              nodeType,
              TrainingForm.conversion(form),
              Optional.of(ExportFormat.named(said.getOrDefault("format", ""))),
              Map.of("kind", "none: rewritten, not trained"));
      order.export(); // a number type that the format does not have is refused before the work
      return new ExportJob(order, checkpoint);
    } catch (IllegalArgumentException e) {
      throw new JobDesk.RefusedException(String.valueOf(e.getMessage()));
    }
  }

  String name() {
    return packing.name();
  }
}
