package aifactory.launcher.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /// A free number for each, for a factory beside others.
  public static Map<Port, Integer> free() throws IOException {
    Map<Port, Integer> free = new EnumMap<>(Port.class);
    List<ServerSocket> held = new ArrayList<>(); // held together, so that no two are the same
    try {
      for (Port port : values()) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        free.put(port, socket.getLocalPort());
      }
      return free;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
