package aifactory.console.dashboard;

import aifactory.console.access.Gatekeeper;
import aifactory.console.ledger.LedgerException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live picture as server-sent events: one event per changed section, named after it. The
/// `factory` section changes every second, so it is the heartbeat too.
@Path("/api/stream")
public class StreamResource {
  private static final Logger LOG = LoggerFactory.getLogger(StreamResource.class);
  private static final long RECONNECT_MILLIS = 1000;

  private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

  private final LiveSections live;
  private final Gatekeeper gatekeeper;

  StreamResource(LiveSections live, Gatekeeper gatekeeper) {
    this.gatekeeper = gatekeeper;
    this.live = live;
  }

  /// The right to listen, looked at again every few seconds: a stream ends with the key or session
  /// that opened it. Looked at beside the picture, which must wait for nobody's database.
  private static final class Permit {
    private final Gatekeeper gatekeeper;
    private final RoutingContext routing;
    private long looked = System.nanoTime();
    private volatile boolean held = true;

    private Permit(Gatekeeper gatekeeper, RoutingContext routing) {
      this.gatekeeper = gatekeeper;
      this.routing = routing;
    }

    boolean holds() {
      if (System.nanoTime() - looked >= LOOK_NANOS) {
        looked = System.nanoTime();
        Thread.ofVirtual().name("permit").start(this::look);
      }
      return held;
    }

    private void look() {
      try {
        held = gatekeeper.mayRead(routing);
      } catch (LedgerException e) {
        LOG.warn("who listens is not looked up reason={}", e.toString()); // again in a moment
      }
    }
  }

  /// Sections as they change, all of them first; `sections` names the wanted ones by commas.
  @GET
  @Blocking // who listens is looked up in the database
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> stream(
      @Context Sse sse,
      @Context RoutingContext routing,
      @RestQuery @DefaultValue("") String sections) {
    Permit permit = new Permit(gatekeeper, routing);
    Set<String> wanted =
        Arrays.stream(sections.split(","))
            .filter(each -> !each.isBlank())
            .collect(Collectors.toSet());
    return live.stream()
        .select()
        .first(section -> permit.holds())
        .filter(section -> wanted.isEmpty() || wanted.contains(section.name()))
        .map(section ->
            sse.newEventBuilder()
                .name(section.name())
                .data(String.class, section.json())
                .reconnectDelay(RECONNECT_MILLIS)
                .build());
  }
}
