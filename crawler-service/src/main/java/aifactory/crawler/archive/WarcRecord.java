package aifactory.crawler.archive;

import aifactory.contract.id.Sha256;
import aifactory.crawler.archive.ResponseArchive.Copy;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// One record of a WARC 1.1 file: named fields and a block.
record WarcRecord(Map<String, String> fields, byte[] block) {
  private static final String REVISIT = "http://netpreserve.org/warc/1.1/revisit/";
  private static final String LINE_END = "\r\n";

  /// Of the answer as it went over the wire; the body is kept unpacked and whole, so these are kept
  /// under another name.
  private static final Set<String> OF_THE_WIRE =
      Set.of("content-encoding", "transfer-encoding", "content-length");

  /// The first record of a file.
  static WarcRecord first(String file, String software, Instant now) {
    String says =
        "software: %s\r\nformat: WARC File Format 1.1\r\n".formatted(software)
            + "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/"
            + "warc-1.1/\r\n";
    Map<String, String> fields = fields("warcinfo", now);
    fields.put("WARC-Filename", file);
    fields.put("Content-Type", "application/warc-fields");
    return new WarcRecord(fields, says.getBytes(StandardCharsets.UTF_8));
  }

  /// An answer: `response`, or `revisit` where our copy is still the page.
  static WarcRecord answer(String url, FetchResponse response, Instant at, Copy copy) {
    boolean again = copy != Copy.NEW;
    Map<String, String> fields = fields(again ? "revisit" : "response", at);
    fields.put("WARC-Target-URI", url);
    if (response.address() != null) {
      fields.put("WARC-IP-Address", response.address());
    }
    fields.put("Content-Type", "application/http;msgtype=response");
    if (again) {
      String profile =
          copy == Copy.NOT_MODIFIED ? "server-not-modified" : "identical-payload-digest";
      fields.put("WARC-Profile", REVISIT + profile);
      fields.put("WARC-Refers-To-Target-URI", url);
    }
    if (copy != Copy.NOT_MODIFIED) {
      fields.put("WARC-Payload-Digest", "sha256:" + Sha256.hex(response.body()));
    }
    if (response.outcome() == FetchOutcome.TOO_LARGE) {
      fields.put("WARC-Truncated", "length");
    } else if (!again && response.outcome() != FetchOutcome.FETCHED) {
      fields.put("WARC-Truncated", "unspecified"); // bodies beside pages are not read
    } else if (copy == Copy.SAME) {
      fields.put("WARC-Truncated", "length"); // the payload stands with the first record
    }
    byte[] body = again ? new byte[0] : response.body();
    byte[] block = joined(head(response, again, body.length), body);
    fields.put("WARC-Block-Digest", "sha256:" + Sha256.hex(block));
    return new WarcRecord(fields, block);
  }

  private static Map<String, String> fields(String type, Instant at) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("WARC-Type", type);
    fields.put("WARC-Record-ID", "<urn:uuid:" + UUID.randomUUID() + ">");
    fields.put("WARC-Date", at.truncatedTo(ChronoUnit.MILLIS).toString());
    return fields;
  }

  private static byte[] head(FetchResponse response, boolean again, int length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(response.status());
    head.append(' ').append(LINE_END);
    for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
      String name = header.getKey();
      boolean wire = OF_THE_WIRE.contains(name);
      for (String value : header.getValue()) {
        head.append(wire ? "X-Archive-Orig-" + name : name).append(": ").append(value);
        head.append(LINE_END);
      }
    }
    if (!again) {
      head.append("Content-Length: ").append(length).append(LINE_END);
    }
    return head.append(LINE_END).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] head, byte[] body) {
    byte[] block = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, block, head.length, body.length);
    return block;
  }

  /// A gzip member of its own, as archives are compressed: a reader may begin at each.
  byte[] compressed() {
    StringBuilder head = new StringBuilder("WARC/1.1\r\n");
    fields.forEach((name, value) ->
        head.append(name).append(": ").append(value.replaceAll("[\\r\\n]", " ")).append(LINE_END));
    head.append("Content-Length: ").append(block.length).append(LINE_END).append(LINE_END);
    ByteArrayOutputStream member = new ByteArrayOutputStream(block.length / 3 + 512);
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(head.toString().getBytes(StandardCharsets.UTF_8));
      gzip.write(block);
      gzip.write((LINE_END + LINE_END).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return member.toByteArray();
  }
}
