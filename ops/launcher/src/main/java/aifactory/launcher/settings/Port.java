package aifactory.launcher.settings;

/// Every port of the factory, all on loopback. The name of its setting is `<NAME>_PORT`.
public enum Port {
  CONSOLE(8000),
  CRAWLER(8101),
  PREPROCESS(8102),
  TRAINER(8103),
  INFERENCE(8104),
  SAMPLES(8180),
  KAFKA(9092),
  KAFKA_CONTROLLER(9093),
  POSTGRES(5442),
  REGISTRY(8081);

  private final int usual;

  Port(int usual) {
    this.usual = usual;
  }

  /// The port when nothing is set.
  public int usual() {
    return usual;
  }

  /// The environment variable that moves it.
  public String setting() {
    return name() + "_PORT";
  }
}
