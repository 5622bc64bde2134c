package aifactory.crawler.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Decides which addresses a request may connect to: public ones, and local ones if an operator
/// allow-listed the source. Judges the bytes of the address, so the spelling (decimal, octal, hex,
/// mapped) does not matter.
///
/// Never allowed, whoever asks: link-local (where clouds keep their metadata service), multicast,
/// unspecified, broadcast and reserved addresses.
public final class AddressGuard {
  private enum Reach {
    PUBLIC,
    LOCAL,
    NEVER
  }

  /// A block of addresses.
  private record Block(byte[] network, int bits, Reach reach, String name) {
    static Block of(String network, int bits, Reach reach, String name) {
      try {
        return new Block(InetAddress.getByName(network).getAddress(), bits, reach, name);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("not a literal address: " + network, e);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
        return false;
      }
      int rest = bits % Byte.SIZE;
      int mask = 0xFF << (Byte.SIZE - rest) & 0xFF;
      return rest == 0 || (address[whole] & mask) == (network[whole] & mask);
    }
  }

  // spotless:off : IANA's special-purpose registries, read as a table; the first match counts
  private static final List<Block> FOUR = List.of(
      Block.of("100.100.100.200", 32, Reach.NEVER, "metadata service"),
      Block.of("168.63.129.16", 32, Reach.NEVER, "metadata service"),
      Block.of("127.0.0.0", 8, Reach.LOCAL, "loopback"),
      Block.of("10.0.0.0", 8, Reach.LOCAL, "private"),
      Block.of("172.16.0.0", 12, Reach.LOCAL, "private"),
      Block.of("192.168.0.0", 16, Reach.LOCAL, "private"),
      Block.of("100.64.0.0", 10, Reach.LOCAL, "carrier-grade NAT"),
      Block.of("169.254.0.0", 16, Reach.NEVER, "link-local"),
      Block.of("0.0.0.0", 8, Reach.NEVER, "this network"),
      Block.of("192.0.0.0", 24, Reach.NEVER, "protocol assignments"),
      Block.of("192.0.2.0", 24, Reach.NEVER, "documentation"),
      Block.of("198.51.100.0", 24, Reach.NEVER, "documentation"),
      Block.of("203.0.113.0", 24, Reach.NEVER, "documentation"),
      Block.of("192.88.99.0", 24, Reach.NEVER, "6to4 relay"),
      Block.of("198.18.0.0", 15, Reach.NEVER, "benchmarking"),
      Block.of("224.0.0.0", 4, Reach.NEVER, "multicast"),
      Block.of("240.0.0.0", 4, Reach.NEVER, "reserved"));
  private static final List<Block> SIX = List.of(
      Block.of("fd00:ec2::254", 128, Reach.NEVER, "metadata service"),
      Block.of("fd20:ce::254", 128, Reach.NEVER, "metadata service"),
      Block.of("::1", 128, Reach.LOCAL, "loopback"),
      Block.of("fc00::", 7, Reach.LOCAL, "unique local"),
      Block.of("fec0::", 10, Reach.LOCAL, "site-local"),
      Block.of("fe80::", 10, Reach.NEVER, "link-local"),
      Block.of("ff00::", 8, Reach.NEVER, "multicast"),
      Block.of("64:ff9b:1::", 48, Reach.NEVER, "local-use translation"),
      Block.of("2001:0::", 32, Reach.NEVER, "Teredo"),
      Block.of("2001::", 23, Reach.NEVER, "protocol assignments"),
      Block.of("2001:db8::", 32, Reach.NEVER, "documentation"),
      Block.of("3fff::", 20, Reach.NEVER, "documentation"),
      Block.of("100::", 64, Reach.NEVER, "discard"));

  /// IPv6 forms that carry an IPv4 address at some byte: that one is judged instead.
  private static final List<Carrier> CARRIERS = List.of(
      new Carrier(Block.of("64:ff9b::", 96, Reach.NEVER, "NAT64"), 12),
      new Carrier(Block.of("2002::", 16, Reach.NEVER, "6to4"), 2),
      new Carrier(Block.of("::", 96, Reach.NEVER, "IPv4-compatible"), 12));
  // spotless:on

  private record Carrier(Block block, int offset) {}

  /// IPv4-mapped addresses need no entry: `InetAddress` turns them into IPv4 ones; this prefix
  /// catches those that a resolver builds by hand.
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private static final int IPV4_BYTES = 4;

  private static final byte[] GLOBAL_UNICAST = {0x20}; // 2000::/3

  private AddressGuard() {}

  /// A decision with its ground: `public`, `loopback`, `link-local`, ….
  public record Verdict(boolean permitted, String why) {}

  /// Whether a connection to that address may be made.
  public static Verdict verdict(InetAddress address, boolean localAllowed) {
    Block block = blockOf(address.getAddress());
    boolean permitted =
        switch (block.reach) {
          case PUBLIC -> true;
          case LOCAL -> localAllowed;
          case NEVER -> false;
        };
    return new Verdict(permitted, block.name);
  }

  /// Returns normally when a connection may be made.
  static void check(String host, InetAddress address, boolean localAllowed)
      throws AddressForbiddenException {
    Verdict verdict = verdict(address, localAllowed);
    if (!verdict.permitted()) {
      throw new AddressForbiddenException(host, address, verdict.why());
    }
  }

  /// Whether a connection to that address may be made.
  public static boolean isPermitted(InetAddress address, boolean localAllowed) {
    return verdict(address, localAllowed).permitted();
  }

  private static Block blockOf(byte[] address) {
    if (address.length == IPV4_BYTES) {
      return first(FOUR, address);
    }
    if (Arrays.equals(address, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length)) {
      return first(FOUR, Arrays.copyOfRange(address, MAPPED_PREFIX.length, address.length));
    }
    Block six = first(SIX, address);
    if (six.reach != Reach.PUBLIC) {
      return six;
    }
    for (Carrier carrier : CARRIERS) {
      if (carrier.block.contains(address)) {
        return first(
            FOUR, Arrays.copyOfRange(address, carrier.offset, carrier.offset + IPV4_BYTES));
      }
    }
    if (isTunnel(address)) {
      Block inner = first(FOUR, Arrays.copyOfRange(address, 12, 16));
      if (inner.reach != Reach.PUBLIC) {
        return inner;
      }
    }
    boolean global = (address[0] & 0xE0) == GLOBAL_UNICAST[0];
    return global ? six : new Block(address, 0, Reach.NEVER, "not global unicast");
  }

  /// ISATAP: any prefix, then `0:5efe` or `200:5efe` and an IPv4 address.
  private static boolean isTunnel(byte[] address) {
    return (address[8] & ~0x02) == 0
        && address[9] == 0
        && address[10] == 0x5E
        && address[11] == (byte) 0xFE;
  }

  private static Block first(List<Block> blocks, byte[] address) {
    return blocks.stream()
        .filter(block -> block.contains(address))
        .findFirst()
        .orElse(new Block(address, 0, Reach.PUBLIC, "public"));
  }
}
