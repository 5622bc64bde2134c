package aifactory.inference.access;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.event.AccessKeyIssued;
import aifactory.event.Role;
import aifactory.inference.access.AccessKeys.Asker;
import aifactory.inference.access.AccessKeys.Objection;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessKeysTest {
  private static final int USUAL = 12;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void whereKeysAreRequiredOnlyIssuedOnesPass() {
    AccessKeys keys = new AccessKeys(now::get, true, USUAL);
    keys.accept(issued("mine").build());

    assertThat(asked(keys, "mine")).isEmpty();
    assertThat(asked(keys, "other").map(Objection::message)).contains("nobody issued this API key");
    assertThat(asked(keys, null).map(Objection::message)).contains("an API key is needed");
  }

  @Test
  void whereTheyAreNotAnybodyPasses() {
    AccessKeys keys = new AccessKeys(now::get, false, USUAL);

    assertThat(asked(keys, "other")).isEmpty();
    assertThat(asked(keys, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRevokedOrExpiredKeyNeverPasses(boolean required) {
    AccessKeys keys = new AccessKeys(now::get, required, USUAL);
    keys.accept(issued("revoked").setRevoked(true).build());
    keys.accept(issued("expired").setExpiresAt(Instant.EPOCH.plusSeconds(10)).build());

    assertThat(asked(keys, "revoked")).isPresent();
    assertThat(asked(keys, "expired")).isEmpty();
    now.set(Instant.EPOCH.plusSeconds(10));
    assertThat(asked(keys, "expired").map(Objection::retrySeconds)).contains(0);
  }

  @Test
  void aKeyMakesItsRequestsPerMinuteAndLearnsWhenTheNextMayCome() {
    AccessKeys keys = new AccessKeys(now::get, false, USUAL);
    keys.accept(issued("slow").setRequestsPerMinute(6).build());
    for (int request = 0; request < 6; request++) {
      assertThat(asked(keys, "slow")).isEmpty();
    }

    assertThat(asked(keys, "slow").map(Objection::retrySeconds)).contains(10);
    now.set(Instant.EPOCH.plusSeconds(9));
    assertThat(asked(keys, "slow").map(Objection::retrySeconds)).contains(1);
    now.set(Instant.EPOCH.plusSeconds(10));
    assertThat(asked(keys, "slow")).isEmpty();
  }

  @Test
  void aKeyWithoutANumberMakesTheUsualOne() {
    AccessKeys keys = new AccessKeys(now::get, true, USUAL);
    keys.accept(issued("usual").build());
    for (int request = 0; request < USUAL; request++) {
      assertThat(asked(keys, "usual")).isEmpty();
    }

    assertThat(asked(keys, "usual")).contains(new Objection("more than 12 requests a minute", 5));
  }

  @Test
  void anAddressMakesTheUsualNumberWhateverNobodyIssued() {
    AccessKeys keys = new AccessKeys(now::get, false, USUAL);
    for (int request = 0; request < USUAL; request++) {
      assertThat(asked(keys, request % 2 == 0 ? null : "made up " + request)).isEmpty();
    }

    assertThat(asked(keys, null).map(Objection::retrySeconds)).contains(5);
    assertThat(asked(keys, "another").map(Objection::retrySeconds)).contains(5);
    assertThat(keys.objection(new Asker(null, "127.0.0.2", false))).as("others").isEmpty();
  }

  @Test
  void noneMeansAnyNumber() {
    AccessKeys keys = new AccessKeys(now::get, false, 0);
    for (int request = 0; request < 1000; request++) {
      assertThat(asked(keys, null)).isEmpty();
    }
  }

  @Test
  void whoAsksByAForeignNameNeedsAnIssuedKey() {
    AccessKeys keys = new AccessKeys(now::get, false, USUAL);
    keys.accept(issued("mine").build());

    assertThat(keys.objection(new Asker("mine", "127.0.0.1", true))).isEmpty();
    assertThat(keys.objection(new Asker("other", "127.0.0.1", true))).isPresent();
    assertThat(keys.objection(new Asker(null, "127.0.0.1", true))).isPresent();
  }

  private static Optional<Objection> asked(AccessKeys keys, @Nullable String key) {
    return keys.objection(new Asker(key, "127.0.0.1", false));
  }

  private static AccessKeyIssued.Builder issued(String key) {
    return AccessKeyIssued.newBuilder()
        .setKeyHash(Sha256.hex(key))
        .setKeyId(key)
        .setRole(Role.CLIENT)
        .setIssuedAt(Instant.EPOCH);
  }
}
