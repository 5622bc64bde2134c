package aifactory.console.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import org.jboss.resteasy.reactive.RestQuery;

/// Which part of a list a client wants.
public final class Page {
  @RestQuery
  @DefaultValue("50")
  @Min(1)
  @Max(500)
  int limit;

  @RestQuery
  @DefaultValue("0")
  @Min(0)
  @Max(10_000_000)
  int offset;

  public int limit() {
    return limit;
  }

  public int offset() {
    return offset;
  }
}
