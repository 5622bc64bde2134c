package aifactory.launcher;

import aifactory.launcher.node.Membership;
import aifactory.launcher.settings.FactorySettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// `join ADDRESS`: makes this home a worker of the factory whose console is there. The token stands
/// in `JOIN_TOKEN`, where other users' process lists do not show it.
record JoinCommand(FactorySettings settings) {
  int run(List<String> words, String token) throws IOException {
    if (words.size() != 1 || !words.getFirst().matches("https?://.+") || token.isBlank()) {
      throw new IllegalArgumentException(
          "usage: JOIN_TOKEN=... ./factory join http://MACHINE:8000 (the console's page Nodes makes a token)");
    }
    Membership joined =
        Membership.join(URI.create(words.getFirst()), token.strip(), settings.home());
    System.out.println(
        "joined as %s; broker %s; ./factory up now starts a crawler for that factory"
            .formatted(joined.nodeId(), joined.bootstrapServers()));
    return 0;
  }
}
