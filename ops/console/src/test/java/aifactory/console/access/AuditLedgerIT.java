package aifactory.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.ConsoleBed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An order is in the audit log before it is carried out.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class AuditLedgerIT {
  private final AuditLedger ledger;

  AuditLedgerIT(AuditLedger ledger) {
    this.ledger = ledger;
  }

  @Test
  void anOrderStandsThereFromItsBeginningAndThenWithItsAnswer() {
    AuditLedger.Attempt begun =
        new AuditLedger.Attempt("anonymous", "127.0.0.1", "POST", "/api/of-this-test");
    long entry = ledger.begun(begun);
    assertThat(entries()).hasSize(1);
    assertThat(entries().getFirst()).containsEntry("status", null);

    ledger.answered(
        entry, new AuditLedger.Attempt("key:ops", "127.0.0.1", "POST", begun.path()), 409);
    assertThat(entries()).hasSize(1);
    assertThat(entries().getFirst())
        .containsEntry("status", 409)
        .containsEntry("actor", "key:ops")
        .containsEntry("path", "/api/of-this-test");
  }

  private static List<Map<String, Object>> entries() {
    return RestAssured.given()
        .header("x-admin-token", ConsoleBed.TOKEN)
        .get("/api/audit?path=of-this-test")
        .path("entries");
  }
}
