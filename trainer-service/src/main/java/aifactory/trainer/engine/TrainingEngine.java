package aifactory.trainer.engine;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import aifactory.trainer.model.InitialWeights;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;
import aifactory.trainer.model.RotaryTable;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.TrainingState;
import aifactory.trainer.optim.AdamW;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A model in native memory that can be stepped, asked and copied.
///
/// Deterministic on the processor: the same seed, settings and batches give the same weights bit
/// for bit, also through [#state()] and [#restore(TrainingState)] in another process. Thread-safe:
/// one call at a time.
public final class TrainingEngine implements AutoCloseable {
  private final ModelConfiguration model;
  private final EngineSettings settings;
  private final NativeProgram program;
  private final List<ParameterLayout> layout;
  private final List<PtNDArray> parameters = new ArrayList<>();
  private final List<PtNDArray> gradients = new ArrayList<>();
  private final List<PtNDArray> firstMoments = new ArrayList<>();
  private final List<PtNDArray> secondMoments = new ArrayList<>();
  private final List<PtNDArray> steps = new ArrayList<>();
  private final List<ParameterGroup> groups;
  private final IValue p;
  private final IValue g;
  private final PtNDArray cosineTable;
  private final PtNDArray sineTable;
  private final IValue cosines;
  private final IValue sines;
  private long step;

  private TrainingEngine(
      ModelConfiguration model, Map<String, Tensor> weights, EngineSettings settings) {
    this.model = model;
    this.settings = settings;
    this.program = new NativeProgram(model, settings);
    this.layout = ParameterLayout.of(model);
    ParameterGroup matrices = new ParameterGroup(settings.optimizer().weightDecay());
    ParameterGroup gains = new ParameterGroup(0);
    this.groups = List.of(matrices, gains);
    for (ParameterLayout parameter : layout) {
      allocate(parameter, parameter.in(weights), parameter.decays() ? matrices : gains);
    }
    this.p = IValue.listFrom(parameters.toArray(PtNDArray[]::new));
    this.g = IValue.listFrom(gradients.toArray(PtNDArray[]::new));
    RotaryTable rotary = RotaryTable.of(model);
    this.cosineTable = program.keep(rotary.cosines().twiceAcross());
    this.sineTable = program.keep(rotary.sines().twiceAcross());
    this.cosines = IValue.from(cosineTable);
    this.sines = IValue.from(sineTable);
  }

  /// A fresh model with the initial weights of this seed.
  public static TrainingEngine open(ModelConfiguration model, long seed, EngineSettings settings) {
    return new TrainingEngine(model, InitialWeights.of(model, seed), settings);
  }

  /// A model as it was when the state was taken.
  public static TrainingEngine open(
      ModelConfiguration model, TrainingState state, EngineSettings settings) {
    state.requireFits(model);
    TrainingEngine engine = new TrainingEngine(model, state.weights(), settings);
    engine.restore(state);
    return engine;
  }

  private void allocate(ParameterLayout parameter, Tensor weights, ParameterGroup group) {
    Tensor zeros = new Tensor(parameter.dimensions(), new float[weights.values().length]);
    PtNDArray weight = program.keep(weights);
    PtNDArray gradient = program.keep(zeros);
    PtNDArray first = program.keep(zeros);
    PtNDArray second = program.keep(zeros);
    PtNDArray count = program.keep(new Tensor(new long[0], new float[] {0}));
    weight.setName("p[]");
    gradient.setName("g[]");
    parameters.add(weight);
    gradients.add(gradient);
    firstMoments.add(first);
    secondMoments.add(second);
    steps.add(count);
    group.add(weight, gradient, first, second, count);
  }

  /// One update from B rows of T + 1 tokens.
  public StepResult step(int[][] rows, double learningRate) {
    return step(rows, learningRate, 1);
  }

