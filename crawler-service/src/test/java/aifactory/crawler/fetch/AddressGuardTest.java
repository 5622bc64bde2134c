package aifactory.crawler.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  @ParameterizedTest
  @CsvSource({
    "93.184.216.34,      true,  true",
    "8.8.8.8,            true,  true",
    "2606:4700::1111,    true,  true",
    "127.0.0.1,          false, true",
    "127.255.255.254,    false, true",
    "::1,                false, true",
    "10.1.2.3,           false, true",
    "172.16.0.1,         false, true",
    "172.31.255.255,     false, true",
    "172.32.0.1,         true,  true",
    "192.168.1.1,        false, true",
    "100.64.0.1,         false, true",
    "100.128.0.1,        true,  true",
    "fd00::1,            false, true",
    "169.254.169.254,    false, false",
    "fd00:ec2::254,      false, false",
    "100.100.100.200,    false, false",
    "168.63.129.16,      false, false",
    "2606:4700::5efe:7f00:1, false, true",
    "2606:4700::200:5efe:a9fe:a9fe, false, false",
    "fe80::1,            false, false",
    "0.0.0.0,            false, false",
    "::,                 false, false",
    "224.0.0.1,          false, false",
    "ff02::1,            false, false",
    "240.0.0.1,          false, false",
    "255.255.255.255,    false, false",
    "198.18.0.1,         false, false",
    "192.0.2.1,          false, false",
    "2001:db8::1,        false, false",
    "::ffff:127.0.0.1,   false, true",
    "::ffff:169.254.169.254, false, false",
    "::ffff:8.8.8.8,     true,  true",
    "::127.0.0.1,        false, true",
    "64:ff9b::7f00:1,    false, true",
    "64:ff9b::a9fe:a9fe, false, false",
    "64:ff9b::808:808,   true,  true",
    "2002:7f00:1::,      false, true",
    "2002:808:808::,     true,  true",
    "2001::1,            false, false",
    "4000::1,            false, false",
  })
  void judgesTheAddressHoweverItIsCarried(String address, boolean publicly, boolean locally)
      throws UnknownHostException {
    InetAddress parsed = InetAddress.getByName(address);

    assertThat(AddressGuard.isPermitted(parsed, false)).as("public source").isEqualTo(publicly);
    assertThat(AddressGuard.isPermitted(parsed, true)).as("local source").isEqualTo(locally);
  }

  /// IPv4-mapped addresses that a resolver builds by hand stay 16 bytes long.
  @Test
  void judgesMappedAddressesThatWereNotUnwrapped() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    mapped[12] = 127;
    mapped[15] = 1;

    InetAddress address = java.net.Inet6Address.getByAddress("mapped", mapped, 0);

    assertThat(AddressGuard.isPermitted(address, false)).isFalse();
  }

  @Test
  void namesUnderLocalhostAreLoopbackWithoutAskingAResolver() throws UnknownHostException {
    Dns forbidden =
        host -> {
          throw new AssertionError("asked for " + host);
        };

    assertThat(new GuardedNames(forbidden, true).lookup("ja.samples.LOCALHOST."))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.1");
    assertThatExceptionOfType(AddressForbiddenException.class)
        .isThrownBy(() -> new GuardedNames(forbidden, false).lookup("en.samples.localhost"));
  }

  @Test
  void aNameWithOnePrivateAddressIsRefused() {
    Dns both = host -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));

    assertThatExceptionOfType(AddressForbiddenException.class)
        .isThrownBy(() -> new GuardedNames(both, false).lookup("mixed.org"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/",
        "http://2130706433:1/",
        "http://0x7f000001:1/",
        "http://127.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://[::ffff:7f00:1]:1/",
        "http://localhost:1/",
        "http://a.b.localhost:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.1:1/",
      })
  void aPublicSourceReachesNoLocalAddressHoweverItIsSpelled(String url) {
    // none of these leaves the machine: refused before a connection is made
    FetchRequest request =
        new FetchRequest(url, false, java.util.Set.of(), 1000, false, null, null);

    try (HttpFetcher fetcher = new HttpFetcher(HttpFetcherTest.LIMITS, "test/1")) {
      assertThat(fetcher.fetch(request).outcome().name())
          .isIn("ADDRESS_FORBIDDEN", "NAME_UNRESOLVED");
    }
  }
}
