package aifactory.trainer;

import aifactory.node.MachineMemory;
import aifactory.trainer.loop.KeptEngine;
import aifactory.trainer.loop.KeptTuning;
import aifactory.trainer.recipe.MachineProfile;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.recipe.Tuning;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the machine was found to be, and what follows from it where nothing is set.
///
/// @param profile of the machine
/// @param choice what holds, and for which begun run it was kept
/// @param enabled `AUTO_TUNE`
record AutoTune(MachineProfile profile, KeptTuning.Choice choice, boolean enabled) {
  static AutoTune of(TrainerConfig config) {
    MachineProfile profile =
        MachineProfile.of(
            new MachineProfile.Machine(
                config.engine().device().startsWith("cuda"),
                Runtime.getRuntime().availableProcessors(),
                MachineMemory.totalBytes(),
                MachineMemory.availableBytes()));
    Optional<ModelSize> asked = config.size().map(ModelSize::named);
    boolean enabled = config.autoTune().equals("1");
    KeptTuning.Choice choice =
        enabled
            ? KeptTuning.of(config.modelStore(), Tuning.of(profile, asked), asked)
            : new KeptTuning.Choice(Tuning.OFF, Optional.empty());
    return new AutoTune(profile, choice, enabled);
  }

  /// As a person reads it: the machine, and what is in force with all settings applied.
  Map<String, String> told(Recipe inForce, KeptEngine engine) {
    MachineProfile.Machine machine = profile.machine();
    Map<String, String> told = new TreeMap<>();
    told.put("auto_tune", enabled ? "1" : "0");
    told.put("device", machine.device());
    told.put("cpu_cores", Integer.toString(machine.cores()));
    told.put("total_ram_gb", gib(machine.totalGib()));
    told.put("available_ram_gb", gib(machine.availableGib()));
    told.put("model_size", inForce.size().label());
    told.put("train_seq_len", Integer.toString(inForce.sequenceTokens()));
    told.put("train_batch_size", Integer.toString(inForce.rows()));
    told.put("pytorch_cpu_threads", Integer.toString(engine.threads()));
    told.put("instruction_set", engine.instructionSet());
    told.put("max_generate_tokens", Integer.toString(profile.generatedTokens()));
    told.put("max_crawler_workers", Integer.toString(profile.crawlerWorkers()));
    choice.run().ifPresent(run -> told.put("kept_for_run", run));
    return told;
  }

  private static String gib(double gib) {
    return String.format(Locale.ROOT, "%.1f", gib);
  }
}