  /// One update from a batch that is walked in parts, so that memory is that of one part. The
  /// gradients are those of the whole batch.
  ///
  /// @throws NonFiniteLossException before the update, when loss or gradient is not finite
  public synchronized StepResult step(int[][] rows, double learningRate, int microBatches) {
    double loss = accumulate(rows, microBatches);
    double norm = program.number("gradient_norm", g);
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new NonFiniteLossException(step + 1, loss, norm);
    }
    for (ParameterGroup group : groups) {
      update(group, learningRate, norm);
    }
    step++;
    return new StepResult(step, loss, norm);
  }

  private double accumulate(int[][] rows, int microBatches) {
    TokenRows.require(model, rows, 1);
    if (microBatches < 1 || microBatches > rows.length) {
      throw new IllegalArgumentException(
          "cannot split " + rows.length + " rows into " + microBatches + " parts");
    }
    program.number("clear", g);
    double loss = 0;
    for (int part = 0; part < microBatches; part++) {
      int first = part * rows.length / microBatches;
      int end = (part + 1) * rows.length / microBatches;
      loss += part(rows, first, end);
    }
    return loss;
  }

  private double part(int[][] rows, int first, int end) {
    int T = rows[0].length - 1;
    try (PtNDManager scope = program.scope()) {
      NDList arguments =
          new NDList(
              TokenRows.block(scope, rows, first, end, 0, T),
              TokenRows.block(scope, rows, first, end, 1, T),
              cosineTable,
              sineTable);
      arguments.addAll(parameters);
      arguments.addAll(gradients);
      arguments.add(scope.create((end - first) / (double) rows.length));
      return program.differentiated("accumulate", arguments, scope);
    }
  }

  private void update(ParameterGroup group, double learningRate, double gradientNorm) {
    AdamW adam = settings.optimizer();
    double[] numbers = {
      adam.clipScale(gradientNorm),
      learningRate,
      adam.beta1(),
      adam.beta2(),
      group.decay(),
      adam.epsilon()
    };
    List<IValue> scalars = Arrays.stream(numbers).mapToObj(IValue::from).toList();
    List<IValue> arguments = new ArrayList<>(group.lists());
    arguments.addAll(scalars);
    try {
      program.number("update", arguments.toArray(IValue[]::new));
    } finally {
      scalars.forEach(IValue::close);
    }
  }

  /// Mean loss of rows of T + 1 tokens without learning from them, nats per token.
  public synchronized double loss(int[][] rows) {
    TokenRows.require(model, rows, 1);
    int T = rows[0].length - 1;
    try (PtNDManager scope = program.scope();
        IValue tokens = IValue.from(TokenRows.block(scope, rows, 0, rows.length, 0, T));
        IValue targets = IValue.from(TokenRows.block(scope, rows, 0, rows.length, 1, T))) {
      return program.number("validate", tokens, targets, cosines, sines, p);
    }
  }

  /// `[T][V]`: what the model expects after each token.
  public synchronized float[][] logits(int[] tokens) {
    int[][] rows = {tokens};
    TokenRows.require(model, rows, 0);
    int V = model.vocabularySize();
    try (PtNDManager scope = program.scope();
        IValue input = IValue.from(TokenRows.block(scope, rows, 0, 1, 0, tokens.length))) {
      float[] flat = program.numbers("forward", input, cosines, sines, p);
      float[][] logits_TV = new float[tokens.length][];
      Arrays.setAll(logits_TV, t -> Arrays.copyOfRange(flat, t * V, (t + 1) * V));
      return logits_TV;
    }
  }

  /// Gradients of the mean loss, for tests against reference numbers.
  synchronized Map<String, Tensor> gradients(int[][] rows) {
    accumulate(rows, 1);
    return copy(gradients);
  }

  /// A copy of everything the next update depends on.
  public synchronized TrainingState state() {
    return new TrainingState(copy(parameters), copy(firstMoments), copy(secondMoments), step);
  }

  /// Continues from a state.
  public synchronized void restore(TrainingState state) {
    state.requireFits(model);
    float[] count = {state.step()};
    for (int i = 0; i < layout.size(); i++) {
      ParameterLayout parameter = layout.get(i);
      program.overwrite(parameters.get(i), parameter.in(state.weights()));
      program.overwrite(firstMoments.get(i), parameter.in(state.firstMoments()));
      program.overwrite(secondMoments.get(i), parameter.in(state.secondMoments()));
      program.overwrite(steps.get(i), new Tensor(new long[0], count));
    }
    step = state.step();
  }

  private Map<String, Tensor> copy(List<PtNDArray> arrays) {
    Map<String, Tensor> copies = new TreeMap<>();
    for (int i = 0; i < layout.size(); i++) {
      ParameterLayout parameter = layout.get(i);
      copies.put(
          parameter.name(), new Tensor(parameter.dimensions(), arrays.get(i).toFloatArray()));
    }
    return copies;
  }

  public ModelConfiguration model() {
    return model;
  }

  /// Updates done.
  public synchronized long steps() {
    return step;
  }

  /// Tokens a second that this machine would train if it did nothing but the model's own products:
  /// what the model's use of the machine ("MFU") is measured against. Takes a moment.
  ///
  /// @param rowTokens T
  public synchronized double peakTokensPerSecond(int rowTokens) {
    return program.peakOperationsPerSecond() / model.trainingOperationsPerToken(rowTokens);
  }

  @Override
  public synchronized void close() {
    groups.forEach(ParameterGroup::close);
    List.of(p, g, cosines, sines).forEach(IValue::close);
    program.close();
  }
}
