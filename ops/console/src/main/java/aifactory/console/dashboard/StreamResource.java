package aifactory.console.dashboard;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/// The live picture as server-sent events: one event per changed section, named after it. The
/// `factory` section changes every second, so it is the heartbeat too.
@Path("/api/stream")
public class StreamResource {
  private static final long RECONNECT_MILLIS = 1000;

  private final LiveSections live;

  StreamResource(LiveSections live) {
    this.live = live;
  }

  /// Sections as they change, all of them first; `sections` names the wanted ones by commas.
  @GET
  @Blocking // who listens is looked up in the database
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> stream(
      @Context Sse sse, @RestQuery @DefaultValue("") String sections) {
    Set<String> wanted =
        Arrays.stream(sections.split(","))
            .filter(each -> !each.isBlank())
            .collect(Collectors.toSet());
    return live.stream()
        .filter(section -> wanted.isEmpty() || wanted.contains(section.name()))
        .map(section ->
            sse.newEventBuilder()
                .name(section.name())
                .data(String.class, section.json())
                .reconnectDelay(RECONNECT_MILLIS)
                .build());
  }
}
