package aifactory.inference.access;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.event.AccessKeyIssued;
import aifactory.event.Role;
import aifactory.inference.access.AccessKeys.Objection;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessKeysTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void whereKeysAreRequiredOnlyIssuedOnesPass() {
    AccessKeys keys = new AccessKeys(now::get, true);
    keys.accept(issued("mine").build());

    assertThat(keys.objection("mine")).isEmpty();
    assertThat(keys.objection("other").map(Objection::message))
        .contains("nobody issued this API key");
    assertThat(keys.objection(null).map(Objection::message)).contains("an API key is needed");
  }

  @Test
  void whereTheyAreNotAnybodyPasses() {
    AccessKeys keys = new AccessKeys(now::get, false);

    assertThat(keys.objection("other")).isEmpty();
    assertThat(keys.objection(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRevokedOrExpiredKeyNeverPasses(boolean required) {
    AccessKeys keys = new AccessKeys(now::get, required);
    keys.accept(issued("revoked").setRevoked(true).build());
    keys.accept(issued("expired").setExpiresAt(Instant.EPOCH.plusSeconds(10)).build());

    assertThat(keys.objection("revoked")).isPresent();
    assertThat(keys.objection("expired")).isEmpty();
    now.set(Instant.EPOCH.plusSeconds(10));
    assertThat(keys.objection("expired").map(Objection::retrySeconds)).contains(0);
  }

  @Test
  void aKeyMakesItsRequestsPerMinuteAndLearnsWhenTheNextMayCome() {
    AccessKeys keys = new AccessKeys(now::get, false);
    keys.accept(issued("slow").setRequestsPerMinute(6).build());
    for (int request = 0; request < 6; request++) {
      assertThat(keys.objection("slow")).isEmpty();
    }

    assertThat(keys.objection("slow").map(Objection::retrySeconds)).contains(10);
    now.set(Instant.EPOCH.plusSeconds(9));
    assertThat(keys.objection("slow").map(Objection::retrySeconds)).contains(1);
    now.set(Instant.EPOCH.plusSeconds(10));
    assertThat(keys.objection("slow")).isEmpty();
  }

  private static AccessKeyIssued.Builder issued(String key) {
    return AccessKeyIssued.newBuilder()
        .setKeyHash(Sha256.hex(key))
        .setKeyId(key)
        .setRole(Role.CLIENT)
        .setIssuedAt(Instant.EPOCH);
  }
}
